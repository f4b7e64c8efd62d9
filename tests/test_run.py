"""run.py, started as people start it, with a stand-in for pip and in folders of its own."""

import ast
import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import ModuleType

import pytest

from coalition.cli import main

RUN = Path(__file__).resolve().parent.parent / "run.py"

# Fails with PIP_SAYS if that is set; otherwise notes that it was called, and installs a report.
PIP = """
import os, pathlib, sys, sysconfig

if "PIP_SAYS" in os.environ:
    sys.exit(os.environ["PIP_SAYS"])
env = pathlib.Path(sys.argv[2]).parent.parent
with env.with_suffix(".log").open("a") as log:
    log.write("called\\n")
site = pathlib.Path(sysconfig.get_path("purelib", "venv", {"base": env}))
(site / "coalition").mkdir(parents=True)
(site / "coalition" / "__main__.py").write_text("import sys; print(*sys.argv[1:])")
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own, as the demo writes into the working directory."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a Python whose pip is the stand-in."""
    folder = tmp_path_factory.mktemp("with pip")
    executable = bare(folder)
    Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}), "pip.py").write_text(PIP)
    return executable


@pytest.fixture
def env(tmp_path: Path) -> Path:
    """Give the folder that run.py is told to make its environment in, with a space and an ë."""
    return tmp_path / "omgeving ë" / "env"


@pytest.fixture
def run() -> ModuleType:
    """Give run.py as a module, so that its functions can be called."""
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare(folder: Path) -> Path:
    """Make a Python without pip in `folder`, and return it."""
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    scripts = sysconfig.get_path("scripts", "venv", {"base": str(folder)})
    return Path(scripts, "python.exe" if os.name == "nt" else "python")


def start(
    python: Path | str, *words: str | Path, env: Path | str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Start `python` with `words`, and with `env` as the folder for the environment."""
    return subprocess.run(
        [python, *words],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COALITION_ENV": str(env), "PYTHONUTF8": "1", **variables},
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """Return the sentence that a failed run ends with, having made sure that it is one line."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("run.py: ")] == []
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "words", [[], ["--help"], ["tests"], ["demo", "other-case"], ["demo", "--oldest"]]
)
def test_anything_but_the_commands_gives_usage(words: list[str], env: Path) -> None:
    """Without a command, with an unknown one or with more than one word, there is usage."""
    done = start(sys.executable, RUN, *words, env=env)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: python3 run.py demo | test | test --oldest")
    assert not env.exists()


def test_an_old_python_is_refused_in_one_sentence(env: Path) -> None:
    """A Python before 3.11 is told what is needed, and what it is."""
    code = (
        "import runpy, sys; sys.version_info = (3, 10, 13, 'final', 0);"
        "runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    done = start(sys.executable, "-c", code, RUN, env=env)

    assert complaint(done) == "run.py: Python 3.11 or newer is needed, this is 3.10.13"


def test_an_old_python_can_read_the_file() -> None:
    """run.py has no syntax that Python 3.6 lacks, lest that sentence be a SyntaxError."""
    ast.parse(RUN.read_bytes(), feature_version=(3, 6))


def test_the_demo_prints_the_report_and_ends_with_what_it_wrote(
    python: Path, env: Path, tmp_path: Path
) -> None:
    """The report comes first; then a page and a picture are written to the working directory."""
    folder = tmp_path / "coalition-demo"
    picture = "migration-2023 --at 2023-07 --topic migration/asylum"
    done = start(python, RUN, "demo", env=env)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "report migration-2023",
        "",
        "A page to open in a browser, and a picture:",
        f"page migration-2023 --output {folder / 'migration-2023.html'}",
        f"plot {picture} --output {folder / 'asylum-2023-07.png'}",
    ]
    assert folder.is_dir()


def test_the_demo_writes_elsewhere_where_it_must(python: Path, env: Path, tmp_path: Path) -> None:
    """Where no folder can be made in the working directory, it is a temporary one."""
    (tmp_path / "coalition-demo").touch()
    (tmp_path / "temporary").mkdir()
    done = start(python, RUN, "demo", env=env, TMPDIR=str(tmp_path / "temporary"))

    assert done.returncode == 0
    assert f"--output {tmp_path / 'temporary' / 'coalition-demo-'}" in done.stdout
    assert (tmp_path / "coalition-demo").read_bytes() == b""


def test_what_the_demo_writes_is_written(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The commands make the files that they name last, and the same ones each time."""
    pytest.importorskip("click")
    pytest.importorskip("matplotlib")
    env = run.Environment("demo")
    monkeypatch.setattr(
        run.Environment, "call", lambda _, line, *more: (main([*line.split()[3:], *more]), "")
    )
    files = [tmp_path / "coalition-demo" / name for _, name in run.WRITTEN]
    made = []
    for _ in range(2):
        assert run.demo(env) == 0
        made.append([path.read_bytes() for path in files])

    assert capsys.readouterr().out.splitlines()[-2:] == [*map(str, files)]
    assert made[0] == made[1]
    assert [data[:4] for data in made[0]] == [b"<!DO", b"\x89PNG"]


def test_the_second_run_installs_nothing(python: Path, env: Path) -> None:
    """A finished environment is used again."""
    start(python, RUN, "demo", env=env)
    done = start(python, RUN, "demo", env=env)

    assert (done.returncode, done.stderr) == (0, "")
    assert env.with_suffix(".log").read_text() == "called\n"


def test_a_failed_installation_is_begun_again(python: Path, env: Path) -> None:
    """An environment that was not finished is not used."""
    start(python, RUN, "demo", env=env, PIP_SAYS="ERROR: no")
    done = start(python, RUN, "demo", env=env)

    assert done.returncode == 0
    assert env.with_suffix(".log").read_text() == "called\n"


def test_a_broken_environment_is_made_anew(python: Path, env: Path) -> None:
    """An environment without its Python is replaced, and so is all else in its folder."""
    start(python, RUN, "demo", env=env)
    (env / "stale").touch()
    for executable in env.glob("[bS]*/python*"):
        executable.unlink()
    done = start(python, RUN, "demo", env=env)

    assert done.returncode == 0
    assert not (env / "stale").exists()


def test_other_files_are_left_alone(python: Path, env: Path) -> None:
    """A folder with anything but an environment in it is refused, and keeps what it has."""
    env.mkdir(parents=True)
    (env / "thesis.txt").touch()
    done = start(python, RUN, "demo", env=env)

    assert complaint(done).startswith(f"run.py: {env} holds other things")
    assert list(env.iterdir()) == [env / "thesis.txt"]


def test_a_folder_that_cannot_be_made_gives_one_sentence(python: Path, tmp_path: Path) -> None:
    """Where no environment can be made, the user hears which variable names another place."""
    (tmp_path / "file").touch()
    done = start(python, RUN, "demo", env=tmp_path / "file" / "env")

    assert "let COALITION_ENV name another folder" in complaint(done)


def test_the_checks_need_a_folder_that_can_be_written_to(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a read-only checkout, where every check would fail on its cache, none is begun."""
    monkeypatch.setattr(run.os, "access", lambda *_: False)

    with pytest.raises(SystemExit, match=r"run\.py: the checks write into .*: copy it"):
        run.main(["test"])


def test_a_python_without_pip_gives_one_sentence(tmp_path: Path, env: Path) -> None:
    """Where pip is missing, the user hears so."""
    done = start(bare(tmp_path / "bare"), RUN, "demo", env=env)

    assert "this Python has no pip" in complaint(done)


def test_an_environment_does_not_remake_itself(tmp_path: Path) -> None:
    """Run by the Python of the environment that is to be replaced, run.py leaves it as it is."""
    executable = bare(tmp_path / "bare")
    done = start(executable, RUN, "demo", env=tmp_path / "bare")

    assert "deactivate it" in complaint(done)
    assert executable.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "  ERROR: Could not find a version\n  ERROR: No matching numpy\nerror: exited",
            "packages could not be downloaded: is this machine online? (No matching numpy)",
        ),
        (
            "Usage:\n  pip <command>\n\nno such option: --python",
            "this Python's pip is too old: 22.3 or newer is needed (no such option: --python)",
        ),
        ("ERROR: [Errno 28] full", "packages could not be installed ([Errno 28] full)"),
        ("", "packages could not be installed (no message)"),
    ],
    ids=["offline", "old pip", "full disk", "silent"],
)
def test_a_failing_pip_gives_one_sentence(
    said: str, sentence: str, python: Path, env: Path
) -> None:
    """Of all that pip says, the user hears what it means and the last error."""
    done = start(python, RUN, "demo", env=env, PIP_SAYS=said)

    assert complaint(done) == f"run.py: {sentence}"


def test_an_interrupt_ends_quietly(env: Path) -> None:
    """Ctrl-C gives exit code 130 and no traceback."""
    code = (
        "import runpy, subprocess, sys\n"
        "def start(*_, **__): raise KeyboardInterrupt\n"
        "subprocess.Popen = start; sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = start(sys.executable, "-c", code, RUN, "demo", env=env)

    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_a_run_in_the_background_hears_ctrl_c(env: Path) -> None:
    """Where Ctrl-C is ignored at the start, the programs that are called hear it all the same."""
    code = (
        "import runpy, signal, subprocess, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "def start(*_, **__): sys.exit(signal.getsignal(signal.SIGINT).__name__)\n"
        "subprocess.Popen = start; sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = start(sys.executable, "-c", code, RUN, "demo", env=env)

    assert done.stderr.splitlines()[-1] == "default_int_handler"


def test_groups_are_expanded(run: ModuleType) -> None:
    """A dependency group gives its requirements in order, with those of the groups it includes."""
    groups = {"docs": ["sphinx>=8"], "all": ["pytest", {"include-group": "docs"}, "mypy"]}

    assert run.expand(groups, "all") == ["pytest", "sphinx>=8", "mypy"]


def test_the_oldest_versions_are_the_lower_bounds(run: ModuleType) -> None:
    """What the library, its extras and its users need is held at the bounds of pyproject.toml."""
    project = {
        "dependencies": ["attrs>=24.2", "numpy>=1.26"],
        "optional-dependencies": {"cli": ["click>=8.4"], "fast": ["numba>=0.60"]},
    }
    groups = {"brought": ["dask[dataframe]>=2025.4"], "test": ["pytest>=8.3"]}

    assert run.oldest({"project": project, "dependency-groups": groups}) == [
        *("attrs==24.2", "numpy==1.26", "dask==2025.4", "click==8.4", "numba==0.60"),
    ]


def test_the_oldest_versions_have_an_environment_of_their_own(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment of the checks stays when that of the oldest versions is made."""
    monkeypatch.delenv("COALITION_ENV", raising=False)

    folders = {command: run.Environment(command).folder.name for command in run.NEEDS}
    assert folders == {"demo": ".venv", "test": ".venv", "test --oldest": ".venv-oldest"}


def test_the_making_of_an_environment_is_told_step_by_step(
    run: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """While pip fetches and installs, now and then a line says how far it is."""
    output = [f"Collecting package{number}\n" for number in range(21)]
    output.append("Installing collected packages: attrs, numpy\n")

    assert list(run.announced(output)) == output
    assert capsys.readouterr().err.splitlines() == [
        "run.py: fetching packages (0 so far)",
        "run.py: fetching packages (20 so far)",
        "run.py: installing 2 packages",
    ]


@pytest.mark.parametrize(
    ("made_for", "serves"),
    [
        ("demo", ["demo"]),
        ("test", ["demo", "test"]),
        ("test --oldest", ["test --oldest"]),
    ],
)
def test_the_environment_of_the_checks_serves_the_demo(
    made_for: str, serves: list[str], run: ModuleType, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo takes the environment of the checks, the checks not that of the demo."""
    monkeypatch.setenv("COALITION_ENV", str(env))
    venv.EnvBuilder(symlinks=os.name != "nt").create(env)
    made = run.Environment(made_for)
    made.stamp.write_bytes(made.fingerprint(made_for))

    assert [command for command in run.NEEDS if run.Environment(command).is_ready()] == serves


def test_a_copied_environment_is_not_trusted(
    run: ModuleType, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same environment in another folder has another fingerprint."""
    before = run.Environment("demo").fingerprint("demo")
    monkeypatch.setenv("COALITION_ENV", str(env))

    assert run.Environment("demo").fingerprint("demo") != before


@pytest.fixture
def here(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> object:
    """Give the environment that the tests run in, as run.py sees it."""
    monkeypatch.setenv("COALITION_ENV", sys.prefix)
    return run.Environment("test")


def test_all_checks_run_after_a_failure(
    run: ModuleType, here: object, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every check runs and is announced, and one that fails is named again at the end."""
    failing = "python -c raise(SystemExit(3))"
    code = run.check(here, (failing, "python -c print('after')"))
    out, err = capfd.readouterr()

    assert (code, out) == (1, "after\n")
    assert "> python -c print('after')\n< fine" in err
    assert f"run.py: not fine: {failing}, " in err.splitlines()[-1]


def test_what_the_other_checks_write_stands_below_their_names(
    run: ModuleType, here: object, capfd: pytest.CaptureFixture[str]
) -> None:
    """Checks run side by side, and what each writes is shown together, in the order of the list."""
    words = ("__import__('time').sleep(0.2)or(print(1))", "print(2)", "print(3)")
    checks = tuple(f"python -c {word}" for word in words)
    assert run.check(here, checks) == 0
    out, err = capfd.readouterr()

    assert out == "3\n"
    said = [line for line in err.splitlines() if line in {"1", "2"} or line.startswith(">")]
    assert said == [f"> {checks[0]}", "1", f"> {checks[1]}", "2", f"> {checks[2]}"]


def test_the_last_line_says_how_many_tests_passed(
    run: ModuleType, here: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The closing line of the tests is passed on, and its number stands in the last line."""
    path = tmp_path / "test_small.py"
    path.write_text("def test_one(): pass\n\ndef test_two(): pass\n")
    code = run.check(here, (f"python -m pytest -p no:cacheprovider -q {path}",))
    out, err = capfd.readouterr()

    assert code == 0
    assert "2 passed in " in out.splitlines()[-1]
    assert err.splitlines()[-1].startswith("run.py: the check is fine, 2 tests passed (")


def test_the_tests_come_last(run: ModuleType) -> None:
    """The closing line of the tests is not followed by that of another runner."""
    assert [checks[-1].split()[0] for checks in (run.CHECKS, run.OLDEST_CHECKS)] == ["pytest"] * 2
