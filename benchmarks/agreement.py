"""Agreement of all pairs of actors: against plain products, joins and a bipartite projection."""

import time

import networkx as nx
import numba
import numpy as np
import pandas as pd
import polars as pl
from measuring import extra_memory, seconds

from coalition.graph.agreed_ties import kept_ties
from coalition.graph.agreement_graph import graph_of
from coalition.stances._bits import by_bits
from coalition.stances.agreement import USUAL
from coalition.stances.codes import Cells
from coalition.stances.ties import BLOCK, _by_sides, ties

SIZES = ((20, 20_000), (193, 6_000), (435, 1_200), (720, 24_000))
SHARES = {"for, against": (0.2, 0.4, 0.0, 0.4), "and neutral": (0.2, 0.35, 0.1, 0.35)}
COMPILED = ((193, 6_000), (720, 24_000))
JOINED = 1_000_000  # votes up to which the slow ways are tried


def table(actors: int, proposals: int, shares: tuple[float, ...]) -> Cells:
    """Return votes by chance: missing, against, neutral, for."""
    chance = np.random.default_rng(7)
    codes = chance.choice(np.array([-1, 0, 1, 2], np.int8), (actors, proposals), p=shares)
    return Cells(codes, (-1.0, 0.0, 1.0))


def four_products(masks: list[np.ndarray]) -> None:
    """Multiply four ready float32 masks, not blocked: the baseline."""
    yea, nay, neutral, known = masks
    yea @ yea.T, nay @ nay.T, yea @ nay.T, known @ known.T
    del neutral


def by_pandas(votes: pd.DataFrame) -> None:
    """Join the votes of each proposal, and sum by pairs."""
    pairs = votes.merge(votes, on="proposal")
    pairs = pairs[pairs.actor_x < pairs.actor_y]
    pairs["same"] = 1 - (pairs.stance_x - pairs.stance_y).abs()
    pairs.groupby(["actor_x", "actor_y"]).same.agg(["sum", "count"])


def by_polars(votes: pl.DataFrame) -> None:
    """Join likewise."""
    pairs = votes.lazy().join(votes.lazy(), on="proposal")
    same = 1 - (pl.col("stance") - pl.col("stance_right")).abs()
    pairs = pairs.filter(pl.col("actor") < pl.col("actor_right"))
    pairs.group_by("actor", "actor_right").agg(same.sum(), pl.len()).collect()


def by_projection(votes: pd.DataFrame) -> None:
    """Count shared sides with networkx's weighted bipartite projection: agreement alone."""
    graph = nx.Graph()
    actors = [f"actor {actor}" for actor in votes.actor.unique()]
    graph.add_edges_from(
        (f"actor {actor}", (proposal, stance))
        for actor, proposal, stance in votes.itertuples(index=False)
    )
    nx.bipartite.weighted_projected_graph(graph, actors)


def compare(actors: int, proposals: int, kind: str) -> None:
    """Print the times of one size."""
    cells = table(actors, proposals, SHARES[kind])
    codes = cells.codes
    masks = [(codes == level).astype(np.float32) for level in (2, 0, 1)]
    masks.append((codes >= 0).astype(np.float32))
    ours, plain = seconds(lambda: ties(cells), lambda: four_products(masks))
    sums = ties(cells)
    result = 3 * sums.agree.nbytes
    peak = extra_memory(lambda: ties(cells))
    print(f"\n{actors} x {proposals}, {kind}")
    print(f"  agreement         {ours:9.4f} s, {ours / plain:.2f} times the four products")
    packed, rest = codes.nbytes / 2**20, (peak - result) / codes.nbytes
    print(f"  peak memory       {peak / 2**20:9.1f} MB: result {result / 2**20:.1f} MB,")
    print(f"                    and {rest:.2f} times the matrix of {packed:.1f} MB")
    nodes = [(str(index), {}) for index in range(actors)]
    kept = kept_ties(sums, USUAL)
    ready = [(u, v, dict(data)) for u, v, data in graph_of(nodes, kept).edges(data=True)]
    filled, added = seconds(lambda: graph_of(nodes, kept), lambda: nx.Graph().add_edges_from(ready))
    print(f"  networkx graph    {filled:9.4f} s, {filled / added:.2f} times add_edges_from")
    if codes.size > JOINED:
        return
    rows, columns = np.nonzero(codes >= 0)
    stances = codes[rows, columns].astype(np.int64) - 1
    votes = pd.DataFrame({"actor": rows, "proposal": columns, "stance": stances})
    (polars,) = seconds(lambda: by_polars(pl.from_pandas(votes)), rounds=1)
    print(f"  Polars self-join  {polars:9.4f} s, {polars / ours:.0f} times ours")
    if actors < 100:
        (pandas,) = seconds(lambda: by_pandas(votes), rounds=1)
        print(f"  pandas self-join  {pandas:9.4f} s, {pandas / ours:.0f} times ours")
        (projected,) = seconds(lambda: by_projection(votes), rounds=1)
        print(f"  networkx project  {projected:9.4f} s, {projected / ours:.0f} times ours")


@numba.njit
def popcount(word):
    """Count bits."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    low = np.uint64(0x3333333333333333)
    word = (word & low) + ((word >> np.uint64(2)) & low)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@numba.njit
def plain_popcount(yea, nay, known):
    """Count over all pairs of ready words, leaving out the neutral: the baseline of `fast`."""
    size = len(yea)
    agree, disagree, shared = np.zeros((3, size, size), np.int64)
    for one in range(size):
        for other in range(one + 1, size):
            same = apart = both = 0
            a, b, c = yea[one], nay[one], known[one]
            x, y, z = yea[other], nay[other], known[other]
            for i in range(len(a)):
                same += popcount((a[i] & x[i]) | (b[i] & y[i]))
                apart += popcount((a[i] & y[i]) | (b[i] & x[i]))
                both += popcount(c[i] & z[i])
            agree[one, other], disagree[one, other], shared[one, other] = same, apart, both
    return agree, disagree, shared


def words(mask: np.ndarray) -> np.ndarray:
    """Return rows of bits as 64-bit words."""
    return np.packbits(np.pad(mask, ((0, 0), (0, -mask.shape[1] % 64))), axis=1).view(np.uint64)


def compare_compiled(actors: int, proposals: int, kind: str) -> None:
    """Print the times of the extra `fast`, packing of the bits included."""
    codes = table(actors, proposals, SHARES[kind]).codes
    bits = [words(codes == 2), words(codes == 0), words(codes >= 0)]
    plain_popcount(*bits)
    products, ours, plain = seconds(
        lambda: _by_sides(codes, BLOCK), lambda: by_bits(codes), lambda: plain_popcount(*bits)
    )
    print(f"\n{actors} x {proposals}, {kind}, compiled")
    print(f"  with `fast`       {ours:9.4f} s, {ours / plain:.2f} times a plain compiled popcount")
    print(f"  numpy alone       {products:9.4f} s, {products / ours:.1f} times `fast`")


if __name__ == "__main__":
    start = time.perf_counter()
    by_bits(table(2, 64, SHARES["and neutral"]).codes)
    print(f"compiling           {time.perf_counter() - start:9.4f} s, once for each program")
    for size in COMPILED:
        for shares in SHARES:
            compare_compiled(*size, shares)
    for size in SIZES:
        for shares in SHARES:
            compare(*size, shares)
