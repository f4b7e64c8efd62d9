"""The one door: public names, lazy loading, errors, and the same answers on every run."""

import os
import pickle
import pkgutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition import errors

ROOT = Path(__file__).parents[1]

NAMES = """
About Agreement AllOf AnyOf Balance Blocker Certainty Change ChangedAnswer ChangedFact Changes
Coalition CoalitionError Coalitions CodedPart CoderAgreement Cohesion Coleman Commitment CommonSplit
Comparison Compromise Concession Concessions Conflict Consequence Conversion Core Deadlock Decision
Difference Dissent Division DrawnSplit Exchange Fact Fault Flip Format Formation Formations Hinge
Identifier Invalid InvalidCase InvalidGraph InvalidValue LedgerEntry Loss Majority Meeting
Membership Minister MissingExtra Move NumberOf OtherName Outcome Package Packages PartialDate
Partition Party PeriodAgreement PeriodSplit Polarization Politician Position Possibility Power
Proposal Quota Remark Robustness Role Rule Scales Seats Shift SimpleGame Source Split Stability
Stage StanceMatrix Supermajority Supposition Threat TooLarge Unanimity Unknown UnknownActor
UnknownCase UnknownName UnknownParty UnknownProposal UnknownSource UnknownTopic Veto Vote
WeightedGame Winset __version__ about agreement_graph agreement_index agreement_series answer_schema
balance banzhaf banzhaf_owen blocked_by blockers blocking_coalitions case_schema certainty changes
coder_agreement cohesion coleman common_splits compromise compromise_of concessions conflicts
convert core dalton deadlocks decide decisions deegan_packel dictators dissent dna_affiliations
dna_network dummies dumps_case errors esteban_ray exchanges exchanges_of formations from_data
from_frame hinges holler johnston ledger list_cases load_case loads_case merge owen packages page
partial_date partition plot polarization read_agreement_graph read_case read_datapackage read_decide
read_dna read_popolo read_scales read_statements read_votes report rice robustness shapley_shubik
shifts split split_history split_series splits stability stance_matrix swings timeline to_data
to_frame van_der_eijk veto_players winning_coalitions winset write_case write_datapackage
write_graph write_page write_popolo
""".split()  # noqa: SIM905 - the list is easier to read and to mend so


def python(code: str, **environment: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
    return run.stdout


def test_public_names() -> None:
    """The public names are these, and each can be loaded."""
    assert dir(co) == sorted(NAMES)
    assert all(getattr(co, name) is not None for name in NAMES)


def test_import_is_light() -> None:
    """Importing the package, or only its model, loads neither numpy, networkx nor narwhals."""
    loaded = (
        "print([m for m in ('numpy', 'networkx', 'narwhals', 'matplotlib') if m in sys.modules])"
    )
    assert python(f"import sys, coalition; {loaded}") == "[]\n"
    assert (
        python(f"import sys, coalition as co; co.load_case('migration-2023'); {loaded}") == "[]\n"
    )


def test_every_module_imports_without_warning() -> None:
    """No module warns when it is imported."""
    modules = [
        m.name for m in pkgutil.walk_packages([str(ROOT / "src")]) if "__main__" not in m.name
    ]
    assert len(modules) > 20
    python("; ".join(f"import {name}" for name in modules))


@pytest.mark.parametrize(
    ("error", "builtin", "text"),
    [
        (
            errors.UnknownParty("D6", ("D66", "VVD")),
            LookupError,
            "no party 'D6' (there are: D66, VVD); did you mean 'D66'?",
        ),
        (errors.UnknownTopic("x"), LookupError, "no topic 'x' (there is none)"),
        (errors.UnknownTopic("q", ("tax",)), LookupError, "no topic 'q' (there is: tax)"),
        (
            errors.UnknownActor("x", tuple("abcdefghijklm")),
            LookupError,
            "no actor 'x' (there are: a, b, c, d, e, f, g, h, i, j, k, l, ...)",
        ),
        (
            errors.InvalidCase((errors.Fault("a", "b", 3),), "f.toml"),
            ValueError,
            "f.toml: line 3: a: b",
        ),
        (
            errors.InvalidValue((errors.Fault("", "b"), errors.Fault("a", "c"))),
            ValueError,
            "2 faults\n  b\n  a: c",
        ),
        (errors.InvalidGraph((errors.Fault("", "b"),)), ValueError, "b"),
        (errors.TooLarge("actors", 21, 20), ValueError, "actors: 21, and the limit is 20"),
        (
            errors.MissingExtra("plot"),
            ImportError,
            "this needs an optional dependency: pip install 'coalition[plot]'",
        ),
    ],
)
def test_errors(error: Any, builtin: type[Exception], text: str) -> None:
    """Errors say what is wrong and what is right, specialize a builtin, and are values."""
    assert str(error) == text
    assert isinstance(error, builtin)
    assert isinstance(error, co.CoalitionError)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert copy == error
    assert hash(copy) == hash(error)
    assert error != errors.TooLarge("other", 1, 0)


ANSWERS = """
import coalition as co, networkx as nx
import coalition.io.datapackage.package_file
case = co.load_case("migration-2023")
print(co.report(case))
for date in ("2022-12", "2023-01", "2023-07"):
    now = case.at(date)
    for topic in (None, *now.topics):
        print(repr(co.split(now, topic)))
        graph = co.agreement_graph(now, topic, actors=["vanderburg", *now.seats])
        print(list(graph.nodes(data=True)), list(graph.edges(data=True)))
        print(repr(co.partition(graph, max_blocs=2)), repr(co.balance(graph)))
    print(co.blocked_by(now, "D66"), co.dissent(now), co.deadlocks(now), now.topics)
    print(repr(co.packages(now)), repr(co.compromise(now)), repr(co.cohesion(now)))
    for rule in (co.Majority(of=150), co.Majority() & co.Veto("CU") | co.NumberOf(3)):
        print(repr(co.decisions(now, rule=rule)), repr(co.johnston(now, rule=rule)))
        print(list(co.blocking_coalitions(now, rule=rule, minimal=True)))
print(repr(co.shifts(case, "2023-01", "2023-07")), repr(co.split_history(case, "migration")))
print(repr(co.ledger(case)), repr(co.robustness(case, "migration/asylum")))
blocs = lambda now: co.split(now, "migration/asylum").blocs
print(repr(co.certainty(case, blocs, proposals=["humane-asylum-measures"], doubt=["hearsay"])))
print(co.case_schema(), co.answer_schema(), co.to_data(co.decisions(case)))
print(case._repr_html_(), co.decide(case, "asylum-target")._repr_html_())
print(coalition.io.datapackage.package_file.dumps(case))
ring = nx.cycle_graph(12)
nx.set_edge_attributes(ring, -1, "sign")
print(repr(co.partition(ring, max_optima=30)))
try:
    co.Coalition(parties=[{"id": "A", "x": 1, "y": 2}, {"id": "a"}], positions=[{"actor": "B"}])
except co.InvalidCase as error:
    print(error)
"""


# under these, any two parties, topics or proposals of the case stand in a set in both orders
SEEDS = (0, 1, 2, 9)


def test_same_bytes_under_every_hash_seed() -> None:
    """Whatever the order of sets is, the output is the same, byte for byte."""
    outputs = {python(ANSWERS, PYTHONHASHSEED=str(seed)) for seed in SEEDS}
    assert len(outputs) == 1
    assert "D66 alone against VVD, CDA and CU on migration/labour" in outputs.pop()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_report_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """From an installed wheel, in an empty folder, the report gives every answer of the case."""
    run = subprocess.run(
        [sys.executable, "-m", "coalition", "report", "migration-2023"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    text = " ".join(run.stdout.split())
    for answer in (
        "VVD and CDA against D66 and CU on migration/asylum",
        "D66 alone against VVD, CDA and CU on migration/labour",
        "VVD, D66, CDA and CU together on migration/labour",
        "VVD, D66, CDA and CU together on migration/knowledge",
        "VVD, D66, CDA and CU together on migration/family",
        "labour-migration-curb: D66 (reported, 2023-01, J paragraph 6)",
        "labour-migration-curb: nobody",
        "asylum-target: possibly D66 (inferred, 2023-07, K paragraph 6) and possibly CU (inferred",
        "two-status-system: possibly D66 (inferred, 2023-07, K paragraph 6) and possibly CU",
        "package-on-the-table: possibly VVD (hearsay, 2023-07, K paragraph 6)",
        "one-week-delay: VVD (reported, 2023-07, K paragraph 4)",
        "D66 moved on labour-migration-curb: against (reported, 2023-01, J paragraph 6), then for",
        "Eric van der Burg (VVD) on one-week-delay: for (reported, 2023-07 or earlier, K par",
        "VVD demands strict-asylum-package, blocked by D66 and CU",
        "package-on-the-table: VVD against (hearsay)",
        "asylum-target: VVD and CDA for (inferred), D66 and CU against (inferred)",
        "two-status-system: VVD and CDA for (inferred), D66 and CU against (inferred)",
    ):
        assert answer in text
    assert list(tmp_path.iterdir()) == []
    assert run.stdout == co.report(co.load_case("migration-2023"))


def test_the_wheel_loads_the_same_case(wheel: Path) -> None:
    """The wheel carries the single copy of the case, and gives the object of the checkout."""
    code = (
        "import coalition as co; print(co.__file__); print(repr(attrs.astuple(co.load_case('{}'))))"
    )
    code = f"import attrs; {code}".format("migration-2023")
    here, there = python(code), python(code, PYTHONPATH=str(wheel))
    assert here.splitlines()[0] != there.splitlines()[0]
    assert here.splitlines()[1] == there.splitlines()[1]
    assert (wheel / "coalition" / "seeds" / "case.schema.json").is_file()
