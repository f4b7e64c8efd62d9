"""The words that are one of a few: what type checkers know is what is accepted."""

from collections.abc import Callable
from typing import Any, get_args

import pandas as pd
import pytest

import coalition as co
from coalition.model import words
from coalition.model.checks import SEVERAL, STANCES
from tests.builders import case, said

KNOWN: Any = {"date": "2023", "attribution": "stated"}
VOTES = pd.DataFrame({"actor": ["A"], "proposal": ["p"], "stance": [1]})
CASE = case([said("A")])
MATRIX = co.stance_matrix(CASE)
DATED = co.StanceMatrix("AB", "p", [[1], [1]], dates=["2023"])


@pytest.mark.parametrize(
    ("given", "choices"),
    [
        (lambda word: said(attribution=word), words.Attribution),
        (lambda word: co.Source("s", "S", attribution=word), words.Attribution),
        (CASE.without, words.Attribution),
        (lambda word: co.certainty(CASE, "p", doubt=word), words.Attribution),
        (lambda word: co.Commitment("A", word, "-", **KNOWN), words.CommitmentKind),
        (lambda word: co.Commitment("A", "red line", "-", only_as=word, **KNOWN), words.OnlyAs),
        (lambda word: co.Outcome("p", word, **KNOWN), words.Result),
        (CASE.counting, words.Several),
        (lambda word: co.Agreement(null_model=word), words.NullModel),
        (lambda word: MATRIX.count_as({word: 0}), words.NoVote),
        (lambda word: co.split_series(DATED, every=word), words.Every),
        (lambda word: co.formations({"A": 1}, by=word), words.RankedBy),
        (lambda word: co.dna_network(CASE, aggregation=word), words.Aggregation),
        (lambda word: co.dna_network(CASE, normalization=word), words.Normalization),
        (lambda word: co.dna_affiliations(CASE, aggregation=word), words.Affiliation),
        (
            lambda word: co.dna_affiliations(CASE, normalization=word),
            words.AffiliationNormalization,
        ),
        (lambda word: co.read_votes(VOTES, no_row=word), words.NoVote),
        (lambda word: co.read_votes(VOTES, unknown_codes=word), words.OrUnknown),
        (lambda word: co.read_votes(VOTES, missing_ids=word), words.OrDrop),
        (lambda word: co.read_votes(VOTES, duplicates=word), words.OrMerge),
        (lambda word: co.read_votes(VOTES, conflicts=word), words.OrOne),
        (lambda word: co.read_votes(VOTES, varying=word), words.OrOne),
    ],
)
def test_what_is_accepted_is_what_the_type_says(
    given: Callable[[Any], object], choices: Any
) -> None:
    """Another word is refused with all that may stand there, in the order of the type."""
    with pytest.raises(co.InvalidValue) as refused:
        given("no such word")
    assert f"one of {', '.join(get_args(choices))}" in str(refused.value).replace("None, ", "")


def test_every_word_has_its_meaning() -> None:
    """Stances have numbers, and how statements count is said in words."""
    assert tuple(STANCES) == get_args(words.Side)
    assert tuple(SEVERAL) == get_args(words.Several)
