"""Popolo, the JSON in which parliaments publish who sits where and how they vote.

`loads` and `dumps` work on text; `read_popolo` and `write_popolo` add the file.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain
from typing import Any, get_args

from coalition import strict_json
from coalition.errors import InvalidCase
from coalition.faults import Faults, as_error
from coalition.io.case.plain_tables import tabled
from coalition.io.choices import chosen
from coalition.io.popolo._document import LISTS, Choices
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    different,
    opened,
    overlaid,
    written,
)
from coalition.io.popolo._people import person_of, terms_of
from coalition.io.popolo._reading import case_of, grouped, leave_out, records
from coalition.io.popolo._votes import OPTIONS, outcomes_of, speeches_of, vote_events_of
from coalition.io.text import File, Target, as_json, decoded, put, taken
from coalition.io.votes.vote_codes import arguments
from coalition.model.checks import SEVERAL
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.model.words import Meaning, OrOne, OrReport, OrSkip, Several


def read_popolo(
    path: File,
    *,
    stances: Mapping[Any, Meaning] | None = None,
    several: Several | None = None,
    varying: OrOne = "error",
    counts: OrReport = "error",
    faults: OrSkip = "error",
    max_bytes: int = 50_000_000,
) -> Coalition:
    """Read a Popolo file.

    Organizations that are parties, that somebody is a member on behalf of or that vote become
    parties, persons politicians, motions proposals, the votes yes, no and abstain positions: for,
    against and neutral, and results outcomes. An object within another is read as if it stood in
    its list. A membership without an end ends when a later one in another party begins, and of two
    votes on a motion on one day the later one holds, where the file has the times. What the model
    has no field for is kept in `extra`, so that nothing is lost when the case is written again.

    Parameters
    ----------
    path : path-like, bytes or open file
        A file in JSON, in UTF-8, as Popolo or EveryPolitician has it; given as for `read_case`.
    stances : dict
        What further words for an option mean, as for `read_votes`: a number from -1 to 1, 'for',
        'neutral' or 'against'; or why there is no stance: 'absent', 'not a member', 'abstained', or
        None where that is not known.
    several : str, optional
        How several statements of one actor on one proposal count, as in `Coalition.counting`.
    varying : {'error', 'unknown', 'first', 'last'}
        What to do about people who are in two parties at once, whatever the dates and terms of
        their memberships: with 'unknown' they are in neither for those memberships, with 'first' or
        'last' in that of the first or last one in the file.
    counts : {'error', 'report'}
        Likewise about counts that are not those of the votes that stand beside them: 'report' reads
        the votes, and says so in `Coalition.reading`.
    faults : {'error', 'skip'}
        Likewise about all else that is wrong: with 'skip' the smallest record that is at fault is
        left out (a vote, a membership, a person), with all that refers to it, and
        `Coalition.reading` lists each. Overlaps and counts are then treated as under 'unknown' and
        'report'.
    max_bytes : int
        As for `read_case`.

    Returns
    -------
    Coalition
        What the file says. Its `reading` says what was decided and left out.

    Raises
    ------
    InvalidCase
        If the file is not JSON or not Popolo, or contradicts itself. Every fault is named, with its
        place, among them every id that leads nowhere; those that say the same are named together.
    InvalidValue
        If an argument is none of its choices.
    OSError
        As for `read_case`.

    See Also
    --------
    write_popolo : The other way.

    References
    ----------
    The Popolo Project, *Popolo data specification*, https://www.popoloproject.com.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_popolo("nowhere.json")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.json'
    """
    data, name = taken(path, "read_popolo", "the Popolo file", max_bytes)
    asked: Any = {"stances": stances, "several": several, "varying": varying, "counts": counts}
    return loads(data, name, faults=faults, **asked)


def write_popolo(case: Case, path: Target) -> None:
    """Write a case as Popolo, from which `read_popolo` reads an equal case.

    A party becomes an organization, a politician a person with memberships, a proposal a motion, a
    position a vote where it was cast as one and a speech otherwise. What Popolo cannot say stands
    under the key ``x-coalition``, which other readers pass over. A file is written whole or not at
    all, as by `write_case`.

    Parameters
    ----------
    case, path
        As for `write_case`, whatever the name.

    Raises
    ------
    InvalidValue, OSError
        As for `write_case`.

    Examples
    --------
    >>> import coalition as co, tempfile
    >>> case = co.load_case("migration-2023")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_popolo(case, f"{folder}/case.json")
    ...     co.read_popolo(f"{folder}/case.json") == case
    True
    """
    put(dumps(a_case(case, "write_popolo")), path, "write_popolo")


def loads(
    data: str | bytes,
    name: str = "case",
    *,
    stances: Mapping[Any, Meaning] | None = None,
    several: Several | None = None,
    varying: OrOne = "error",
    counts: OrReport = "error",
    faults: OrSkip = "error",
) -> Coalition:
    """Return the coalition that a Popolo text describes; `name` is what errors call the text.

    The other arguments are those of `read_popolo`.

    Raises
    ------
    InvalidCase
        If the text is not JSON or not Popolo, or contradicts itself; every fault is named.

    Examples
    --------
    >>> from coalition.io.popolo.popolo_file import loads
    >>> loads('{"memberships": [{"person_id": "x", "organization_id": "y"}]}')
    Traceback (most recent call last):
    coalition.errors.InvalidCase: case: 2 faults
      memberships[0].person_id: there is no person 'x'
      memberships[0].organization_id: there is no organization 'y'
    """
    # 1. what is asked; what skips faults reports the others
    wrong = Faults(
        chosen(
            several=(several or "refuse", tuple(SEVERAL)),
            varying=(varying, get_args(OrOne)),
            counts=(counts, get_args(OrReport)),
            faults=(faults, get_args(OrSkip)),
        )
    )
    meanings, _, _ = arguments(stances, None, None, wrong)
    wrong.raise_if_any("read_popolo")
    skips = faults == "skip"
    varying = "unknown" if skips and varying == "error" else varying
    choices = Choices(OPTIONS | meanings, several, varying, skips or counts == "report")
    # 2. the case, again and again without what is wrong, where that is to be left out
    with as_error(name, InvalidCase):
        tree = strict_json.loads(decoded(data))
    left_out: dict[str, str] = {}
    while True:
        case, found = case_of(tree, choices)
        if case:
            return case.with_reading(*left_out.values())
        cut = {place: told for place, told in records(tree, found) if place not in left_out}
        if not skips or not cut:
            grouped(found).raise_if_any(name, InvalidCase)
        for place in cut:
            leave_out(tree, place)
        left_out |= cut


def dumps(case: Coalition) -> str:
    """Return the coalition as a Popolo text, from which `loads` makes an equal one.

    What a file held that the model has no field for goes back to its place, if it still fits there.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.io.popolo.popolo_file import dumps
    >>> print(dumps(co.Coalition(parties=[co.Party("VVD", seats=34)])), end="")
    {
      "persons": [],
      "organizations": [
        {
          "id": "VVD",
          "seats": 34,
          "classification": "party"
        }
      ]
    }
    """
    stays = [stay for person in case.politicians for stay in person.memberships]
    held = (case.parties, case.politicians, case.proposals, stays)
    if case.extra or any(one.extra for items in held for one in items):
        # what was not read of a file but made by hand may be of any form
        with suppress(InvalidCase, TypeError, AttributeError, LookupError):
            text = as_json(_document(case, spread=True))
            if loads(text) == case:
                return text
    return as_json(_document(case, spread=False))


def _document(case: Coalition, *, spread: bool) -> Item:
    """Return the document of a case; `spread` puts what was kept in `extra` back to its place."""
    own = tabled(case)
    sources = Sources(own.get("sources", []), growing=False)
    parties, politicians, proposals = (
        [opened(table) if spread else table for table in own.pop(name, [])]
        for name in ("parties", "politicians", "proposals")
    )
    extra = json.loads(own.pop("extra", "{}")) if spread else {}
    left = {name: extra.pop(name, None) or [] for name in LISTS}
    terms = terms_of(left["events"])
    ids = {party["id"] for party in parties}
    people = [person_of(table, ids, terms, sources) for table in politicians]
    organizations = [written("organizations", table, sources) for table in parties]
    motions = [written("motions", table, sources) for table in proposals]
    # positions bear their numbers where those written as votes are not the first, event by event
    positions = own.pop("positions", [])
    by_vote: dict[str, list[int]] = {}
    for number, position in enumerate(positions):
        if "vote" in position:
            by_vote.setdefault(position["vote"], []).append(number)
    said = [number for number, position in enumerate(positions) if "vote" not in position]
    if [*chain(*by_vote.values(), said)] != [*range(len(positions))]:
        positions = [{"index": number, **position} for number, position in enumerate(positions)]
    cast = {vote: [positions[number] for number in numbers] for vote, numbers in by_vote.items()}
    dates = {motion["id"]: motion.get("date") for motion in motions}
    titles = {proposal["id"]: proposal.get("title", proposal["id"]) for proposal in proposals}
    lists = left | {
        "persons": [person for person, _ in people],
        "organizations": [*organizations, *left["organizations"]],
        "memberships": [*(stay for _, stays in people for stay in stays), *left["memberships"]],
        "motions": motions,
        "votes": [],  # they are within their events
        "vote_events": vote_events_of(cast, left["vote_events"], dates, sources),
        "speeches": [
            *speeches_of([positions[number] for number in said], titles, sources),
            *left["speeches"],
        ],
    }
    outcomes, _ = outcomes_of(dates, lists["vote_events"], sources)
    own = overlaid(own, different({"outcomes": own.pop("outcomes", [])}, {"outcomes": outcomes}))
    kept = {name: items for name, items in lists.items() if items or name in LISTS[:2]}
    return {**extra, **kept, **({OWN: own} if own else {})}
