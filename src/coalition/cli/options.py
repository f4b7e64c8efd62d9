"""What can be asked on the command line: the options, and how a question becomes a command."""

import json
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import click
from click.shell_completion import CompletionItem

from coalition.answers.terms import may_be_later
from coalition.cli import INTERRUPTED
from coalition.cli.terminal import say, waiting
from coalition.cli.unclear import case_of
from coalition.errors import UnknownCase
from coalition.io.case.shipped import list_cases, load_case
from coalition.io.formats import SHEET, format_of, read_from
from coalition.model.checks import ATTRIBUTIONS, SEVERAL
from coalition.model.coalition import Coalition
from coalition.reporting.case_report import on_topic
from coalition.reporting.plain_data import plain
from coalition.rules.words import read_rule
from coalition.stances.agreement import MEAN, NULL_MODELS, Agreement
from coalition.usual_words import hint_of

Answer: TypeAlias = tuple[dict[str, Any], str]
Output: TypeAlias = str | tuple[str, int]  # what to print, and the exit code if not 0


class Word(click.Choice[str]):
    """One of several words; of another, the one that it may mean is named."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say what the words are, and which one may be meant."""
        message = super().get_invalid_choice_message(value, ctx).removesuffix(".")
        return f"{message}{hint_of(str(value), self.choices) or '.'}"


def _names(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    shipped = [CompletionItem(name) for name in list_cases() if name.startswith(begun)]
    return [*shipped, CompletionItem(begun, type="file")]


CASE = click.Argument(["case"], metavar="CASE", shell_complete=_names)
AT = click.Option(["--at"], metavar="DATE", help="As known at this date: a year, a month or a day.")
_POSSIBLE = click.Option(  # beside AT, everywhere
    ["--possible"], is_flag=True, help="With --at, take also what may be from up to then."
)
TOPIC = click.Option(["--topic"], metavar="TOPIC", help="Only this topic and those below it.")
PROPOSALS = click.Option(
    ["--proposal", "proposals"],
    metavar="ID",
    multiple=True,
    help="Only this proposal; can be repeated.",
)
RULE = click.Option(
    ["--rule"],
    metavar="RULE",
    default="unanimity",
    show_default=True,
    callback=lambda _ctx, _param, value: read_rule(value),
    help="Such as 'majority of 150', 'quota 76', '2/3 of all members', 'at least 3', 'majority and "
    "veto VVD'; see the documentation on rules.",
)
TIME_LIMIT = click.Option(
    ["--time-limit"],
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Stop each search then, with the best so far; by default never.",
)
COUNTED = (
    click.Option(
        ["--actor", "actors"],
        metavar="ID",
        multiple=True,
        help="Only this party or politician, as if there were no others; can be repeated.",
    ),
    click.Option(
        ["--without"],
        type=Word(ATTRIBUTIONS),
        multiple=True,
        help="Leave out what is known only in this way; can be repeated.",
    ),
    click.Option(
        ["--several"],
        type=Word(tuple(SEVERAL)),
        help="What several statements of one actor on one proposal count for; by default as the "
        "case has it.",
    ),
)
_KNOWN = ("case", "at", "possible", "actors", "without", "several")  # what `_read` takes
AGREEMENT = (
    click.Option(
        ["--null-model"],
        type=Word(NULL_MODELS),
        help="Count only the ties that are beyond what chance gives by this model.",
    ),
    click.Option(
        ["--alpha"],
        type=float,
        metavar="LEVEL",
        help="With a null model, the level of the test; by default 0.05.",
    ),
    click.Option(
        ["--agree-within"],
        metavar="DISTANCE",
        callback=lambda _ctx, _param, value: _distance(value),
        help="The distance of two stances at which agreement turns into disagreement, by default "
        "1; or 'mean', for the mean distance on each proposal.",
    ),
    click.Option(
        ["--min-shared"],
        type=int,
        metavar="NUMBER",
        help="Leave out the ties of those who share fewer proposals.",
    ),
)
_FIELDS = ("null_model", "alpha", "agree_within", "min_shared")  # what `_agreement` takes
RESERVATION = click.Option(
    ["--reservation"],
    metavar="PARTY=NUMBER",
    multiple=True,
    callback=lambda _ctx, _param, values: dict(map(_reserved, values)),
    help="What no deal is worth to a party, by default 0; can be repeated.",
)
_JSON = click.Option(["--json", "as_json"], is_flag=True, help="Print JSON, for scripts.")


def _reserved(value: str) -> tuple[str, Fraction]:
    party, _, number = value.rpartition("=")
    try:
        return party, Fraction(number)
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{value!r} is not such as VVD=1 or VVD=1/2.") from None


def _distance(value: str | None) -> str | Fraction | None:
    try:
        return value if value in {None, MEAN} else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{value!r} is neither a number nor {MEAN!r}.") from None


def _agreement(**fields: Any) -> Agreement | None:
    """Return how agreement is counted, by the options that were given; None without any."""
    given = {name: value for name, value in fields.items() if value is not None}
    return Agreement(**given) if given else None


def command(
    *params: click.Parameter, example: str
) -> Callable[[Callable[..., Output]], click.Command]:
    """Make a command of a function that returns what to print; its docstring is the help.

    The function is given the case first, as `_read` has it, where the command has a CASE, and one
    `agreement` for the options about it.
    """

    def made(answer: Callable[..., Output]) -> click.Command:
        def run(**given: Any) -> int:
            known = _KNOWN if "case" in given else ()
            asked = {name: given.pop(name) for name in known if name in given}
            if fields := {name: given.pop(name) for name in _FIELDS if name in given}:
                given["agreement"] = _agreement(**fields)
            with waiting(answer.__name__):
                output = answer(_read(**asked), **given) if asked else answer(**given)
            text, code = (output, 0) if isinstance(output, str) else output
            say(text)
            return code

        return click.Command(
            answer.__name__,
            callback=run,
            params=[
                *chain.from_iterable((one, _POSSIBLE) if one is AT else (one,) for one in params)
            ],
            help=answer.__doc__,
            epilog=f"\b\nExample:\n  coalition {answer.__name__} {example}",
        )

    return made


def question(
    *options: click.Parameter, example: str
) -> Callable[[Callable[..., Answer]], click.Command]:
    """Make a command of a function from a case and options to values and their text.

    The values are named after the functions of the library that gave them.
    """

    def made(answer: Callable[..., Answer]) -> click.Command:
        @wraps(answer)
        def asked(case: Coalition, *, as_json: bool, **given: Any) -> Output:
            values, text = answer(case, **given)
            later = may_be_later(case.left_out)
            text += f"\n{later}.\n" if later else ""
            data = plain(values)
            code = INTERRUPTED if _best_so_far(data) else 0
            return f"{json.dumps(data, indent=2)}\n" if as_json else text, code

        return command(CASE, *options, *COUNTED, _JSON, example=example)(asked)

    return made


def interrupted(value: object) -> bool:
    """Tell whether Ctrl-C ended the search, so that this is the best so far."""
    return getattr(value, "stopped", None) == "interrupt"


def _best_so_far(data: Any) -> bool:
    """Tell the same of what `plain` made of any values."""
    if isinstance(data, dict):
        return data.get("stopped") == "interrupt" or any(map(_best_so_far, data.values()))
    return isinstance(data, list) and any(map(_best_so_far, data))


def _read(
    case: str,
    *,
    at: str | None = None,
    possible: bool = False,
    actors: Iterable[str] = (),
    without: Iterable[str] = (),
    several: str | None = None,
) -> Coalition:
    """Read a file of any format that is read, or load a shipped case where the name is of one.

    What is given of `at`, `possible`, `actors`, `without` and `several` is then asked of the case.
    """
    if possible and at is None:
        raise click.UsageError("--possible goes with --at.")
    path = Path(case)
    if case in list_cases():
        known = load_case(case)
    elif not path.exists() and not path.suffix:
        raise UnknownCase(case, list_cases())
    elif format_of(path, "CASE") is SHEET:
        known = case_of(path)
    else:
        known = read_from(path, "CASE")
    known = known.only(*actors) if actors else known
    known = known.without(*without)
    known = known if several is None else known.counting(several)
    return known if at is None else known.at(at, possible=possible)


def asked_about(
    case: Coalition, proposals: tuple[str, ...], topic: str | None
) -> tuple[str, ...] | None:
    """Return the proposals asked about: those named, or those on a topic; None for all."""
    if proposals and topic is not None:
        raise click.UsageError("--proposal and --topic cannot go together.")
    if topic is not None:
        return tuple(filter(on_topic(case, topic), (p.id for p in case.proposals)))
    return tuple(case.proposal(name).id for name in proposals) or None


def proposals_on(case: Coalition, proposals: tuple[str, ...], topic: str | None) -> tuple[str, ...]:
    """Return the proposals asked about; those without a position are left out unless named."""
    if proposals:
        return asked_about(case, proposals, topic) or ()
    held = {position.proposal for position in case.in_force}
    asked = asked_about(case, proposals, topic)
    return tuple(sorted(held if asked is None else held.intersection(asked)))
