"""Votes handed out to be counted: a stream of batches on one machine, partitions on several."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial, reduce
from os import PathLike
from typing import Any

import narwhals.stable.v2 as nw

from coalition.faults import Faults, as_error
from coalition.io.any_frame import Frame, Table, check_kind, collected, frame_of, lacking, told
from coalition.io.sheets.frames import opened
from coalition.io.text import name_of
from coalition.io.votes._blocks import Counted, Plan, Scattered

_ROWS = 2**20  # in a batch
_AT_ONCE = 8  # sums of partitions that are added in one step


def counted(source: Table, named: Mapping[str, str], plan: Plan) -> Counted:
    """Count votes where they are; refuse columns that are not there, or hold what is no value."""
    file = _parquet(source)
    frame = frame_of(source, "votes", {*named.values()}) if file is None else _head(file)
    faults = Faults(lacking(frame, named.items(), source))
    faults.raise_if_any("read_agreement_graph")
    for argument, column in named.items():
        with faults.at(argument):
            if isinstance(frame, nw.LazyFrame) or file is not None:
                check_kind(frame.collect_schema()[column], frame.implementation.value)
            else:
                told(frame[column])
    faults.raise_if_any("read_agreement_graph")
    chosen = [nw.col(column).alias(argument) for argument, column in named.items()]
    if file is not None:
        return _in_turn(partial(_of_file, file, source, chosen, {*named.values()}), plan)
    rows, kind = frame.select(chosen), frame.implementation
    if kind.is_dask():
        return _by_dask(rows.to_native(), plan)
    if kind.is_pyspark() or kind.is_pyspark_connect():
        return _by_spark(rows.to_native(), plan)
    return _in_turn(partial(_batches, rows), plan)


def _in_turn(batches: Callable[[], Iterable["nw.DataFrame[Any]"]], plan: Plan) -> Counted:
    """Count a stream; hold it all, a byte for each vote, if it is in no order at all."""
    with suppress(Scattered):
        return Counted.of(batches(), plan, whole=False)
    return Counted.of(batches(), plan)


def _batches(frame: Frame) -> Iterator["nw.DataFrame[Any]"]:
    """Yield the rows of a frame, as its engine streams them."""
    native = frame.to_native()
    if isinstance(frame, nw.LazyFrame) and hasattr(native, "collect_batches"):  # of Polars
        for batch in native.collect_batches(chunk_size=_ROWS, maintain_order=True):
            yield nw.from_native(batch, eager_only=True)
    elif frame.implementation.is_duckdb():
        for batch in native.to_arrow_reader(_ROWS):
            yield _of_arrow(batch)
    else:
        held = collected(frame)
        for start in range(0, len(held), _ROWS):
            yield held[start : start + _ROWS]


def _of_arrow(batch: Any) -> "nw.DataFrame[Any]":
    import pyarrow as pa  # noqa: PLC0415

    return nw.from_native(pa.Table.from_batches([batch]), eager_only=True)


def _parquet(source: Table) -> Any:
    """Return a file of Parquet that can be read part by part; None for whatever else."""
    if isinstance(source, str | PathLike):
        with suppress(ModuleNotFoundError, OSError, ValueError):
            from pyarrow import parquet  # noqa: PLC0415

            return parquet.ParquetFile(source)
    return None


def _head(file: Any) -> Frame:
    with as_error("votes"):
        return opened(file.schema_arrow.empty_table())


def _of_file(
    file: Any, source: Table, chosen: list[nw.Expr], columns: set[str]
) -> Iterator["nw.DataFrame[Any]"]:
    import pyarrow as pa
    from pyarrow import parquet

    text = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
    with parquet.ParquetFile(source, read_dictionary=[*columns.intersection(text)]) as file:
        for batch in file.iter_batches(_ROWS, columns=[*columns]):
            yield opened(pa.Table.from_batches([batch])).select(chosen)


def _by_dask(rows: Any, plan: Plan) -> Counted:
    """Count partitions of whole proposals; add up the sums, some at a time."""
    from dask import delayed

    if rows.npartitions > 1:
        rows = rows.shuffle(on="proposal")
    parts = [delayed(_of_partition)(part, plan) for part in rows.to_delayed()]
    while len(parts) > 1:
        parts = [delayed(_added)(parts[at : at + _AT_ONCE]) for at in range(0, len(parts), _AT_ONCE)]
    return parts[0].compute()


def _of_partition(rows: Any, plan: Plan) -> Counted:
    return Counted.of([nw.from_native(rows, eager_only=True)], plan)


def _added(parts: list[Counted]) -> Counted:
    return reduce(Counted.add, parts)


def _by_spark(rows: Any, plan: Plan) -> Counted:
    """Likewise, with Arrow batches of each partition; what workers send are their sums."""
    parts = rows.repartition("proposal").mapInArrow(partial(of_batches, plan), "part binary")
    return reduce(Counted.add, (pickle.loads(row.part) for row in parts.toLocalIterator()))


def of_batches(plan: Plan, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield what record batches of whole proposals add up to, as a record batch."""
    import pyarrow as pa

    found = Counted.of(map(_of_arrow, batches), plan)
    yield pa.RecordBatch.from_pydict({"part": [pickle.dumps(found)]})
