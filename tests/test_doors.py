"""At the door: what a function is given in place of what it takes is told in one line."""

import inspect
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import pytest

import coalition as co
from coalition.rules.compound import Named
from coalition.testing import check_rule
from tests import pictured
from tests.showcase import CASE, GAME, GRAPH, JULY, MATRIX, blocs
from tests.test_api import NAMES
from tests.vote_frames import frame

SHIPPED = "migration-2023"
POWER = co.banzhaf(GAME)
UNTYPED: Any = co
FRAME = frame("pandas", {"a": [1]})
BYTES = b"x"

# a right call of every function that takes something
CALLS: dict[str, tuple[Any, ...]] = {
    "about": (CASE, "D66"),
    "agreement_graph": (CASE,),
    "agreement_index": (1, 2, 3),
    "agreement_series": (CASE, "VVD", "D66"),
    "balance": (GRAPH,),
    "banzhaf": (GAME,),
    "banzhaf_owen": (GAME, []),
    "blocked_by": (CASE, "D66"),
    "blockers": (CASE, "asylum-target"),
    "blocking_coalitions": (GAME,),
    "certainty": (CASE, "asylum-target"),
    "coder_agreement": (CASE, CASE),
    "changes": (CASE, JULY),
    "cohesion": (CASE,),
    "coleman": (GAME,),
    "common_splits": (CASE,),
    "compromise": (CASE,),
    "compromise_of": ({"A": 1},),
    "concessions": (CASE, "asylum-target"),
    "conflicts": (CASE,),
    "convert": ("a.toml", "b.gexf"),
    "core": ({"A": 1, "B": 2},),
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
    "dumps_case": (CASE,),
    "esteban_ray": ([1], [1]),
    "exchanges": (CASE,),
    "exchanges_of": ({"A": {"p": 1}},),
    "formations": (CASE,),
    "from_data": (co.to_data(POWER),),
    "hinges": (CASE, blocs),
    "holler": (GAME,),
    "johnston": (GAME,),
    "ledger": (CASE,),
    "load_case": (SHIPPED,),
    "loads_case": ("name = 'mine'",),
    "merge": (CASE,),
    "owen": (GAME, []),
    "packages": (CASE,),
    "page": (CASE,),
    "partial_date": ("2023",),
    "partition": (GRAPH,),
    "polarization": (CASE, "asylum-target"),
    "read_agreement_graph": ("x.csv",),
    "read_case": ("x.toml",),
    "read_datapackage": ("x.json",),
    "read_decide": ("x.txt",),
    "read_scales": ("x.csv",),
    "read_dna": ("x.dna",),
    "read_popolo": ("x.json",),
    "read_statements": ("x.csv",),
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
    "to_data": (POWER,),
    "to_frame": (CASE,),
    "van_der_eijk": ([1],),
    "veto_players": (GAME,),
    "winning_coalitions": (GAME,),
    "winset": ({"A": 1, "B": 2}, 3),
    "write_case": (CASE, "x.toml"),
    "write_datapackage": (CASE, "x"),
    "write_graph": (GRAPH, "x.gexf"),
    "write_page": (CASE, "x.html"),
    "write_popolo": (CASE, "x.json"),
    "plot.agreement": (CASE,),
    "plot.blockers": (CASE,),
    "plot.formations": (pictured.formations(),),
    "plot.heatmap": (CASE,),
    "plot.hemicycle": (CASE,),
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
WRONG: tuple[Any, ...] = (
    *("talks.toml", "talks.csv", "talks.xlsx", "no-such-case", "", BYTES, None, 3, [1], [], {}),
    *(Path("talks.toml"), object(), co.Coalition, co.Split, GRAPH),
    *(POWER, co.Unanimity(), co.split(JULY), co.agreement_graph, FRAME),
)


def call(name: str, first: Any) -> Any:
    return attrgetter(name)(co)(first, *CALLS[name][1:], **KEYWORDS.get(name, {}))


def outcome(name: str, first: Any) -> Any:
    """Return what a call gives, or what it is refused with."""
    try:
        return call(name, first)
    except co.CoalitionError as error:
        return str(error)
    except OSError:
        if name.startswith(("read_", "convert")):
            return "no such file"
        raise
    except TypeError as error:  # what is no data is of the wrong type, as `json.dumps` has it
        if name == "to_data":
            return str(error)
        raise


def told(name: str, first: Any) -> str:
    """Return what a call is refused with."""
    found = outcome(name, first)
    return found if isinstance(found, str) else ""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_function_is_called() -> None:
    """The table has all public functions that take something first."""
    functions = {name: getattr(co, name) for name in NAMES}
    functions |= {f"plot.{name}": getattr(co.plot, name) for name in co.plot.__all__}
    taking = {
        name
        for name, function in functions.items()
        if inspect.isfunction(function)
        and any(
            one.kind in {one.POSITIONAL_OR_KEYWORD, one.POSITIONAL_ONLY, one.VAR_POSITIONAL}
            for one in inspect.signature(function).parameters.values()
        )
    }
    assert taking == CALLS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_what_is_wrong_is_told_in_one_line(name: str) -> None:
    """Whatever is given first, there is an answer, or a documented error of one line."""
    for wrong in WRONG:
        found = told(name, wrong)
        # a graph, a frame and bytes are lists, too, of which all that is wrong is told together
        grouped = (
            any(wrong is several for several in (GRAPH, FRAME, BYTES)) and " faults\n" in found
        )
        assert "\n" not in found or grouped, (wrong, found)


@pytest.mark.parametrize("name", sorted({*OF_A_CASE} - {"to_frame"}))
def test_what_a_function_of_a_case_says(name: str) -> None:
    """It says what it takes, and of a file and a frame what reads it."""
    assert told(name, "talks.toml").endswith(
        "'talks.toml' is a file: give co.read_case('talks.toml')"
    )
    assert told(name, Path("a/b.xlsx")).endswith("give co.read_statements('a/b.xlsx')")
    assert told(name, "migration") == (
        "no shipped case 'migration' (there are: heating-law-2023, migration-2023); did you mean "
        "'migration-2023'?"
    )
    kinds = told(name, None)
    assert ": must be a Coalition" in kinds
    assert kinds.endswith(" or the name of a shipped case, not None")
    assert told(name, co.Coalition) == kinds.replace("None", "the class Coalition")
    assert told(name, FRAME).endswith("; give what co.read_statements or co.read_votes makes of it")


@pytest.mark.parametrize("name", [*OF_A_CASE, *OF_A_GAME])
def test_the_name_of_a_shipped_case_is_the_case(name: str) -> None:
    """A name gives what the case gives."""
    found, expected = outcome(name, SHIPPED), outcome(name, CASE)
    if isinstance(expected, nx.Graph):
        assert nx.utils.graphs_equal(found, expected)
    elif name.startswith("plot."):
        assert found.get_title() == expected.get_title()
    else:
        assert found.equals(expected) if name == "to_frame" else found == expected


@pytest.mark.parametrize(
    ("function", "wrong", "message"),
    [
        ("partition", CASE, "must be a networkx graph, such as co.agreement_graph makes of a case"),
        ("balance", "migration-2023", "must be a networkx graph"),
        ("split", GRAPH, "not a Graph; of a graph, co.partition tells the blocs"),
        ("agreement_graph", co.split(JULY), "not a Split"),
        ("report", MATRIX, "not a StanceMatrix"),
        ("banzhaf", MATRIX, "game: must be a game, a Coalition or the name of a shipped case"),
        (
            "read_case",
            CASE,
            "read_case: must be the path of a file, bytes or an open file, not a Coalition",
        ),
        ("read_popolo", b"{}", "the Popolo file: must be an object with lists of Popolo"),
        (
            "read_case",
            "name = 'x'\n",
            "not \"name = 'x'\\n\"; give what is in a file as bytes, or text as io.StringIO(text)",
        ),
        ("loads_case", Path("a.toml"), "loads_case: must be the text of a case file, or its bytes"),
        ("read_case", "migration-2023", "give co.load_case('migration-2023')"),
        ("read_votes", CASE, "must be a data frame, the path of a file, bytes or an open file"),
        ("plot.power", GAME, "must be a Power, such as co.banzhaf gives, not a WeightedGame"),
        ("plot.history", [1], "stages of co.split_history or the name of a shipped case, not [1]"),
        ("plot.agreement", 3, "Scales, a networkx graph or the name of a shipped case"),
        ("certainty", 3, "certainty: must be a Coalition"),
        ("write_graph", CASE, "must be a networkx graph"),
    ],
)
def test_what_would_be_right(function: str, wrong: Any, message: str) -> None:
    """Who gives one thing in place of another is told which is right."""
    assert message in told(function, wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: UNTYPED.split(JULY, 3), "no topic 3 (there are: migration, "),
        (lambda: UNTYPED.split(JULY, actors="VVD"), "actors: must be a list, not 'VVD'"),
        (lambda: UNTYPED.split(MATRIX, actors=3), "actors: must be a list, not 3"),
        (lambda: UNTYPED.packages(JULY, 3), "about: must be a list, not 3"),
        (lambda: UNTYPED.report(JULY, at=3.5), "must be a date such as '2023'"),
        (
            lambda: UNTYPED.decide(JULY, "asylum-target", rule="majorty"),
            "not 'majorty', in 'majorty'",
        ),
        (
            lambda: UNTYPED.decide(JULY, "asylum-target", rule=co.Unanimity),
            "as every rule has, not <class",
        ),
        (
            lambda: UNTYPED.certainty(JULY, 3),
            "must be a function of a Coalition, a proposal or a topic",
        ),
        (
            lambda: UNTYPED.SimpleGame("x.toml", rule="majority"),
            "is a file: give co.read_case('x.toml')",
        ),
        (lambda: UNTYPED.SimpleGame(co.Party, rule="majority"), "not the class Party"),
    ],
)
def test_other_arguments(wrong: Any, message: str) -> None:
    """Topics, dates, rules and lists of actors of a wrong kind are told in one line, too."""
    with pytest.raises(co.CoalitionError) as caught:
        wrong()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


ANY_NUMBER = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
SLOW = {"page", "report", "stability", "write_page"}  # what they pass on is asked of others here


@pytest.mark.parametrize(
    "name", [n for n in CALLS if n not in SLOW and not n.startswith(("read_", "write_", "convert"))]
)
def test_no_argument_fails_within(name: str) -> None:
    """Whatever is given for any argument, there is an answer or a documented error."""
    function, right = attrgetter(name)(co), CALLS[name]
    known = KEYWORDS.get(name, {})
    for place, one in enumerate(inspect.signature(function).parameters.values()):
        if place == 0 or one.name in {"ax", "progress"} or one.kind in ANY_NUMBER:
            continue
        for wrong in (object(), 3, "x", ["VVD", 3], {"A": "x"}, co.Party):
            given = [*right[:place], wrong, *right[place + 1 :]] if place < len(right) else right
            with suppress(co.CoalitionError):
                function(*given, **(known if place < len(right) else {**known, one.name: wrong}))
    plt.close("all")


@pytest.mark.parametrize("argument", ["actors", "proposals", "values", "seats", "names", "dates"])
def test_a_matrix_is_made_of_lists(argument: str) -> None:
    """What a matrix of stances is not made of is told in one line."""
    given: dict[str, Any] = {"actors": ["A"], "proposals": ["p"], "values": [[1]]}
    for wrong in (object(), co.Party, b"x"):
        with pytest.raises(co.InvalidValue, match=rf"^StanceMatrix: {argument}.*: must ") as caught:
            co.StanceMatrix(**{**given, argument: wrong})
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("ignored", "message"),
    [
        (lambda: co.banzhaf(GAME, rule=co.Majority()), "a game has its rule already"),
        (lambda: co.winning_coalitions(GAME, rule="majority"), "a game has its rule already"),
        (lambda: co.blocking_coalitions(GAME, rule="majority"), "a game has its rule already"),
        (
            lambda: co.winning_coalitions(GAME, least="seats", order=["VVD"]),
            "goes with the minimal",
        ),
        (
            lambda: co.SimpleGame(CASE, rule="majority", seats={"VVD": 1}),
            "members bring theirs",
        ),
        (lambda: co.SimpleGame({"A": 1}, rule="majority", seats={"A": 2}), "bring theirs"),
        (lambda: co.to_frame(GRAPH, of=co.Split), "of: must be left out"),
        (lambda: co.certainty(JULY, blocs, rule="majority"), "rule: is for who blocks"),
        (lambda: co.certainty(JULY, "migration", rule="majority"), "rule: is for who blocks"),
        (lambda: co.hinges(JULY, blocs, agreement=co.Agreement()), "agreement: is for how actors"),
    ],
)
def test_what_would_be_ignored_is_refused(ignored: Any, message: str) -> None:
    """No argument is taken and then makes no difference."""
    with pytest.raises(co.InvalidValue) as caught:
        ignored()
    assert message in str(caught.value)


def takes_rule(taken: Any) -> list[inspect.Parameter]:
    return [p for p in inspect.signature(taken).parameters.values() if p.name in {"rule", "rules"}]


RULED = {name: parameters for name in CALLS if (parameters := takes_rule(attrgetter(name)(co)))}


@pytest.mark.parametrize("name", RULED)
def test_words_are_a_rule(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a rule is taken, its words are."""
    monkeypatch.chdir(tmp_path)
    first, *others = CALLS[name]
    others = ["asylum-target"] if name == "hinges" else others
    asked = partial(attrgetter(name)(co), CASE if first is GAME else first, *others)
    weights = {"A": 2, "B": 1, "VVD": 34, "D66": 24, "somebody else": 1}
    rule = (co.Majority(weights=weights) & "at least 1").named("majority or unanimity")
    found = []
    for given in (rule, rule.words):
        list_or_one = {"rules": [given]} if name.endswith("page") else {"rule": given}
        answer = asked(**list_or_one, **KEYWORDS.get(name, {}))
        found.append(answer.get_title() if name == "plot.blockers" else answer)
    assert found[0] == found[1]


@pytest.mark.parametrize("taken", [*RULED, "AllOf", "AnyOf", "SimpleGame", "testing.check_rule"])
def test_signatures_say_that_words_are_a_rule(taken: str) -> None:
    """Every parameter that takes a rule is annotated so."""
    for parameter in takes_rule(attrgetter(taken)(co)):
        assert "Rule | str" in str(parameter.annotation)


@pytest.mark.parametrize(
    "asked",
    [
        lambda rule: co.SimpleGame(CASE, rule=rule),
        co.AllOf,
        lambda rule: co.AnyOf(rule, "veto CU"),
        lambda rule: rule & co.Veto("CU"),
        lambda rule: co.Veto("CU") & rule,
        lambda rule: rule | co.Veto("CU"),
        lambda rule: co.Veto("CU") | rule,
        lambda rule: Named(rule, "it"),
        lambda rule: check_rule(rule, ["VVD", "CU"]),
    ],
)
def test_words_are_a_part_of_a_rule(asked: Any) -> None:
    """So do games, rules, and what checks rules; words of the same kind are taken apart."""
    rule = co.Majority(of=150) & co.Veto("VVD")
    assert asked(str(rule)) == asked(rule)
