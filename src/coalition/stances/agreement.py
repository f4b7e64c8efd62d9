"""How agreement is counted: one value that everything that makes ties takes and answers carry."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, TypedDict, get_args

import attrs

from coalition.errors import close_match
from coalition.faults import Checked, Faults, Refused, keep_refusals, number, optional, shown
from coalition.model import checks
from coalition.model.coalition import Coalition
from coalition.model.words import NullModel
from coalition.numbers import Number, as_given, exact, is_float, plain
from coalition.sentences import counted, listed, short
from coalition.stances.matrix import StanceMatrix

NULL_MODELS: tuple[NullModel, ...] = get_args(NullModel)
MEAN: Final = "mean"


Mean: TypeAlias = Literal["mean"]
Pairs: TypeAlias = tuple[tuple[str, Number], ...]
Weights: TypeAlias = Mapping[str, float | Fraction] | Iterable[tuple[str, Number]] | None


class Fields(TypedDict, total=False):
    """The fields of `Agreement`, as functions take them one by one."""

    agree_within: float | Fraction | Mean
    null_model: NullModel | None
    alpha: float | Fraction
    weights: Weights
    reliability: Weights
    min_shared: int
    threshold: float | Fraction


def _as_given(value: Any, *, least: int | None = None, most: int | None = None) -> Number:
    """Accept a number, and keep floats apart from fractions: answers have the kind they got."""
    return as_given(number(value, least=least, most=most), floating=is_float(value))


def _between(value: Any, most: int, other: str = "") -> Number:
    """Accept a number above 0 and below another."""
    try:
        if 0 < (found := _as_given(value)) < most:
            return found
    except Refused:
        pass
    raise Refused(f"must be a number above 0 and below {most}{other}, not {shown(value)}")


def _agree_within(value: float | Fraction | Mean) -> Number | Mean:
    return MEAN if value == MEAN else _between(value, 2, f", or {MEAN!r}")


def _alpha(value: float | Fraction) -> Number:
    return _between(value, 1)


def _null_model(value: NullModel) -> NullModel:
    return checks.choice(value, NULL_MODELS)


def _threshold(value: float | Fraction) -> Number:
    return _as_given(value, least=0)


def _min_shared(value: int) -> int:
    return checks.count(value, least=1)


def _weights(value: Weights) -> Pairs:
    return tuple(sorted(_pairs(value, checks.ident).items()))


def _reliability(value: Weights) -> Pairs:
    """Accept how much statements count; those that count in full are left out."""
    found = _pairs(value, checks.attribution, 1)
    return tuple((name, found[name]) for name in checks.ATTRIBUTIONS if found.get(name, 1) != 1)


def _pairs(
    value: Weights, check: Callable[[Any], str], most: int | None = None
) -> dict[str, Number]:
    """Accept a table of names and numbers that are not negative."""
    try:
        table: dict[str, Any] = dict(value or ())
    except (TypeError, ValueError):
        raise Refused(f"must be a table of names and numbers, not {shown(value)}") from None
    faults, found = Faults(), {}
    for name, weight in table.items():
        with faults.at(f"[{name!r}]"):
            found[check(name)] = _as_given(weight, least=0, most=most)
    faults.refuse_if_any()
    return found


@attrs.frozen(field_transformer=keep_refusals, kw_only=True)
class Agreement(Checked):
    """How agreement is counted, in everything that makes ties of actors.

    Parameters
    ----------
    agree_within : number or 'mean'
        The distance of two stances at which agreement turns into disagreement: agreement is 1 at
        distance 0, 0 here, -1 at distance 2, and straight between. At 1, the default, that is
        ``1 - abs(s - t)``: against and neutral are half way. On graded scales the parties of a
        country are seldom as far apart as that, and all agree with all; ``"mean"`` is the mean
        distance of all pairs of actors on the proposal (of those that are asked about), so that
        those agree who are closer than usual. Where all stances are for and against, it makes no
        difference. Sums are exact; within the mean distance, on hundreds of proposals with hundreds
        of actors, they are rounded to 2**-30.
    null_model : {'fixedcol', 'sdsm'}, optional
        What agreement chance gives, for votes of yes and no: if each actor voted yes with the
        probability that is the share of yes on the proposal (`fixedcol`; Neal, Domagalski & Sagan
        2021), or with one that keeps every actor's and every proposal's number of yes as well
        (`sdsm`; Neal 2014). A tie then has the sign 1 or -1 only where two actors agree more, or
        less, often than that. By default, chance is not taken off.
    alpha : number
        With a null model, the level of the test of each tie: half of it in each tail. It is not
        corrected for the number of ties; a split asks first whether anything is beyond chance.
    weights : dict of str to number
        How much proposals count, by id; 1 by default, 0 to leave one out.
    reliability : dict of str to number
        How much statements count by how they are known, from 0 to 1, as in ``{"hearsay": 0.5}``; a
        pair of statements counts by the product. All count in full by default; 0 leaves out.
    min_shared : int
        Leave out the ties of actors who share fewer proposals.
    threshold : number
        Leave out the ties of less weight, to make a large graph readable. A split of what is left
        is not the split of all.

    Raises
    ------
    InvalidValue
        With every field that is refused: a number out of its range, a null model beside
        `reliability`, or beside weights other than 0 and 1.

    References
    ----------
    Z. P. Neal (2014), The backbone of bipartite projections, Social Networks 39, 84-97.

    Z. P. Neal, R. Domagalski & B. Sagan (2021), Comparing alternatives to the fixed degree sequence
    model, Scientific Reports 11, 23929.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> doubtful = co.Agreement(reliability={"hearsay": 0.5})
    >>> print(doubtful)
    hearsay counts 0.5
    >>> print(co.split(july, "migration/asylum", agreement=doubtful))
    VVD and CDA against D66 and CU on migration/asylum (hearsay counts 0.5)
    """

    agree_within: Number | Mean = attrs.field(default=1, converter=_agree_within)
    null_model: NullModel | None = attrs.field(default=None, converter=optional(_null_model))
    alpha: Number = attrs.field(default=0.05, converter=_alpha)
    weights: Pairs = attrs.field(default=(), converter=_weights)
    reliability: Pairs = attrs.field(default=(), converter=_reliability)
    min_shared: int = attrs.field(default=1, converter=_min_shared)
    threshold: Number = attrs.field(default=0, converter=_threshold)

    def _check(self, faults: Faults) -> None:
        if self.null_model is None:
            return
        if self.reliability:
            message = (
                "a null model counts votes, each in full; leave statements out with "
                "case.without('hearsay') instead"
            )
            faults.note("reliability", message)
        if odd := [name for name, weight in self.weights if weight not in {0, 1}]:
            message = "a null model counts every proposal as one vote: give it 0 or 1"
            faults.note(f"weights[{odd[0]!r}]", message)

    def __str__(self) -> str:
        return self.worded()

    def worded(self, *, on_scales: bool = False) -> str:
        """Return how agreement is counted, in words.

        On scales, what is near is chosen, and always said: stances are 2 apart from end to end.
        """
        within = self.agree_within
        if isinstance(within, str):
            distance = "the mean distance"
        elif on_scales:
            distance = f"{short(plain(50 * exact(within)))} % of each scale"
        else:
            distance = short(within)
        weighted = sum(weight != 1 for _, weight in self.weights)
        words = {
            f"null model {self.null_model}, alpha {float(self.alpha):g}": self.null_model,
            f"agreement within {distance}": on_scales or within != 1,
            f"{counted(weighted, 'proposal')} weighted": weighted,
            **{f"{name} counts {short(weight)}": True for name, weight in self.reliability},
            f"at least {self.min_shared} shared proposals": self.min_shared > 1,
            f"ties of at least {short(self.threshold)}": self.threshold,
        }
        return "; ".join(part for part, said in words.items() if said)


USUAL = Agreement()


def check_agreement(given: object, faults: Faults) -> None:
    """Note whatever is given for how agreement is counted and is not."""
    if not isinstance(given, Agreement | None):
        message = f"must be an Agreement, as of co.Agreement(min_shared=5), not {shown(given)}"
        faults.note("agreement", message)


def chosen(
    agreement: Agreement | None,
    fields: Fields,
    source: Coalition | StanceMatrix,
    matrix: StanceMatrix,
) -> Agreement:
    """Return how agreement is counted in a matrix, the part of a source that a question is about.

    It is given whole or by its fields. Weights of proposals that the source has and the question is
    not about make no difference and are left out; those of others are refused.
    """
    faults = Faults()
    check_agreement(agreement, faults)
    if agreement is not None and fields:
        message = f"is given whole, and {listed(fields)} beside it; give one or the other"
        faults.note("agreement", message)
    faults.raise_if_any()
    known = attrs.fields_dict(Agreement)
    if strange := sorted(fields.keys() - known.keys()):
        hint = close_match(strange[0], known)
        raise TypeError(f"unexpected keyword argument {strange[0]!r}{hint}")
    found = agreement or Agreement(**fields)
    if found.weights:
        held = {item if isinstance(item, str) else item.id for item in source.proposals}
        for name in sorted(dict(found.weights).keys() - held):
            hint = close_match(name, held)
            faults.note(f"weights[{name!r}]", f"is no proposal of these{hint}")
        found = restricted(found, matrix)
    if found.reliability and not matrix.positions and (matrix.cells.codes >= 0).any():
        faults.note("reliability", "nothing is known of the sources of these stances")
    faults.raise_if_any("Agreement")
    return found


def restricted(agreement: Agreement, matrix: StanceMatrix) -> Agreement:
    """Return the agreement with the weights of the proposals of a matrix alone."""
    held = set(matrix.proposals)
    return attrs.evolve(agreement, weights=[pair for pair in agreement.weights if pair[0] in held])
