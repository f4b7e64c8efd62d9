"""Who blocks what, under which rule, and on what evidence."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain, compress
from typing import TypeAlias

import attrs

from coalition.answers.amounts import seats_of
from coalition.answers.scope import on_one
from coalition.answers.terms import but_for, on_terms
from coalition.characters import nfc
from coalition.errors import InvalidValue, UnknownActor
from coalition.games.game import SimpleGame
from coalition.games.roles import veto_players
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.rules.by_head import Unanimity
from coalition.rules.tallies import clauses_of
from coalition.rules.vote import Rule, weights
from coalition.sentences import listed
from coalition.stances.affiliations import NOT_A_MEMBER
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.from_scales import with_sides
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

NOBODY = "nobody was a member then"
_MISFIT = "the rule does not fit those who were members then ({})"

Sat: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]  # members, and seats by name


@attrs.frozen
class Blocker(Shown):
    """A party, or another actor, whose opposition alone stops a proposal.

    Attributes
    ----------
    party : str
        Id of the party or politician.
    proposal : str
        Id of the proposal.
    certain : bool
        Whether its opposition was stated, reported or measured, as by a vote; where it is claimed
        by others, hearsay or inferred only, or not known at all, the party possibly blocks.
    reasons : tuple of Position
        The positions that make it a blocker, the best known first.
    several : str
        As for `Coalition`.
    left_out : tuple of Position
        Positions of it on the proposal that `Coalition.at` left out: they may be later.
    """

    party: str
    proposal: str
    certain: bool
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        verb = "blocks" if self.certain else "possibly blocks"
        unknown = [] if self.certain else ["position not known"]
        sources = listed([reason.provenance for reason in self.reasons] or unknown)
        known = f" ({sources})" if sources else ""
        terms = f"{on_terms(self.several)}{but_for(self.left_out)}"
        return f"{self.party} {verb} {self.proposal}{known}{terms}"


def blockers(
    source: Stances,
    proposal: str,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
) -> tuple[Blocker, ...]:
    """Return the actors whose opposition alone stops a proposal, whatever all others do.

    They are the opponents without whom nothing is carried under the rule. Under unanimity each has
    a veto (Tsebelis 2002): who is against blocks; who is neutral or unknown, or made statements
    that conflict, does not. Whoever can stop it only together with others is found by `decide`.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, of which current positions count, or votes.
    proposal : str
        Id of the proposal.
    rule : Rule or str
        The rule, or its words, such as ``"majority of 150"``; unanimity by default.
    actors : iterable of str, optional
        Ids of parties or politicians: the body that decides; all parties by default.

    Returns
    -------
    tuple of Blocker
        By seats, then by id; empty where nobody who can is known to be against, where no vote of
        these members could carry it, and where the rule decides nothing, as nobody was a member
        then (see `Decision`).

    Raises
    ------
    UnknownProposal, UnknownActor
        If the coalition has no such proposal or actor.
    InvalidValue
        If the rule does not fit the body: it names others, or needs seats that are not known.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> for blocker in co.blockers(july, "strict-asylum-package"):
    ...     print(blocker)
    D66 blocks strict-asylum-package (reported, 2023-07, K paragraph 3)
    CU blocks strict-asylum-package (reported, 2023-07, K paragraph 3)
    >>> co.blockers(july, "strict-asylum-package", rule=co.Majority())
    ()
    """
    matrix, asked = on_one(given(source, "blockers"), proposal, actors)
    sat_on = sitting(matrix)
    vetoes = sitting_body(matrix, rule, sat_on(asked), sat_on, "blockers")[1]
    return tuple(
        blocker(matrix, name, asked, known=True)
        for name in vetoes
        if matrix.side(name, asked) == "against"
    )


def blocked_by(
    source: Stances,
    actor: str,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """Return the proposals that an actor alone stops, whatever all others do.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, of which current positions count, or votes.
    actor : str
        Id of the actor, one of those that decide.
    rule, actors
        As for `blockers`.

    Returns
    -------
    tuple of str
        Ids of the proposals, in order.

    Raises
    ------
    UnknownParty, UnknownActor
        If the actor is not one of those that decide.
    InvalidValue
        As for `blockers`.

    Examples
    --------
    >>> import coalition as co
    >>> january = co.load_case("migration-2023").at("2023-01")
    >>> co.blocked_by(january, "D66")
    ('inflow-limit', 'labour-migration-curb')
    >>> co.blocked_by(january, "D66", rule=co.Majority(of=150))
    ('inflow-limit', 'labour-migration-curb')
    >>> co.blocked_by(january, "D66", rule=co.Majority())
    ()
    """
    source = given(source, "blocked_by")
    if isinstance(source, Coalition) and actors is None:
        source.party(actor)
    matrix = with_sides(matrix_of(source, None, actors), "blocked_by")
    name = nfc(actor)
    if name not in matrix.actors:
        raise UnknownActor(name, matrix.actors)
    sat_on = sitting(matrix)
    vetoes = cache(lambda sat: frozenset(sitting_body(matrix, rule, sat, sat_on, "blocked_by")[1]))
    return tuple(
        proposal
        for proposal in matrix.proposals
        if matrix.side(name, proposal) == "against" and name in vetoes(sat_on(proposal))
    )


def sitting(matrix: StanceMatrix) -> Callable[[str], Sat]:
    """Return what tells of a proposal who were members when it was decided, and the seats then."""
    lasting = tuple(seats_of(matrix).items())

    def sat_on(proposal: str) -> Sat:
        inside = matrix.cells.codes[:, matrix._place_of(proposal)] != NOT_A_MEMBER
        members = matrix.actors if inside.all() else tuple(compress(matrix.actors, inside.tolist()))
        then = tuple(seats_of(matrix, proposal).items()) if matrix.vote_seats else lasting
        return members, then

    return sat_on


def sitting_body(
    matrix: StanceMatrix, rule: Rule | str, sat: Sat, sat_on: Callable[[str], Sat], asked: str
) -> tuple[SimpleGame, tuple[str, ...], str | None]:
    """Return those who sat as a body, who of them can stop a proposal alone, and None.

    Where nobody sat, or the rule does not fit those who did, that is no fault of the question as
    long as it fits all actors, or others who sat on a proposal: it is these, nobody, and why
    nothing is decided. Nobody stops either what all together could not carry.
    """
    with_sides(matrix, asked)
    why, members, seats = NOBODY, sat[0], dict(sat[1])
    if members:
        try:
            game = body_of(matrix, rule, members, asked, seats)
        except InvalidValue as error:
            why = _MISFIT.format(error.faults[0].message)
        else:
            if not matrix.vote_seats or seats.keys() & members or not _by_seats(game):
                return game, veto_players(game) if game.wins(members) else (), None
            return game, (), _MISFIT.format("their seats are not known")
    refused = []
    lasting = matrix.actors, tuple(seats_of(matrix).items())
    for actors, theirs in chain([lasting], map(sat_on, matrix.proposals)):
        try:
            return body_of(matrix, rule, actors, asked, dict(theirs)), (), why
        except InvalidValue as error:
            refused.append(error)
    raise refused[0]


def _by_seats(game: SimpleGame) -> bool:
    """Tell whether a rule that counts heads here would go by seats if there were any."""
    rule, members = game.rule, game.members
    try:
        seated = clauses_of(rule, members, weights(dict.fromkeys(members, 2)))
    except InvalidValue:  # too few for a quota, or too many for a total
        return True
    return seated != clauses_of(rule, members, game.seats)


def body_of(
    matrix: StanceMatrix,
    rule: Rule | str,
    members: Iterable[str],
    asked: str,
    seats: dict[str, int] | None = None,
) -> SimpleGame:
    """Return actors of a matrix as a body; a vote is decided under an improper rule too.

    They have their own seats unless others are given. Where the rule does not fit, the error is of
    the question that was asked.
    """
    seats = seats_of(matrix) if seats is None else seats
    try:
        return SimpleGame(members, rule=rule, seats=seats, improper=True)
    except InvalidValue as error:
        raise InvalidValue(error.faults, asked) from None


def blocker(matrix: StanceMatrix, actor: str, proposal: str, *, known: bool) -> Blocker:
    """Return an actor as a blocker, with its own reasons; `known` says if it surely is against."""
    own = matrix.held(actor, proposal)
    certain = known and (not own or own[0].certain)
    later = matrix._later.get(proposal, ())
    left_out = tuple(said for said in later if said.actor == actor)
    return Blocker(actor, proposal, certain, own, matrix.several, left_out)
