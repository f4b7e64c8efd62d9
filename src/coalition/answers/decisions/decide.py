"""Whether a proposal passes under a rule, as far as positions are known, and who decides it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from typing import TypeAlias

import attrs

from coalition.answers.decisions.blockers import Blocker, Sat, blocker, sitting, sitting_body
from coalition.answers.scope import on_one
from coalition.answers.terms import but_for, on_terms
from coalition.games import counts
from coalition.games.game import SimpleGame
from coalition.games.sets import Players, fewest_sets, minimal_sets
from coalition.model.checks import STANCES
from coalition.model.current_statements import side_of
from coalition.model.statements import Position
from coalition.model.words import NoStance, Several, Verdict
from coalition.rules.by_head import Unanimity
from coalition.rules.tallies import ABSENT, ABSTAIN, OPPOSE, SUPPORT, Carriers
from coalition.rules.vote import Rule
from coalition.sentences import listed
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Names, Row, Shown

_SIDES: dict[str | None, int] = {
    "for": SUPPORT,
    "against": OPPOSE,
    "neutral": ABSTAIN,
    "abstained": ABSTAIN,
    "absent": ABSENT,
}
_NOT_FOR = {**dict.fromkeys(("against", "neutral", "absent")), "abstained": "abstaining"}
LISTED = 1000  # sets of each kind that a decision lists

Named: TypeAlias = tuple[tuple[str, ...], ...]
Sided: TypeAlias = Sequence[int | None]  # the side of each member; None where it is unknown
Carries: TypeAlias = Callable[[Sequence[int]], bool]


@attrs.frozen
class Decision(Shown):
    """What becomes of a proposal under a rule, as far as positions are known.

    Attributes
    ----------
    proposal : str
        Id of the proposal.
    rule : Rule
        The rule.
    outcome : {'passes', 'blocked', 'open'}
        Whether it passes or is blocked however the unknown decide; open where that depends on them,
        and where nothing is decided (see `undecided`).
    certain : bool
        Whether the outcome is the same on what was stated or reported alone, the rest unknown.
    supporters, opponents, abstainers, absent, unknown : tuple of str
        Who is for, against, neutral or abstaining, away, and of whom no side is known; by seats,
        then by id. Who was not a member then is nowhere.
    blockers : tuple of Blocker
        Who stops it alone, whatever all others do: the opponents of whom that is true, certain or
        possible as their position is; and where the outcome is open, the unknown of whom it would
        be true, as possible blockers without a reason.
    blocking_coalitions : tuple of tuple of str
        The minimal sets of opponents that stop it together, the smallest first.
    unlocking : tuple of tuple of str
        Where it is blocked, the minimal sets of swing actors whose change lets it pass: the fewest
        members not for it who, if they all were, would carry it, or at least leave it open.
    pivotal : tuple of str
        Where it is open, the actors without a known position whose position would decide: the
        others being for or against in some way, it passes if this one is for and fails if this one
        is against.
    complete : bool
        Whether all such sets are listed: there are at most 1000 of each kind.
    reasons : tuple of Position
        The positions that it follows from, by actor.
    several : str
        As for `Coalition`.
    neutral : tuple of str
        Those of the abstainers who have a neutral stance; the others abstained in a vote.
    conflicting : tuple of str
        Those of the unknown whose statements take different sides.
    left_out : tuple of Position
        Positions on the proposal that `Coalition.at` left out: they may be later.
    undecided : str or None
        Why the rule decides nothing on the proposal: nobody was a member then, or the rule does not
        fit those who were, as a veto of somebody who was not.
    foregone : bool
        Whether the outcome is that of every vote of these members: it is blocked, and all of them
        for it would not carry it, as with too few seats for ``majority of 150``; or it passes, and
        all of them against it would not stop it. Nobody is a blocker then, not even together.
    """

    proposal: str
    rule: Rule
    outcome: Verdict
    certain: bool
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]
    abstainers: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    blocking_coalitions: Named
    unlocking: Named
    pivotal: tuple[str, ...]
    complete: bool
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    several: Several = "refuse"
    neutral: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    undecided: str | None = None
    foregone: bool = False

    @property
    def sides(self) -> dict[str, tuple[str, ...]]:
        """Who takes which side, in words.

        The conflicting are apart from the other unknown, and the neutral from those who abstained.
        """
        return {
            "for": self.supporters,
            "against": self.opponents,
            "neutral": self.neutral,
            "abstained": _but(self.abstainers, self.neutral),
            "absent": self.absent,
            "unknown": _but(self.unknown, self.conflicting),
            "conflicting": self.conflicting,
        }

    @property
    def worded(self) -> str:
        """The outcome in words: also ``possibly blocked``, ``undecided`` and the like."""
        if self.undecided:
            return "undecided"
        if self.foregone:
            return f"{self.outcome} whatever they vote"
        sure = self.certain or self.outcome == "open"
        return self.outcome if sure else f"possibly {self.outcome}"

    @property
    def why(self) -> str | None:
        """Why no vote of these members decides it, in words; None where one does."""
        verb = "carry" if self.outcome == "blocked" else "stop"
        return f"no vote of these members could {verb} it" if self.foregone else self.undecided

    @classmethod
    def _columns(cls) -> Columns:
        return {
            "proposal": str,
            "rule": str,
            "outcome": str,
            "certain": bool,
            "actor": str,
            "side": str,
            "blocker": bool,
            "pivotal": bool,
            "reasons": Names,
        }

    def _rows(self) -> Iterable[Row]:
        decided = self.proposal, self.rule, self.outcome, self.certain
        blockers, pivotal = {blocker.party for blocker in self.blockers}, set(self.pivotal)
        said: dict[str, list[Position]] = {}
        for reason in self.reasons:
            said.setdefault(reason.actor, []).append(reason)
        members = [(actor, side) for side, actors in self.sides.items() for actor in actors]
        for actor, side in members:
            power = actor in blockers, actor in pivotal
            yield (*decided, actor, side, *power, tuple(said.get(actor, ())))
        if not members:
            yield (*decided, None, None, None, None, ())

    def __str__(self) -> str:
        text = self.outcome if self.foregone else self.worded
        text = text if self.outcome == "passes" else f"is {text}"
        if self.why:
            text += f": {self.why}"
        elif self.outcome == "open":
            text += f": it depends on {listed(self.pivotal)}"
        elif self.outcome == "blocked":
            text += self._by_whom()
        elif not self.supporters:
            text += " with nobody for it"
        differ = f"; conflicting: {listed(self.conflicting)}" if self.conflicting else ""
        terms = f"{on_terms(self.several)}{but_for(self.left_out)}"
        return f"{self.proposal} {text} ({self.rule}){differ}{terms}"

    def _by_whom(self) -> str:
        """Say who blocks alone; where nobody does, who is not for it."""
        if self.blockers:
            return f" by {listed(blocker.party for blocker in self.blockers)}"
        taken = {word or side: self.sides[side] for side, word in _NOT_FOR.items()}
        return f", with {listed(f'{listed(who)} {word}' for word, who in taken.items() if who)}"


def decide(
    source: Stances,
    proposal: str,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
) -> Decision:
    """Return whether a proposal passes under a rule, as far as positions are known.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, of which current positions count, or votes. A stance above 0 is for, one below 0
        against, and 0 abstains. A matrix may say who abstained, was absent or no member. Of an
        actor whose statements conflict, no side is known.
    proposal, rule, actors
        As for `blockers`.

    Returns
    -------
    Decision
        The outcome, with who supports, opposes, blocks and could decide.

    Raises
    ------
    UnknownProposal, UnknownActor
        If there is no such proposal or actor.
    InvalidValue
        As for `blockers`.
    TooLarge
        If who is pivotal is beyond what is counted exactly.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> decision = co.decide(july, "two-status-system", rule=co.Majority(of=150))
    >>> decision.outcome, decision.opponents, decision.unlocking
    ('blocked', ('D66', 'CU'), (('D66', 'CU'),))
    >>> print(co.decide(july, "humane-asylum-measures"))
    humane-asylum-measures is open: it depends on VVD and CDA (unanimity)
    """
    matrix, asked = on_one(given(source, "decide"), proposal, actors)
    sat_on = sitting(matrix)
    return _decision(matrix, asked, _Body.of(matrix, rule, sat_on, "decide", sat_on(asked)))


def decisions(
    source: Stances,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
) -> tuple[Decision, ...]:
    """Return, of every proposal, whether it passes under a rule.

    Parameters
    ----------
    source, rule, actors
        As for `decide`.

    Returns
    -------
    tuple of Decision
        One for each proposal, by id.

    Raises
    ------
    UnknownActor, InvalidValue, TooLarge
        As for `decide`.

    Examples
    --------
    >>> import coalition as co
    >>> january = co.load_case("migration-2023").at("2023-01")
    >>> for decision in co.decisions(january):
    ...     if decision.outcome == "blocked":
    ...         print(decision)
    inflow-limit is blocked by D66 and CU (unanimity)
    labour-migration-curb is blocked by D66 (unanimity)
    """
    source = given(source, "decisions")
    matrix = matrix_of(source, None, actors)
    sat_on = sitting(matrix)
    made = cache(partial(_Body.of, matrix, rule, sat_on, "decisions"))
    return tuple(_decision(matrix, one, made(sat_on(one))) for one in matrix.proposals)


def _decision(matrix: StanceMatrix, proposal: str, body: "_Body") -> Decision:
    """Return what becomes of a proposal in the body of those who sat."""
    # 1. The side that each member takes, and the side by certain positions alone, as votes are.
    said = matrix._said if matrix.positions else {}
    held = [said.get((actor, proposal), ()) for actor in matrix.actors] if said else []
    words = [body.words[code] for code in matrix.cells.codes[:, body.place[proposal]].tolist()]
    if held:
        words = [w if w in STANCES else side_of(h) or w for w, h in zip(words, held, strict=True)]
    words = [words[row] for row in body.rows]
    taken = list(map(_SIDES.get, words))
    certain = taken
    if said:
        sure = ((one for one in held[row] if one.certain) for row in body.rows)
        certain = [_SIDES.get(side_of(some)) for some in sure]
    on: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        on.setdefault(word, []).append(place)

    def who(*sides: str) -> tuple[str, ...]:
        places = sorted(chain.from_iterable(on.get(side, ()) for side in sides))
        return tuple(body.members[place] for place in places)

    # 2. What follows, and who can stop it: where it is open, an unknown position may.
    opponents, unknown = who("against"), who("unknown", "conflicting")
    outcome = "open" if body.undecided else outcome_of(body.game.judge, taken)
    foregone = outcome != "open" and outcome == body.anyhow
    against = set(opponents)
    stopping = against.union(unknown) if outcome == "open" else against
    # 3. Who can stop it together, and who would have to change for it to pass.
    decided = not (body.undecided or foregone)
    blocking = body.minimal_blocking(on.get("against", [])) if decided else ()
    unlocking = body.unlocking(taken) if outcome == "blocked" else ()
    return Decision(
        proposal=proposal,
        rule=body.game.rule,
        outcome=outcome,
        certain=bool(body.undecided)
        or certain == taken
        or outcome_of(body.game.judge, certain) == outcome,
        supporters=who("for"),
        opponents=opponents,
        abstainers=who("neutral", "abstained"),
        absent=who("absent"),
        unknown=unknown,
        blockers=tuple(
            blocker(matrix, name, proposal, known=name in against)
            for name in body.vetoes
            if name in stopping
        ),
        blocking_coalitions=blocking[:LISTED],
        unlocking=unlocking[:LISTED],
        pivotal=body.pivotal(taken) if outcome == "open" and not body.undecided else (),
        complete=max(len(blocking), len(unlocking)) <= LISTED,
        reasons=tuple(chain.from_iterable(held)),
        several=matrix.several,
        neutral=who("neutral"),
        conflicting=who("conflicting"),
        left_out=matrix._later.get(proposal, ()),
        undecided=body.undecided,
        foregone=foregone,
    )


@attrs.frozen
class _Body:
    """What decisions of one body have in common; where nothing is decided, it is any that could."""

    game: SimpleGame
    blocking: Carriers
    vetoes: tuple[str, ...]
    undecided: str | None
    anyhow: str  # the outcome where nothing is known of anybody
    members: tuple[str, ...]  # those who sat, by seats, then by id
    rows: tuple[int, ...]  # theirs in the matrix
    place: Mapping[str, int]  # of each proposal in it
    words: Mapping[int, str]  # what its codes mean

    @classmethod
    def of(
        cls,
        matrix: StanceMatrix,
        rule: Rule | str,
        sat_on: Callable[[str], Sat],
        asked: str,
        sat: Sat,
    ) -> "_Body":
        game, vetoes, undecided = sitting_body(matrix, rule, sat, sat_on, asked)
        seats, (rows, columns) = dict(sat[1]), matrix._places
        members = tuple(sorted(sat[0], key=lambda name: (-seats.get(name, 0), name)))
        return cls(
            game,
            game.carriers.dual(),
            vetoes,
            undecided,
            outcome_of(game.judge, [None] * len(game.members)),
            members,
            tuple(rows[member] for member in members),
            columns,
            {code: _word(*meaning) for code, meaning in matrix.cells.meanings.items()},
        )

    def minimal_blocking(self, opponents: list[int]) -> Named:
        return self.some(minimal_sets(self.blocking.among(opponents)), opponents)

    def unlocking(self, taken: Sided) -> Named:
        places = [place for place, side in enumerate(taken) if side not in {SUPPORT, None}]
        turned = self.game.judge.turned(filled(taken, SUPPORT), places)
        return self.some(fewest_sets(turned), places)

    def pivotal(self, taken: Sided) -> tuple[str, ...]:
        places = [place for place, side in enumerate(taken) if side is None]
        turned = self.game.judge.turned(filled(taken, OPPOSE), places)
        found = counts.swings(turned).each()
        return tuple(self.members[p] for p, n in zip(places, found, strict=True) if n)

    def some(self, sets: Iterator[Players], places: list[int]) -> Named:
        """Return sets of places by name: one more than are listed, where there are more."""
        names = [self.members[place] for place in places]
        chosen = sorted(islice(sets, LISTED + 1), key=lambda players: (len(players), players))
        return tuple(tuple(map(names.__getitem__, players)) for players in chosen)


def _word(stance: float | None, reason: NoStance | None) -> str:
    """Return the side that a stance takes, or why there is none."""
    if stance is None:
        return str(reason)
    return "for" if stance > 0 else "against" if stance < 0 else "neutral"


def outcome_of(carries: Carries, taken: Sided) -> Verdict:
    """Return whether it passes or is blocked whatever the unknown do; open where that differs."""
    if not carries(filled(taken, SUPPORT)):
        return "blocked"
    return "passes" if carries(filled(taken, OPPOSE)) else "open"


def _but(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return some without others, in their order."""
    out = set(others)
    return tuple(one for one in some if one not in out)


def filled(taken: Sided, unknown: int) -> list[int]:
    """Return the sides with all of the unknown on this one."""
    return [unknown if side is None else side for side in taken]
