"""Whatever the library gives as a document that JSON can hold, and the value back from it."""

import re
from typing import Any

from coalition.faults import Faults, Refused, as_error, shown
from coalition.io.data.classes import ANYTHING, lists_of_cases
from coalition.io.data.kinds import Reader, Writer, number_of
from coalition.io.data.schema import FORMAT

_HEAD = ("format", "floating", "exact", "case")  # what a document has beside its value
_PART = re.compile(r"0|[1-9][0-9]{0,8}")


def to_data(x: object, *, exact: bool = False) -> dict[str, Any]:
    """Return a value of the library as data that JSON can hold; `from_data` makes it again.

    It is a table: ``type`` names the class, ``format`` is the number of this form of data, and
    ``sentence`` what `str` gives of an answer. Then come the fields of the class by their names.
    Every statement, actor, proposal and source that an answer holds stands once, under ``case``,
    and in the answer stands where: ``"positions[3]"``; there, fields at their default are left out.
    Rules have ``words`` beside their fields, dates are text in EDTF, ``null`` is None, and a cell
    of a matrix is a stance, ``null`` where none is known, or why else there is none. What is no
    part of what a case says, its `left_out` and `reading`, is not there.

    Fractions are the nearest JSON numbers, or text such as ``"1/3"``. Where a field can hold both
    fractions and floats, numbers are floats if ``floating`` is true, and else each is the simplest
    fraction that it is the nearest number to. Under ``exact`` stand, by place (JSON Pointer, RFC
    6901), those that would not come back so. A fraction that no field holds is a table of its own.

    Parameters
    ----------
    x : object
        A case, a statement, an actor, a rule, a game, a matrix, a graph of networkx, any answer; or
        a tuple, a list or a dict with text keys of these and of text, numbers, True, False and
        None, which stand under ``items``.
    exact : bool
        Whether to write as text what may be a fraction: every such field, also where it is whole.

    Returns
    -------
    dict
        What `json.dumps` takes.

    Raises
    ------
    TypeError
        If it is, or holds, anything else, such as a rule of one's own.

    Examples
    --------
    >>> import coalition as co
    >>> power = co.banzhaf(co.load_case("migration-2023"), rule=co.Majority())
    >>> data = co.to_data(power, exact=True)
    >>> data["type"], data["rule"]["words"], data["pairs"][0]
    ('Power', 'majority of votes cast', ['VVD', '1/2'])
    >>> co.from_data(data) == power
    True
    """
    out = Writer(exact)
    try:
        written = ANYTHING.write(x, (None, "items") if type(x) is tuple else None, out)
    except RecursionError:
        raise TypeError("to_data: is nested too deeply, or in circles") from None
    if isinstance(written, list):
        written = {"type": "tuple", "items": written}
    if not isinstance(written, dict):
        raise TypeError(f"to_data: takes no single value such as {shown(x)}; give a list of them")
    kind = {"type": written.pop("type"), "format": FORMAT}
    floating, lost = out.numbers()
    more = {"floating": True} if floating else {}
    tail = {"exact": lost, "case": out.table}
    return kind | written | more | {name: held for name, held in tail.items() if held}


def from_data(data: dict[str, Any]) -> Any:
    """Return the value that data stand for: the reverse of `to_data`.

    Parameters
    ----------
    data : dict
        What `to_data` gave, also by way of JSON. ``sentence`` and ``words`` are not read: they
        follow from the rest.

    Returns
    -------
    object
        A value equal to the one that was written.

    Raises
    ------
    InvalidValue
        If it is no such data, with every fault and its place; or if the value would make no sense,
        as when it is made otherwise.

    Examples
    --------
    >>> import json
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> decision = co.decide(july, "asylum-target", rule="majority of 150 and veto VVD")
    >>> co.from_data(json.loads(json.dumps(co.to_data(decision)))) == decision
    True
    """
    with as_error("from_data"):
        try:
            return _read(data)
        except RecursionError:
            raise Refused("is nested too deeply, or in circles") from None


def _read(data: Any) -> Any:
    # 1. What the document says of itself
    if not isinstance(data, dict):
        raise Refused(f"must be a table, as co.to_data makes it, not {shown(data)}")
    number = data.get("format")
    if type(number) is not int or number < 1:
        raise Refused(f"must have the format of this data, {FORMAT}, under 'format'")
    if number > FORMAT:
        raise Refused(
            f"has the format {number}, and this version of the library reads those up to {FORMAT}: "
            "install a newer one"
        )
    faults = Faults()
    floating = data.get("floating", False)
    if not isinstance(floating, bool):
        faults.note("floating", f"must be true or false, not {shown(floating)}")
    with faults.at("exact"):
        data = _with(data, data.get("exact", {}))
    faults.refuse_if_any()
    table = data.get("case", {})
    # 2. The statements and other items that it refers to
    reader = Reader(floating)
    lists = lists_of_cases()
    if not isinstance(table, dict):
        faults.note("case", f"must be a table of lists, not {shown(table)}")
        table = {}
    for name, rows in table.items():
        with faults.at(f"case.{name}"):
            if name not in lists:
                raise Refused(f"is no list of a case; there are {', '.join(lists)}")
            reader.rows[name] = lists[name].read(rows, reader)
    faults.refuse_if_any()
    # 3. What it is
    body = {name: held for name, held in data.items() if name not in _HEAD}
    return ANYTHING.read(body, reader)


def _with(data: dict[str, Any], exact: Any) -> dict[str, Any]:
    """Return a copy in which the numbers at some places are what is meant by them."""
    if not isinstance(exact, dict):
        raise Refused(f"must be a table from places to numbers as text, not {shown(exact)}")
    copy, fresh, faults = dict(data), set[int](), Faults()
    for pointer, text in exact.items():
        with faults.at(f"[{shown(pointer)}]"):
            number_of(text)
            held: Any = copy
            *way, last = _parts(pointer)
            for part in way:
                key = _key(held, part)
                if id(held[key]) not in fresh and isinstance(held[key], dict | list):
                    held[key] = held[key].copy()
                    fresh.add(id(held[key]))
                held = held[key]
            key = _key(held, last)
            if isinstance(held[key], bool) or not isinstance(held[key], int | float):
                raise Refused("is not where a number stands")
            held[key] = text
    faults.refuse_if_any()
    return copy


def _parts(pointer: Any) -> list[str]:
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        raise Refused("is no place such as '/pairs/0/1'")
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]


def _key(held: Any, part: str) -> Any:
    """Return the key, or the index, that a part of a place stands for."""
    if isinstance(held, dict) and part in held:
        return part
    if isinstance(held, list) and _PART.fullmatch(part) and int(part) < len(held):
        return int(part)
    raise Refused("is a place that is not there")
