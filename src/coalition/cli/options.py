"""What can be asked on the command line: the options, and how a question becomes a command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from fractions import Fraction
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, get_args

import click
from click.shell_completion import CompletionItem

import coalition as co
from coalition import reporting
from coalition.answers.terms import may_be_later
from coalition.cli import INTERRUPTED
from coalition.cli.terminal import waiting
from coalition.cli.words import Word, check_flags
from coalition.errors import UnknownCase, close_match
from coalition.model.words import Attribution, NullModel, Several
from coalition.rules.words import read_rule

Answer: TypeAlias = tuple[dict[str, Any], str] | tuple[dict[str, Any], str, int]  # and exit code
Asked: TypeAlias = tuple[str, ...] | None  # proposals; None for all


class Output(NamedTuple):
    """What a command prints, its exit code, and the values that a question has found."""

    text: str
    code: int = 0
    values: dict[str, Any] | None = None


Told: TypeAlias = str | tuple[str, int] | Output  # the code is given where it is not 0


def option(
    names: str, about: str, *, read: Callable[[Any], Any] | None = None, **more: Any
) -> click.Option:
    """Return an option: its names, what the help says, how to read it, and more for click."""
    if more.get("default") is not None:
        more["show_default"] = True
    if read:
        more["callback"] = lambda _ctx, _param, given: given if given is None else read(given)
    return click.Option(names.split(), help=about, **more)


def repeated(names: str, about: str, metavar: str | None = None, **more: Any) -> click.Option:
    """Return an option that can be given several times."""
    return option(names, f"{about}; can be repeated.", metavar=metavar, multiple=True, **more)


def number(name: str, about: str, default: int, *, least: int = 1) -> click.Option:
    """Return an option that is a whole number."""
    return option(name, about, type=click.IntRange(least), default=default)


def _numbered(value: str, of: str, words: Iterable[str] = ()) -> str | Fraction:
    try:
        return value if value in words else Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{value!r} is {of}.") from None


def _reserved(values: Iterable[str]) -> dict[str, str | Fraction]:
    parted = (value.rpartition("=") for value in values)
    of = "no number; it is to be such as VVD=1 or VVD=1/2"
    return {party: _numbered(number, of) for party, _, number in parted}


def _names(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    shipped = [CompletionItem(name) for name in co.list_cases() if name.startswith(begun)]
    return [*shipped, CompletionItem(begun, type="file")]


CASE = click.Argument(["case"], metavar="CASE", shell_complete=_names)
NEW = click.Argument(["new"], metavar="NEW", shell_complete=_names)
AT = (
    option("--at", "As known at this date: a year, a month or a day.", metavar="DATE"),
    option("--possible", "With --at, take also what may be from up to then.", is_flag=True),
)
TOPIC = option("--topic", "Only this topic and those below it.", metavar="TOPIC")
PROPOSALS = repeated("--proposal proposals", "Only this proposal", "ID")


def _rule(default: str | None, about: str = "") -> click.Option:
    return option(
        "--rule",
        "Such as 'majority of 150', 'quota 76', '2/3 of all members', 'at least 3', 'majority and "
        f"veto VVD'; see the documentation on rules.{about}",
        metavar="RULE",
        default=default,
        read=read_rule,
    )


RULE, MAJORITY = _rule("unanimity"), _rule("majority of all members")
ANY_RULE = _rule(None, " By default unanimity, and of formations a majority of all members.")


def _groups(values: Iterable[str]) -> list[tuple[str, ...]]:
    groups = chain.from_iterable(value.split(";") for value in values)
    return [tuple(map(str.strip, group.split(","))) for group in groups]


def groups(name: str, about: str) -> click.Option:
    """Return an option that names groups of parties."""
    return repeated(name, f"{about}, as in 'VVD,CDA;D66,CU'", "PARTY,PARTY", read=_groups)


TIME_LIMIT = option(
    "--time-limit",
    "Stop each search then, with the best so far; by default never.",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
)
SEVERAL = option(
    "--several",
    "What several statements of one actor on one proposal count for; by default as the case has "
    "it.",
    type=Word(get_args(Several)),
)
COUNTED = (
    repeated("--actor actors", "Only this party or politician, as if there were no others", "ID"),
    repeated(
        "--without", "Leave out what is known only in this way", type=Word(get_args(Attribution))
    ),
    SEVERAL,
)
_KNOWN = ("case", "at", "possible", "actors", "without", "several")  # what `_read` takes
AGREEMENT = (
    option(
        "--null-model",
        "Count only the ties that are beyond what chance gives by this model.",
        type=Word(get_args(NullModel)),
    ),
    option(
        "--alpha",
        "With a null model, the level of the test; by default 0.05.",
        type=float,
        metavar="LEVEL",
    ),
    option(
        "--agree-within",
        "The distance of two stances at which agreement turns into disagreement, by default 1; or "
        "'mean', for the mean distance on each proposal.",
        metavar="DISTANCE",
        read=lambda value: _numbered(value, "neither a number nor 'mean'", ["mean"]),
    ),
    option(
        "--min-shared",
        "Leave out the ties of those who share fewer proposals.",
        type=int,
        metavar="NUMBER",
    ),
)
_FIELDS = [str(one.name) for one in AGREEMENT]
RESERVATION = repeated(
    "--reservation",
    "What no deal is worth to a party, by default 0",
    "PARTY=NUMBER",
    read=_reserved,
)
JSON = option("--json as_json", "Print JSON, for scripts.", is_flag=True)


def output_to(*kinds: str, required: bool = True) -> click.Option:
    """Return the option for the file to write, whose name ends in one of some suffixes."""
    ends = f"end in {' or '.join(kinds)}"

    def checked(name: str) -> str:
        if (kind := Path(name).suffix) not in kinds:
            raise click.BadParameter(f"{name!r} does not {ends}{close_match(kind, kinds)}")
        return name

    about = f"Where to write it, with a name that {ends.replace('end', 'ends', 1)}"
    about += "." if required else "; by default it is read only."
    return option("-o --output", about, metavar="FILE", required=required, read=checked)


def command(
    *params: click.Parameter, example: str, waits: bool = True
) -> Callable[[Callable[..., Told]], click.Command]:
    """Make a command of a function that returns what to print; its docstring is the help.

    The function is given the case first, as `_read` has it, where the command has a CASE, and one
    `agreement` for the options about it; a NEW is read as the CASE is. Where it waits, a terminal
    shows for how long.
    """

    def made(answer: Callable[..., Told]) -> click.Command:
        def run(**given: Any) -> Output:
            known = _KNOWN if "case" in given else ()
            asked = {name: given.pop(name) for name in known if name in given}
            if fields := {name: given.pop(name) for name in _FIELDS if name in given}:
                said = {name: value for name, value in fields.items() if value is not None}
                given["agreement"] = co.Agreement(**said) if said else None
            if "new" in given:
                given["new"] = _read(**{**asked, "case": given["new"]})
            with waiting(answer.__name__) if waits else nullcontext():
                told = answer(_read(**asked), **given) if asked else answer(**given)
            return Output(told) if isinstance(told, str) else Output(*told)

        return click.Command(
            answer.__name__,
            callback=run,
            params=list(params),
            help=answer.__doc__,
            epilog=f"\b\nExample:\n  coalition {answer.__name__} {example}",
        )

    return made


def question(
    *options: click.Parameter, example: str
) -> Callable[[Callable[..., Answer]], click.Command]:
    """Make a command of a function from a case and options to values and their text.

    The values are named after the functions of the library that gave them. What it is asked about,
    by PROPOSALS and TOPIC, it is given as one, `asked`: the ids of proposals, or None for all.
    """

    def made(answer: Callable[..., Answer]) -> click.Command:
        @wraps(answer)
        def found(case: co.Coalition, *, as_json: bool, **given: Any) -> Output:
            if PROPOSALS in options:
                given["asked"] = _asked(case, given.pop("proposals"), given.pop("topic"))
            values, text, *code = answer(case, **given)
            # in JSON, a tuple is a list
            values = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
            later = may_be_later(case.left_out)
            text += f"\n{later}.\n" if later else ""
            ended = [INTERRUPTED] * _best_so_far(values)
            shown = f"{json.dumps(co.to_data(values), indent=2)}\n" if as_json else text
            return Output(shown, [*ended, *code, 0][0], values)

        return command(CASE, *options, *COUNTED, JSON, example=example)(found)

    return made


def until_stopped(*asked: tuple[Iterable[str], Callable[[str], Any]]) -> list[dict[str, Any]]:
    """Return what each function answers on its names; after one that Ctrl-C ended, no more."""
    found: list[dict[str, Any]] = [{} for _ in asked]
    for answers, (names, ask) in zip(found, asked, strict=True):
        for name in names:
            answers[name] = ask(name)
            if getattr(answers[name], "stopped", None) == "interrupt":
                return found
    return found


def _best_so_far(found: Any) -> bool:
    """Tell whether Ctrl-C ended a search for any of what was found, or for the split in it."""
    if isinstance(found, dict | list | tuple):
        return any(map(_best_so_far, found.values() if isinstance(found, dict) else found))
    return any(
        getattr(a, "stopped", None) == "interrupt" for a in (found, getattr(found, "split", None))
    )


def _read(
    case: str,
    *,
    at: str | None = None,
    possible: bool = False,
    actors: Iterable[str] = (),
    without: Iterable[Attribution] = (),
    several: str | None = None,
) -> co.Coalition:
    """Return the case of a name, as the options have it."""
    if possible and at is None:
        raise click.UsageError("--possible goes with --at.")
    known = opened(case, {"several": several})
    known = (known.only(*actors) if actors else known).without(*without)
    return known if at is None else known.at(at, possible=possible)


def opened(
    name: str, answers: dict[str, Any], output: str | None = None, *, ask: bool = False
) -> co.Coalition:
    """Return the case of a name: shipped, or in a file, which `read_file` reads with the answers.

    Where the call serves cases of its own, there are no others.
    """
    path, context = Path(name), click.get_current_context(silent=True)
    served: dict[str, co.Coalition] | None = context.find_object(dict) if context else None
    given = {argument: answer for argument, answer in answers.items() if answer not in (None, {})}
    if name in (names := co.list_cases() if served is None else tuple(served)):
        check_flags(given, (), "shipped case")
        case = co.load_case(name) if served is None else served[name]
    elif served is None and (path.exists() or path.suffix):
        from coalition.cli.opening import read_file  # noqa: PLC0415 - it loads all readers

        case = read_file(name, given, output, ask=ask)
    else:
        raise UnknownCase(name, names)
    several = given.get("several")
    return case if several is None else case.counting(several)


def _asked(case: co.Coalition, proposals: tuple[str, ...], topic: str | None) -> Asked:
    if proposals and topic is not None:
        raise click.UsageError("--proposal and --topic cannot go together.")
    if topic is not None:
        return tuple(filter(reporting.on_topic(case, topic), (p.id for p in case.proposals)))
    return tuple(case.proposal(name).id for name in proposals) or None


def held(case: co.Coalition, asked: Asked) -> list[str]:
    """Return the proposals that are asked about on which there is a position."""
    found = {position.proposal for position in case.in_force}
    return sorted(found if asked is None else found.intersection(asked))
