"""How bad values are refused: every fault of every field, in one error.

A check returns the value in its one form or raises `Refused`; `Faults` gathers what is refused. The
checks of a class are attrs converters: `keep_refusals` lets construction go on past a refusal, and
`Checked` then raises a single error for all fields together. Readers build the same classes, so
files and scripts are held to the same checks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from fractions import Fraction
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from coalition.errors import Fault, Invalid, InvalidValue, close_match
from coalition.numbers import exact
from coalition.tables import Columns, Row, Shown, names_of

In = TypeVar("In")
Out = TypeVar("Out")

_SHOWN = 60  # characters of a refused value that a message repeats


class Refused(Exception):
    """A value that a check does not accept; `rest` is what could be made of a list all the same."""

    def __init__(self, *faults: Fault | str, rest: tuple[Any, ...] = ()) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = tuple(
            f if isinstance(f, Fault) else Fault("", f) for f in faults
        )
        self.rest = rest


class Faults(list[Fault]):
    """All that is found wrong, gathered so that it is refused together.

    Constructors, readers and functions use it alike::

        faults = Faults()
        with faults.at("weights['p']"):
            weight = at_least(0, given)      # may raise Refused
        faults.note("actors", "must be at least one")
        faults.raise_if_any("agreement_graph")
    """

    def note(self, place: str, message: str) -> None:
        """Note what is wrong at a place."""
        self.append(Fault(place, message))

    def take(self, place: str, faults: Iterable[Fault]) -> None:
        """Note faults that were found in what is at a place."""
        self.extend(fault.inside(place) for fault in faults)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Note what is refused in the block, at this place, and go on after it."""
        try:
            yield
        except Refused as refusal:
            self.take(place, refusal.faults)

    def raise_if_any(self, subject: str = "", error: type[Invalid] = InvalidValue) -> None:
        """Raise one error with all that was noted, if anything was."""
        if self:
            raise error(tuple(self), subject)

    def refuse_if_any(self, rest: tuple[Any, ...] = ()) -> None:
        """Refuse with all that was noted, if anything was, for whoever called to note it."""
        if self:
            raise Refused(*self, rest=rest)


@contextmanager
def as_error(subject: str, error: type[Invalid] = InvalidValue) -> Iterator[None]:
    """Raise what is refused in the block, as an error about an argument or a file."""
    try:
        yield
    except Refused as refusal:
        raise error(refusal.faults, subject) from None


@attrs.frozen
class Checked(Shown):
    """Base of the model classes: construction reports every refused field in one error."""

    def __attrs_post_init__(self) -> None:
        faults = refusals(self)
        if not faults:
            self._check(faults)
        if faults:
            name = getattr(self, "id", None)
            kind = type(self).__name__
            faults.raise_if_any(f"{kind} {name!r}" if isinstance(name, str) else kind)

    def _check(self, faults: Faults) -> None:
        """Note what is wrong between fields that are each right by themselves."""

    @classmethod
    def _columns(cls) -> Columns:
        return columns_of(cls)

    def _rows(self) -> Iterable[Row]:
        """Leave out the lists that say no more than the column of the short way does."""
        cls: Any = type(self)
        held = {name: getattr(self, name, None) for name in names_of(cls)}
        for field in attrs.fields(cls):
            listed: Any = held[field.name] if field.alias != field.name else None
            if listed is not None and (not listed or short(listed) is not None):
                held[field.name] = None
        return [tuple(held.values())]


def columns_of(cls: type[Checked]) -> Columns:
    """Return a column for each field, before it one for its short way where it has one.

    A field has a short way to write it if its parameter has another name: ``source="J"`` for the
    field `sources`. That of the parameter is then a property: of a list, what counts without more.
    """
    columns: Columns = {}
    for field in attrs.fields(cls):
        if field.alias != field.name:
            columns[str(field.alias)] = getattr(cls, field.alias).fget.__annotations__["return"]
        columns[field.name] = field.type
    return columns


def short(held: tuple[Any, ...]) -> Any:
    """Return the short way to write a list, None where there is none.

    It is that of a list of one: the item, or its first field where no other is given.
    """
    if len(held) != 1 or not attrs.has(type(held[0])):
        return held[0] if len(held) == 1 else None
    first, *rest = attrs.fields(type(held[0]))
    alone = all(getattr(held[0], field.name) == field.default for field in rest)
    return getattr(held[0], first.name) if alone else None


def refusals(instance: Any) -> Faults:
    """Return the faults of all fields of an instance whose values were refused."""
    faults = Faults()
    if Refused in map(type, _values_of(instance.__class__)(instance)):
        for field in attrs.fields(instance.__class__):
            if isinstance(value := getattr(instance, field.name), Refused):
                faults.take(str(field.alias), value.faults)
    return faults


@cache
def _values_of(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gets the values of all fields at once; with the class, they are a tuple."""
    return attrgetter("__class__", *(field.name for field in attrs.fields(cls)))


def keep_refusals(_cls: type, fields: list[Any]) -> list[Any]:
    """Wrap the converters of a class so that a refusal becomes the value (see `Checked`).

    What is inherited of such a class is wrapped there.
    """
    return [
        field.evolve(converter=_kept(field.converter))
        if field.converter and not field.inherited
        else field
        for field in fields
    ]


def _kept(check: Any) -> Any:
    lets_none = hasattr(check, "lets_none")

    def kept(value: Any) -> Any:
        if lets_none and value is None:  # as most is of most objects
            return None
        try:
            return value if isinstance(value, Refused) else check(value)
        except Refused as refusal:
            return refusal

    return _showing(check, kept)


def _showing(check: Any, wrapper: Any) -> Any:
    """Return a wrapper of a check from which the check can be read."""
    wrapper.check = getattr(check, "check", check)
    return wrapper


MYPY = False  # but it takes it for true, and understands this one alone
if MYPY:
    from attrs.converters import optional as optional  # noqa: PLC0414
else:

    def optional(check: Callable[[In], Out]) -> Callable[[In | None], Out | None]:
        """Return a check that lets None pass."""
        wrapper = _showing(check, lambda value: None if value is None else check(value))
        wrapper.lets_none = True
        return wrapper


def shown(value: object) -> str:
    """Return the value as a message repeats it: escaped, on one line, and cut where it is long."""
    try:
        form = repr(value) if not isinstance(value, str) or value.isprintable() else ascii(value)
    except ValueError:  # Python does not write whole numbers of thousands of digits
        form = "a very large number"
    form = " ".join(form.split()) if "\n" in form else form
    return form if len(form) <= _SHOWN else f"{form[: _SHOWN - 3]}..."


def named(key: object) -> str:
    """Return a key as a place names it: escaped, and cut where it is long."""
    form = shown(str(key))
    return form[1:-1] if form.endswith("'") else form[1:]


def number(value: Any, *, least: int | None = None, most: int | None = None) -> Fraction:
    """Read a number exactly; refuse what is none, is not finite, or is out of a range."""
    with suppress(ValueError):
        found = exact(value)
        if (least is None or found >= least) and (most is None or found <= most):
            return found
    kind = "a finite number" if least is None else f"a finite number, {least} or more"
    kind = kind if most is None else f"a number from {least} to {most}"
    raise Refused(f"must be {kind}, not {shown(value)}")


def each(values: Iterable[In], check: Callable[[In], Out]) -> tuple[Out, ...]:
    """Check every item of a list, and refuse all that are wrong together."""
    if isinstance(values, Mapping):
        raise Refused("must be a list, not one table; in a file, [[double brackets]] make a list")
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise Refused(f"must be a list, not {shown(values)}")
    made: list[Any] = []
    faults = Faults()
    for value in values:
        try:  # `Faults.at` does the same, but takes its time, and lists are long
            made.append(check(value))
        except Refused as refusal:
            faults.take(f"[{len(made)}]", refusal.faults)
            made.append(value)
    faults.refuse_if_any(rest=tuple(made))
    return tuple(made)


def each_value(table: Mapping[Any, In], check: Callable[[In], Out]) -> dict[Any, Out]:
    """Check every value of a table, and refuse all that are wrong together."""
    if not isinstance(table, Mapping):
        raise Refused(f"must be a dict, not {shown(table)}")
    found, faults = {}, Faults()
    for key, value in table.items():
        with faults.at(f"[{shown(key)}]"):
            found[key] = check(value)
    faults.refuse_if_any()
    return found


class ListOf(tuple[Out, ...]):
    """Converters of lists: ``ListOf[Party]`` accepts parties, or tables of their fields.

    It is a class in the eyes of type checkers only, who read in it what goes in and what comes out.
    """

    __slots__ = ()

    def __new__(cls, items: Iterable[Out | Mapping[str, object]]) -> "ListOf[Out]":
        """Tell type checkers what is accepted."""
        raise NotImplementedError

    def __class_getitem__(cls, made: Any) -> Any:
        """Return the converter."""
        return partial(
            each, check=lambda item: item if isinstance(item, made) else build(made, item)
        )


def build(cls: Callable[..., Out], table: Mapping[str, Any]) -> Out:
    """Make an object of the model from a table of its fields, or refuse with every fault."""
    if not isinstance(table, Mapping):
        raise Refused(f"must be a table of fields, not {shown(table)}")
    made: Any = cls
    fields, needed = _parameters(made)
    faults = Faults()
    given: Mapping[str, Any] = table
    if not (fields.keys() >= table.keys() >= needed):
        for key in table:
            if key not in fields:
                hint = close_match(str(key), fields)
                faults.note(named(key), f"is no field of a {made.__name__.lower()}{hint}")
        missing = dict.fromkeys(needed - table.keys(), Refused("is missing"))
        given = missing | {key: table[key] for key in fields if key in table}
    try:
        item = cls(**given)
    except Invalid as error:
        raise Refused(*faults, *error.faults) from None
    faults.refuse_if_any()
    return item


@cache
def _parameters(cls: Any) -> tuple[dict[str, None], frozenset[str]]:
    """Return the parameters of a class, in their order, and those that have no default."""
    fields = [field for field in attrs.fields(cls) if field.init]
    needed = frozenset(str(one.alias) for one in fields if one.default is attrs.NOTHING)
    return dict.fromkeys(str(one.alias) for one in fields), needed
