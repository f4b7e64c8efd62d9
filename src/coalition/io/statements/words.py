"""What the cells of a column mean: stances, attributions, numbers, by the user's words and ours."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from coalition.characters import nfc
from coalition.faults import Faults, Refused, shown
from coalition.io.sheets.numbers_as_written import decimal_in, number_of
from coalition.io.sheets.sheet import Cell
from coalition.io.statements.columns import as_text
from coalition.io.statements.question import Question
from coalition.model import checks
from coalition.numbers import Number
from coalition.usual_words import usual


def read_all(
    role: str,
    cells: Sequence[Cell],
    numbers: Sequence[int],
    read: Callable[[Cell], Any],
    questions: list[Question],
) -> list[Any]:
    """Return what the cells of a column mean, each different one read once.

    What is refused, or read as a question, is added to the questions with its rows, and None.
    """
    meanings: dict[Cell, Any] = {}
    for cell in dict.fromkeys(cells):
        try:
            meanings[cell] = read(cell)
        except Refused as refusal:
            meanings[cell] = Question(role, refusal.faults[0].message)
    unclear = {cell: one for cell, one in meanings.items() if isinstance(one, Question)}
    if unclear:
        rows: dict[Cell, list[int]] = {cell: [] for cell in unclear}
        for cell, number in zip(cells, numbers, strict=True):
            if cell in rows:
                rows[cell].append(number)
        for cell, question in unclear.items():
            found = rows[cell]
            questions.append(attrs.evolve(question, word=cell, rows=len(found), first=found[0]))
    meanings |= dict.fromkeys(unclear)
    return [meanings[cell] for cell in cells]


@attrs.frozen
class Words:
    """What the words of a column mean, as somebody has said it: exactly so, else in any case."""

    exact: dict[str, Any]
    loose: dict[str, Any]

    @classmethod
    def of(cls, given: Mapping[Any, Any]) -> "Words":
        """Take the words as they stand in cells."""
        exact = {nfc(as_text(word)): meaning for word, meaning in given.items()}
        loose: dict[str, set[Any]] = {}
        for word, meaning in exact.items():
            loose.setdefault(word.casefold(), set()).add(meaning)
        return cls(exact, {word: held.pop() for word, held in loose.items() if len(held) == 1})

    def find(self, cell: Cell, default: Any) -> Any:
        """Return what a cell means, as a word or as a number."""
        text = as_text(cell)
        for form in (text, as_text(_number(text))) if text else (text,):
            for table, word in ((self.exact, form), (self.loose, form.casefold())):
                if (form or not text) and word in table:
                    return table[word]
        return default


def _number(text: str, decimal: str = "") -> Any:
    try:
        return number_of(text, decimal)
    except Refused:
        return None


def checked(argument: str, given: Any, check: Callable[[Any], Any], faults: Faults) -> Words:
    """Return what words mean, each meaning checked."""
    if not isinstance(given, Mapping | None):
        faults.note(argument, f"must be a dict, not {shown(given)}")
        return Words({}, {})
    meanings = {}
    for word, meaning in (given or {}).items():
        with faults.at(f"{argument}[{shown(word)}]"):
            meanings[word] = check(meaning)
    return Words.of(meanings)


_UNSAID = object()


def reader_of(role: str, words: Words) -> Callable[[Cell], Any]:
    """Return what reads stances or attributions: as somebody said, as the library does, or asks."""
    graded = role == "stance"
    choices = tuple(checks.STANCES) if graded else checks.ATTRIBUTIONS

    def read(cell: Cell) -> Any:
        blank = None if graded else "reported"
        if (found := words.find(cell, blank if cell is None else _UNSAID)) is not _UNSAID:
            return found
        text = as_text(cell)
        number = _number(text)
        if graded and number is not None and -1 <= number <= 1:
            return checks.stance(number)
        if (word := text.casefold()) in choices:
            return checks.stance(word) if graded else word
        meant = usual(text, choices) if number is None else None
        among = f"{'a number from -1 to 1, ' * graded}{', '.join(choices)}{' or None' * graded}"
        why = f"usually {meant!r}; say so" if meant else f"say what it means ({among})"
        return Question(role, f"{why} in {role}s=", f"{role}s", usual=meant, choices=choices)

    return read


def salience_reader(cells: Sequence[Cell]) -> Callable[[Cell], Number]:
    """Return what reads numbers of importance; where there is none, it is 1."""
    decimal = decimal_in(cell for cell in dict.fromkeys(cells) if isinstance(cell, str))

    def read(cell: Cell) -> Number:
        if cell is None:
            return 1
        try:
            return checks.salience(number_of(as_text(cell), decimal))
        except Refused:
            raise Refused("must be a number, 0 or more") from None

    return read
