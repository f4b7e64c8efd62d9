"""Statements from a sheet: what is understood, what is asked, and what is said of the reading."""

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import coalition as co
from coalition.io.statements.understood import understood
from tests.refused import faults

HEAD = ("actor", "proposal", "stance")


def frame(*rows: tuple[Any, ...], more: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a frame of statements, of actor, proposal and stance and further columns."""
    return pd.DataFrame(rows, columns=[*HEAD, *more], dtype=object)


def read(*rows: tuple[Any, ...], more: tuple[str, ...] = (), **answers: Any) -> co.Coalition:
    """Read such a frame."""
    return co.read_statements(frame(*rows, more=more), **answers)


# columns


def test_columns_are_found_by_their_usual_names_in_five_languages() -> None:
    """What a column is called in English, Dutch, German, French or Spanish is enough."""
    heads = [
        ("Party", "Demand", "View"),
        ("PARTIJ", "eis", "stand-punt"),
        ("Partei", "Maßnahme", "Haltung"),
        ("parti", "mesure", "avis"),
        ("Partido", "MOCIÓN", "postura"),
    ]
    cases = [co.read_statements(pd.DataFrame([["A", "p", "for"]], columns=h)) for h in heads]
    assert all(case == cases[0] for case in cases)
    assert cases[2].reading[0] == (
        "'Partei' is taken for actor, 'Maßnahme' for proposal and 'Haltung' for stance."
    )


def test_two_columns_for_one_role_are_a_question() -> None:
    """Nothing is guessed: an argument says which it is."""
    rows = frame(("A", "p", "for", "x"), more=("Partij",))
    assert faults(co.read_statements, rows) == [
        "actor: may be 'actor' or 'Partij'; say which in actor="
    ]
    assert co.read_statements(rows, actor="Partij").parties[0].id == "x"


def test_a_column_that_is_not_there_is_refused_with_a_hint() -> None:
    """So is one that is needed and has no usual name."""
    rows = pd.DataFrame({"Wer auch": ["A"], "Forderung": ["p"], "Urteil": [1]})
    assert faults(co.read_statements, rows, actor="Wer_auch") == [
        "actor: there is no column 'Wer_auch'; did you mean 'Wer auch'?",
        (
            "stance: no column has a usual name for it; say which it is in stance=: 'Wer auch', "
            "'Forderung', 'Urteil'"
        ),
    ]


def test_columns_that_are_not_read_are_said(tmp_path: Path) -> None:
    """Nothing is left out in silence, nor what stands beyond the head."""
    path = tmp_path / "talks.csv"
    path.write_text("actor,proposal,stance,ID,,\nA,p,for,7,,sure?\n")
    told = "Columns that are not read: 'ID', number 6 (without a name)."
    assert told in co.read_statements(path).reading


def test_rows_above_the_head_are_left_out(tmp_path: Path) -> None:
    """The head is the first row with all columns that are needed; people count rows from 1."""
    path = tmp_path / "talks.csv"
    path.write_text("Talks of 2023,,\n,,\nactor,proposal,stance\nA,p,pro\n")
    assert faults(co.read_statements, path) == [
        "stance: 'pro' (row 4): usually 'for'; say so in stances="
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Total", None, 54), "a sum"),
        (("Totaal:", 3, 54), "a sum"),
        (("Summe", None, None), "a sum"),
        (("Migration", None, None), "naming neither proposal nor stance"),
        (("actor", "proposal", "stance"), "the head again"),
        ((None, None, None), "empty"),
        (("A", "p", "for"), "saying the same as another in every column"),
    ],
)
def test_rows_that_are_no_statements_are_left_out_and_said(row: Any, reason: str) -> None:
    """Sums, headings, heads, empty rows and repetitions are none."""
    case = read(("A", "p", "for"), row)
    assert len(case.positions) == 1
    if reason != "empty":  # what is empty, a frame leaves out by itself
        assert f"Left out as {reason}: row 1." in case.reading


def test_an_old_workbook_is_a_sheet() -> None:
    """One with titles above the head, a merged cell and two worksheets, from Excel 97 to 2003."""
    case = co.read_statements(Path(__file__).parents[1] / "sheets" / "talks.xls", sheet="Talks")
    assert (len(case.parties), len(case.positions)) == (2, 3)
    assert "Row 3 is the head of the table; row 1 above it: left out." in case.reading


# words


@pytest.mark.parametrize(
    ("cell", "stance"),
    [
        ("for", 1),
        ("Against", -1),
        ("NEUTRAL", 0),
        ("0,5", 0.5),
        ("\u22121", -1),
        (0.25, 0.25),
        (1, 1),
    ],
)
def test_numbers_and_the_words_of_the_library_are_understood(cell: Any, stance: float) -> None:
    """A decimal comma and a minus of typographers are no obstacle."""
    assert read(("A", "p", cell)).positions[0].stance == stance


def test_what_is_not_understood_comes_at_once_and_grouped() -> None:
    """One line for each column and value, with its count and first row; opposites are no hint."""
    rows = [("A", "p", "contra", "insiders"), ("B", "p", "contra", None), ("C", "p", 5, "mole")]
    assert faults(read, *rows, more=("how known",)) == [
        "attribution: 'insiders' (row 0): usually 'hearsay'; say so in attributions=",
        (
            "attribution: 'mole' (row 2): say what it means (stated, reported, measured, claimed, "
            "hearsay, inferred) in attributions="
        ),
        "stance: 'contra' (2 rows, first in row 0): usually 'against'; say so in stances=",
        (
            "stance: 5 (row 2): say what it means (a number from -1 to 1, for, neutral, against "
            "or None) in stances="
        ),
    ]


def test_words_are_looked_up_in_any_case_where_that_is_clear() -> None:
    """Exactly as written comes first; two keys that differ in case only stand for themselves."""
    rows = [("A", "p", "Pro"), ("B", "p", "PRO"), ("C", "p", "x"), ("D", "p", "X")]
    case = read(*rows, stances={"pro": "for", "x": "against", "X": 0})
    assert [said.stance for said in case.positions] == [1, 1, -1, 0]
    assert faults(read, ("A", "p", "yEs"), stances={"yes": 1, "YES": -1})


def test_numbers_may_be_codes() -> None:
    """What a number means may be said, as text or as number, whatever it is in the sheet."""
    case = read(("A", "p", "5"), ("B", "p", 1), ("C", "p", True), stances={5: 1, "1": -1, True: 0})
    assert [said.stance for said in case.positions] == [1, -1, 0]


def test_numbers_of_another_scale_are_all_asked_about() -> None:
    """Where 5 is the most, 1 is not for by itself."""
    rows = [("A", "p", 1), ("B", "p", "5"), ("C", "p", "0,5")]
    assert [line.partition(" (")[0] for line in faults(read, *rows)] == [
        "stance: 1",
        "stance: '5'",
        "stance: '0,5'",
    ]
    case = read(*rows, stances={1.0: -1, 5: 1, 0.5: None})
    assert [said.stance for said in case.positions] == [-1, 1]


def test_a_word_may_mean_no_position_and_a_blank_may_mean_one() -> None:
    """The party and the proposal are there all the same."""
    case = read(("A", "p", "?"), ("B", "q", None), stances={"?": None})
    assert (len(case.positions), len(case.parties), len(case.proposals)) == (0, 2, 2)
    assert "No stance in row 1: no position is made of it." in case.reading
    assert read(("A", "p", None), stances={None: "neutral"}).positions[0].stance == 0


def test_what_does_not_say_how_it_is_known_is_reported_unless_somebody_says_otherwise() -> None:
    """Without a column, and in an empty cell."""
    case = read(("A", "p", 1))
    assert case.positions[0].attribution == "reported"
    assert "No column says how things are known: all are taken for 'reported'." in case.reading
    assert read(("A", "p", 1), attributions={None: "stated"}).positions[0].attribution == "stated"


def test_salience_is_a_number() -> None:
    """An empty cell is 1, and anything else a fault."""
    case = read(("A", "p", 1, "2,5"), ("B", "p", 1, None), more=("belang",))
    assert [said.salience for said in case.positions] == [2.5, 1]
    assert "The numbers for salience have a decimal comma." in case.reading
    assert faults(read, ("A", "p", 1, "high"), more=("belang",)) == [
        "salience: 'high' (row 0): must be a number"
    ]


# who


def test_names_that_look_the_same_are_one_question() -> None:
    """The one in most rows is proposed, and `rename` answers it."""
    rows = [("VVD", "p", 1), ("VVD", "q", 1), ("vvd", "r", 1)]
    assert faults(read, *rows) == [
        (
            "actor: 'vvd' (row 2): differs from 'VVD' (2 rows) only in case or form; make them one "
            "with rename={'vvd': 'VVD'}"
        )
    ]
    assert [party.id for party in read(*rows, rename={"vvd": "VVD"}).parties] == ["VVD"]


def test_names_that_are_given_must_be_there() -> None:
    """Of `rename` and of `seats`, with what may be meant."""
    assert faults(read, ("VVD", "p", 1), rename={"VDD": "D66"}, seats={"VVDD": 3}) == [
        "rename: nothing in the sheet is called 'VDD'; did you mean 'VVD'?",
        "seats: there is no party 'VVDD'; did you mean 'VVD'?",
    ]
    assert read(("VVD", "p", 1), seats={"VVD": 34}).seats == {"VVD": 34}


@pytest.mark.parametrize("sign", ['"', "idem", "Ebd.", "?", "\N{DITTO MARK}"])
def test_ditto_marks_and_signs_are_no_names(sign: str) -> None:
    """Nobody is called so; what they stand for may be said."""
    rows = [("A", "p", 1, "J"), ("B", "p", 1, sign)]
    assert faults(read, *rows, more=("source",)) == [
        f"source: {sign!r} (row 1): is no name; write out what it stands for, or say so in rename="
    ]
    case = read(*rows, more=("source",), rename={sign: "J"})
    assert [said.sources for said in case.positions] == [("J",), ("J",)]


def test_a_dash_is_an_empty_cell_but_for_a_stance() -> None:
    """It is said; a stance may be a minus."""
    case = read(("A", "p", 1, "-", "\N{EN DASH}"), more=("speaker", "date"))
    assert (case.politicians, str(case.positions[0].date)) == ((), "../..")
    assert "A dash for speaker is read as an empty cell." in case.reading
    assert faults(read, ("A", "p", "-"))


TOLD = ("speaker", "attribution")


def test_a_speaker_is_a_politician_of_whom_he_or_she_speaks_for() -> None:
    """What is claimed or hearsay is said for nobody; who only does that has no party."""
    case = read(
        ("VVD", "p", 1, "Rutte", "stated"),
        ("D66", "p", -1, "Rutte", "claimed"),
        ("D66", "q", -1, "Mole", "hearsay"),
        ("CDA", "p", 1, "CDA", "stated"),
        more=TOLD,
    )
    assert {person.id: person.party for person in case.politicians} == {
        "Rutte": "VVD",
        "Mole": None,
    }
    assert [said.speaker for said in case.positions] == ["Rutte", "Rutte", "Mole", None]
    assert "The sheet does not say of which party these are: Mole." in case.reading


def test_a_rival_states_nothing_for_another() -> None:
    """Of one who speaks for two it is said that a rival's word is a claim."""
    rows = [
        ("A", "p", 1, "Kim", "stated"),
        ("A", "q", 1, "Kim", "stated"),
        ("B", "p", 1, "Kim", "stated"),
    ]
    assert faults(read, *rows, more=TOLD) == [
        (
            "speaker: row 2: Kim speaks for A, not for B: a rival's word is a claim; make the "
            "attribution 'claimed'"
        )
    ]


def test_an_actor_who_speaks_for_a_party_is_a_politician() -> None:
    """It is said; a party that claims something of another stays a party."""
    rows = [
        ("VVD", "p", 1, "Rutte", "stated"),
        ("Rutte", "q", 1, None, "stated"),
        ("D66", "p", 1, "VVD", "claimed"),
    ]
    case = read(*rows, more=TOLD)
    assert [party.id for party in case.parties] == ["VVD", "D66"]
    assert case.politician("Rutte").party == "VVD"
    assert "Actors who speak for others are taken for politicians: Rutte." in case.reading


def test_a_party_may_report_on_another() -> None:
    """Whom others speak for, or who has seats, is a party and no politician of the other."""
    rows = [("VVD", "p", 1, "Kim", "stated"), ("D66", "p", -1, "VVD", "reported")]
    case = read(*rows, more=TOLD)
    assert [party.id for party in case.parties] == ["VVD", "D66"]
    assert [(person.id, person.party) for person in case.politicians] == [("Kim", "VVD")]
    assert read(rows[1], more=TOLD, seats={"VVD": 34}).politicians == ()


def test_topics_and_sources_are_made_of_what_the_rows_name() -> None:
    """A proposal has the topics of all its rows, `other` where it has none; an address is one."""
    more = ("topic", "source", "page")
    case = read(
        ("A", "p", 1, "Traffic / Roads", "https://example.org/1", 4),
        ("B", "p", 1, "Economy/", None, None),
        ("A", "q", 1, None, "Volkskrant", None),
        more=more,
    )
    assert [one.topics for one in case.proposals] == [("Traffic/Roads", "Economy"), ("other",)]
    assert [one.url for one in case.sources] == ["https://example.org/1", None]
    assert case.positions[0].locator == "4"
    assert read(("A", "p", 1)).topics == ("all proposals",)


def test_empty_names_are_a_fault() -> None:
    """Nothing is filled in from above, where cells may have been merged."""
    why = "fill it in; an empty cell is not read as the one above it"
    assert faults(read, ("A", "p", 1), (None, "p", -1), ("B", None, 1)) == [
        f"actor: blank (row 1): {why}",
        f"proposal: blank (row 2): {why}",
    ]


# dates


def test_rows_without_a_date_are_not_after_the_latest() -> None:
    """It is said; `undated` says otherwise; without any date it is unknown."""
    rows = [("A", "p", 1, "juli 2023"), ("B", "p", -1, None)]
    case = read(*rows, more=("datum",))
    assert [str(said.date) for said in case.positions] == ["2023-07", "../2023-07"]
    assert "No date in row 1: taken for 2023-07 or earlier." in case.reading
    assert str(read(*rows, more=("datum",), undated="2022").positions[1].date) == "2022"
    assert str(read(("A", "p", 1)).positions[0].date) == "../.."


def test_the_order_of_day_and_month_is_one_question() -> None:
    """With what other cells show; an answer reads them all."""
    rows = [("A", "p", 1, "05/07/2023"), ("B", "p", 1, "6/7/2023"), ("C", "p", 1, "25/07/2023")]
    assert faults(read, *rows, more=("date",)) == [
        (
            "date: '05/07/2023' (2 rows, first in row 0): may be 2023-07-05 or 2023-05-07; so may "
            "1 other value; '25/07/2023' has the day first; give day_first=True or False"
        )
    ]
    case = read(*rows, more=("date",), day_first=True)
    assert [str(said.date) for said in case.positions] == ["2023-07-05", "2023-07-06", "2023-07-25"]


# the whole


def test_contradictions_are_said_by_rows_and_settled_by_several() -> None:
    """An actor that is for and against at once is refused, unless it is said what counts."""
    rows = [("A", "p", "for"), ("B", "p", "for"), ("A", "p", "against")]
    assert faults(read, *rows) == [
        (
            "stance: row 2: A against p (reported, at an unknown date) contradicts row 0, A for p "
            "(reported, at an unknown date); say which is the later, or give several='latest'"
        )
    ]
    assert len(read(*rows, several="all").positions) == 3


def test_what_is_no_table_is_refused_with_what_is() -> None:
    """The name of a shipped case, or a class."""
    assert faults(co.read_statements, "migration-2023") == [
        "'migration-2023' is a shipped case: give co.load_case('migration-2023')"
    ]
    assert faults(co.read_statements, pd.DataFrame) == [
        "must be a data frame, the path of a file, bytes or an open file, not the class DataFrame"
    ]


def test_arguments_are_refused_before_the_sheet_is_opened() -> None:
    """All of them at once."""
    found = faults(
        co.read_statements,
        "nowhere.csv",
        actor=1.5,
        stances={"a": 3},
        rename=[],
        day_first=[],
        several="q",
    )
    assert [fault.partition(":")[0] for fault in found] == [
        "actor", "stances['a']", "rename", "day_first", "several",
    ]  # fmt: skip
    assert faults(
        co.read_statements, frame(("A", "p", 1)), attributions={"x": "sure"}, seats={"A": -1}
    )


def test_a_hopeless_file_fits_a_screen() -> None:
    """Of thousands of words of one column a few are named, the most frequent first."""
    rows = [(f"party {n}", "p", f"word {n % 900}", f"day {n}") for n in range(2000)]
    found = faults(read, *rows, more=("date",))
    assert len(found) == 20
    assert found[9] == "stance: and 891 other values (1,973 rows)"


def test_the_shell_can_ask_one_question_after_the_other() -> None:
    """Each names the argument that answers it, the word, the usual meaning and the choices."""
    found = understood(frame(("A", "p", "contra")))
    (question,) = found.questions
    assert (question.argument, question.word, question.usual) == ("stances", "contra", "against")
    assert question.choices == ("for", "neutral", "against")
    assert found.case is None
    answered = understood(frame(("A", "p", "contra")), stances={question.word: question.usual})
    assert answered.case == co.read_statements(frame(("A", "p", "against")))


def test_many_rows_are_read_in_time() -> None:
    """Each different cell is read once: what is linear for ten thousand rows is for more."""
    rows = frame(*((f"P{n % 40}", f"motion {n % 500}", "pro") for n in range(10_000)))
    begun = time.process_time()
    case = co.read_statements(rows, stances={"pro": 1}, several="all")
    assert time.process_time() - begun < 2
    assert len(case.positions) == 1000  # the rest are the same in every column


def test_a_head_without_rows_is_said_to_say_nothing() -> None:
    """A sheet with no statement is an empty case, and `reading` says why."""
    case = co.read_statements(pd.DataFrame({"party": [], "proposal": [], "stance": []}))
    assert case.positions == ()
    assert "No row below the head is a statement." in case.reading


def test_a_column_says_who_coded() -> None:
    """It has usual names in five languages, and another can be given."""
    for name in ("Coder", "gecodeerd door", "Kodiererin", "Codé par", "codificado por"):
        case = read(("A", "p", "for", "ann"), more=(name,))
        assert case.positions[0].coder == "ann"
    rows = frame(("A", "p", "for", None), ("B", "p", "for", 7), more=("Read by",))
    case = co.read_statements(rows, coder="Read by")
    assert [said.coders for said in case.positions] == [(), ("7",)]
