"""Members in a special place: veto players, dictators and dummy players."""

from coalition.games import counts
from coalition.games.game import Played, game_of
from coalition.rules.vote import Rule


def veto_players(source: Played, *, rule: Rule | str | None = None) -> tuple[str, ...]:
    """Return the members without whom nothing is carried (Tsebelis 2002).

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    tuple of str
        By seats, then by id. Where nothing at all is carried, it is all of them, as the words have
        it; `decide` and `blockers` then name nobody, since no vote could carry it.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> co.veto_players(case, rule=co.Quota(76))
    ('VVD', 'D66', 'CDA', 'CU')
    """
    game = game_of(source, rule)
    without = game.carriers.wins_without
    return tuple(member for place, member in enumerate(game.members) if not without(place))


def dictators(source: Played, *, rule: Rule | str | None = None) -> tuple[str, ...]:
    """Return the member who carries everything alone, and without whom nothing is carried.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    tuple of str
        One member, or none.

    Examples
    --------
    >>> import coalition as co
    >>> co.dictators(co.WeightedGame({"A": 3, "B": 1, "C": 1}, quota=3))
    ('A',)
    """
    game = game_of(source, rule)
    return tuple(m for m in veto_players(game) if game.wins({m}))


def dummies(source: Played, *, rule: Rule | str | None = None) -> tuple[str, ...]:
    """Return the dummy players: the members who never make a difference.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    tuple of str
        By seats, then by id. Where nothing at all is carried, or everything is, it is all of them.

    Raises
    ------
    TooLarge
        If the game is beyond what is counted exactly.

    Examples
    --------
    >>> import coalition as co
    >>> eec = co.WeightedGame({"DE": 4, "FR": 4, "IT": 4, "BE": 2, "NL": 2, "LU": 1}, quota=12)
    >>> co.dummies(eec)  # Luxembourg, in the Council of 1958
    ('LU',)
    """
    game = game_of(source, rule)
    found = counts.needed(game.carriers)
    return tuple(member for member, needed in zip(game.members, found, strict=True) if not needed)
