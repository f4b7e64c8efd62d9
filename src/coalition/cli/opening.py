"""A case in a file, and what is asked of whoever has a sheet."""

import re
import shlex
import sys
from inspect import signature
from pathlib import Path
from typing import Any, TypeAlias

import click

from coalition.characters import safe
from coalition.cli.terminal import say
from coalition.cli.words import Word, check_flags, flag_of
from coalition.errors import InvalidCase
from coalition.faults import Refused, optional
from coalition.io.formats import SHEET, format_of, read_from
from coalition.io.sheets.numbers_as_written import number_of
from coalition.io.statements.question import Question, Understood, as_text, faults_of
from coalition.io.statements.understood import understood
from coalition.io.statements.usual_columns import USUAL
from coalition.model.checks import SEVERAL, stance
from coalition.model.coalition import Coalition
from coalition.sentences import listed

Answers: TypeAlias = dict[str, Any]  # by argument, as they are typed

PAIRS = ("stances", "attributions", "rename", "seats")  # what is answered word by word
NONE = "none"  # a stance that is no position
_ADVICE = re.compile(r"(?s)(.*)[;:] (?:say|make|give) .*")
_ARGUMENT = re.compile(rf"\b({'|'.join((*USUAL, *PAIRS, 'undated', 'sheet'))})=(\{{.*?\}})?")
_DOTS = "..."
_LISTED = 20  # flags that a message names


def read_file(name: str, given: Answers, output: str | None, *, ask: bool) -> Coalition:
    """Return the case in a file, read with the answers given, or say what else is to be answered.

    `ask` is whether to ask that, where somebody sits at a terminal.
    """
    kind = format_of(Path(name), "CASE")
    known = signature(kind.read).parameters if kind.read else {}
    check_flags(given, known, kind.name)
    if kind is SHEET:
        return _sheet(name, given, output, ask=ask and sys.stdin.isatty() and sys.stderr.isatty())
    taken = {argument: answer for argument, answer in _meant(given).items() if argument in known}
    try:
        return read_from(Path(name), "CASE", **taken)
    except InvalidCase as error:
        if "faults" not in known or not any("[" in fault.place for fault in error.faults):
            raise
        flags = listed(map(flag_of, ("stances", "varying", "counts", "faults")))
        more = f"Say how it is to be read with {flags}:\n  {_call(name, output, given)}"
        raise click.ClickException(f"{_in_shell(str(error))}\n{more}") from None


def _sheet(name: str, answers: Answers, output: str | None, *, ask: bool) -> Coalition:
    """Read a sheet, again with each answer; where nobody can answer, say what is to be answered."""
    told: dict[str, None] = {}
    while True:
        found = understood(name, **_meant(answers))
        if found.case is not None:
            return found.case
        if not ask or not all(question.argument for question in found.questions):
            raise click.ClickException(_unclear(found, name, output, answers))
        new = dict.fromkeys(line for line in found.told if line not in told)
        told |= new
        say("".join(f"{line}\n" for line in new), sys.stderr)
        for question in _once(found.questions):
            answers = _with(answers, question, _asked(question))


def _meant(answers: Answers) -> Answers:
    """Return answers as the readers take them: what is a number is one."""
    return {
        argument: {word: _meaning(text) for word, text in answer.items()}
        if argument in {"stances", "seats"}
        else answer
        for argument, answer in answers.items()
    }


def _meaning(text: str) -> Any:
    try:
        return None if text.casefold() == NONE else number_of(text)
    except Refused:
        return text.casefold()


def _once(questions: list[Question]) -> list[Question]:
    """Return the questions that have answers, each once."""
    found = {(one.argument, one.word): one for one in reversed(questions) if one.argument}
    return [*reversed(found.values())]


def _with(answers: Answers, question: Question, answer: str) -> Answers:
    """Return the answers with one more, where the flag would put it."""
    argument, word = str(question.argument), as_text(question.word)
    if argument in PAIRS:
        if argument == "rename" and answer == word:
            word = question.choices[0]
        return {**answers, argument: {**answers.get(argument, {}), word: answer}}
    ordered = {"True": True, "False": False}.get(answer, answer)
    return {**answers, argument: ordered if argument == "day_first" else answer}


def _asked(question: Question) -> str:
    """Ask somebody at a terminal, and again until it is an answer."""
    text, default = safe(_ADVICE.sub(r"\1", f"{question.role}: {question.message}")), question.usual
    if question.argument == "day_first":
        words = {"day": "True", "month": "False"}
        default = next((word for word, is_so in words.items() if is_so == default), None)
        first = click.prompt(f"{text}; first", default=default, type=Word([*words]), err=True)
        return words[first]
    if question.argument == "stances":
        text = f"{text} (for, neutral, against, -1 to 1, {NONE})"
        return str(click.prompt(text, default=default, value_proc=_stance, err=True))
    choices = [*SEVERAL][1:] if question.argument == "several" else question.choices
    kind = Word(choices) if choices else str
    return str(click.prompt(text, default=default, type=kind, err=True))


def _stance(text: str) -> str:
    """Return the text if it is a stance or none."""
    try:
        optional(stance)(_meaning(text))
    except Refused as refusal:
        raise click.UsageError(refusal.faults[0].message) from None
    return text


def _unclear(found: Understood, name: str, output: str | None, answers: Answers) -> str:
    """Say what is not clear in a sheet, and the call that makes it so."""
    lines = [f"{found.name}: not everything is clear"]
    lines += [f"  {_in_shell(str(fault))}" for fault in faults_of(found.questions)]
    if questions := _once(found.questions):
        for question in questions[:_LISTED]:
            answers = _with(answers, question, question.usual or _DOTS)
        more = f" {_DOTS}" * (len(questions) > _LISTED)
        lines.append("Say what is meant (here, what usually is; put your own where dots are):")
        lines.append(f"  {_call(name, output, answers)}{more}")
    return "\n".join(lines)


def _call(name: str, output: str | None, answers: Answers) -> str:
    """Return the call that gives answers, as a shell takes it."""
    words = ["coalition", "read", name, "-o", output or Path(name).with_suffix(".toml").name]
    for argument, answer in answers.items():
        if argument == "day_first":
            words.append({True: "--day-first", False: "--month-first"}.get(answer, "--...-first"))
        elif isinstance(answer, dict):
            for word, meaning in answer.items():
                parted = "==" if argument == "rename" and "=" in meaning else "="
                words += [flag_of(argument), f"{word}{parted}{meaning}"]
        else:
            words += [flag_of(argument), answer]
    return shlex.join(words)


def _in_shell(text: str) -> str:
    """Return a sentence that names arguments of a reader with the flags for them."""
    text = text.replace("day_first=True or False", "--day-first or --month-first")
    return _ARGUMENT.sub(r"--\1", text).replace("several=", "--several ")
