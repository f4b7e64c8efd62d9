"""The examples in README.md and in docs/ as tests.

A page is read from top to bottom, in a folder of its own that is empty at first:

- Python with prompts runs, and must print what stands below it;
- TOML whose first line names a file, ``# toll.toml``, is written to that file, and so is a block of
  text below ``<!-- talks.csv -->``;
- a console block runs the command line, and must print what stands below it;
- the table below ``<!-- fields of Position -->`` must say what the docstring of that class says.
"""

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from inspect import cleandoc
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import settings
from sybil import Document, Example, Region, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.typing import Evaluator

import coalition
from coalition.cli import main
from coalition.model import statements

settings.register_profile("untimed", deadline=None, max_examples=50)  # no test measures time
settings.load_profile("untimed")

collect_ignore_glob = ["docs/*.py", "docs/pictures/*", "docs/_build/*", "docs/jupyter_execute/*"]

MANY = re.compile("_by_every_|_of_all_|hostile|mutat")  # ways, completions, names, files
FILES = re.compile(r"<!-- (\S+\.\w+) -->\n+```text\n(.*?)```", re.DOTALL)
FIELDS = re.compile(r"<!-- fields of (\w+) -->\n+((?:\|.*\n)+)")
ENTRY = re.compile(r"^(?! )([\w, ]+?)(?: : (.+))?\n((?: +.+\n?)+)", re.MULTILINE)
TYPES = {
    "str": "text",
    "float": "number",
    "dict": "table",
    "int": "whole number",
    "bool": "true or false",
    "dict of str to str": "table of text",
    "list of str": "list of text",
    "PartialDate": "date",
    "PartialDate or str": "date",
    "PartialDate, datetime.date or str": "date",
    "list of PartialDate": "list of dates",
    "float or {'for', 'neutral', 'against'}": "`for`, `neutral`, `against`, or a number",
    "pair of stances": "list of two stances",
    "str or list of str": "text, or list of text",
    "str or list of Membership": "text, or list of tables",
    "str or list of Role": "text, or list of tables",
    "int or list of Seats": "whole number, or list of tables",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave tests that take the same lines thousands of times out of what coverage traces.

    Tracing makes them take three times as long, and the examples beside them cover those lines.
    """
    for item in items:
        drawn = hasattr(getattr(item, "obj", None), "hypothesis")
        if drawn or MANY.search(item.name):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Trace nothing in such a test: pytest-cov leaves a second tracer on in workers of xdist."""
    tracer = sys.gettrace()
    if item.get_closest_marker("no_cover"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


class SessionParser(PythonCodeBlockParser):
    """Python with prompts, in blocks that are marked as such."""

    @staticmethod
    def codeblock_parser_class(_language: str, evaluator: Evaluator) -> CodeBlockParser:
        """Look for ``pycon`` instead of ``python``."""
        return CodeBlockParser("pycon", evaluator)


def write_file(example: Example) -> None:
    """Write a TOML block to the file that its first line names; leave one that names none."""
    if found := re.match(r"# (\S+\.toml)\n", example.parsed):
        Path(found[1]).write_text(example.parsed, "utf-8")


def run_command(example: Example) -> str | None:
    """Run the command lines of a block; return what differs from what they should print."""
    printed = ""
    for line in example.parsed.splitlines():
        if line.startswith("$ coalition "):
            output = io.StringIO()
            with redirect_stdout(output), redirect_stderr(output):
                main(shlex.split(line)[2:])
            printed += f"{line}\n{output.getvalue()}"
    return None if printed == example.parsed else f"this is printed instead:\n{printed}"


def parse_files(document: Document) -> Iterator[Region]:
    """Find the blocks of text that are files, and write them."""
    for found in FILES.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), write_text)


def write_text(example: Example) -> None:
    """Write a block of text to the file that is named above it."""
    name, text = example.parsed
    Path(name).write_text(text, "utf-8")


def parse_fields(document: Document) -> Iterator[Region]:
    """Find the tables that list the fields of a class."""
    for found in FIELDS.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), compare_fields)


def compare_fields(example: Example) -> str | None:
    """Return what differs between a table and the docstring of the class."""
    name, table = example.parsed
    wanted = field_table(class_named(name))
    return None if table == wanted else f"the docstring says instead:\n{wanted}"


def class_named(name: str) -> Any:
    """Return a class of the model."""
    return getattr(coalition, name, None) or getattr(statements, name)


def field_table(cls: type) -> str:
    """Return the fields that a class adds to those of its base: what a file must give first."""
    optional = {
        str(field.alias): field.default is not attrs.NOTHING
        for field in attrs.fields(cls)
        if not field.inherited
    }
    rows = [
        (optional[name], f"| `{name}` | {kind} | {'' if optional[name] else 'yes'} | {text} |\n")
        for name, kind, text in parameters(cls)
        if name in optional
    ]
    ordered = [row for _, row in sorted(rows, key=itemgetter(0))]
    head = ["| field | is | needed | what it says |\n", "| --- | --- | --- | --- |\n"]
    return "".join([*head, *ordered])


def parameters(cls: type) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the type and the meaning of every parameter that a docstring explains.

    What it says with ``As for `Party`.`` is taken from there.
    """
    section = cleandoc(cls.__doc__ or "").partition("Parameters\n----------\n")[2]
    for names, kind, text in ENTRY.findall(re.split(r"\n\n\w+\n-+\n", section)[0] + "\n"):
        meaning = " ".join(text.replace("``", "`").split())
        for name in names.split(", "):
            if same := re.fullmatch(r"As for `(\w+)`\.", meaning):
                rows = parameters(class_named(same[1]))
                yield next(row for row in rows if row[0] == name)
            else:
                yield name, in_a_file(kind), meaning


def in_a_file(kind: str) -> str:
    """Say in the words of a case file what a docstring says in those of Python."""
    kind = kind.removesuffix(" or None")
    if kind.startswith("{"):
        return ", ".join(re.findall(r"'([^']+)'", kind)).join(("one of ", ""))
    return TYPES.get(kind) or re.sub("list of [A-Z].*", "list of tables", kind)


def enter_folder(namespace: dict[str, Any]) -> None:
    """Go to a new folder, so that a page can write files."""
    namespace["_folder"] = TemporaryDirectory()
    namespace["_before"] = Path.cwd()
    os.chdir(namespace["_folder"].name)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Go back, and remove the folder."""
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    [
        SessionParser(),
        CodeBlockParser("toml", write_file),
        CodeBlockParser("console", run_command),
        parse_files,
        parse_fields,
    ],
    patterns=["README.md", "docs/*.md", "docs/decisions/*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
