"""Make an environment, then show or check coalition in it; needs only Python and pip.

The file parses on every Python since 3.6, so that an old one can be told what is wrong.
"""

import sys

if sys.version_info < (3, 11):
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"run.py: Python 3.11 or newer is needed, this is {found}")

import contextlib
import os
import re
import shutil
import signal
import tempfile
import time
import tomllib
import venv
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from typing import Any

USAGE = """\
usage: python3 run.py demo | test | test --oldest
demo prints the report of the shipped case, and writes a page and a picture of it into the folder
coalition-demo; test runs every check; test --oldest runs the tests with the oldest versions that
pyproject.toml allows. Each first makes the environment it needs, unless it is there: in .venv, in
.venv-oldest, or in the folder that COALITION_ENV names.
"""

WRITTEN = (  # by the demo: the command, and the file
    ("page migration-2023", "migration-2023.html"),
    ("plot migration-2023 --at 2023-07 --topic migration/asylum", "asylum-2023-07.png"),
)

CHECKS = (
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "basedpyright --verifytypes coalition --ignoreexternal",
    "python -m sphinx -W --keep-going -q -b html docs docs/_build/html",
    "python -m pytest --nbmake notebooks -q",
    # last, because its closing line is the one looked for
    "pytest -n auto --dist loadfile --cov --cov-report=term -q",
)
# stored pictures are those of one matplotlib, as each draws letters in its own way
PICTURES = "--deselect tests/plot/test_pictures.py::test_"
LIKE_STORED = f"{PICTURES}a_picture_looks_as_it_did"
LIKE_DOCS = f"{PICTURES}the_pictures_of_the_docs_can_be_drawn_again"
OLDEST_CHECKS = (f"pytest -n auto --dist loadfile -q {LIKE_STORED} {LIKE_DOCS}",)

NEEDS = {
    "demo": (".[cli,plot]", ()),
    "test": (".[cli,fast,plot,sheets,solver]", ("test", "tools", "docs")),
    "test --oldest": (".[cli,fast,frames,plot,sheets,solver]", ("test",)),
}  # the project, and its groups

TROUBLES = (  # what pip says, and what is wrong then
    ("No module named pip", "this Python has no pip: install it, or use another Python"),
    ("no such option: --python", "this Python's pip is too old: 22.3 or newer is needed"),
    ("Could not find a version", "packages could not be downloaded: is this machine online?"),
    ("", "packages could not be installed"),
)

ROOT = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Do what the command line asks for, and return the exit code."""
    command = " ".join(words)
    if command not in NEEDS:
        sys.stderr.write(USAGE)
        return 2
    # what a shell starts in the background ignores Ctrl-C, and so would the tests of Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if command != "demo" and not os.access(ROOT, os.W_OK):
        sys.exit(f"run.py: the checks write into {ROOT}, which cannot be written to: copy it")
    env = Environment(command)
    if not env.is_ready():
        env.make()
    if command == "demo":
        return demo(env)
    return check(env, CHECKS if command == "test" else OLDEST_CHECKS)


class Environment:
    """The folder with the Python that a command runs in."""

    def __init__(self, command: str) -> None:
        self.command = command
        default = ROOT / (".venv-oldest" if command == "test --oldest" else ".venv")
        self.folder = Path(os.environ.get("COALITION_ENV") or default).absolute()
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")
        self.stamp = self.folder / "coalition.stamp"  # what a finished environment was made for

    def is_ready(self) -> bool:
        """Return whether the environment is whole, up to date, and enough for the command."""
        enough = {self.command, "test"} if self.command == "demo" else {self.command}
        if not (self.python.exists() and self.stamp.exists()):
            return False
        return self.stamp.read_bytes() in map(self.fingerprint, enough)

    def fingerprint(self, command: str) -> bytes:
        """Return a hash of all that the environment for `command` depends on."""
        # the folders count, because a copied environment still leads to where it was made
        facts = [command, NEEDS[command], sys.version, sys.base_prefix, ROOT, self.folder]
        files = ("pyproject.toml", "src/coalition/_version.py")
        text = repr(facts + [(ROOT / name).read_bytes() for name in files])
        return sha256(text.encode()).hexdigest().encode()

    def make(self) -> None:
        """Make the environment, in place of an older or broken one, and say how far it is."""
        given = os.environ.get("COALITION_ENV")
        if Path(sys.prefix).resolve() == self.folder.resolve():
            sys.exit("run.py: an environment cannot remake itself: deactivate it and try again")
        if given and any(self.folder.glob("*")) and not (self.folder / "pyvenv.cfg").exists():
            sys.exit(f"run.py: {given} holds other things: let COALITION_ENV name another folder")
        say(f"making the environment {self.folder}, once; this takes some minutes")
        try:
            self.stamp.unlink(missing_ok=True)  # first, and written last: half made is not ready
            venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(self.folder)
        except (OSError, ValueError) as error:
            sys.exit(f"run.py: no environment ({error}): let COALITION_ENV name another folder")

        pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        project, groups = NEEDS[self.command]
        known = pyproject["dependency-groups"]
        needs = [requirement for group in groups for requirement in expand(known, group)]
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install"]
        # nobody would see a question; variables also reach the pip that fetches build tools
        habits = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_NO_COLOR": "1", "PIP_RETRIES": "3"}
        variables = {**self.activated(), **habits, "PYTHONUNBUFFERED": "1"}
        with tempfile.TemporaryDirectory() as folder:
            if self.command == "test --oldest":
                pins = Path(folder, "constraints.txt")
                pins.write_text("\n".join(oldest(pyproject)), "utf-8")
                pip += ["--constraint", str(pins)]
            pip += ["--editable", project, *needs]
            install = Popen(pip, cwd=ROOT, env=variables, stdout=PIPE, stderr=STDOUT)
            output = list(announced(lines(install)))
        if install.returncode:
            sys.exit("run.py: " + explain("".join(output)))
        self.stamp.write_bytes(self.fingerprint(self.command))
        say("the environment is made")

    def activated(self) -> dict[str, str]:
        """Return the variables of an activated environment."""
        # PYTHONPATH would lend packages that the environment lacks
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
        path = str(self.scripts) + os.pathsep + kept.get("PATH", os.defpath)
        return {**kept, "PATH": path, "VIRTUAL_ENV": str(self.folder)}

    def call(self, command: str, *more: str, aside: bool = False) -> tuple[int, str]:
        """Run a program in the project's folder; return its exit code and what it wrote.

        Of programs other than tests, that is not known: they write to the terminal itself. What
        runs aside writes nothing there.
        """
        words = [*command.split(), *more]
        words[0] = shutil.which(words[0], path=str(self.scripts)) or words[0]
        out, err = (PIPE, STDOUT) if aside else (PIPE if "pytest" in command else None, None)
        # started without a stdin, as some machines do, pytest and Jupyter would fail
        program = Popen(
            words, cwd=ROOT, env=self.activated(), stdin=DEVNULL, stdout=out, stderr=err
        )
        text = ""
        for line in lines(program):
            if not aside:
                sys.stdout.write(line)
                sys.stdout.flush()
            text += line
        return program.returncode, text


def say(text: str) -> None:
    """Write a line of our own."""
    sys.stderr.write(f"run.py: {text}\n")
    sys.stderr.flush()


def lines(program: "Popen[bytes]") -> Iterable[str]:
    """Yield the lines of a program's output as they come, then wait for its end."""
    with program:
        for line in program.stdout or ():
            yield line.decode(errors="replace")


def announced(output: Iterable[str]) -> Iterable[str]:
    """Pass on what pip says, and say now and then how far it is."""
    fetched = 0
    for line in output:
        if line.startswith("Collecting "):
            if fetched % 20 == 0:
                say(f"fetching packages ({fetched} so far)")
            fetched += 1
        if line.startswith("Installing collected packages"):
            say(f"installing {line.count(',') + 1} packages")
        yield line


def demo(env: Environment) -> int:
    """Print the report of the shipped case, write its page and a picture, and name these last."""
    code, _ = env.call("python -m coalition report migration-2023")
    if code:
        return code
    folder = Path.cwd() / "coalition-demo"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        folder = Path(tempfile.mkdtemp(prefix="coalition-demo-"))
    sys.stdout.write("\nA page to open in a browser, and a picture:\n")
    sys.stdout.flush()  # before others write there
    return max(
        env.call("python -m coalition " + command + " --output", str(folder / name))[0]
        for command, name in WRITTEN
    )


def check(env: Environment, checks: tuple[str, ...]) -> int:
    """Run all checks, those after a failure too, and return 1 if any failed.

    Each takes one core, but the last, the tests, which takes all and comes when the others are
    done. The last line says how many tests passed, as the closing line of the last check has it.
    """
    begin = time.monotonic()
    failed = []
    text = ""

    def timed(command: str, *, aside: bool) -> tuple[int, str, float]:
        start = time.monotonic()
        return (*env.call(command, aside=aside), time.monotonic() - start)

    pool = ThreadPoolExecutor(os.cpu_count())
    runs = [pool.submit(timed, command, aside=True).result for command in checks[:-1]]
    runs.append(partial(timed, checks[-1], aside=False))
    try:
        for command, run in zip(checks, runs, strict=True):
            sys.stderr.write(f"\n> {command}\n")
            sys.stderr.flush()
            code, text, seconds = run()
            if command != checks[-1]:
                sys.stderr.write(text)
            if code:
                failed.append(command)
            result = f"exit code {code}" if code else "fine"
            sys.stderr.write(f"< {result}, {seconds:.1f} s\n")
    finally:
        pool.shutdown(cancel_futures=True)
    passed = re.findall(r"(\d+) passed", text)
    count = int(passed[-1]) if passed else 0
    fine = "the check is fine" if len(checks) == 1 else f"all {len(checks)} checks are fine"
    result = "not fine: " + "; ".join(failed) if failed else fine
    sys.stderr.write("\n")
    say(f"{result}, {count:,} tests passed ({time.monotonic() - begin:.0f} s)")
    return 1 if failed else 0


def expand(groups: dict[str, list[str | dict[str, str]]], name: str) -> list[str]:
    """Return the requirements of a dependency group, as pip does itself only since 25.1."""
    found = []
    for item in groups[name]:
        found += [item] if isinstance(item, str) else expand(groups, item["include-group"])
    return found


def oldest(pyproject: dict[str, Any]) -> list[str]:
    """Return what holds dependencies, extras and what users bring at the lower bounds."""
    project = pyproject["project"]
    extras = project["optional-dependencies"].values()
    needs = sum(extras, project["dependencies"] + pyproject["dependency-groups"]["brought"])
    return [re.sub(r"\[.*\]", "", need).replace(">=", "==") for need in needs]


def explain(output: str) -> str:
    """Return in one sentence why pip failed, with the last thing that it said about it."""
    trouble = next(trouble for sign, trouble in TROUBLES if sign in output)
    errors = [line.partition("ERROR: ")[2] for line in output.splitlines() if "ERROR: " in line]
    return f"{trouble} ({(errors or output.strip().splitlines() or ['no message'])[-1]})"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"run.py: {error}")
