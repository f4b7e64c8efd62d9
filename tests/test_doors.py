"""At the door: what a function is given in place of what it takes is told in one line."""

import inspect
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from tests.showcase import CASE, GAME, GRAPH, JULY, MATRIX, blocs
from tests.test_api import NAMES
from tests.vote_frames import frame

SHIPPED = "migration-2023"
POWER = co.banzhaf(GAME)
FRAME = frame("pandas", {"a": [1]})

# a right call of every function that takes something
CALLS: dict[str, tuple[Any, ...]] = {
    "about": (CASE, "D66"),
    "agreement_graph": (CASE,),
    "agreement_index": (1, 2, 3),
    "agreement_series": (CASE, "VVD", "D66"),
    "balance": (GRAPH,),
    "banzhaf": (GAME,),
    "blocked_by": (CASE, "D66"),
    "blockers": (CASE, "asylum-target"),
    "blocking_coalitions": (GAME,),
    "certainty": (CASE, blocs),
    "cohesion": (CASE,),
    "coleman": (GAME,),
    "common_splits": (CASE,),
    "compromise": (CASE,),
    "compromise_of": ({"A": 1},),
    "concessions": (CASE, "asylum-target"),
    "conflicts": (CASE,),
    "convert": ("a.toml", "b.gexf"),
    "dalton": ([1], [1]),
    "deadlocks": (CASE,),
    "decide": (CASE, "asylum-target"),
    "decisions": (CASE,),
    "deegan_packel": (GAME,),
    "dictators": (GAME,),
    "dissent": (CASE,),
    "dna_affiliations": (CASE,),
    "dna_network": (CASE,),
    "dummies": (GAME,),
    "esteban_ray": ([1], [1]),
    "exchanges": (CASE,),
    "exchanges_of": ({"A": {"p": 1}},),
    "hinges": (CASE, blocs),
    "holler": (GAME,),
    "johnston": (GAME,),
    "ledger": (CASE,),
    "load_case": (SHIPPED,),
    "packages": (CASE,),
    "page": (CASE,),
    "partial_date": ("2023",),
    "partition": (GRAPH,),
    "polarization": (CASE, "asylum-target"),
    "read_agreement_graph": ("x.csv",),
    "read_case": ("x.toml",),
    "read_datapackage": ("x.json",),
    "read_decide": ("x.txt",),
    "read_dna": ("x.dna",),
    "read_popolo": ("x.json",),
    "read_scales": ("x.txt",),
    "read_votes": ("x.csv",),
    "report": (CASE,),
    "rice": (1, 2),
    "robustness": (CASE, "migration/asylum"),
    "shapley_shubik": (GAME,),
    "shifts": (CASE, "2023-01", "2023-07"),
    "split": (CASE,),
    "split_history": (CASE,),
    "split_series": (CASE,),
    "splits": (CASE,),
    "stability": (CASE,),
    "stance_matrix": (CASE,),
    "swings": (GAME,),
    "timeline": (CASE,),
    "to_frame": (CASE,),
    "van_der_eijk": ([1],),
    "veto_players": (GAME,),
    "winning_coalitions": (GAME,),
    "write_case": (CASE, "x.toml"),
    "write_datapackage": (CASE, "x"),
    "write_graph": (GRAPH, "x.gexf"),
    "write_page": (CASE, "x.html"),
    "write_popolo": (CASE, "x.json"),
    "plot.agreement": (CASE,),
    "plot.blockers": (CASE,),
    "plot.heatmap": (CASE,),
    "plot.history": (CASE,),
    "plot.positions": (CASE,),
    "plot.power": (POWER,),
}

KEYWORDS: dict[str, dict[str, Any]] = {
    "dalton": {"scale": (0, 1)},
    "page": {"resamples": 2},
    "read_agreement_graph": {"stances": {"yea": 1}},
    "read_votes": {"stances": {"yea": 1}},
    "stability": {"resamples": 2},
    "write_page": {"resamples": 2},
}
OF_A_CASE = sorted(name for name, (first, *_) in CALLS.items() if first is CASE)
OF_A_GAME = sorted(name for name, (first, *_) in CALLS.items() if first is GAME)
SLOW = {"page", "write_page", "certainty", "robustness", "hinges", "report"}
WRONG: tuple[Any, ...] = (
    *("talks.toml", "talks.csv", "talks.xlsx", "no-such-case", "", b"x", None, 3, [1], [], {}),
    *(Path("talks.toml"), object(), co.Coalition, co.Split, JULY, MATRIX, GRAPH, GAME),
    *(POWER, co.Unanimity(), co.split(JULY), co.agreement_graph, FRAME),
)


def call(name: str, first: Any) -> Any:
    return attrgetter(name)(co)(first, *CALLS[name][1:], **KEYWORDS.get(name, {}))


def told(name: str, first: Any) -> str:
    """Return what a call is refused with."""
    with pytest.raises(co.CoalitionError) as caught:
        call(name, first)
    return str(caught.value)


def test_every_function_is_called() -> None:
    """The table has all public functions that take something first."""
    functions = {name: getattr(co, name) for name in NAMES}
    plots = {f"plot.{name}": getattr(co.plot, name) for name in co.plot.__all__}
    taking = {
        name
        for name, function in {**functions, **plots}.items()
        if inspect.isfunction(function)
        and any(
            one.kind is one.POSITIONAL_OR_KEYWORD
            for one in inspect.signature(function).parameters.values()
        )
    }
    assert taking == CALLS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_what_is_wrong_is_told_in_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is given first, there is an answer, or a documented error of one line."""
    monkeypatch.chdir(tmp_path)
    for wrong in WRONG:
        right = wrong is JULY or wrong is MATRIX or wrong is GRAPH or wrong is GAME
        if right and name in SLOW:
            continue
        try:
            call(name, wrong)
        except co.CoalitionError as error:
            # a graph and a frame are lists, too, of which all that is wrong is told together
            grouped = len(getattr(error, "faults", [0])) if wrong is GRAPH or wrong is FRAME else 1
            assert len(str(error).splitlines()) == grouped + (grouped > 1), (wrong, error)  # noqa: PT017
        except OSError as error:
            assert name.startswith(("read_", "convert")), (wrong, error)  # noqa: PT017


@pytest.mark.parametrize("name", OF_A_CASE)
def test_what_to_give_in_place_of_a_file(name: str) -> None:
    """Who gives the name of a file in place of a case is told what reads it."""
    assert told(name, "talks.toml").endswith(
        "'talks.toml' is a file: give co.read_case('talks.toml')"
    )


@pytest.mark.parametrize("name", OF_A_CASE)
def test_the_name_of_a_shipped_case_is_the_case(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name gives what the case gives."""
