"""Positions on scales from tables, as expert surveys have them, and from files of decide."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeAlias

from coalition.characters import nfc
from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, each_value, number, shown
from coalition.io.decide.decide_file import begins_tagged, scales_of_decide
from coalition.io.scales._cells import Cells
from coalition.io.sheets.frames import Table
from coalition.io.sheets.sheet import sheet_in, sheet_of
from coalition.io.text import is_file, taken
from coalition.model.checks import ident
from coalition.model.scales import Scales
from coalition.numbers import Number, as_given, exact, is_float
from coalition.sentences import short

Ends: TypeAlias = tuple[Number, Number]
Each: TypeAlias = str | Mapping[str, str] | None


def read_scales(  # noqa: PLR0915 - in steps
    table: Table,
    /,
    *,
    actor: str = "actor",
    issues: Mapping[str, Ends | None] | Iterable[str] | None = None,
    scale: Ends | None = None,
    issue: str | None = None,
    position: str | None = None,
    salience: Each = None,
    power: Each = None,
    seats: str | None = None,
    group: str | None = None,
    rename: Mapping[str, str] | None = None,
    missing: Iterable[Hashable] = (),
    sheet: str | None = None,
    max_bytes: int = 50_000_000,
) -> Scales:
    """Read positions on scales from a table, as an expert survey has them, or a file of decide.

    A wide table has a row for each actor and a column for each issue; a long one a row for each
    position, with columns `issue` and `position`. An empty cell is a gap: no position, which is not
    the middle of a scale. A party that is called NA is a party.

    Parameters
    ----------
    table : data frame, path-like, bytes or open file
        Any frame that narwhals takes, such as of pandas, Polars or pyarrow, also a lazy one; or a
        file, given as for `read_case`: text with a delimiter (CSV) or a workbook. A file of the
        exchange model decide is told by its tagged lines, and needs no other argument (see
        `read_decide`).
    actor : str
        The column of the actors.
    issues : dict of str to (number, number), or iterable of str
        The lower and the upper end of the scale of each issue; in a wide table, these are the
        columns that are read. Where it is a list of names, or the ends are None, they are `scale`.
    scale : (number, number), optional
        The ends where `issues` gives none. In a long table it is enough, for all issues.
    issue, position : str, optional
        The columns of a long table.
    salience, power : str or dict of str to str, optional
        The column that says how much each actor cares, and the power behind it. In a wide table, it
        may be a pattern such as ``"{}_salience"``, with the name of the issue for the braces, or a
        dict from issues to columns. Without, salience is 1, and power the seats, if they are given,
        else 1. A gap in the column is not 1: it is not known, and answers that weigh leave the
        actor out of that issue and say so.
    seats, group : str, optional
        Columns of facts about the actors: the seats, and a group such as the country or the family
        of parties, for ``cohesion(scales, groups="group")``.
    rename : dict of str to str, optional
        The name by which an actor goes here, by that in the table.
    missing : iterable, optional
        What else stands for a gap in columns of numbers, such as ``["NA", ".", 99]``.
    sheet : str, optional
        The worksheet of a workbook; by default the first that is not empty.
    max_bytes : int
        As for `read_case`.

    Returns
    -------
    Scales
        The numbers as they are in the table, each issue in its own units: issues as `issues` has
        them, actors by id.

    Raises
    ------
    InvalidValue, InvalidCase
        Of a frame or of a file, with every fault at once: a column that is not there, an issue
        without ends or with the lower end not below the upper, what is no number, a position beyond
        the ends, an actor with two rows, or two positions on one issue.
    MissingExtra
        If what reads the file is not installed.
    OSError
        As for `read_case`.

    Examples
    --------
    >>> import coalition as co, pandas as pd
    >>> frame = pd.DataFrame({
    ...     "party": ["Left", "Green", "Mid", "Right"],
    ...     "immigration": [2.1, 1.4, 5.6, 9.2],
    ...     "immigration_salience": [4, 6, 5, 9],
    ... })
    >>> scales = co.read_scales(
    ...     frame, actor="party", issues={"immigration": (0, 10)}, salience="{}_salience"
    ... )
    >>> scales.positions["immigration"]["Mid"]
    5.6
    >>> print(co.split(scales, "immigration", agree_within=0.8))
    Green and Left against Mid and Right on immigration (agreement within 40 % of each scale)
    >>> print(*co.compromise(scales))
    immigration: compromise at 5.316667 (farthest: Green, 3.916667 away), median 5.6
    """
    # 1. a file of decide says everything itself
    told: dict[str, Any] = {
        "issues": issues, "scale": scale, "issue": issue, "position": position, "power": power,
        "salience": salience, "seats": seats, "group": group, "rename": rename, "sheet": sheet,
    }  # fmt: skip
    told = {name: given for name, given in told.items() if given is not None}
    file = taken(table, "read_scales", "the table", max_bytes) if is_file(table) else None
    faults = Faults()
    if file and begins_tagged(file[0], empty=not told):
        faults += [Fault(name, "is not for a file of decide, which says it") for name in told]
        faults.raise_if_any("read_scales")
        return scales_of_decide(*file)
    _check_kinds({**told, "actor": actor, "missing": missing}, faults)
    # 2. the columns that are asked for, and who is in which row
    long = issue is not None or position is not None
    about, at = issue or "issue", position or "position"
    pairs = {} if issues is None else {issues: None} if isinstance(issues, str) else issues
    named = pairs if isinstance(pairs, Mapping) else dict.fromkeys(pairs)
    opened = sheet_in(*file, sheet, max_bytes) if file else sheet_of(table, "read_scales")
    cells = Cells.of(opened, [actor, *((about, at) if long else named)], faults)
    rows = cells.names("actor", actor)
    new: dict[str, str] = {}
    with faults.at("rename"):
        new = each_value({} if rename is None else rename, ident)
    _check_names("rename", new, rows, "no row is of", faults)
    who = [new.get(str(one), one) for one in rows]
    on = cells.names("issue", about) if long else []
    if long and issues is None and scale is not None:
        named = dict.fromkeys(sorted({name for name in on if name is not None}))
    ends = _ends(named, scale, faults)
    if long:
        _check_names("issues", ends, on, "no row is on", faults)
    _check_each({"salience": salience, "power": power}, ends, faults, long=long)
    # 3. the facts about actors
    gaps = [missing] if isinstance(missing, str) else [*missing]
    seated = cells.facts(seats, who, cells.numbers("seats", seats, gaps, least=0, whole=True))
    grouped = cells.facts(group, who, cells.names("group", group, needed=False))

    # 4. where they stand, and what that weighs: issue by issue, or all issues in one column
    def weights(kind: str, each: Each, name: str) -> list[Number | None]:
        column = each.get(name) if isinstance(each, Mapping) else each
        if column is not None:
            return cells.numbers(kind, column.replace("{}", name), gaps, least=0)
        return [seated.get(one) if kind == "power" and seats else 1 for one in who]

    held: dict[tuple[str, str], tuple[Number, Number | None, Number | None]] = {}
    for topics, column in [(on, at)] if long else [([name] * len(who), name) for name in ends]:
        places = cells.numbers("position" if long else "issues", column, gaps)
        cares, weighs = weights("salience", salience, column), weights("power", power, column)
        for row, (topic, one, place) in enumerate(zip(topics, who, places, strict=True)):
            if topic is None or one is None or place is None:
                continue
            if wrong := _not_on(topic, ends, place):
                cells.note(about if topic not in ends else column, wrong, row)
            if long and (topic, one) in held:
                cells.note(actor, f"{shown(one)} has a position on {shown(topic)} already", row)
            held[topic, one] = place, cares[row], weighs[row]
    first: dict[str | None, int] = {}
    for row, one in enumerate([] if long else who):
        if first.setdefault(one, row) != row and one is not None:
            cells.note(actor, f"{shown(one)} has a row already", row)
    cells.raise_if_any("read_scales", of_file=file is not None)
    # 5. all of it in an order that is not that of the rows
    order = {name: at for at, name in enumerate(ends)}
    places_of = sorted(held, key=lambda place: (order[place[0]], place[1]))
    actors = sorted({one for one in who if one is not None})
    return Scales(
        tuple((name, *span) for name, span in ends.items() if span),
        tuple((topic, one, *held[topic, one]) for topic, one in places_of),
        tuple(actors),
        seats=tuple(map(seated.get, actors)) if seats else (),
        groups=tuple(map(grouped.get, actors)) if group else (),
    )


def _check_kinds(told: Mapping[str, Any], faults: Faults) -> None:
    """Refuse arguments that are of another kind than what they are meant to be."""
    by_issue = (str | Mapping, "the name of a column, or a table from issues to columns")
    kinds: dict[str, tuple[Any, str]] = {
        "issues": (Iterable, "a table from issues to the ends of their scales, or a list"),
        "missing": (Iterable, "a list of what stands for a gap"),
        **dict.fromkeys(("salience", "power"), by_issue),
        **dict.fromkeys(("actor", "issue", "position", "seats", "group"), (str | int, "a name")),
    }
    for name, (kind, takes) in kinds.items():
        if name in told and not isinstance(told[name], kind):
            faults.note(name, f"must be {takes}, not {shown(told[name])}")
    faults.raise_if_any("read_scales")


def _ends(
    given: Mapping[str, Ends | None], scale: Ends | None, faults: Faults
) -> dict[str, Ends | None]:
    """Return the ends of the scale of each issue, None where they cannot be."""
    found: dict[str, Ends | None] = {}
    if not given:
        example = "issues={'economy': (0, 10)}"
        faults.note("issues", f"must name the issues, with the ends of their scales: {example}")
    for name, pair in given.items():
        found[nfc(name)] = None
        with faults.at(f"issues[{name!r}]"):
            found[nfc(name)] = _pair(scale if pair is None else pair)
    return found


def _pair(pair: Any) -> Ends:
    if pair is None:
        raise Refused("has no ends; give the lower and the upper one, as (0, 10), or scale=")
    try:
        low, high = (as_given(number(end), floating=is_float(end)) for end in pair)
    except (TypeError, ValueError, Refused):
        message = f"must be the lower and the upper end, as (0, 10), not {shown(pair)}"
        raise Refused(message) from None
    if exact(low) >= exact(high):
        raise Refused(f"must begin below its end, not go from {short(low)} to {short(high)}")
    return low, high


def _not_on(topic: str, ends: Mapping[str, Ends | None], place: Number) -> str | None:
    """Say why a position is on no scale, if it is on none."""
    if topic not in ends:
        return f"{shown(topic)} has no ends; give them in issues="
    if (span := ends[topic]) is None or exact(span[0]) <= exact(place) <= exact(span[1]):
        return None
    return f"must lie between {short(span[0])} and {short(span[1])}, not {short(place)}"


def _check_each(
    given: Mapping[str, Each], ends: Mapping[str, object], faults: Faults, *, long: bool
) -> None:
    """Note columns named issue by issue where there is no such issue, or one column for all."""
    for kind, each in given.items():
        if isinstance(each, Mapping) and long:
            faults.note(kind, "must be the name of a column, as the table is long")
        elif isinstance(each, Mapping):
            _check_names(kind, each, ends, "there is no issue", faults)


def _check_names(
    argument: str, named: Iterable[str], known: Iterable[str | None], why: str, faults: Faults
) -> None:
    """Note names in an argument that are not in the table."""
    there = {name for name in known if name is not None}
    for name in named:
        if name not in there:
            faults.note(f"{argument}[{name!r}]", f"{why} {shown(name)}{close_match(name, there)}")
