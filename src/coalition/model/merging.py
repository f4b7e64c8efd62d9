"""Several codings of the same talks as one case: what agrees once, with all who coded it."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import Any, get_args

import attrs

from coalition.errors import Fault, Invalid, InvalidCase, InvalidValue
from coalition.faults import Faults, as_error, shown
from coalition.model import checks
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.model.references import check_agreeing
from coalition.model.statements import Statement
from coalition.model.words import Differing
from coalition.sentences import counted, listed

DIFFERING: tuple[Differing, ...] = get_args(Differing)
SAME = {  # by list of a case: the fields by which two items of it are about the same
    **dict.fromkeys(("sources", "parties", "politicians", "proposals", "meetings"), ("id",)),
    "positions": ("actor", "proposal", "date"),
    "comparisons": ("more", "less", "proposal", "date"),
    "commitments": ("by", "kind", "proposal", "date"),
    "outcomes": ("proposal", "date"),
    "remarks": ("speaker", "text", "date"),
}
_PLACE = re.compile(rf"\b({'|'.join(SAME)})\[(\d+)\]", re.ASCII)
_ONCE = ("title", "note", "several", "as_of", "extra")  # what a case has one of
_EMPTY = (None, ())
_EXACT = ("between", "at_least", "at_most")  # of these, empty is not unknown: it says something


def about(name: str, item: Any) -> tuple[Any, ...]:
    """Return what an item of a list of a case is about; two of the same are versions of it."""
    held = [getattr(item, of) for of in SAME[name]]
    return (*sorted(held[:2]), *held[2:]) if name == "comparisons" else tuple(held)


def _widest(items: Iterable[Any]) -> type[Any]:
    """Return the class of those of items that has the most fields: a minister is a politician."""
    return max(map(type, items), key=lambda cls: len(attrs.fields(cls)))


def _differ(name: str, said: Iterable[Any], *, exactly: bool = False) -> bool:
    """Tell whether values of a field deny each other; one that is empty denies nothing."""
    told = {*said} if exactly or name in _EXACT else {*said} - {*_EMPTY}
    return len(told) > 1


@attrs.define
class _Version:
    """What one or more coders say of one thing, and where each says it."""

    item: Any
    places: dict[int, int]  # by the number of the coding

    def takes(self, item: Any, number: int, place: int, *, exactly: bool) -> bool:
        """Take what another says for the same, if neither has a field that denies the other's."""
        if getattr(item, "is_close", False) and self.item.is_close:  # whichever is named first
            item = attrs.evolve(item, more=self.item.more, less=self.item.less)
        both, given = (self.item, item), dict[str, Any]()
        for field in attrs.fields(_widest(both)):
            values: list[Any] = [getattr(one, field.name, None) for one in both]
            if field.name == "coders":
                given["coder"] = sorted({*chain(*values)})
            elif _differ(field.name, values, exactly=exactly):
                return False
            else:
                given[str(field.alias)] = values[values[0] in _EMPTY]
        try:
            self.item = _widest(both)(**given)
        except Invalid:  # each is right by itself, and both together are not
            return False
        self.places[number] = place
        return True


@attrs.define
class _Merging:
    """What is decided where versions differ, and what is said of it."""

    called: tuple[str, ...]
    differing: Differing
    faults: Faults = attrs.field(factory=Faults)
    reading: list[str] = attrs.field(factory=list)

    def of_all(self, name: str, cases: Sequence[Coalition]) -> list[list[_Version]]:
        """Return the versions of each item of a list, in the order in which they come."""
        found: list[list[_Version]] = []
        alike: dict[Hashable, list[list[_Version]]] = {}
        for number, case in enumerate(cases):
            rest = []
            for place, item in enumerate(getattr(case, name)):
                if isinstance(item, Statement):
                    coders = sorted(item.coders or (self.called[number],))
                    item = attrs.evolve(item, coder=coders)  # noqa: PLW2901
                rest.append((item, place, alike.setdefault(about(name, item), [])))
            for exactly in (True, False):  # what is equal goes together before what can
                rest = [
                    (item, place, held)
                    for item, place, held in rest
                    if not any(
                        one.takes(item, number, place, exactly=exactly)
                        for versions in _without(number, held)
                        for one in versions
                    )
                ]
            for item, place, held in rest:
                if not (versions := next(_without(number, held), None)):
                    held.append(versions := [])
                    found.append(versions)
                versions.append(_Version(item, {number: place}))
        return found

    def kept(self, name: str, versions: list[_Version], *, once: bool) -> list[_Version]:
        """Return the versions that count, and say why where there are several."""
        if len(versions) == 1:
            return versions
        where, told = listed(self.place(name, one) for one in versions), _difference(name, versions)
        if self.differing == "refuse" or (once and self.differing == "both"):
            why = "a case has one; say 'first' or 'last'" if once else "say which counts"
            self.faults.note(where, f"{told}; {why} by `differing`")
            return versions[:1]
        if self.differing == "both":
            self.reading.append(f"{where}: {told}; all are kept.")
            return versions
        number = min if self.differing == "first" else max
        best = number(versions, key=lambda one: number(one.places))
        self.reading.append(f"{where}: {told}; what {self.who(best)} said counts.")
        return [best]

    def who(self, version: _Version) -> str:
        return listed(self.called[number] for number in version.places)

    def place(self, name: str, version: _Version) -> str:
        index = next(iter(version.places.values()))
        return f"{name}{f'[{index}]' if name in SAME else ''} of {self.who(version)}"


def _without(number: int, held: Iterable[list[_Version]]) -> Iterator[list[_Version]]:
    """Yield what a coding has not said anything of."""
    return (
        versions for versions in held if not any(number in version.places for version in versions)
    )


def _difference(name: str, versions: list[_Version]) -> str:
    """Say what versions are about, and in which fields they differ."""
    items = [version.item for version in versions]
    if name not in SAME:
        return " or ".join(shown(getattr(item, "edtf", item)) for item in items)
    told = []
    for field in attrs.fields(_widest(items)):
        for of in (field.alias, field.name):  # the short way says more, if it says anything
            said = [getattr(item, of, None) for item in items]
            if field.name != "coders" and _differ(field.name, said):
                shorter = (one for one in said if one is not None or field.name in _EXACT)
                told.append(f"{of} {' or '.join(map(shown, shorter))}")
                break
    what = ", ".join(str(said) for said in about(name, items[0]) if said)
    return f"{what}: {'; '.join(told) or 'what they say together makes no sense'}"


def coders_of(sources: Iterable[Any], names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return what those who made codings are called.

    By default it is the one coder whom a coding names, or else the name of the case; where there is
    neither, or two would be called the same, it is their places, from 1; numbers by which others
    who coded are called already are left out.
    """
    given = list(sources)
    if names is not None:
        with as_error("names"):
            called = checks.idents(names)
        if len(called) != len(given):
            message = f"must be one for each of {counted(len(given), 'coding')}, not {len(called)}"
            raise InvalidValue((Fault("names", message),))
        return called
    named = [{one.coders for one in getattr(source, "statements", ())} for source in given]
    others = {*chain(*chain(*named))}
    numbers = (number for number in map(str, count(1)) if number not in others)
    places = tuple(islice(numbers, len(given)))
    found = []
    for place, source, groups in zip(places, given, named, strict=True):
        alone: tuple[str, ...] = next(iter(groups)) if len(groups) == 1 else ()
        found.append(alone[0] if len(alone) == 1 else getattr(source, "name", None) or place)
    return tuple(found) if len({*found}) == len(found) else places


def merge(
    *cases: Case, differing: Differing = "refuse", names: Iterable[str] | None = None
) -> Coalition:
    """Return several codings of the same talks as one case.

    What is the same in several stands there once, a statement with the names of all who coded it
    (`coders`). What one alone has is kept. The same are sources, actors, proposals and meetings of
    one id; positions of one actor on one proposal from one date; comparisons of the same two;
    commitments of one maker, kind, proposal and date; outcomes of one proposal and date; and
    remarks of one speaker, text and date. Where one leaves a field empty that another fills, they
    do not differ; but a stance without `between` is exact, and a comparison without a bound another
    than one with it. What is of other dates is not the same, however near they are. The order of
    the cases matters to the order of what is in the result, to who is the first and the last, and
    where several that differ leave it open whose version one that says less goes with: the first.

    Parameters
    ----------
    *cases : Coalition
        The codings, one or more.
    differing : {'refuse', 'first', 'last', 'both'}
        What to do with what differs: refuse it; take what the first, or the last, of those who have
        it says, as a whole; or keep all. Of two that are kept it is not known which is right:
        `several` is then ``latest`` where it was ``refuse``, so that such positions are
        conflicting. A case cannot keep two of one id, such as two numbers of seats of a party.
    names : list of str, optional
        What those who coded are called, one for each case. By default, it is the name of the case,
        or its place (``"1"``, ``"2"``) where it has none of its own; a number that is the name of
        another who coded is left out. A statement that names its
        coders already keeps them.

    Returns
    -------
    Coalition
        The case; how it was merged, and every difference that was decided, is in its `reading`. It
        has the name of the cases if that is one.

    Raises
    ------
    InvalidCase
        If what differs is to be refused, or cannot be kept: every difference is named, with what
        each has; or if what several say together cannot be true.
    InvalidValue
        If no case is given, names are not one for each, or `differing` is none of the above.

    Examples
    --------
    >>> import coalition as co
    >>> known = {"date": "2023-07", "attribution": "reported"}
    >>> def coded(name, **stances):
    ...     return co.Coalition(
    ...         name=name,
    ...         parties=[co.Party(actor) for actor in stances],
    ...         proposals=[co.Proposal("curb", "migration")],
    ...         positions=[co.Position(a, "curb", s, **known) for a, s in stances.items()],
    ...     )
    >>> ann, bob = coded("ann", D66="for", CU="for"), coded("bob", D66="for", CU="against")
    >>> co.merge(ann, bob)
    Traceback (most recent call last):
    coalition.errors.InvalidCase: merge: positions[1] of ann and positions[1] of bob: ...
    >>> merged = co.merge(ann, bob, differing="first")
    >>> [(said.actor, said.side, said.coders) for said in merged.positions]
    [('D66', 'for', ('ann', 'bob')), ('CU', 'for', ('ann',))]
    """
    given = [a_case(case, "merge") for case in cases]
    with as_error("differing"):
        checks.choice(differing, DIFFERING)
    if not given:
        raise InvalidValue((Fault("", "must be given at least one case"),), "merge")
    merging = _Merging(coders_of(given, names), differing)

    # 1. what a case has one of
    fields: dict[str, Any] = {}
    for name in _ONCE:
        values: dict[Any, dict[int, int]] = {}
        for number, case in enumerate(given):
            if (value := getattr(case, name)) is not None or name == "as_of":
                values.setdefault(value, {})[number] = 0
        versions = [_Version(value, places) for value, places in values.items()]
        for version in merging.kept(name, versions, once=True) if versions else ():
            fields[name] = version.item
    called = {case.name for case in given}
    fields["name"] = called.pop() if len(called) == 1 else None

    # 2. the lists
    origins: dict[str, list[str]] = {}
    coded: Counter[str] = Counter()
    for name, of in SAME.items():
        made = merging.of_all(name, given)
        kept = [merging.kept(name, versions, once=of == ("id",)) for versions in made]
        found = [*chain.from_iterable(kept)]
        fields[name] = [version.item for version in found]
        if name == "positions" and differing == "both" and fields["several"] == "refuse":
            check_agreeing([*enumerate(fields[name])], clashes := Faults())
            if clashes:
                fields["several"] = "latest"
                line = "Positions that differ are conflicting: several is 'latest'."
                merging.reading.append(line)
        origins[name] = [merging.place(name, version) for version in found]
        items = (version.item for version in chain.from_iterable(made))
        coded.update(listed(one.coders) for one in items if isinstance(one, Statement))
    merging.faults.raise_if_any("merge", InvalidCase)

    # 3. the case, in which they must not contradict each other, either
    def named(match: re.Match[str]) -> str:
        return origins[match[1]][int(match[2])]

    try:
        case = Coalition(**fields)
    except InvalidCase as error:
        parts = [
            (_PLACE.sub(named, one.place), _PLACE.sub(named, one.message)) for one in error.faults
        ]
        raise InvalidCase(tuple(Fault(*part) for part in parts), "merge") from None
    told = listed(f"{counted(number, 'statement')} of {who}" for who, number in coded.items())
    read = [
        *chain.from_iterable(one.reading for one in given),
        f"Merged: {told or 'no statement'}.",
        *merging.reading,
    ]
    left_out = dict.fromkeys(chain.from_iterable(one.left_out for one in given))
    return case._but(left_out=tuple(left_out), reading=tuple(dict.fromkeys(read)))
