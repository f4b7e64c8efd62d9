"""Hypothesis strategies for the model: whatever it accepts, the hostile first."""

import datetime as dt
from functools import cache
from typing import Any

import attrs
from hypothesis import strategies as st

import coalition as co
from coalition.characters import folded, nfc
from coalition.faults import Faults
from coalition.model.checks import ATTRIBUTIONS
from coalition.model.comparisons import check_comparable

_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HOSTILE = [  # to TOML, to regular expressions, to terminals, to spreadsheets, to pages
    *(
        "\n",
        "\n\n",
        "\t",
        " ",
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\u0041",
        "#",
        "=",
        ".",
        ",",
        "{",
        "]",
    ),
    *("\n[[positions]]\n", "a.b.c = 1", "=1+1", "</script>", "$x$", "[/]", "\u2028", "\u00a0"),
    *("e\u0301", "\u00c5ngstr\u00f6m", "\uff21", "\u200d", "\ufeff", "\U0001f600", "1.2.3.4" * 20),
]


@cache
def texts() -> st.SearchStrategy[str]:
    """Return free text, over several lines, with whatever a format could stumble over."""
    allowed = st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters=_REORDERING, include_characters="\n\t"
    )
    pieces = st.sampled_from(_HOSTILE) | st.text(allowed, min_size=1, max_size=8)
    return st.lists(pieces, min_size=1, max_size=6).map(lambda some: _solid("".join(some)))


@cache
def ids() -> st.SearchStrategy[str]:
    """Return ids, most of them as people would choose them."""
    allowed = st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"])
    plain = st.sampled_from(["VVD", "D66", "CDA", "CU", "a b", "a.b", "[0]", '"', "#", "\u00e9"])
    return plain | st.text(allowed, min_size=1, max_size=6).map(lambda text: _solid(text.strip()))


def _solid(text: str) -> str:
    """Return text that is more than space: nothing that is drawn needs to be thrown away."""
    return text if text.strip() else f"{text}x"


@cache
def topics() -> st.SearchStrategy[str]:
    """Return paths of topics."""
    parts = ids().map(lambda name: name.replace("/", "-"))
    return st.lists(parts, min_size=1, max_size=3).map("/".join)


@cache
def partial_dates(first: dt.date = dt.date.min) -> st.SearchStrategy[co.PartialDate]:
    """Return dates known to the day, the month or the year, none of which ends before the first."""
    return st.dates(first).flatmap(
        lambda day: st.sampled_from(
            [
                co.PartialDate(day.year),
                co.PartialDate(day.year, day.month),
                co.PartialDate(day.year, day.month, day.day),
            ]
        )
    )


@cache
def edtf_dates() -> st.SearchStrategy[co.PartialDate]:
    """Return dates of all forms of EDTF level 1."""
    known = partial_dates().map(str)
    forms = st.one_of(
        known,
        st.tuples(st.dates(), st.integers(21, 24)).map(lambda d: f"{d[0].year:04}-{d[1]}"),
        st.tuples(st.dates(), st.sampled_from(["-XX", "-XX-XX"])).map(
            lambda drawn: f"{drawn[0].year:04}{drawn[1]}"
        ),
        st.dates().map(lambda day: f"{day.isoformat()[:7]}-XX"),
        st.dates().map(lambda day: f"{day.year:04}"[:3] + "X"),
        st.dates().map(lambda day: f"{day.year:04}"[:2] + "XX"),
    )
    one = st.tuples(forms, st.sampled_from(["", "~", "?", "%"])).map("".join)
    ends = st.tuples(one, one).map(
        lambda pair: "/".join(sorted(pair, key=lambda edtf: co.partial_date(edtf).first))
    )
    open_ = st.tuples(one, st.sampled_from(["../{}", "/{}", "{}/..", "{}/"])).map(
        lambda drawn: drawn[1].format(drawn[0])
    )
    return st.one_of(one, ends, open_).map(co.partial_date)


@cache
def stances() -> st.SearchStrategy[float]:
    """Return numbers from -1 to 1."""
    return st.sampled_from([-1, 0, 1]) | st.floats(-1, 1)


def positions(
    actors: st.SearchStrategy[str] | None = None,
    proposals: st.SearchStrategy[str] | None = None,
    sources: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[co.Position]:
    """Return positions of these actors on these proposals from these sources, or of any."""
    actors = ids() if actors is None else actors
    return (
        st.tuples(st.booleans(), st.lists(stances(), min_size=3, max_size=3).map(sorted))
        .flatmap(
            lambda drawn: st.builds(
                co.Position,
                actor=actors,
                proposal=ids() if proposals is None else proposals,
                stance=st.just(drawn[1][1]),
                between=st.just((drawn[1][0], drawn[1][2]) if drawn[0] else None),
                salience=st.just(1) | st.floats(0, 1e308),
                vote=st.none() | ids(),
                **_said(ids() if sources is None else sources, actors),
            )
        )
        .map(_honest)
    )


def comparisons(
    actors: list[str], proposals: list[str], said: dict[str, Any]
) -> st.SearchStrategy[co.Comparison]:
    """Return comparisons of two of these actors on one of these proposals."""
    pairs = [(more, less) for more in actors for less in actors if more != less]
    bounds = st.none() | st.sampled_from([0.1, 1, 2]) | st.floats(1e-9, 2)
    apart = st.tuples(bounds, bounds).map(
        lambda ends: sorted(ends) if None not in ends else ends  # type: ignore[type-var]
    )
    return st.tuples(st.sampled_from(pairs), st.sampled_from(proposals), apart).flatmap(
        lambda drawn: st.builds(
            co.Comparison,
            more=st.just(drawn[0][0]),
            less=st.just(drawn[0][1]),
            proposal=st.just(drawn[1]),
            at_least=st.just(drawn[2][0]),
            at_most=st.just(drawn[2][1]),
            **said,
        ).map(_honest)
    )


@cache
def extras() -> st.SearchStrategy[dict[str, Any] | None]:
    """Return objects in JSON, with the keys that readers look for among them."""
    keys = st.sampled_from(["id", "name", "persons", "votes", "organization_id", "memberships"])
    leaves = st.none() | st.booleans() | st.integers() | st.floats(-9, 9) | st.text(max_size=3)
    values = st.recursive(
        leaves,
        lambda below: st.lists(below, max_size=2) | st.dictionaries(keys, below, max_size=2),
        max_leaves=4,
    )
    return st.none() | st.dictionaries(keys | st.text(max_size=3), values, max_size=2)


def _named() -> dict[str, Any]:
    """Return strategies for what parties and politicians are called elsewhere."""
    years = st.none() | st.integers(1000, 1999), st.none() | st.integers(2000, 2999)
    other = st.builds(
        co.OtherName,
        texts(),
        lang=st.none() | ids(),
        since=years[0],
        until=years[1],
        note=st.none() | texts(),
    )
    register = st.builds(co.Identifier, texts(), st.none() | ids())
    return {
        "identifiers": st.lists(register, max_size=2),
        "other_names": st.lists(other, max_size=2),
    }


def _said(sources: st.SearchStrategy[str], actors: st.SearchStrategy[str]) -> dict[str, Any]:
    """Return strategies for the fields of any statement."""
    several = sources if sources.is_empty else st.lists(sources, unique=True, max_size=3)
    return {
        "date": partial_dates(),
        "attribution": st.sampled_from(ATTRIBUTIONS),
        "source": st.none() | sources | several,
        "locator": st.none() | texts(),
        "coder": st.none() | ids() | st.lists(ids(), unique=True, max_size=3),
        "quotation": st.none() | texts(),
        "speaker": st.none() | actors,
        "hedge": st.none() | texts(),
        "note": st.none() | texts(),
    }


def _honest(said: Any) -> Any:
    """Return a statement that nobody else may have made for the actor as a claim."""
    stated = said.attribution == "stated" and said.speaker is not None
    return attrs.evolve(said, attribution="claimed") if stated else said


@st.composite
def coalitions(draw: st.DrawFn) -> co.Coalition:
    """Return whole coalitions, in which everything refers to what is there."""

    def some(strategy: st.SearchStrategy[Any], most: int = 3, **unique: Any) -> Any:
        return draw(st.lists(strategy, max_size=most, **unique))

    def one_of(names: list[str]) -> st.SearchStrategy[Any]:
        return st.sampled_from(names) if names else st.nothing()

    def lists_of(names: list[str]) -> st.SearchStrategy[Any]:
        return st.lists(one_of(names), unique=True, max_size=3) if names else st.just([])

    def after(date: co.PartialDate) -> st.SearchStrategy[Any]:
        return partial_dates(date.first)

    def fact(cls: type) -> dict[str, Any]:
        aliases = one_of([field.alias for field in cls.__attrs_attrs__])  # type: ignore[attr-defined]
        origins = st.dictionaries(aliases, source, max_size=2)
        return {
            "source": st.none() | source,
            "source_of": origins if source_ids else st.just({}),
            "note": words,
            "extra": extras(),
        }

    words = st.none() | texts()
    source_ids, proposal_ids, meeting_ids = (some(ids(), unique_by=folded) for _ in range(3))
    names = some(ids(), 6, unique_by=folded)
    party_ids, person_ids = names[::2], names[1::2]
    source, party, actor = one_of(source_ids), one_of(party_ids), one_of(names)
    proposal, topic = one_of(proposal_ids), one_of(some(topics(), unique_by=folded) or ["t"])
    said = _said(source, actor) | {"date": edtf_dates()}

    def person(name: str) -> co.Politician:
        known = {
            "id": st.just(name),
            "name": texts(),
            "party": st.just(()) | party | (memberships(party) if party_ids else st.nothing()),
            "role": words | periods(co.Role, texts(), source=st.none() | source),
            **_named(),
        }
        if draw(st.booleans()):
            return draw(st.builds(co.Politician, **known, **fact(co.Politician)))
        held = texts() | periods(co.Role, texts(), source=st.none() | source)
        office = {"office": held, "portfolio": words}
        return draw(st.builds(co.Minister, **known, **office, **fact(co.Minister)))

    def commitment(date: co.PartialDate, kind: str) -> st.SearchStrategy[co.Commitment]:
        return st.builds(
            co.Commitment,
            by=actor,
            kind=st.just(kind),
            text=texts(),
            to=lists_of(names),
            audience=words,
            proposal=st.none() | proposal,
            threat=texts() if kind == "ultimatum" else st.none(),
            deadline=st.none() | after(date),
            repeated=st.lists(after(date), max_size=2),
            **said | {"date": st.just(date)},
        ).map(_honest)

    def red_line() -> Any:
        by, date = draw(actor), draw(partial_dates())
        home = people[by].party_at(date) if by in people else by
        fields = st.sampled_from(["not_with", "not_without", None])
        others = (party for party in party_ids if home is None or nfc(party) != nfc(home))
        terms = {party: draw(fields) for party in others}
        largest = st.none() | st.just("largest") if any(terms.values()) else st.just("largest")
        again = draw(st.lists(after(date), max_size=2))
        made = st.builds(
            co.Commitment,
            by=st.just(by),
            kind=st.just("red line"),
            text=texts(),
            to=lists_of(names),
            audience=words,
            repeated=st.just(again),
            not_with=st.just([party for party in terms if terms[party] == "not_with"]),
            not_without=st.just([party for party in terms if terms[party] == "not_without"]),
            only_as=largest,
            until=st.none() | after(max([date, *again], key=lambda day: day.first)),
            **said | {"date": st.just(date)},
        )
        return draw(made.map(_honest))

    def meeting(name: str) -> Any:
        date = draw(partial_dates())
        return draw(
            st.builds(
                co.Meeting,
                id=st.just(name),
                title=texts(),
                topic=st.none() | topic,
                participants=lists_of(names),
                at_times=lists_of(names),
                convened_by=st.none() | actor,
                until=st.none() | after(date),
                **said | {"date": st.just(date)},
            ).map(_honest)
        )

    taken: list[co.Position] = []
    if names and proposal_ids:
        once = {"unique_by": lambda one: (one.actor, one.proposal, one.date.year)}
        taken = some(positions(actor, proposal, source), 8, **once)
    compared: tuple[co.Comparison, ...] = ()
    if len(names) > 1 and proposal_ids:
        for one in some(comparisons(names, proposal_ids, said), 4):
            check_comparable(taken, (*compared, one), faults := Faults())
            if not faults:
                compared = (*compared, one)
    kinds = st.sampled_from(["promise", "demand", "ultimatum"])
    people = {name: person(name) for name in person_ids}
    made: list[co.Commitment] = []
    if names:
        made = some(st.tuples(partial_dates(), kinds).flatmap(lambda told: commitment(*told)))
        made += [red_line() for _ in range(draw(st.integers(0, 2)))]
    number = st.integers(0, 2**63 - 1)
    seats = st.none() | number | periods(co.Seats, number, source=st.none() | source)
    return co.Coalition(
        name=draw(st.none() | ids()),
        title=draw(words),
        note=draw(words),
        as_of=draw(st.none() | partial_dates()),
        extra=draw(extras()),
        sources=[
            draw(
                st.builds(
                    co.Source,
                    id=st.just(name),
                    title=texts(),
                    publisher=words,
                    date=st.none() | edtf_dates(),
                    attribution=st.none() | st.sampled_from(ATTRIBUTIONS),
                    url=words,
                    note=words,
                )
            )
            for name in source_ids
        ],
        parties=[
            draw(st.builds(co.Party, st.just(name), words, seats, **_named(), **fact(co.Party)))
            for name in party_ids
        ],
        politicians=people.values(),
        proposals=[
            draw(
                st.builds(
                    co.Proposal,
                    id=st.just(name),
                    topic=topic | st.lists(topic, unique=True, min_size=1, max_size=3),
                    title=words,
                    contested=st.booleans(),
                    excludes=lists_of([other for other in proposal_ids if other != name]),
                    part_of=lists_of(proposal_ids[:index]),
                    date=st.none() | partial_dates(),
                    **fact(co.Proposal),
                )
            )
            for index, name in enumerate(proposal_ids)
        ],
        positions=taken,
        comparisons=compared,
        commitments=made,
        outcomes=some(
            st.builds(
                co.Outcome,
                proposal=proposal,
                result=st.sampled_from(["adopted", "rejected"]),
                **said,
            ).map(_honest)
        )
        if proposal_ids
        else (),
        meetings=[meeting(name) for name in meeting_ids],
        remarks=some(
            st.builds(co.Remark, text=texts(), topic=st.none() | topic, **said).map(_honest)
        ),
    )


def memberships(parties: st.SearchStrategy[str]) -> st.SearchStrategy[list[Any]]:
    """Return memberships one after the other, of which the last may last."""
    return periods(co.Membership, parties, extra=extras())


@st.composite
def periods(
    draw: st.DrawFn, /, cls: type, held: st.SearchStrategy[Any], **more: st.SearchStrategy[Any]
) -> list[Any]:
    """Return periods one after the other, of which the last may last."""
    years = sorted(draw(st.lists(st.integers(1000, 9999), min_size=2, max_size=6, unique=True)))
    found = [
        draw(st.builds(cls, held, since=st.just(since), until=st.just(until), **more))
        for since, until in zip(years[::2], years[1::2], strict=False)
    ]
    lasting = attrs.evolve(found[-1], until=None)
    return [*found[:-1], lasting] if draw(st.booleans()) else found
