"""Make an environment, then show or check coalition in it; needs only Python and pip.

The file parses on every Python since 2.7, so that an old one can be told what is wrong: hence no
f-strings, types in comments, and imports only after the look at the version.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("run.py: Python 3.11 or newer is needed, this is %d.%d.%d" % sys.version_info[:3])

import contextlib
import os
import shutil
import tempfile
import time
import tomllib
import venv
from hashlib import sha256
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, run

USAGE = """\
usage: python3 run.py demo | test
demo prints the report of the shipped case, and writes a page and a picture of it into the folder
coalition-demo; test runs every check. Both first make the environment they need, unless it is
there, in .venv or in the folder that COALITION_ENV names.
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

NEEDS = {
    "demo": (".[cli,plot]", ()),
    "test": (".[cli,fast,plot,solver]", ("test", "docs")),
}  # the project, and its groups

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
STAMP = ENV / "coalition.stamp"  # says what a finished environment was made for


def main(words):
    # type: (list[str]) -> int
    """Do what the command line asks for, and return the exit code."""
    if words not in (["demo"], ["test"]):
        sys.stderr.write(USAGE)
        return 2
    if words == ["test"] and not os.access(ROOT, os.W_OK):
        sys.exit("run.py: the checks write into %s, which cannot be written to: copy it" % ROOT)
    if not is_ready(words[0]):
        make(words[0])
    return check() if words == ["test"] else demo()


def demo():
    # type: () -> int
    """Print the report of the shipped case, write its page and a picture, and name these last."""
    code = call("python -m coalition report migration-2023")
    if code:
        return code
    folder = Path.cwd() / "coalition-demo"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        folder = Path(tempfile.mkdtemp(prefix="coalition-demo-"))
    sys.stdout.write("\nA page to open in a browser, and a picture:\n")
    sys.stdout.flush()  # before others write there
    codes = [
        call("python -m coalition " + command + " --output", str(folder / name))
        for command, name in WRITTEN
    ]
    return max(codes)


def check():
    # type: () -> int
    """Run all checks, those after a failure too, and return 1 if any failed."""
    begin = time.monotonic()
    failed = []
    for command in CHECKS:
        sys.stderr.write("\n> %s\n" % command)
        start = time.monotonic()
        code = call(command)
        if code:
            failed.append(command)
        result = "exit code %d" % code if code else "fine"
        sys.stderr.write("< %s, %.1f s\n" % (result, time.monotonic() - start))
    result = "not fine: " + "; ".join(failed) if failed else "all %d checks are fine" % len(CHECKS)
    sys.stderr.write("\nrun.py: %s (%.0f s)\n" % (result, time.monotonic() - begin))
    return 1 if failed else 0


def call(command, *more):
    # type: (str, str) -> int
    """Run a program of the environment in the project's folder, and return its exit code."""
    words = command.split() + list(more)
    words[0] = shutil.which(words[0], path=str(SCRIPTS)) or words[0]
    # started without a stdin, as some machines do, pytest and Jupyter would fail
    return run(words, check=False, cwd=ROOT, env=activated(), stdin=DEVNULL).returncode


def activated():
    # type: () -> dict[str, str]
    """Return the variables of an activated environment."""
    # PYTHONPATH would lend packages that the environment lacks
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    path = str(SCRIPTS) + os.pathsep + kept.get("PATH", os.defpath)
    return dict(kept, PATH=path, VIRTUAL_ENV=str(ENV))


def is_ready(command):
    # type: (str) -> bool
    """Return whether the environment is whole, up to date, and enough for `command`."""
    enough = (fingerprint(command), fingerprint("test"))  # the checks need all that the demo does
    return PYTHON.exists() and STAMP.exists() and STAMP.read_bytes() in enough


def fingerprint(command):
    # type: (str) -> bytes
    """Return a hash of all that the environment for `command` depends on."""
    # the folders count, because a copied environment still leads to where it was made
    facts = [NEEDS[command], sys.version, sys.base_prefix, ROOT, ENV]
    files = ("pyproject.toml", "src/coalition/_version.py")
    text = repr(facts + [(ROOT / name).read_bytes() for name in files])
    return sha256(text.encode()).hexdigest().encode()


def make(command):
    # type: (str) -> None
    """Make the environment for `command`, in place of an older or broken one."""
    if Path(sys.prefix).resolve() == ENV.resolve():
        sys.exit("run.py: an environment cannot remake itself: deactivate it and try again")
    if os.environ.get("COALITION_ENV") and any(ENV.glob("*")) and not (ENV / "pyvenv.cfg").exists():
        sys.exit("run.py: %s holds other things: let COALITION_ENV name another folder" % ENV)
    sys.stderr.write("run.py: making the environment %s, once; this takes a while\n" % ENV)
    try:
        STAMP.unlink(missing_ok=True)  # first, and written last: what is half made is not ready
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(ENV)
    except (OSError, ValueError) as error:
        sys.exit("run.py: no environment (%s): let COALITION_ENV name another folder" % error)

    project, groups = NEEDS[command]
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    needs = [requirement for group in groups for requirement in expand(known, group)]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--editable", project]
    # nobody would see a question; variables also reach the pip that fetches what the build needs
    habits = dict(activated(), PIP_USER="0", PIP_NO_INPUT="1", PIP_NO_COLOR="1", PIP_RETRIES="3")
    done = run(pip + needs, check=False, cwd=ROOT, env=habits, stdout=PIPE, stderr=STDOUT)
    if done.returncode:
        sys.exit("run.py: " + explain(done.stdout.decode(errors="replace")))
    STAMP.write_bytes(fingerprint(command))


def expand(groups, name):
    # type: (dict[str, list[str | dict[str, str]]], str) -> list[str]
    """Return the requirements of a dependency group, as pip does itself only since 25.1."""
    found = []
    for item in groups[name]:
        found += [item] if isinstance(item, str) else expand(groups, item["include-group"])
    return found


def explain(output):
    # type: (str) -> str
    """Return in one sentence why pip failed, with the last thing that it said about it."""
    trouble = next(trouble for sign, trouble in TROUBLES if sign in output)
    errors = [line.partition("ERROR: ")[2] for line in output.splitlines() if "ERROR: " in line]
    return "%s (%s)" % (trouble, (errors or output.strip().splitlines() or ["no message"])[-1])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit("run.py: %s" % error)
