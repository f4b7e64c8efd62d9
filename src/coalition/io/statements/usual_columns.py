"""What people call the columns of statements, in English, Dutch, German, French and Spanish."""

from unicodedata import combining, normalize

USUAL = {
    "actor": """party, parties, actor, faction, organisation, organization, group, political party,
        partij, fractie, organisatie, politieke partij, Partei, Fraktion, Akteur, Organisation,
        parti, groupe, acteur, parti politique, partido, grupo, organización, partido político""",
    "speaker": """speaker, who, politician, person, spokesperson, said by, spreker, politicus,
        persoon, woordvoerder, wie, gezegd door, Politiker, Politikerin, Redner, Rednerin, Sprecher,
        Sprecherin, Person, wer, orateur, oratrice, intervenant, politicien, personne, qui,
        porte-parole, político, orador, oradora, portavoz, persona, quién""",
    "topic": """topic, theme, subject, policy area, domain, onderwerp, thema, beleidsterrein,
        Themenfeld, Politikfeld, Sachgebiet, Bereich, thème, sujet, domaine, tema, asunto, ámbito,
        materia""",
    "proposal": """proposal, demand, motion, measure, bill, voorstel, eis, motie, maatregel,
        wetsvoorstel, Vorschlag, Forderung, Antrag, Maßnahme, Gesetzentwurf, Vorhaben, proposition,
        mesure, revendication, demande, propuesta, moción, medida, demanda, proyecto""",
    "stance": """stance, position, vote, view, opinion, side, standpunt, stem, positie, mening,
        opinie, Haltung, Stimme, Standpunkt, Votum, Meinung, avis, postura, voto, posición,
        opinión""",
    "date": """date, day, when, datum, dag, wanneer, Tag, wann, jour, quand, fecha, día, cuándo""",
    "attribution": """attribution, known how, how known, how it is known, source type,
        type of source, bron-type, brontype, soort bron, bronsoort, hoe bekend, toeschrijving,
        Quellenart, Art der Quelle, Quellentyp, woher bekannt, wie bekannt, Zuschreibung,
        type de source, comment connu, nature de la source, atribución, tipo de fuente,
        cómo se sabe""",
    "source": """source, sources, paper, newspaper, medium, document, reference, bron, bronnen,
        krant, Quelle, Quellen, Zeitung, Beleg, journal, référence, fuente, fuentes, periódico,
        referencia""",
    "locator": """locator, page, pages, p, pp, paragraph, pagina, blz, bladzijde, vindplaats, Seite,
        Seiten, Fundstelle, página, páginas, pág""",
    "note": """note, notes, remark, remarks, comment, comments, opmerking, opmerkingen, toelichting,
        notitie, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Kommentar, Notiz, remarque,
        remarques, commentaire, commentaires, nota, notas, observación, observaciones, comentario,
        comentarios""",
    "salience": """salience, importance, weight, belang, gewicht, saillantie, Wichtigkeit,
        Bedeutung, Gewicht, Salienz, saillance, poids, importancia, peso, saliencia, relevancia""",
    "coder": """coder, coders, coded by, annotator, annotated by, codeerder, gecodeerd door,
        Kodierer, Kodiererin, Codierer, Codiererin, kodiert von, codiert von, codeur,
        codeuse, codé par, annotateur, codificador, codificadora, codificado por, anotador""",
}
NEEDED = ("actor", "proposal", "stance")
TOTALS = """total, totals, grand total, sum, totaal, totalen, som, subtotaal, subtotal, Summe,
    Gesamt, Gesamtsumme, insgesamt, Zwischensumme, somme, total général, sous-total, totaux, suma,
    totales"""


def bare(name: str) -> str:
    """Return a name without capitals, accents, spaces, dots, dashes and underscores."""
    parts = normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum() and not combining(c))


_ROLES = {bare(word): role for role, words in USUAL.items() for word in words.split(",")}
_TOTALS = frozenset(bare(word) for word in TOTALS.split(","))
_LONGEST = 20  # characters of a word for a sum


def role_of(name: str) -> str | None:
    """Return what a column of this name usually holds."""
    return _ROLES.get(bare(name))


def is_total(name: str) -> bool:
    """Tell whether a row that begins so usually holds sums."""
    return len(name) <= _LONGEST and bare(name) in _TOTALS
