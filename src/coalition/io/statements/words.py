"""What the cells of a column mean: stances, attributions, numbers, by the user's words and ours."""

from collections.abc import Callable
from typing import Any

from coalition.faults import Faults, Refused, each_value
from coalition.io.sheets.numbers_as_written import decimal_in, number_of
from coalition.io.sheets.sheet import Cell, plain
from coalition.io.statements.question import Question, Understood, as_text
from coalition.model import checks
from coalition.numbers import Number
from coalition.usual_words import usual

Words = dict[str, Any]  # what words mean, as they stand in cells


def checked(argument: str, given: Any, check: Callable[[Any], Any], faults: Faults) -> Words:
    """Return what words mean as somebody has said it, each meaning checked."""
    meanings: dict[Any, Any] = {}
    with faults.at(argument):
        meanings = each_value({} if given is None else given, check)
    return {as_text(plain(word)): meaning for word, meaning in meanings.items()}


def _number(text: str, decimal: str) -> Any:
    try:
        return number_of(text, decimal) if any(map(str.isdigit, text)) else None
    except Refused:
        return None


def _decimal(rows: Understood, role: str) -> str:
    """Return the sign before the decimals of a column, and say where it is the comma."""
    texts = [cell for cell in dict.fromkeys(rows.cells.get(role, ())) if isinstance(cell, str)]
    if (decimal := decimal_in(texts)) == ",":
        rows.told.append(f"The numbers for {role} have a decimal comma.")
    return decimal


def meanings_of(rows: Understood, role: str, words: Words) -> list[Any]:
    """Return stances or attributions: as somebody said, exactly so or else in any case; as we do.

    Numbers are stances by themselves only where none of the column is beyond -1 and 1: else they
    are of another scale.
    """
    graded = role == "stance"
    choices = tuple(checks.STANCES) if graded else checks.ATTRIBUTIONS
    decimal = _decimal(rows, role) if graded else ""
    texts: dict[Cell, Any] = {cell: as_text(cell) for cell in rows.cells.get(role, ())}
    numbers = {text: _number(text, decimal) for text in texts.values()}
    scaled = any(number is not None and abs(number) > 1 for number in numbers.values())
    loose: dict[str, list[Any]] = {}
    for word, meaning in words.items():
        if meaning not in (held := loose.setdefault(word.casefold(), [])):
            held.append(meaning)

    def read(cell: Cell) -> Any:
        text = texts.get(cell, "")
        number = numbers.get(text)
        for form in (text,) if number is None else (text, as_text(plain(number))):
            if form in words:
                return words[form]
            if len(held := loose.get(form.casefold(), [])) == 1:
                return held[0]
        if cell is None:
            return None if graded else "reported"
        if graded and number is not None and not scaled:
            return checks.stance(number)
        if (word := text.casefold()) in choices:
            return checks.stance(word) if graded else word
        meant = usual(text, choices) if number is None else None
        among = f"{'a number from -1 to 1, ' * graded}{', '.join(choices)}{' or None' * graded}"
        why = f"usually {meant!r}; say so" if meant else f"say what it means ({among})"
        return Question(role, f"{why} in {role}s=", f"{role}s", meant, choices)

    return rows.read(role, read)


def saliences_of(rows: Understood) -> list[Number]:
    """Return numbers of importance; where there is none, it is 1."""
    decimal = _decimal(rows, "salience")

    def read(cell: Cell) -> Number:
        return 1 if cell is None else checks.salience(number_of(as_text(cell), decimal))

    return rows.read("salience", read)
