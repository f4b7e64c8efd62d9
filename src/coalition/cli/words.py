"""The words of a call: one of several, and the flags that answer how a file is to be read."""

from collections.abc import Collection, Iterable
from typing import Any

import click

from coalition.usual_words import hint_of


class Word(click.Choice[str]):
    """One of several words; of another, the one that it may mean is named."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say what the words are, and which one may be meant."""
        message = super().get_invalid_choice_message(value, ctx).removesuffix(".")
        return f"{message}{hint_of(str(value), self.choices) or '.'}"


def flag_of(argument: str) -> str:
    """Return the flag for an argument of a reader."""
    return f"--{argument.replace('_', '-')}"


def check_flags(given: Iterable[str], known: Collection[str], what: str) -> None:
    """Refuse a flag for an argument that a reader does not know; every case has `several`."""
    for argument in given:
        if argument not in known and argument != "several":
            raise click.UsageError(f"{flag_of(argument)} says nothing about a {what}.")
