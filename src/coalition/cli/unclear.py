"""What a sheet of statements leaves open, and how the command line says so."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from coalition.io.statements.question import Question, faults_of
from coalition.io.statements.understood import Understood, understood
from coalition.io.statements.usual_columns import USUAL
from coalition.model.coalition import Coalition

_LISTED = 20  # flags that a message names


def case_of(path: Path) -> Coalition:
    """Return what a sheet says, if nothing in it is to be asked."""
    found = answered(str(path), {})
    if found.case is None:
        raise click.ClickException(unclear(found, str(path)))
    return found.case


def answered(table: str, answers: dict[str, Any]) -> Understood:
    """Read a sheet with the answers that are given so far."""
    given = {name: value for name, value in answers.items() if value not in (None, {})}
    columns = {role: given.pop(role, None) for role in USUAL}
    return understood(table, columns, **given)


def unclear(found: Understood, table: str) -> str:
    """Say what is not clear in a sheet, and the call that makes it so."""
    lines = [f"{found.name}: not everything is clear"]
    lines += [f"  {_in_shell(str(fault))}" for fault in faults_of(found.questions)]
    if flags := list(dict.fromkeys(_flags(found.questions))):
        target = Path(table).with_suffix(".toml").name
        call = f"coalition read {shlex.quote(table)} -o {shlex.quote(target)}"
        more = " ..." if len(flags) > _LISTED else ""
        lines.append("Say what is meant (here, what usually is; put your own where dots are):")
        lines.append(f"  {' '.join([call, *flags[:_LISTED]])}{more}")
    return "\n".join(lines)


def _flags(questions: Iterable[Question]) -> Iterable[str]:
    for question in questions:
        argument, answer = question.argument, question.usual or "..."
        if argument == "day_first":
            order = {"True": "--day-first", "False": "--month-first"}
            yield order.get(answer, "[--day-first | --month-first]")
        elif argument in USUAL:
            yield f"--{argument} {shlex.quote(answer)}"
        elif argument:
            word = "" if question.word is None else question.word
            yield f"--{argument} {shlex.quote(f'{word}={answer}')}"


def _in_shell(text: str) -> str:
    """Return a sentence that names arguments of `read_statements` with the flags for them."""
    text = text.replace("day_first=True or False", "--day-first or --month-first")
    names = "|".join((*USUAL, "stances", "attributions", "rename", "seats", "undated", "sheet"))
    text = re.sub(rf"\b({names})=(\{{.*?\}})?", r"--\1", text)
    return text.replace("several=", "--several ")
