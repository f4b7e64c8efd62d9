"""Files of the Discourse Network Analyzer: read as they were coded, or refused with every fault."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.characters import folded
from coalition.errors import Fault
from coalition.io.dna import _sqlite
from coalition.io.dna._ids import ids_of, worded
from coalition.model.checks import ident
from coalition.model.words import Aggregation
from tests import rdna_sample as published
from tests.dna_files import Document, Said, write_dna
from tests.rdna_sample import AGREE, CONCEPTS, DISAGREE, ORGANIZATIONS, rows, signed

VIEW = """
DROP TABLE ENTITIES;
CREATE VIEW ENTITIES AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
SELECT x ID, 2 VariableId, 'A' Value FROM n;
CREATE TRIGGER t INSTEAD OF INSERT ON ENTITIES BEGIN DELETE FROM DOCUMENTS; END;
"""
COMPUTED = """
DROP TABLE ENTITIES;
CREATE TABLE ENTITIES(ID INTEGER, VariableId INTEGER, Value AS (hex(zeroblob(500000000))));
"""
BOTH: list[Said] = [(1, "Ann", "Town", "Trams", 1), (1, "Bob", "Country", "Trams", 0)]


def sample(path: Path) -> Path:
    """Write the sample of rDNA, as the tables of `test_discourse` have it."""
    documents: list[Document] = [
        (int(number), f"Hearing of {name}", f"Speaker {actor}", section, day)
        for actor, (name, number, section, day) in ORGANIZATIONS.items()
    ]
    statements: list[Said] = [
        (int(ORGANIZATIONS[actor][1]), f"Speaker {actor}", ORGANIZATIONS[actor][0], CONCEPTS[at], v)
        for table, v in ((AGREE, 1), (DISAGREE, 0))
        for actor, counts in zip(ORGANIZATIONS, rows(table), strict=True)
        for at, count in enumerate(counts)
        for _ in range(count)
    ]
    return write_dna(path, statements, documents)


@pytest.fixture(params=["typed in", "the file itself"])
def sampled(request: pytest.FixtureRequest, tmp_path: Path) -> co.Coalition:
    """Return the sample, from typed-in counts and, where it is there, from the file of rDNA."""
    if request.param == "typed in":
        return co.read_dna(sample(tmp_path / "sample.dna"))
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    return co.read_dna(Path(os.environ["COALITION_DATA"]) / "dna_sample" / "sample.dna")


def test_t1_counts(sampled: co.Coalition) -> None:
    """The sample has 40 statements of 7 organizations on 6 concepts, as the tables count them."""
    assert len(sampled.positions) == 40
    assert sorted(party.id for party in sampled.parties) == sorted(
        name for name, *_ in ORGANIZATIONS.values()
    )
    assert sorted(proposal.title or "" for proposal in sampled.proposals) == list(CONCEPTS)
    for table, side in ((AGREE, "for"), (DISAGREE, "against")):
        for (name, *_), counts in zip(ORGANIZATIONS.values(), rows(table), strict=True):
            found = [
                sum((p.actor, p.side) == (name, side) for p in sampled.positions_on(concept))
                for concept in CONCEPTS
            ]
            assert found == counts


def test_t1_networks(sampled: co.Coalition) -> None:
    """From the file to the matrices of rDNA: congruence, conflict, subtract; sums of agreement."""
    names = [name for name, *_ in ORGANIZATIONS.values()]

    def matrix(aggregation: Aggregation) -> list[list[int]]:
        graph = co.dna_network(sampled, aggregation=aggregation)
        whole = co.dna_network(sampled, aggregation="ignore")
        assert set(whole) == set(names)
        ordered = type(graph)()
        ordered.add_nodes_from(names)
        ordered.add_edges_from(graph.edges(data=True))
        return signed(ordered)

    assert matrix("congruence") == rows(published.CONGRUENCE)
    assert [[-cell for cell in row] for row in matrix("conflict")] == rows(published.CONFLICT)
    assert matrix("subtract") == rows(published.SUBTRACT)
    ties = co.agreement_graph(sampled).edges.values()
    assert 2 * sum(tie["agree"] for tie in ties) == 160
    assert 2 * sum(tie["disagree"] for tie in ties) == 116


def test_t1_policies(sampled: co.Coalition) -> None:
    """23 statements count once per document; then another split is the best, and it says so."""
    once = sampled.counting("source")
    assert len(once.in_force) == 23
    every, single = co.split(sampled, max_blocs=2), co.split(once, max_blocs=2)
    assert (every.cost, single.cost) == (13, 1)
    assert every.blocs != single.blocs
    assert str(every).endswith("(every statement counts)")
    assert str(single).endswith("(the same statement counts once per source)")


def test_t1_section(sampled: co.Coalition) -> None:
    """Without the other sections of the hearing, four organizations are left; rDNA's sum is 4.8."""
    others = [
        position
        for position in sampled.positions
        if not str(sampled.source(str(position.source)).note).endswith("section: 1")
    ]
    case = sampled.without(*others)
    assert len({position.actor for position in case.positions}) == 4
    graph = co.dna_network(case, aggregation="congruence", normalization="average")
    assert 2 * sum(tie["weight"] for tie in graph.edges.values()) == pytest.approx(4.8, abs=1e-15)


def test_t2_graded_congruence(tmp_path: Path) -> None:
    """On a scale from -5 to 5, two statements at -4 and three at 2 are congruent by 2.4.

    The worked example of DNA's manual, corrected (github.com/leifeld-lab/dna/issues/186).
    """
    said: list[Said] = [*[(1, "", "A", "toll", -4)] * 2, *[(1, "", "B", "toll", 2)] * 3]
    path = write_dna(tmp_path / "graded.dna", said, graded=True)
    case = co.read_dna(path, qualifier="strength", scale=(-5, 5))
    assert [position.stance for position in case.positions] == [-0.8] * 2 + [0.4] * 3
    graph = co.dna_network(case, aggregation="congruence")
    assert graph.edges["A", "B"]["weight"] == 2.4


def test_what_a_statement_becomes(tmp_path: Path) -> None:
    """A statement is a stated position with its document, speaker, number and coder."""
    path = write_dna(
        tmp_path / "one.dna",
        [(7, "Ann", "Town", "Trams", 0)],
        [(7, "A hearing", "Clerk", "2", "2024-02-29")],
        then="UPDATE DOCUMENTS SET Source = 'Gazette', Type = 'minutes', Text = 'No more trams!';"
        "UPDATE STATEMENTS SET Start = 3, Stop = 13",
    )
    case = co.read_dna(path)
    expected = co.Position(
        *("Town", "Trams", "against"),
        date="2024-02-29",
        attribution="stated",
        source="document 7",
        locator="characters 3 to 13",
        quotation="more trams",
        speaker="Ann",
        note="statement 1",
        coder="Coder 1",
    )
    assert case == co.Coalition(
        several="all",
        parties=[co.Party("Town", "Town")],
        politicians=[co.Politician("Ann", "Ann", "Town")],
        proposals=[co.Proposal("Trams", "concept", "Trams")],
        sources=[
            co.Source(
                *("document 7", "A hearing"),
                publisher="Gazette",
                date="2024-02-29",
                note="author: Clerk; section: 2; type: minutes",
            )
        ],
        positions=[expected],
    )


def test_t1_passages() -> None:
    """In the file of rDNA, each statement quotes the beginning of the passage that it marks."""
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    case = co.read_dna(Path(os.environ["COALITION_DATA"]) / "dna_sample" / "sample.dna")
    said = {str(position.note): position for position in case.positions}
    assert said["statement 4"].locator == "characters 10835 to 11052"
    whole, cut = str(said["statement 4"].quotation), str(said["statement 1"].quotation)
    assert whole.startswith("Finally, the long-term reduction goals required to address climate")
    assert len(whole) == 217
    assert cut.startswith("At the gas prices we are forecasting, switching to gas will not be the")
    assert cut.endswith(" [...]")
    assert len(cut) <= 306
    assert all(position.quotation and position.locator for position in case.positions)


@pytest.mark.parametrize(
    ("text", "start", "stop", "quotation"),
    [
        ("No more trams", 3, 7, "more"),
        ("\U0001f68b No more trams", 6, 10, "more"),  # Java counts the tram as two
        ("\U0001f68b No", 1, 5, "No"),  # half a character is none
        ("No \u202e\n\n  more\x00\ttrams", 0, 19, "No more trams"),
        ("No " * 1_000_000, 0, 3_000_000, f"{'No ' * 99}[...]"),
        ("x" * 400, 0, 301, f"{'x' * 300} [...]"),
        ("x" * 400, 0, 300, "x" * 300),
        ("", 3, 7, None),
        ("No more trams", 3, 14, None),
        ("No more trams", 7, 3, None),
        ("No more trams", -4, 3, None),
        ("\u200b \n", 0, 3, None),
        ("No", 0, 2**62, None),
    ],
)
def test_passages(text: str, start: int, stop: int, quotation: str | None, tmp_path: Path) -> None:
    """A passage is quoted on one line, in short; where the text is not there, only its place is."""
    path = write_dna(tmp_path / "x.dna", [(1, "", "Town", "Trams", 1)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE DOCUMENTS SET Text = ?", (text,))
        connection.execute("UPDATE STATEMENTS SET Start = ?, Stop = ?", (start, stop))
    (position,) = co.read_dna(path).positions
    assert position.quotation == quotation
    assert position.locator == f"characters {start} to {stop}"


def test_other_variables(tmp_path: Path) -> None:
    """Persons can be the actors, and nobody the speaker."""
    path = write_dna(tmp_path / "x.dna", BOTH)
    case = co.read_dna(path, actor="person")
    assert [party.id for party in case.parties] == ["Ann", "Bob"]
    assert not case.politicians
    assert all(position.speaker is None for position in case.positions)
    assert not co.read_dna(path, speaker=None).politicians


def test_names_that_look_the_same_are_told_apart(tmp_path: Path) -> None:
    """Names that differ in case, spaces or hidden characters are different actors, as in DNA."""
    names = ["EPA", "epa ", "E\u200bPA", "EPA (2)", "Town\nhall"]
    said: list[Said] = [(1, "epa", name, "Trams", 1) for name in names]
    case = co.read_dna(write_dna(tmp_path / "x.dna", said))
    assert [(party.id, party.name) for party in case.parties] == [
        ("EPA", "EPA"),
        ("epa (2)", "epa"),
        ("EPA (3)", "EPA"),
        ("EPA (2) (2)", "EPA (2)"),
        ("Town hall", "Town hall"),
    ]
    assert [person.id for person in case.politicians] == ["epa (4)"]


@given(st.lists(st.text(alphabet=st.sampled_from("aA\u00e4\u0308 \n\u200b()2\uff21"), max_size=6)))
def test_property_every_name_gives_an_id_of_its_own(names: list[str]) -> None:
    """Whatever names there are, the model takes their ids, and a reader can tell them apart."""
    seen = [name for name in map(worded, names) if name]
    found = ids_of(seen)
    assert [ident(name) for name in found] == found
    assert len({folded(name) for name in found}) == len(seen)


def test_who_speaks_for_two_is_in_no_party(tmp_path: Path) -> None:
    """A person is in the organization that he or she speaks for, if it is always the same."""
    said: list[Said] = [
        *((1, "Ann", "Town", "Trams", 1), (1, "Ann", "Country", "Trams", 1)),
        (1, "Bob", "Town", "Trams", 1),
    ]
    case = co.read_dna(write_dna(tmp_path / "x.dna", said))
    assert [person.party for person in case.politicians] == [None, "Town"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (
            {"statement_type": "DNA statement"},
            "no statement type 'DNA statement' (there are: Annotation, DNA Statement); did you ",
        ),
        (
            {"actor": "organizations"},
            "(there are: agreement, concept, organization, person, strength); did you mean 'organi",
        ),
        ({"qualifier": "person"}, "qualifier: 'person' is short text, and must be boolean or "),
        ({"concept": "agreement"}, "concept: 'agreement' is boolean, and must be short text"),
        ({"scale": (-5, 5)}, "scale: is for a qualifier of whole numbers; this is yes or no"),
        ({"incomplete": "skip"}, "incomplete: must be one of error, drop, not 'skip'"),
    ],
)
def test_what_is_not_there(given: dict[str, str], fault: str, tmp_path: Path) -> None:
    """A name that is not there is refused with those that are."""
    with pytest.raises(co.InvalidValue) as caught:
        co.read_dna(write_dna(tmp_path / "x.dna", BOTH), **given)  # type: ignore[arg-type]
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("scale", "fault"),
    [
        (None, "must be two whole numbers, such as (-5, 5), not None; the numbers in the file go"),
        ((3, 3), "must be two whole numbers"),
        ((0.5, 3), "must be two whole numbers"),
        ("ab", "must be two whole numbers"),
        ((-3, 2), "-3 to 2 is too short; the numbers in the file go from -4 to 2"),
    ],
)
def test_a_scale_must_be_said_and_fit(scale: object, fault: str, tmp_path: Path) -> None:
    """No scale is made up from the numbers that happen to be there."""
    said: list[Said] = [(1, "", "A", "toll", -4), (1, "", "B", "toll", 2)]
    path = write_dna(tmp_path / "x.dna", said, graded=True)
    with pytest.raises(co.InvalidValue) as caught:
        co.read_dna(path, qualifier="strength", scale=scale)  # type: ignore[arg-type]
    assert f"scale: {fault}" in str(caught.value)


def test_a_scale_may_be_upside_down(tmp_path: Path) -> None:
    """Where the highest number says against, the scale says so."""
    said: list[Said] = [(1, "", "A", "toll", 1), (1, "", "B", "toll", 4)]
    path = write_dna(tmp_path / "x.dna", said, graded=True)
    case = co.read_dna(path, qualifier="strength", scale=(5, 1))
    assert [position.stance for position in case.positions] == [1, -0.5]


def test_statements_that_say_too_little(tmp_path: Path) -> None:
    """Without actor, concept or stance there is no position: refused, or left out on request."""
    said: list[Said] = [
        *BOTH,
        *(
            (1, "Cas", "", "Trams", 1),
            (1, "Cas", "Town", " ", 1),
            (1, "Cas", "Town", "Trams", None),
        ),
    ]
    path = write_dna(tmp_path / "x.dna", said)
    assert faults(path) == (
        Fault(
            "STATEMENTS",
            "3, 4, 5 name no actor, no concept or no stance; give incomplete='drop' to leave these "
            "out",
        ),
    )
    assert len(co.read_dna(path, incomplete="drop").positions) == 2


def faults(path: Path) -> tuple[Fault, ...]:
    """Return what a file is refused with."""
    with pytest.raises(co.InvalidCase) as caught:
        co.read_dna(path)
    assert caught.value.subject == path.name
    return caught.value.faults


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("DELETE FROM DOCUMENTS", ["document 1: statements refer to it, and it is not there"]),
        (
            "UPDATE DOCUMENTS SET Date = 1000000000000000",
            ["document 1: its date must be seconds since 1970, not 1000000000000000"],
        ),
        ("DELETE FROM ENTITIES WHERE ID = 2", ["statement 1: there is no entity 2"]),
        (
            "UPDATE DATABOOLEAN SET Value = 7",
            [f"statement {n}: must say 0 or 1, not 7" for n in (1, 2)],
        ),
        (
            "UPDATE DOCUMENTS SET Date = 'soon', Title = x'00'",
            [
                "DOCUMENTS.Title: must be text, not b'\\x00'",
                "DOCUMENTS.Date: must be a whole number, not 'soon'",
            ],
        ),
        (
            "DROP TABLE ENTITIES; ALTER TABLE STATEMENTS DROP COLUMN DocumentId",
            ["STATEMENTS.DocumentId: there is no such column", "ENTITIES: there is no such table"],
        ),
        (
            VIEW,
            ["ENTITIES: must be a plain table; what is computed is not read"],
        ),
        (
            "DROP TABLE ENTITIES; CREATE VIRTUAL TABLE ENTITIES USING fts5(ID, VariableId, Value)",
            ["ENTITIES: must be a plain table; what is computed is not read"],
        ),
        (
            COMPUTED,
            ["ENTITIES.Value: must be stored; what is computed is not read"],
        ),
    ],
)
def test_what_contradicts_itself(then: str, expected: list[str], tmp_path: Path) -> None:
    """What the tables lack, or have and must not, is refused with its place."""
    path = write_dna(tmp_path / "x.dna", BOTH, then=then)
    assert list(map(str, faults(path))) == expected


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, "is no SQLite file, as it does not begin as one"),
        (lambda data: data[:100], "damaged, or not what it seems to be: "),
        (lambda data: data[: len(data) // 2], "damaged, or not what it seems to be: "),
        (lambda data: data[:500] + bytes(len(data) - 500), "damaged, or not what it seems to be: "),
        (lambda data: data.replace(b"Country", b"Coun\xfftr"), "damaged, or not what it seems"),
    ],
)
def test_what_is_damaged(spoil: Callable[[bytes], bytes], message: str, tmp_path: Path) -> None:
    """A file that is cut short, overwritten or of another kind is refused."""
    path = write_dna(tmp_path / "x.dna", BOTH)
    path.write_bytes(spoil(path.read_bytes()))
    (fault,) = faults(path)
    assert message in fault.message


def test_pages_that_share_their_text(tmp_path: Path) -> None:
    """Rows that share a long text, which many could, are not read: they are no file of DNA's."""
    texts = ["First" + 9_000 * "x", "Second" + 9_000 * "x"]
    path = write_dna(tmp_path / "x.dna", [(1, "", name, "Trams", 1) for name in texts])
    data = bytearray(path.read_bytes())
    ends = []
    for name in (b"Firstx", b"Secondx"):
        at = data.index(name) + len(name)
        while data[at] == ord("x"):
            at += 1
        ends.append(at)  # of the part in the row itself; then comes the number of the next page
    data[ends[1] : ends[1] + 4] = data[ends[0] : ends[0] + 4]
    path.write_bytes(data)
    (fault,) = faults(path)
    assert fault.place == "ENTITIES"
    assert fault.message.startswith("damaged: ")


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, rows, characters and work are bounded, and each bound says what is too much."""
    path = write_dna(tmp_path / "x.dna", BOTH)
    with pytest.raises(co.InvalidCase, match=r"more than max_bytes=99 bytes; give a larger one"):
        co.read_dna(path, max_bytes=99)
    monkeypatch.setattr(_sqlite, "_MOST", 3)
    assert faults(path) == (Fault("VARIABLES", "has more than 3 rows"),)
    monkeypatch.undo()
    monkeypatch.setattr(_sqlite, "_FIRST", 0)
    monkeypatch.setattr(_sqlite, "_STEPS", 0)
    monkeypatch.setattr(_sqlite, "_EVERY", 1)
    assert faults(path) == (Fault("", "damaged, or not what it seems to be: interrupted"),)
    monkeypatch.undo()
    texts = write_dna(
        tmp_path / "t.dna", BOTH, then="UPDATE DOCUMENTS SET Text = hex(zeroblob(1000000))"
    )
    assert len(co.read_dna(texts).positions) == 2
    monkeypatch.setattr(_sqlite, "_LONGEST", 1_999_999)
    assert "too big" in faults(texts)[0].message


def test_changes_that_are_not_in_the_file_yet(tmp_path: Path) -> None:
    """A file that another program has open, with changes beside it, is not read without them."""
    path = write_dna(tmp_path / "x.dna", BOTH, then="PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM STATEMENTS")
        connection.commit()
        expected = "'x.dna-wal' holds changes that are not in it; close it first"
        assert faults(path) == (Fault("", expected),)
    assert not co.read_dna(path).positions


def test_the_file_is_left_alone(tmp_path: Path) -> None:
    """Reading changes nothing, and leaves nothing beside the file, whatever its name."""
    path = write_dna(tmp_path / "a b?c#d%20.dna", BOTH)
    before = path.read_bytes()
    co.read_dna(path)
    assert [path] == list(tmp_path.iterdir())
    assert path.read_bytes() == before
