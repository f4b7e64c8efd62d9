"""The command line: read a case, call the library, print."""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from coalition.errors import CoalitionError, UnknownCase
from coalition.io.cases import list_cases, load_case
from coalition.io.schema import schema_text
from coalition.io.toml import read_case
from coalition.model.coalition import Coalition
from coalition.reporting.case import report
from coalition.reporting.rules import blockers_text, power_text
from coalition.rules.reading import read_rule

__all__ = ["main"]

_CASE = "a case file (.toml), or the name of a shipped case"
_RULE = (
    "unanimity unless said; or such as 'majority of 150', 'quota 76', '2/3 of members', "
    "'at least 3', 'majority and veto VVD' (the page on rules has all words)"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 where the input is wrong, and 2 where the call is."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command is None:
        parser.print_help()
        return 2
    try:
        print(asked.answer(asked), end="")
    except (CoalitionError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="coalition",
        description="Who stands with whom, who blocks what, since when and on whose word.",
    )
    parser.add_argument("--version", action="version", version=version("coalition"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    answers = (
        ("report", "print the splits, blockers and changes of a case", _report),
        ("blockers", "print who blocks what under a rule", _blockers),
        ("power", "print how much each party counts under a rule", _power),
        ("check", "list every fault of a case file", _check),
        ("cases", "list the shipped cases", _cases),
        ("schema", "print the JSON Schema of case files, for editors", _schema),
    )
    for name, text, answer in answers:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(answer=answer)
        if name in {"report", "blockers", "power", "check"}:
            command.add_argument("case", metavar="CASE", help=_CASE)
        if name in {"blockers", "power"}:
            command.add_argument("--rule", default="unanimity", help=_RULE)
        narrower = command.add_mutually_exclusive_group()
        if name == "blockers":
            narrower.add_argument("--proposal", help="only this one")
        if name in {"report", "blockers"}:
            narrower.add_argument("--topic", help="only this topic and those below it")
            command.add_argument("--at", metavar="DATE", help="what was known at this date")
    return parser


def _case(name: str) -> Coalition:
    """Read a case file, or load a shipped case where the name is that of one."""
    if name in list_cases():
        return load_case(name)
    if not Path(name).exists() and Path(name).suffix != ".toml":
        raise UnknownCase(name, list_cases())
    return read_case(name)


def _report(asked: argparse.Namespace) -> str:
    return report(_case(asked.case), at=asked.at, topic=asked.topic)


def _blockers(asked: argparse.Namespace) -> str:
    case = _case(asked.case)
    now = case if asked.at is None else case.at(asked.at)
    return blockers_text(now, read_rule(asked.rule), proposal=asked.proposal, topic=asked.topic)


def _power(asked: argparse.Namespace) -> str:
    return power_text(_case(asked.case), read_rule(asked.rule))


def _check(asked: argparse.Namespace) -> str:
    return f"{asked.case}: no fault ({_case(asked.case)!r})\n"


def _cases(_: argparse.Namespace) -> str:
    return "".join(f"{name}\n" for name in list_cases())


def _schema(_: argparse.Namespace) -> str:
    return schema_text()
