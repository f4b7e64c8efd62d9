"""Make an environment, then show or check coalition in it; needs only Python and pip.

The file parses on every Python since 2.7, so that an old one can be told what is wrong: hence no
f-strings, types in comments, and imports only after the look at the version.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("run.py: Python 3.11 or newer is needed, this is %d.%d.%d" % sys.version_info[:3])

import hashlib
import os
import shutil
import subprocess
import time
import tomllib
import venv
from pathlib import Path

USAGE = """\
usage: python3 run.py demo | test
demo prints the report of the shipped case, test runs every check. Both first make the environment
they need, unless it is there, in .venv or in the folder that COALITION_ENV names.
"""

CHECKS = (
    "ruff check .",
    "ruff format --check .",
    "mypy",
    "lint-imports",
    "basedpyright --verifytypes coalition --ignoreexternal",
    "python -m sphinx -W --keep-going -q -b html docs docs/_build/html",
    "python -m pytest --nbmake notebooks -q",
    "pytest --cov --cov-report=term -q",  # last, because its closing line is the one looked for
)

NEEDS = {"demo": (".", ()), "test": (".[plot]", ("test", "docs"))}  # the project, and its groups

TROUBLES = (  # what pip says, and what is wrong then
    ("No module named pip", "this Python has no pip: install it, or use another Python"),
    ("no such option: --python", "this Python's pip is too old: 22.3 or newer is needed"),
    ("Could not find a version", "packages could not be downloaded: is this machine online?"),
    ("", "packages could not be installed"),
)

ROOT = Path(__file__).resolve().parent
ENV = Path(os.environ.get("COALITION_ENV") or ROOT / ".venv").absolute()
SCRIPTS = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = ENV / "coalition.stamp"


def main(words):
    # type: (list[str]) -> int
    """Do what the command line asks for, and return the exit code."""
    if words not in (["demo"], ["test"]):
        say(USAGE)
        return 2
    if not is_ready(words[0]):
        make(words[0])
    return check() if words == ["test"] else call("python -m coalition report migration-2023")


def say(text):
    # type: (str) -> None
    """Write a line to stderr, which leaves stdout to the report."""
    sys.stderr.write(text.rstrip() + "\n")
    sys.stderr.flush()


def check():
    # type: () -> int
    """Run all checks, the ones after a failure too, and return 1 if any failed."""
    begin = time.monotonic()
    failures = []
    for command in CHECKS:
        say("\n> " + command)
        start = time.monotonic()
        code = call(command)
        say("< %s, %.1f s" % ("exit code %d" % code if code else "fine", time.monotonic() - start))
        if code:
            failures.append(command)
    verdict = "not fine: " + "; ".join(failures) if failures else "all is fine"
    say("\nrun.py: %s (%d checks, %.0f s)" % (verdict, len(CHECKS), time.monotonic() - begin))
    return 1 if failures else 0


def call(command):
    # type: (str) -> int
    """Run a program of the environment in the project's folder, and return its exit code."""
    words = command.split()
    words[0] = shutil.which(words[0], path=str(SCRIPTS)) or words[0]
    return subprocess.call(words, cwd=ROOT, env=activated())


def activated():
    # type: () -> dict[str, str]
    """Return the variables of an activated environment."""
    # PYTHONPATH would lend packages that the environment lacks; PIP_USER would install elsewhere
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    path = str(SCRIPTS) + os.pathsep + kept.get("PATH", os.defpath)
    return dict(kept, PATH=path, VIRTUAL_ENV=str(ENV), PIP_USER="0")


def is_ready(command):
    # type: (str) -> bool
    """Return whether the environment is whole, up to date, and enough for `command`."""
    enough = (fingerprint(command), fingerprint("test"))  # the checks need all that the demo does
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text("ascii", "replace") in enough


def fingerprint(command):
    # type: (str) -> str
    """Return a hash of all that the environment for `command` depends on."""
    # the folders count, because a copied environment still leads to where it was made
    facts = [NEEDS[command], sys.version, sys.base_prefix, ROOT, ENV]
    for name in ("pyproject.toml", "src/coalition/_version.py"):
        facts.append((ROOT / name).read_bytes())
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def make(command):
    # type: (str) -> None
    """Make the environment for `command`, in place of whatever is there."""
    if Path(sys.prefix).resolve() == ENV.resolve():
        sys.exit("run.py: an environment cannot remake itself: deactivate it and try again")
    if ENV.is_dir() and ENV.name != ".venv" and not (ENV / "pyvenv.cfg").exists() and any(ENV.iterdir()):
        sys.exit("run.py: %s holds something else: let COALITION_ENV name another folder" % ENV)
    say("run.py: making the environment %s, which is done once and takes a while" % ENV)
    try:
        STAMP.unlink(missing_ok=True)  # first, and written last: one left half-made is not ready
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(ENV)
    except (OSError, ValueError) as error:
        sys.exit("run.py: no environment: %s; COALITION_ENV can name another folder" % error)
    options = ["--no-input", "--no-color", "--disable-pip-version-check", "--retries=2"]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install"]
    done = subprocess.run(
        pip + options + wanted(command),
        ...
    )


def wanted(command):
    # type: (str) -> list[str]
    """Return what pip is to install for `command`."""
    project, names = NEEDS[command]
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    found = ["--editable", project]
    for name in names:
        found += expand(groups, name)
    return found


def expand(groups, name):
    # type: (dict[str, list[str | dict[str, str]]], str) -> list[str]
    """Return the requirements of a dependency group, which pip can do itself only since 25.1."""
    found = []
    for item in groups[name]:
        found += [item] if isinstance(item, str) else expand(groups, item["include-group"])
    return found


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit("run.py: %s" % error)
