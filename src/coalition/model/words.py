"""Words that are one of a few, as types: a slip in one is found by a type checker."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

# how a thing is known, the surest first
Attribution: TypeAlias = Literal["stated", "reported", "measured", "claimed", "hearsay", "inferred"]
# on which side of a proposal a position is
Side: TypeAlias = Literal["for", "neutral", "against"]
# what is taken for a stance
Stance: TypeAlias = float | Fraction | Decimal | Side
# how several statements of one actor on one proposal count
Several: TypeAlias = Literal["refuse", "latest", "all", "source", "week", "month", "year", "range"]
# what a commitment is
CommitmentKind: TypeAlias = Literal["promise", "demand", "ultimatum", "red line"]
# as which alone a party may govern
OnlyAs: TypeAlias = Literal["largest"]
# what became of a proposal
Result: TypeAlias = Literal["adopted", "rejected"]
# why a vote has no stance
NoVote: TypeAlias = Literal["unknown", "absent", "not a member", "abstained"]
# why an actor has no stance: statements may conflict, too
NoStance: TypeAlias = Literal[NoVote, "conflicting"]
# what a code of votes means
Meaning: TypeAlias = float | Fraction | Side | NoVote | None
# what agreement is expected by chance
NullModel: TypeAlias = Literal["fixedcol", "sdsm"]
# whose groups actors are put in
Grouping: TypeAlias = Literal["party", "group"]
# what a vote comes to, as far as is known
Verdict: TypeAlias = Literal["passes", "blocked", "open"]
# what a statement is that may be true
Likelihood: TypeAlias = Literal["certain", "possible", "impossible", "undecided"]
# whether a commitment was kept
Status: TypeAlias = Literal["open", "kept", "broken", "undecidable"]
# what happened to a split or a blocker
Changed: TypeAlias = Literal["appeared", "vanished", "changed"]
# what a timeline tells
FactKind: TypeAlias = Literal[
    "position",
    "comparison",
    CommitmentKind,
    "repetition",
    "lifted",
    "outcome",
    "meeting",
    "remark",
    "proposal",
    "name",
    "other name",
    "seats",
    "party",
    "role",
    "office",
    "portfolio",
]
# what an id of a case may name
IdOf: TypeAlias = Literal["party", "politician", "proposal", "source"]
# by what coalitions are ranked
RankedBy: TypeAlias = Literal[
    "members",
    "seats",
    "surplus",
    "minimal",
    "fewest_members",
    "fewest_seats",
    "connected",
    "range",
    "disagreement",
    "red_lines",
]
# how long a period of a series is
Every: TypeAlias = Literal["month", "quarter", "year"]
# what of the positions of several coders is compared, by what difference, and in what period
Compared: TypeAlias = Literal["side", "stance", "attribution"]
Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Span: TypeAlias = Literal["day", Every]
# what to do with what differs in cases that are merged
Differing: TypeAlias = Literal["refuse", "first", "last", "both"]
# what a tie of actors in a discourse network counts, and what it is divided by
Aggregation: TypeAlias = Literal["subtract", "congruence", "conflict", "ignore"]
Normalization: TypeAlias = Literal["average", "jaccard", "cosine", "pairs"]
# likewise of an actor and a proposal
Affiliation: TypeAlias = Literal["subtract", "ignore"]
AffiliationNormalization: TypeAlias = Literal["activity", "prominence"]
# what a reader does about what it cannot take as it is
OrUnknown: TypeAlias = Literal["error", "unknown"]
OrDrop: TypeAlias = Literal["error", "drop"]
OrMerge: TypeAlias = Literal["error", "merge"]
OrReport: TypeAlias = Literal["error", "report"]
OrSkip: TypeAlias = Literal["error", "skip"]
OrOne: TypeAlias = Literal["error", "unknown", "first", "last"]
