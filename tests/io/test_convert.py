"""From any format to any other, and what is lost on the way."""

import json
import pickle
from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

import coalition as co
from coalition.io import formats
from coalition.io.case.case_file import dumps_case
from coalition.io.convert import losses
from coalition.io.formats import FORMATS, Format, format_of
from tests import strategies
from tests.parliament import PARLIAMENT

CASE = co.load_case("migration-2023")
BOTH = [found for found in FORMATS if found.read and found.write]


def paths(folder: Path, *names: str) -> list[Path]:
    return [folder / name for name in names]


@pytest.mark.parametrize(
    ("one", "other"),
    list(product(BOTH, BOTH)),
    ids=lambda found: found.name,
)
def test_nothing_is_lost_between_formats_that_hold_a_case(
    one: Format, other: Format, tmp_path: Path
) -> None:
    """Between any two formats that are read and written, everything is kept."""
    source, target = (
        tmp_path / f"{at}{found.suffixes[0]}" for at, found in enumerate((one, other))
    )
    assert one.write
    assert other.read
    one.write(CASE, source)
    assert co.convert(source, target).lost == ()
    assert other.read(target) == CASE


def test_a_parliament_goes_through_a_case_file(tmp_path: Path) -> None:
    """Popolo, written as a case file and that as Popolo, says what it said."""
    first, middle, last, straight = paths(tmp_path, "a.json", "b.toml", "c.json", "d.json")
    first.write_text(json.dumps(PARLIAMENT), encoding="utf-8")
    for source, target in ((first, middle), (middle, last), (first, straight)):
        assert co.convert(source, target).lost == ()
    assert last.read_bytes() == straight.read_bytes()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".node-link.json"])
def test_a_graph_has_only_ties(suffix: str, tmp_path: Path) -> None:
    """What goes into a graph is the agreement of the parties; all else is named as lost."""
    source, target = paths(tmp_path, "a.toml", f"b{suffix}")
    co.write_case(CASE, source)
    found = co.convert(source, target, topic="migration/asylum", at="2023-07")
    lost = {loss.place: loss.what for loss in found.lost}
    known = CASE.at("2023-07")
    assert lost["positions"] == f"{len(known.positions)} left out"
    assert lost["politicians"] == "11 left out"
    assert lost["parties.name"] == "4 left out"
    assert "parties" not in lost
    assert (found.source, found.target) == (str(source), str(target))
    assert "lost, because a graph has only ties: name (left out), title (left out)" in str(found)
    graph = co.agreement_graph(known, "migration/asylum")
    again = tmp_path / f"again{suffix}"
    co.write_graph(graph, again)
    assert again.read_bytes() == target.read_bytes()


def test_a_graph_has_the_seats_of_the_date(tmp_path: Path) -> None:
    """A graph has one number of seats, that of the date; that there are others is named as lost."""
    source, target = paths(tmp_path, "a.toml", "b.graphml")
    seats = [co.Seats(15, until="2021-09-14"), co.Seats(14, since="2021-09-15")]
    co.write_case(co.Coalition(parties=[co.Party("CDA", seats=seats)]), source)
    found = co.convert(source, target, at="2021-05")
    assert [str(loss) for loss in found.lost] == ["as_of (left out)", "parties.seats (1 changed)"]
    assert nx.read_graphml(target).nodes["CDA"]["seats"] == 15


FULL = co.Coalition(
    sources=[co.Source("J", "Report", url="https://example.org"), co.Source("K", "Other")],
    parties=[co.Party("A", seats=[co.Seats(3, until="2020", source="J"), co.Seats(2, since=2021)])],
    politicians=[
        co.Minister(
            *("ada", "Ada"),
            party=[co.Membership("A", since=2010, until="2022", source="K")],
            role=[co.Role("chair", since=2011, until=2012), co.Role("leader", since=2015)],
            office=[
                co.Role("minister", since="2019", until="2021"),
                co.Role("envoy", since="2022-05"),
            ],
        )
    ],
    proposals=[co.Proposal("p", ["t/u", "v"], part_of=["q"]), co.Proposal("q", "t")],
    positions=[
        co.Position(
            *("A", "p", "for"),
            date="2023",
            attribution="claimed",
            source=["K", "J"],
            locator="p. 3, \u2018left\u2019",
            quotation='=SUM("x")\nso',
        ),
        co.Position("ada", "p", 0, date="2023", attribution="measured", vote="v1", source=["J"]),
    ],
    comparisons=[co.Comparison("A", "ada", "q", at_most=0.5, date="2023", attribution="reported")],
    as_of="2024-02",
)


@pytest.mark.parametrize("found", BOTH, ids=lambda found: found.name)
def test_every_field_of_a_fact_is_kept(found: Format, tmp_path: Path) -> None:
    """Periods, several sources and topics, places, words and closeness go through each format."""
    source, target = tmp_path / "a.toml", tmp_path / f"b{found.suffixes[0]}"
    co.write_case(FULL, source)
    assert co.convert(source, target).lost == ()
    assert found.read
    assert found.read(target) == FULL


def test_at_a_date(tmp_path: Path) -> None:
    """With a date, what was known then is written, and the rest is not lost but not asked for."""
    source, target = paths(tmp_path, "a.toml", "b.json")
    co.write_case(CASE, source)
    found = co.convert(source, target, at="2023-01")
    assert found.lost == ()
    assert str(found) == f"{source} written as {target}; nothing is lost"
    assert co.read_popolo(target) == CASE.at("2023-01")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    assert hash(found)


@pytest.mark.parametrize(
    ("source", "target", "options", "message"),
    [
        ("a.toml", "b.doc", {}, "format: target: must end in one of .toml, /, datapackage"),
        ("a.doc", "b.toml", {}, "format: source: must end in one of .toml, /, datapackage"),
        ("a.gexf", "b.toml", {}, "source: GEXF is written only; what is read is case file, data"),
        ("a.toml", "b.json", {"topic": "x"}, "topic: a Popolo holds the whole case; only a graph"),
        (
            *("a.toml", "b.json", {"agreement": co.Agreement(min_shared=2)}),
            "agreement: a Popolo holds the whole case; only a graph has ties, and",
        ),
    ],
)
def test_what_cannot_be_converted(
    source: str, target: str, options: dict[str, Any], message: str, tmp_path: Path
) -> None:
    """A suffix of no format, and a format that is not read, are refused; nothing is made."""
    co.write_case(CASE, tmp_path / "a.toml")
    with pytest.raises(co.InvalidValue) as caught:
        co.convert(tmp_path / source, tmp_path / target, **options)
    assert message in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_a_format_that_is_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that nothing is written in is no target, and a line in the list makes a format."""
    notes = Format("notes", (".notes",), co.read_case)
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, notes))
    (tmp_path / "a.notes").write_text(dumps_case(CASE), encoding="utf-8")
    assert co.convert(tmp_path / "a.notes", tmp_path / "a.json").lost == ()
    with pytest.raises(
        co.InvalidValue, match="target: notes is read only; what is written is case"
    ):
        co.convert(tmp_path / "a.json", tmp_path / "b.notes")


def test_faults_of_the_source_leave_the_target_alone(tmp_path: Path) -> None:
    """A source with faults is refused, and what was at the target is still there."""
    source, target = paths(tmp_path, "a.json", "b.toml")
    source.write_text('{"persons": [{"id": "x"}]}', encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    with pytest.raises(co.InvalidCase, match=r"a\.json: persons\[0\]\.name: is missing"):
        co.convert(source, target)
    with pytest.raises(FileNotFoundError):
        co.convert(tmp_path / "none.toml", target)
    assert target.read_text(encoding="utf-8") == "old"


def test_what_is_written_and_cannot_be_read_back(tmp_path: Path, monkeypatch: Any) -> None:
    """It is written, and the error says of which file it is that it tells."""

    def read(path: Path) -> co.Coalition:
        raise co.InvalidCase((co.Fault("", "is no note", 1),), path.name)

    notes = Format("notes", (".notes",), read, lambda _, path: path.write_text("A", "utf-8"))
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, notes))
    co.write_case("migration-2023", tmp_path / "a.toml")
    told = "target: b.notes is written, but cannot be read back: b.notes: line 1: is no note"
    with pytest.raises(co.InvalidValue, match=told):
        co.convert(tmp_path / "a.toml", tmp_path / "b.notes")
    assert (tmp_path / "b.notes").exists()


def test_suffixes() -> None:
    """The longest suffix counts, in any case of letters."""
    assert format_of(Path("a.node-link.json")).name == "node-link JSON"
    assert format_of(Path("A.NODE-LINK.JSON")).name == "node-link JSON"
    assert format_of(Path("node-link.json")).name == "Popolo"
    assert format_of(Path("a.b.TOML")).name == "case file"
    assert format_of(Path("a/datapackage.json")).name == format_of(Path("a")).name == "data package"


@given(strategies.coalitions())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_lost_is_what_differs(case: co.Coalition) -> None:
    """Nothing is lost of an equal case, and something wherever two cases differ."""
    assert list(losses(case, case)) == []
    bare = co.Coalition(parties=[co.Party(party.id) for party in case.parties])
    assert bool(list(losses(case, bare))) == (case != bare)


def test_losses_are_told_apart() -> None:
    """Left out and changed are different things; what has an id is compared field by field."""
    parties = [co.Party("A", "Alpha", 1), co.Party("B", "Beta")]
    proposals = [co.Proposal("x", "t"), co.Proposal("y", "t")]
    taken = [co.Position("A", name, 1, date="2023", attribution="stated") for name in "xy"]
    case = co.Coalition(
        title="T",
        note="N",
        parties=parties,
        politicians=[co.Minister("p", "P", office="minister")],
        proposals=proposals,
        positions=taken,
    )
    other = co.Coalition(
        title="U",
        parties=[co.Party("A", seats=2), co.Party("B", "Beta")],
        politicians=[co.Politician("p", "P")],
        proposals=proposals[::-1],
        positions=taken[:1],
    )
    assert [str(loss) for loss in losses(case, other)] == [
        "title (changed)",
        "note (left out)",
        "parties.name (1 left out)",
        "parties.seats (1 changed)",
        "politicians.office (1 left out)",
        "proposals (changed)",
        "positions (1 left out)",
    ]
