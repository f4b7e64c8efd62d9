"""Words that people use for a stance, or for how it is known, and what they usually mean.

They are English, Dutch, German, French and Spanish. A meaning is only ever a hint: whoever gives
the words says what they mean.
"""

import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from unicodedata import combining, normalize

from coalition.errors import close_match

_STANCES = {  # and why there is none
    "for": """
        yes, aye, yea, pro, support, supports, supported, supportive, favor, favour, in favor,
        in favour, favors, favours, favorable, favourable, agree, agrees, agreed, approve,
        approves, accepts,
        voor, ja, steunt, eens, mee eens, voorstander, stemt voor,
        für, dafür, zustimmung, stimmt zu, befürwortet, unterstützt, befürworter,
        pour, oui, favorable à, soutient, approuve, d'accord, partisan,
        sí, por, a favor, apoya, de acuerdo, aprueba, partidario""",
    "neutral": """
        neutral, indifferent, neutraal, onverschillig, gleichgültig, neutre, indifférent, neutro,
        indiferente""",
    "against": """
        no, nay, contra, con, oppose, opposes, opposed, opposition, opponent, disagree, disagrees,
        disapprove, disapproves, reject, rejects, rejected, not in favor, not in favour,
        tegen, nee, neen, oneens, niet mee eens, tegenstander, stemt tegen, verwerpt, wijst af,
        gegen, dagegen, nein, ablehnung, lehnt ab, abgelehnt, gegner, stimmt dagegen,
        contre, non, défavorable, opposé, opposée, s'oppose, rejette, pas d'accord, adversaire,
        en contra, rechaza, se opone, opuesto, desfavorable, en desacuerdo, adversario""",
    "abstained": """
        abstain, abstains, abst, abstention, abstentions, abstaining, onthouding, onthouden,
        onthoudt, onthoudt zich, blanco, enthaltung, enthalten, enthält sich, enth, s'abstient,
        abstenu, abstenue, s'est abstenu, blanc, abstención, se abstiene, se abstuvo, en blanco""",
    "absent": """
        absence, away, excused, not present, afwezig, verontschuldigd, niet aanwezig, abwesend,
        entschuldigt, nicht anwesend, fehlt, absente, excusé, excusée, ausente, ausencia,
        justificado, no asistió""",
    "not voting": """
        nv, no vote, did not vote, didn't vote, niet gestemd, stemt niet, niet meegestemd,
        nicht abgestimmt, nicht abgegeben, nicht teilgenommen, non votant, n'a pas voté, no vota,
        no votó""",
    "not a member": """
        no member, nonmember, geen lid, niet lid, kein mitglied, nicht mitglied, pas membre,
        non membre, no es miembro, no miembro""",
    "unknown": """
        n/a, don't know, dk, unclear, onbekend, weet niet, onduidelijk, unbekannt, unklar,
        keine angabe, weiß nicht, inconnu, inconnue, ne sait pas, desconocido, desconocida,
        no sabe, no se sabe""",
}
_ATTRIBUTIONS = {
    "stated": """
        said, says, states, statement, declared, quote, quoted, quotation, own words,
        in own words, speech, interview, press release,
        zegt, zei, gezegd, citaat, verklaring, verklaard, uitspraak,
        persbericht, sagt, sagte, gesagt, zitat, aussage, erklärung, erklärt,
        pressemitteilung, dit, a dit, citation, déclaration, déclaré, communiqué, discours, dice,
        dijo, dicho, cita, declaración, declaró, discurso, entrevista, comunicado""",
    "reported": """
        report, reports, reporter, reporting, news, article, newspaper, bericht, berichten,
        verslag, gemeld, krant, artikel, nieuws, berichtet, meldung, zeitung, nachricht, rapport,
        rapporté, reportage, journal, informe, informado, noticia, artículo, periódico""",
    "measured": """
        survey, expert survey, poll, vote, votes, voted, roll call, coded, manifesto, enquête,
        peiling, gemeten, stemming, gestemd, verkiezingsprogramma, umfrage, befragung, gemessen,
        abstimmung, wahlprogramm, sondage, mesuré, scrutin, programme électoral, encuesta, medido,
        votación, programa electoral""",
    "claimed": """
        claim, claims, rival, opponent, according to rival, according to a rival,
        according to others, beweerd, beweert, bewering, claimt, rivaal, tegenstander,
        volgens een rivaal, volgens anderen, behauptet, behauptung, gegner, rivale,
        laut einem rivalen, affirmé, affirme, adversaire, selon un rival, selon d'autres, afirma,
        afirmado, según un rival, según otros, adversario""",
    "hearsay": """
        insider, insiders, rumor, rumors, rumour, rumours, gossip, anonymous, anonymous source,
        anonymous sources, unnamed, unnamed source, sources, off the record, ingewijde,
        ingewijden, bronnen, anoniem, anonieme bron, anonieme bronnen, gerucht, geruchten,
        van horen zeggen, welingelichte kringen,
        eingeweihte, anonym, anonyme quelle, quellen, gerücht, gerüchte,
        hörensagen, aus kreisen, initiés, anonyme, source anonyme, rumeur, rumeurs, ouï-dire,
        fuentes, anónimo, fuente anónima, rumores, de oídas""",
    "inferred": """
        inference, own inference, deduced, derived, interpretation, own interpretation, assumed,
        assumption, afgeleid, afleiding, eigen afleiding, interpretatie, aangenomen, abgeleitet,
        gefolgert, schlussfolgerung, angenommen, déduit, déduction, inféré, interprétation,
        supposé, inferido, deducido, deducción, interpretación, supuesto""",
}
_RESULTS = {
    "adopted": """
        adopt, carried, passed, pass, accepted, approved, aangenomen, aanvaard, angenommen,
        adopté, adoptée, approuvé, aprobado, aprobada""",
    "rejected": """
        reject, failed, fail, defeated, lost, verworpen, afgewezen, abgelehnt, rejeté, rejetée,
        rechazado, rechazada""",
}
_SHORT, _LONG, _MOST = 4, 40, 400  # characters of a word, and words, that are compared
_ALIKE = 0.8  # how like a known word a misspelled one is
_RATHER = 0.15  # how much less like it a word is that cannot be the one that is meant
_DASHES = str.maketrans("\N{MINUS SIGN}\N{EN DASH}\N{RIGHT SINGLE QUOTATION MARK}", "--'")


def _folded(word: str) -> str:
    """Return a word without capitals, accents and dots, and with one space between its parts."""
    bare = word.translate(_DASHES).casefold().replace(".", "")
    if not bare.isascii():
        bare = "".join(c for c in normalize("NFKD", bare) if c != "." and not combining(c))
    return re.sub(r"(?<=\w)[\s_-]+(?=\w)", " ", bare).strip()


def _is_words(folded: str) -> bool:
    """Tell whether there are letters alone, as a digit or a sign may turn a meaning round."""
    return folded.replace(" ", "").isalpha()


_TABLES = tuple(
    {
        _folded(word): meaning
        for meaning, words in table.items()
        for word in (meaning, *words.split(","))
    }
    for table in (_STANCES, _ATTRIBUTIONS, _RESULTS)
)


@lru_cache(64)
def _known(choices: tuple[str, ...]) -> dict[str, str]:
    """Return what words mean where these are the choices, of which each may be such a word."""
    spelled = {_folded(choice): choice for choice in choices}
    table = max(_TABLES, key=lambda table: len(table.keys() & spelled))
    return {**spelled, **(table if table.keys() & spelled else {})}


def usual(word: str, among: Collection[str]) -> str | None:
    """Return which of some choices a word usually means, None where it is none of them.

    The choices may be words like it: of ``yes``, ``no`` and ``abstain``, ``tegen`` means ``no``.
    """
    known = _known(tuple(among))
    meaning = known.get(_folded(word))
    same = [choice for choice in among if meaning and known[_folded(choice)] == meaning]
    return min(same, key=lambda choice: (choice != meaning, choice), default=None)


def hint_of(word: str, choices: Collection[str], subject: str = "it") -> str:
    """Return ``"; it usually means 'X'"`` for the choice that a word means, or an empty string.

    A word that is only misspelled gets ``"; did you mean 'X'?"``, unless it may be a word that
    means another choice. Among numbers, where a sign or a digit turns a meaning round, none is
    likely; but a minus that is not the one of numbers is named.
    """
    return _hint(word, tuple(sorted(choices)), subject)


@lru_cache(1024)
def _hint(word: str, choices: tuple[str, ...], subject: str) -> str:
    plain = word.translate(_DASHES).strip()
    if re.fullmatch(r"-\d+([.,]\d+)?", plain) and plain != word.strip():
        dash = f"the typographic one (U+{ord(word.strip()[0]):04X})"
        whose = "its minus" if subject == "it" else f"the minus of {subject}"
        return f"; {whose} is {dash}, not that of {plain!r}"
    folded, known = _folded(word), _known(choices)
    if len(known) == len(choices):  # no table speaks of them
        return close_match(word, choices) if _is_words(folded) else ""
    found = folded if folded in known else _misspelled(folded, known)
    meant = usual(found, choices)
    if meant is None:
        return ""
    if folded in known and folded != _folded(meant):
        return f"; {subject} usually means {meant!r}"
    return f"; did you mean {meant!r}?"


def _misspelled(folded: str, known: Mapping[str, str]) -> str:
    """Return the known word that one is spelled like, an empty string if it may mean others."""
    if not (_SHORT <= len(folded) <= _LONG and len(known) <= _MOST and _is_words(folded)):
        return ""
    close = get_close_matches(folded, known, 1, _ALIKE)
    if not close or close[0][0] != folded[0]:
        return ""
    likeness = SequenceMatcher(None, close[0], folded).ratio()
    rather = get_close_matches(folded, known, len(known), likeness - _RATHER)
    return close[0] if len({known[word] for word in rather}) == 1 else ""
