"""A sheet of 60 rows as people keep it: the mess of a newsroom, and what it comes to.

There are titles above the head, dates in three styles, stances in two languages, a party in four
spellings, hearsay, empty cells, the head again, a heading of a section and a row of sums.
"""

import datetime as dt
from typing import Any

import coalition as co

_TEXT = """
Coalition talks 2025
collected by the newsroom | | | | last change: | 12.3.2025

Partei | Wer | Thema | Forderung | Haltung | Datum | Quelle | Quellenart | Seite | Bemerkung | Nr.
FPÖ | Kickl | Asyl / Grenze | Asylstopp | pro | 05.03.2025 | Der Standard | Zitat | 4 | | 1
ÖVP | Stocker | Asyl / Grenze | Asylstopp | pro | 05.03.2025 | Der Standard | Zitat | 4 | | 2
SPÖ | Babler | Asyl/Grenze | Asylstopp | contra | 06.03.2025 | Der Standard | Zitat | 5 | | 3
NEOS | Meinl | Asyl/Grenze | Asylstopp | tegen | 6. März 2025 | De Morgen | Zitat | | | 4
Grüne | | Asyl/Grenze | Asylstopp | contra | 6. März 2025 | Kurier | | | | 5
FPÖ | Kickl | Steuern | Bankenabgabe | pro | 2025-01-13 | Kurier | Zitat | 2 | | 6
ÖVP | | Steuern | Bankenabgabe | contra | 2025-01-14 | Kurier | Insider | 2 | aus der Sitzung | 7
SPÖ | | Steuern | Bankenabgabe | voor | 2025-01-14 | De Morgen | | | | 8
Neos | | Steuern | Bankenabgabe | tegen | 2025-01-15 | De Morgen | | | | 9
Grüne | | Steuern | Bankenabgabe | pro | Jänner 2025 | Kurier | | | | 10

Sicherheit
FPÖ | | Sicherheit | Messenger | contra | 17.02.2025 | Kurier | | 7 | | 11
ÖVP | | Sicherheit | Messenger | pro | 17.02.2025 | Kurier | | 7 | | 12
SPÖ | | Sicherheit | Messenger | skeptisch | 18.02.2025 | Kurier | | 7 | | 13
neos | | Sicherheit | Messenger | contra | 18.02.2025 | Kurier | | 7 | | 14
Grüne | | Sicherheit | Messenger | contra | 18.02.2025 | Kurier | Insider | 7 | | 15
FPÖ | | Medien | kein ORF-Beitrag | pro | 3 februari 2025 | De Morgen | | | | 16
ÖVP | | Medien | kein ORF-Beitrag | neutral | 3 februari 2025 | De Morgen | | | | 17
SPÖ | | Medien | kein ORF-Beitrag | tegen | 3 februari 2025 | De Morgen | | | | 18
N.E.O.S. | | Medien | kein ORF-Beitrag | tegen | 4 februari 2025 | De Morgen | | | | 19
Grüne | | Medien | kein ORF-Beitrag | tegen | 4 februari 2025 | De Morgen | | | | 20
Partei | Wer | Thema | Forderung | Haltung | Datum | Quelle | Quellenart | Seite | Bemerkung | Nr.
FPÖ | | Europa | ohne Sky Shield | pro | | Die Presse | Insider | 1 | | 21
ÖVP | | Europa | ohne Sky Shield | contra | 20.02.2025 | Die Presse | | 1 | | 22
SPÖ | | Europa | ohne Sky Shield | | 20.02.2025 | Die Presse | | 1 | noch offen | 23
NEOS | Meinl | Europa | ohne Sky Shield | contra | 20.02.2025 | Die Presse | Zitat | 1 | | 24
Grüne | | Europa | ohne Sky Shield | neutral | | Die Presse | | 1 | | 25
FPÖ | | | Erdgas aus Russland | pro | 21.02.2025 | Die Presse | | 3 | | 26
ÖVP | | | Erdgas aus Russland | contra | 21.02.2025 | Die Presse | | 3 | | 27
NEOS | Meinl | | Erdgas aus Russland | contra | 21.02.2025 | Die Presse | Zitat | 3 | | 28
SPÖ | Stocker | Asyl / Grenze | kein Nachzug | contra | 07.03.2025 | Profil | Gegner | 11 | | 29
ÖVP | Stocker | Asyl / Grenze | kein Nachzug | pro | 07.03.2025 | Profil | Zitat | 11 | | 30
FPÖ | | Asyl / Grenze | kein Nachzug | pro | 07.03.2025 | Profil | | 11 | | 31
NEOS | | Asyl / Grenze | kein Nachzug | skeptisch | 07.03.2025 | Profil | Insider | 11 | | 32
Grüne | | Asyl / Grenze | kein Nachzug | contra | 07.03.2025 | Profil | | 11 | | 33

FPÖ | | Steuern | CO2-Preis abschaffen | pro | 2025-02-01 | Kurier | | 9 | | 34
ÖVP | | Steuern | CO2-Preis abschaffen | skeptisch | 2025-02-01 | Kurier | | 9 | | 35
SPÖ | Babler | Steuern | CO2-Preis abschaffen | contra | 2025-02-01 | Kurier | Zitat | 9 | | 36
NEOS | | Steuern | CO2-Preis abschaffen | contra | 2025-02-01 | Kurier | | 9 | | 37
Grüne | | Steuern | CO2-Preis abschaffen | contra | 2025-02-01 | Kurier | | 9 | | 38
FPÖ | | Bildung | Kopftuchverbot | pro | 08.03.2025 | Profil | | 12 | | 39
ÖVP | | Bildung | Kopftuchverbot | pro | 08.03.2025 | Profil | | 12 | | 40
SPÖ | | Bildung | Kopftuchverbot | neutral | 08.03.2025 | Profil | | 12 | | 41
NEOS | | Bildung | Kopftuchverbot | pro | 08.03.2025 | Profil | | 12 | | 42
Grüne | | Bildung | Kopftuchverbot | contra | 08.03.2025 | Profil | | 12 | | 43
ÖVP | | Steuern | Bankenabgabe | neutral | 09.03.2025 | Profil | | 13 | jetzt doch | 44
FPÖ | Kickl | Pensionen | Frühpension | pro | 10. März 2025 | Krone | Zitat | 6 | | 45
ÖVP | Stocker | Pensionen | Frühpension | contra | 10. März 2025 | Krone | Zitat | 6 | | 46
SPÖ | Babler | Pensionen | Frühpension | pro | 10. März 2025 | Krone | Zitat | 6 | | 47
NEOS | Meinl | Pensionen | Frühpension | contra | 10 maart 2025 | De Morgen | Zitat | | | 48
Grüne | | Pensionen | Frühpension | voor | 10 maart 2025 | De Morgen | | | | 49
Grüne | | Pensionen | Frühpension | voor | 10 maart 2025 | De Morgen | | | | 49
SPÖ | | Bildung | Schulgeld | | | Profil | | 13 | | 50
Summe | | | | | | | | | | 50
"""
HEAD = 4  # row of the head, counted as people do


def _cell(text: str, *, typed: bool) -> Any:
    if typed and text[:4].isdigit() and text.count("-") == 2:
        return dt.date.fromisoformat(text)
    return int(text) if typed and text.isdigit() else text or None


def rows(*, typed: bool = False) -> list[list[Any]]:
    """Return the rows, all of one width; typed, numbers and dates are such, not text."""
    lines = [line.split("|") for line in _TEXT.strip("\n").split("\n")]
    width = max(map(len, lines))
    return [
        [_cell(cell.strip(), typed=typed) for cell in [*line, *[""] * (width - len(line))]]
        for line in lines
    ]


ANSWERS: dict[str, Any] = {
    "stances": {
        "pro": "for",
        "voor": "for",
        "contra": "against",
        "tegen": "against",
        "skeptisch": -0.5,
    },
    "attributions": {"Zitat": "stated", "Insider": "hearsay", "Gegner": "claimed"},
    "rename": {"Neos": "NEOS", "neos": "NEOS", "N.E.O.S.": "NEOS"},
    "seats": {"FPÖ": 57, "ÖVP": 51, "SPÖ": 41, "NEOS": 18, "Grüne": 16},
    "day_first": True,
}


def read(table: Any, **answers: Any) -> co.Coalition:
    """Read the sheet, or another form of it, in one call."""
    return co.read_statements(table, **{**ANSWERS, **answers})
