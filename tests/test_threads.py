"""Threads, processes and first questions at once: the answers are those of one thread alone.

Threads share files, cases, matrices and games, as those of a web server do.
"""

import csv
import decimal
import io
import json
import locale
import os
import random
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import count
from multiprocessing import get_context
from operator import eq
from pathlib import Path
from threading import Barrier
from typing import Any

import attrs
import matplotlib as mpl
import narwhals as nw
import networkx as nx
import numpy as np
import pytest

import coalition as co
from coalition import plot
from tests.builders import case, said
from tests.dna_files import write_dna
from tests.fuzz_files import TOLL
from tests.parliament import PARLIAMENT
from tests.refused import faults
from tests.sheet_files import csv_bytes, ods, xlsx

Jobs = Mapping[str, Callable[[], Any]]

THREADS, EACH, SELDOM = 16, 500, 10  # threads, questions of each, those of them that take longer

SAID: dict[str, Any] = {"date": "2023", "attribution": "stated"}
CASE = case(
    [
        said("A", "p", date="2023-01"),
        said("B", "p", -1, date="2023-02", attribution="hearsay"),
        said("C", "p", -1, date="2023-03"),
        said("A", "q", -1, date="2023-01"),
        said("B", "q", date="2023-02"),
        said("C", "q", 0.5, date="2023-03"),
        said("B", "q", -1, date="2023-06"),
    ],
    seats={"A": 3, "B": 2, "C": 2},
    commitments=[
        co.Commitment("A", "red line", "Never with C", not_with="C", **SAID),
        co.Commitment(
            *("A", "ultimatum", "Or we go"),
            **{"proposal": "p", "deadline": "2023-04", "threat": "leaves", **SAID},
        ),
    ],
)
LONG = attrs.evolve(CASE, parties=[co.Party(one, note="x" * 150_000) for one in "ABC"])
VOTES = co.StanceMatrix(
    *("ABCD", "pqrst"),
    [[1, 1, -1, 1, 1], [1, -1, -1, 1, 1], [-1, 1, 1, -1, 1], [-1, -1, 1, -1, -1]],
)
GAME = co.WeightedGame({"A": 3, "B": 2, "C": 2, "D": 1}, quota=5)
RULE = co.Majority(weights=CASE.seats)
SHEET = [["Party", "Demand", "View", "Date"], *[[one, "p", "for", "2023-01-05"] for one in "AB"]]
SETTERS = {
    csv: "field_size_limit register_dialect",
    decimal: "setcontext",
    locale: "setlocale",
    mpl: "rc rc_context use",
    np: "seterr seterrcall",
    np.random: "seed set_state",
    os: "chdir umask putenv",
    random: "seed setstate",
    sys: "setrecursionlimit setswitchinterval",
    warnings: "catch_warnings filterwarnings simplefilter",
}
NAMED: dict[str, Any] = {"actor": "Party", "proposal": "Demand", "stance": "View"}


def linked(graph: Any) -> Any:
    return nx.node_link_data(graph, edges="edges")


def table(frame: Any) -> Any:
    return nw.from_native(frame).to_dict(as_series=False)


def drawn(ax: Any) -> bytes:
    picture = io.BytesIO()
    ax.figure.savefig(picture, format="png", dpi=20)
    return picture.getvalue()


def of_the_process() -> Any:
    """Return what all threads share, and no question may change.

    The filters of warnings are not here: pandas and matplotlib change them for a moment, and where
    two threads do, not always back.
    """
    drawing = [dict.__getitem__(mpl.rcParams, key) for key in mpl.rcParams]  # which loads nothing
    return (
        *(csv.field_size_limit(), csv.list_dialects(), sys.getrecursionlimit(), Path.cwd()),
        *(locale.setlocale(locale.LC_ALL), np.geterr(), str(decimal.getcontext())),
        *(dict(os.environ), drawing, random.getstate(), str(np.random.get_state())),  # noqa: NPY002
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a file of each format."""
    made = tmp_path_factory.mktemp("files")
    co.write_case(CASE, made / "case.toml")
    co.write_datapackage(LONG, made / "package")
    co.write_popolo(CASE, made / "popolo.json")
    (made / "council.json").write_text(json.dumps(PARLIAMENT))
    (made / "toll.txt").write_text(TOLL)
    write_dna(made / "file.dna", [(1, "Ada", "A", "p", 1), (1, "Bo", "B", "p", 0)])
    for name, data in {"xlsx": xlsx(SHEET), "ods": ods(SHEET), "csv": csv_bytes(SHEET)}.items():
        (made / f"sheet.{name}").write_bytes(data)
    return made


@pytest.fixture(scope="module")
def often(folder: Path) -> Jobs:
    """Give questions of less than a millisecond or two."""
    return {
        "refusal": lambda: faults(co.read_case, folder / "toll.txt"),
        "stance_matrix": lambda: co.stance_matrix(CASE),
        "agreement_graph": lambda: linked(co.agreement_graph(CASE)),
        "balance": lambda: co.balance(co.agreement_graph(VOTES)),
        "split": lambda: co.split(CASE),
        "at": lambda: CASE.at("2023-04"),
        "blockers": lambda: co.blockers(CASE, "p"),
        "decide": lambda: co.decide(CASE, "p", rule=RULE),
        "deadlocks": lambda: co.deadlocks(CASE),
        "banzhaf": lambda: co.banzhaf(GAME),
        "shapley_shubik": lambda: co.shapley_shubik(GAME),
        "winning_coalitions": lambda: co.winning_coalitions(GAME, minimal=True),
    }


@pytest.fixture(scope="module")
def written(folder: Path) -> Callable[[Callable[[Path], object]], dict[str, bytes]]:
    """Give what calls a writer with a new folder, and returns the files that are in it then."""
    numbers = count()

    def files(write: Callable[[Path], object]) -> dict[str, bytes]:
        own = folder / f"own-{next(numbers)}"
        own.mkdir()
        write(own)
        return {str(f.relative_to(own)): f.read_bytes() for f in own.rglob("*") if f.is_file()}

    return files


@pytest.fixture(scope="module")
def seldom(folder: Path, written: Any) -> Jobs:
    """Give questions of some milliseconds."""
    sheet = {**NAMED, "date": "Date"}
    return {
        "of the process": of_the_process,
        "read_case": lambda: co.read_case(folder / "case.toml"),
        "read_datapackage": lambda: co.read_datapackage(folder / "package"),
        "read_popolo": lambda: co.read_popolo(folder / "popolo.json"),
        "of others": lambda: co.read_popolo(folder / "council.json"),
        "read_decide": lambda: co.read_decide(folder / "toll.txt"),
        "read_scales": lambda: co.read_scales(folder / "toll.txt"),
        "read_dna": lambda: co.read_dna(folder / "file.dna"),
        "CSV": lambda: co.read_statements(folder / "sheet.csv", **sheet),
        "XLSX": lambda: co.read_statements(folder / "sheet.xlsx", **sheet),
        "ODS": lambda: co.read_statements(folder / "sheet.ods", **sheet),
        "read_votes": lambda: co.read_votes(folder / "sheet.csv", **NAMED),
        "to_frame": lambda: table(co.to_frame(CASE.positions, backend="pyarrow")),
        "write_case": lambda: written(lambda own: co.write_case(CASE, own / "a.toml")),
        "write_popolo": lambda: written(lambda own: co.write_popolo(CASE, own / "a.json")),
        "convert": lambda: written(lambda own: co.convert(folder / "case.toml", own / "a.json")),
        "null model": lambda: co.split(VOTES, null_model="sdsm"),
        "decisions": lambda: co.decisions(VOTES, rule="majority"),
        "packages": lambda: co.packages(CASE, rule=RULE),
        "formations": lambda: co.formations(CASE, rule=RULE),
        "certainty": lambda: co.certainty(CASE, lambda one: co.split(one).blocs),
        "stability": lambda: co.stability(VOTES, resamples=3),
    }


@pytest.fixture(scope="module")
def rarely(folder: Path, written: Any) -> Jobs:
    """Give questions that take their time."""
    graph = co.agreement_graph(CASE)
    return {
        "write_datapackage": lambda: written(lambda own: co.write_datapackage(LONG, own / "a")),
        "write_graph": lambda: written(lambda own: co.write_graph(graph, own / "a.graphml")),
        "write_page": lambda: written(lambda own: co.write_page(VOTES, own / "a", resamples=3)),
        "robustness": lambda: co.robustness(CASE, max_changes=1),
        "report": lambda: co.report(CASE),
        "plot.agreement": lambda: drawn(plot.agreement(CASE)),
        "plot.power": lambda: drawn(plot.power(co.banzhaf(GAME))),
        "plot.hemicycle": lambda: drawn(plot.hemicycle(CASE)),
    }


@pytest.fixture
def switching() -> Iterator[None]:
    """Let threads take turns more often than they would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-3)
    yield
    sys.setswitchinterval(before)


@pytest.mark.no_cover
def test_threads_answer_as_one(often: Jobs, seldom: Jobs, rarely: Jobs, switching: None) -> None:
    """Whatever threads read, ask and write at the same time, each gets what it gets alone.

    Warnings are errors here, in all threads.
    """
    jobs = {**often, **seldom, **rarely}
    alone = {name: job() for name, job in jobs.items()}
    process = of_the_process()
    barrier = Barrier(THREADS)

    def asked(number: int) -> list[str]:
        draw = random.Random(number)
        names = draw.choices([*seldom], k=SELDOM) + draw.choices([*often], k=EACH - SELDOM - 1)
        names = [[*rarely][number % len(rarely)], *draw.sample(names, EACH - 1)]
        barrier.wait()  # and then two threads or more begin with the same one
        return [name for name in names if jobs[name]() != alone[name]]

    with ThreadPoolExecutor(THREADS) as threads:
        different = [*threads.map(asked, range(THREADS))]
    assert different == [[]] * THREADS
    assert of_the_process() == process


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["often", "seldom", "rarely"])
def test_nothing_is_set_for_all(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library calls nothing that sets what all threads share, not even for a moment."""

    def watched(name: str, setter: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            caller = sys._getframe(1).f_globals["__name__"]
            assert not caller.startswith("coalition"), f"{caller} calls {name}"
            return setter(*arguments, **options)

        return called

    for module, names in SETTERS.items():
        for name in names.split():
            monkeypatch.setattr(module, name, watched(name, getattr(module, name)))
    for job in request.getfixturevalue(kind).values():
        job()


FIRST = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import coalition as co

CASE = "migration-2023"
QUESTIONS = [
    lambda: co.split(CASE, "migration/asylum"),
    lambda: co.decide(CASE, "asylum-target"),
    lambda: co.deadlocks(CASE),
    lambda: co.report(CASE),
    lambda: co.agreement_graph(CASE, null_model="fixedcol"),
    lambda: co.packages(CASE, "migration/labour"),
    lambda: co.banzhaf(co.WeightedGame({"A": 2, "B": 1}, quota=2)),
    lambda: co.to_frame(CASE, backend="pyarrow"),
]
BARRIER = Barrier(16)

def asked(number):
    BARRIER.wait()
    return str(QUESTIONS[number % 8]())

sys.setswitchinterval(1e-4)
with ThreadPoolExecutor(16) as threads:
    found = [*threads.map(asked, range(16))]
assert found[:8] == found[8:]
"""


@pytest.mark.no_cover
def test_first_questions_at_once() -> None:
    """Threads may ask at once what nobody has asked before, while what it needs is loaded."""
    subprocess.run([sys.executable, "-W", "error", "-c", FIRST], check=True)


@pytest.mark.no_cover
def test_processes_answer_as_one() -> None:
    """Cases, votes, games and rules go to new processes as pickles, and answers come back equal."""
    questions: list[tuple[Any, ...]] = [
        (co.split, CASE),
        (co.splits, VOTES),
        (co.agreement_graph, CASE),
        (co.deadlocks, CASE),
        (co.shapley_shubik, GAME),
        (CASE.at, "2023-04"),
        (partial(co.decide, rule=RULE & co.Veto("A")), CASE, "p"),
    ]
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        given = [processes.submit(*question) for question in questions]
        found = [future.result() for future in given]
    for answer, (function, *arguments) in zip(found, questions, strict=True):
        alone = function(*arguments)
        equal = nx.utils.graphs_equal if isinstance(alone, nx.Graph) else eq
        assert equal(answer, alone)
