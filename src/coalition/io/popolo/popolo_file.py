"""Popolo, the JSON in which parliaments publish who sits where and how they vote.

`loads` and `dumps` work on text; `read_popolo` and `write_popolo` add the file.
"""

import json
import os
from contextlib import suppress
from itertools import chain

from coalition import strict_json
from coalition.errors import InvalidCase
from coalition.faults import Refused, as_error, build
from coalition.io import atomic
from coalition.io.case.plain_tables import tabled
from coalition.io.popolo._document import LISTS, Document
from coalition.io.popolo._from_document import Reading
from coalition.io.popolo._items import OWN, Item, Sources, Table, opened, written
from coalition.io.popolo._people import person_of, terms_of
from coalition.io.popolo._votes import speeches_of, vote_events_of
from coalition.io.text import a_path, as_json, decoded, taken
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case


def read_popolo(path: str | os.PathLike[str], *, max_bytes: int = 50_000_000) -> Coalition:
    """Read a Popolo file.

    Organizations that are parties, that somebody is a member on behalf of or that vote become
    parties, persons politicians, motions proposals, and the votes yes, no and abstain positions:
    for, against and neutral. What the model has no field for is kept in `extra`, so that nothing is
    lost when the case is written again.

    Parameters
    ----------
    path : path-like
        A file in JSON, in UTF-8, as Popolo or EveryPolitician has it.
    max_bytes : int
        As for `read_case`.

    Returns
    -------
    Coalition
        What the file says.

    Raises
    ------
    InvalidCase
        If the file is not JSON or not Popolo, or contradicts itself. Every fault is named, with its
        place, among them every id that leads nowhere.
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
    file = a_path(path, "read_popolo")
    return loads(taken(file, max_bytes), file.name)


def write_popolo(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a case as Popolo, from which `read_popolo` reads an equal case.

    A party becomes an organization, a politician a person with memberships, a proposal a motion, a
    position a vote where it was cast as one and a speech otherwise. What Popolo cannot say stands
    under the key ``x-coalition``, which other readers pass over. The file is written whole or not
    at all, as by `write_case`.

    Parameters
    ----------
    case, path
        As for `write_case`.

    Raises
    ------
    OSError
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
    case = a_case(case, "write_popolo")
    atomic.write(a_path(path, "write_popolo"), dumps(case).encode())


def loads(data: str | bytes, name: str = "case") -> Coalition:
    """Return the coalition that a Popolo text describes; `name` is what errors call the text.

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
    with as_error(name, InvalidCase):
        reading = Reading.of(strict_json.loads(decoded(data)))
    try:
        case = build(Coalition, reading.tables)
    except Refused as refusal:
        reading.faults += map(reading.located, refusal.faults)
    reading.faults.raise_if_any(name, InvalidCase)
    return case


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
    text = as_json(_document(case, spread=True))
    with suppress(InvalidCase):
        if loads(text) == case:
            return text
    return as_json(_document(case, spread=False))


def _document(case: Coalition, *, spread: bool) -> Item:
    """Return the document of a case; `spread` puts what was kept in `extra` back to its place."""
    own = tabled(case)
    sources = Sources(own.get("sources", []), growing=False)
    parties, politicians, proposals, positions = (
        [opened(table) for table in own.pop(name, [])]
        for name in ("parties", "politicians", "proposals", "positions")
    )
    extra = {}
    if spread and _fits(own.get("extra", "{}")):
        extra = json.loads(own.pop("extra", "{}"))
    left = {name: extra.pop(name, None) or [] for name in LISTS}
    terms = terms_of(left["events"])
    ids = {party["id"] for party in parties}
    people = [person_of(table, ids, terms, sources, spread=spread) for table in politicians]
    organizations = [written("organizations", table, sources, spread=spread) for table in parties]
    motions = [written("motions", table, sources, spread=spread) for table in proposals]
    # positions bear their numbers where those written as votes are not the first, event by event
    positions = [{"index": number, **position} for number, position in enumerate(positions)]
    cast: dict[str, list[Table]] = {}
    for position in positions:
        if "vote" in position:
            cast.setdefault(position["vote"], []).append(position)
    said = [position for position in positions if "vote" not in position]
    if [*chain(*cast.values(), said)] == positions:
        for position in positions:
            del position["index"]
    dates = {motion["id"]: motion.get("date") for motion in motions}
    titles = {proposal["id"]: proposal.get("title", proposal["id"]) for proposal in proposals}
    lists = left | {
        "persons": [person for person, _ in people],
        "organizations": [*organizations, *left["organizations"]],
        "memberships": [*(stay for _, stays in people for stay in stays), *left["memberships"]],
        "motions": motions,
        "votes": [],  # they are within their events
        "vote_events": vote_events_of(cast, left["vote_events"], dates, sources),
        "speeches": [*speeches_of(said, titles, sources), *left["speeches"]],
    }
    kept = {name: items for name, items in lists.items() if items or name in LISTS[:2]}
    return {**extra, **kept, **({OWN: own} if own else {})}


def _fits(extra: str) -> bool:
    """Tell whether what was kept can be put back: as a document, without what is ours."""
    try:
        return not Document.of({LISTS[0]: [], **json.loads(extra)}).own
    except Refused:
        return False
