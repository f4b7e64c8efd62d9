"""Usual words: what they mean among some choices, and hints that never turn a meaning round."""

from collections.abc import Collection

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coalition.model.checks import ATTRIBUTIONS, RESULTS, STANCES
from coalition.stances.codes import NO_VOTE
from coalition.usual_words import _known, hint_of, usual

POPOLO = ("yes", "no", "abstain", "absent", "not voting", "paired")
CHOICES: tuple[tuple[str, ...], ...] = (
    tuple(STANCES),
    (*STANCES, *NO_VOTE),
    POPOLO,
    ATTRIBUTIONS,
    RESULTS,
)


@pytest.mark.parametrize(
    ("words", "among", "meant"),
    [
        ("yes Aye yea PRO voor ja für dafür oui pour sí si por", STANCES, "for"),
        ("contra no nay nee tegen nein gegen dagegen non contre", STANCES, "against"),
        ("neutraal neutre neutro gleichgültig", STANCES, "neutral"),
        ("onthouding Enthaltung abstention abstención abst.", NO_VOTE, "abstained"),
        ("afwezig abwesend excused ausente entschuldigt", NO_VOTE, "absent"),
        ("onbekend unbekannt inconnu desconocido n/a", NO_VOTE, "unknown"),
        ("geen_lid kein-Mitglied pas_membre", NO_VOTE, "not a member"),
        ("insiders ingewijden Insider bronnen rumour gerucht rumeur", ATTRIBUTIONS, "hearsay"),
        ("said zegt quote citaat Zitat dijo a_dit", ATTRIBUTIONS, "stated"),
        ("according_to_a_rival behauptet beweerd", ATTRIBUTIONS, "claimed"),
        ("survey vote Abstimmung peiling sondage encuesta", ATTRIBUTIONS, "measured"),
        ("own_inference afgeleid abgeleitet déduit", ATTRIBUTIONS, "inferred"),
        ("report bericht journal informe", ATTRIBUTIONS, "reported"),
        ("voor dafür aye for", POPOLO, "yes"),
        ("against tegen Nay", POPOLO, "no"),
        ("abstention abstained", POPOLO, "abstain"),
        ("excused away", POPOLO, "absent"),
        ("nv did_not_vote", POPOLO, "not voting"),
        ("aangenommen passed", RESULTS, None),
        ("aangenomen angenommen passed", RESULTS, "adopted"),
        ("verworpen abgelehnt rejeté failed", RESULTS, "rejected"),
    ],
)
def test_what_words_usually_mean(words: str, among: Collection[str], meant: str | None) -> None:
    """Words of five languages mean one of the choices, whatever their capitals and accents."""
    if meant is not None:
        assert {usual(word, among) for word in words.split()} == {meant}


@pytest.mark.parametrize(
    "word", ["", " ", "+", "-", "++", "1", "-1", "\u22121", "0", "?", "x", "perhaps"]
)
@pytest.mark.parametrize("choices", CHOICES)
def test_what_has_no_usual_meaning(word: str, choices: tuple[str, ...]) -> None:
    """Signs and numbers are never guessed, nor are other words."""
    assert usual(word, choices) is None
    assert "did you mean" not in hint_of(word, (*choices, "10", "-10"))


@pytest.mark.parametrize(
    ("word", "choices", "hint"),
    [
        ("contra", STANCES, "; it usually means 'against'"),
        ("abstention", ("absent", "yes"), ""),
        ("abstention", POPOLO, "; it usually means 'abstain'"),
        ("insiders", ATTRIBUTIONS, "; it usually means 'hearsay'"),
        ("nv", ("yes", "no"), ""),
        ("against", ("yes", "no", "abstain"), "; it usually means 'no'"),
        ("agianst", STANCES, "; did you mean 'against'?"),
        ("FOR", STANCES, "; did you mean 'for'?"),
        ("Zustimmng", STANCES, "; did you mean 'for'?"),
        ("hersay", ATTRIBUTIONS, "; did you mean 'hearsay'?"),
        ("abstent", POPOLO, ""),  # absent, or an abstention
        ("1", ("-1",), ""),
        ("\u22121", ("1", "-1"), "; its minus is the typographic one (U+2212), not that of '-1'"),
        ("\u20130,5", STANCES, "; its minus is the typographic one (U+2013), not that of '-0,5'"),
        ("latst", ("latest", "all"), "; did you mean 'latest'?"),
    ],
)
def test_hints(word: str, choices: Collection[str], hint: str) -> None:
    """A hint is by meaning, else a clear misspelling; of choices without opposites, the closest."""
    assert hint_of(word, choices) == hint


def test_a_hint_can_name_its_word() -> None:
    """Where several words are listed, the hint says of which it speaks."""
    assert hint_of("tegen", STANCES, "'tegen'") == "; 'tegen' usually means 'against'"


@st.composite
def misspelled(draw: st.DrawFn) -> tuple[tuple[str, ...], str, str]:
    """Return choices, a word known there, and it with a letter lost, changed, added or swapped."""
    choices = draw(st.sampled_from(CHOICES))
    word = draw(st.sampled_from(sorted(_known(tuple(choices)))))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("aeinortsv"))
    edits = [word[at + 1 :], letter + word[at + 1 :], letter + word[at:]]
    edits.append(word[at + 1 : at + 2] + word[at] + word[at + 2 :])
    return choices, word, word[:at] + draw(st.sampled_from(edits))


@given(misspelled())
def test_no_hint_names_another_meaning(drawn: tuple[tuple[str, ...], str, str]) -> None:
    """Whatever known word is misspelled, no choice is named that means something else."""
    choices, word, written = drawn
    assume(written not in _known(tuple(choices)))
    hint = hint_of(written, choices)
    assert not hint or f"{usual(word, choices)!r}" in hint
