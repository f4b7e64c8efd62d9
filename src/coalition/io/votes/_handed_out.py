"""Votes handed out to be counted: a stream of batches on one machine, partitions on several."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial, reduce
from os import PathLike
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from coalition.faults import Faults, Refused, as_error
from coalition.io.any_frame import Frame, Table, check_kind, collected, frame_of, lacking, told
from coalition.io.sheets.frames import opened
from coalition.io.votes._blocks import Counted, Plan, Scattered
from coalition.sentences import examples

_ROWS = 2**20  # in a batch
_AT_ONCE = 8  # sums of partitions that are added in one step


@attrs.frozen
class Rows:
    """The columns that are asked for, by the arguments that name them.

    Parameters
    ----------
    frame : data frame
        The columns; of a file of Parquet, without its rows.
    batches : callable
        Begins to read the rows, as batches.
    lazy : bool
        Whether they are not in memory yet.
    """

    frame: Frame
    batches: Callable[[], Iterable["nw.DataFrame[Any]"]]
    lazy: bool


def rows_of(source: Table, named: Mapping[str, str], faults: Faults) -> Rows:
    """Open votes; note columns that are not there, or hold what is no value."""
    columns = list(dict.fromkeys(named.values()))
    head = head_of_parquet(source)
    frame = frame_of(source, "votes", columns) if head is None else head
    faults += lacking(frame, named.items(), source)
    if faults:
        return Rows(frame, lambda: (), lazy=False)
    for argument, column in named.items():
        with faults.at(argument):
            kind = frame.collect_schema()[column]
            check_kind(kind, frame.implementation.value)
            if isinstance(frame, nw.DataFrame) and kind == nw.Object:
                told(frame[column])  # refuses lists
    chosen = [nw.col(column).alias(argument) for argument, column in named.items()]
    rows = frame.select(chosen)
    if head is not None:
        return Rows(rows, partial(_of_file, source, chosen, columns), lazy=True)
    return Rows(rows, partial(batches, rows), lazy=isinstance(rows, nw.LazyFrame))


def counted(source: Table, named: Mapping[str, str], plan: Plan, faults: Faults) -> Counted:
    """Count votes where they are; refuse columns that are not there, or hold what is no value."""
    rows = rows_of(source, named, faults)
    faults.raise_if_any("read_agreement_graph")
    engine = rows.frame.implementation
    with as_error("votes"):
        if not (engine.is_dask() or engine.is_pyspark() or engine.is_pyspark_connect()):
            return _in_turn(rows.batches, plan)
        found = (_by_dask if engine.is_dask() else _by_spark)(rows.frame.to_native(), plan)
    if found.odd:  # it may have been handed to several workers
        faults.note("proposal", f"{examples(sorted(found.odd), 5)} must be in Unicode form NFC")
    return found


def _in_turn(begun: Callable[[], Iterable["nw.DataFrame[Any]"]], plan: Plan) -> Counted:
    """Count a stream; hold it all, a byte for each vote, if it is in no order at all."""
    with suppress(Scattered):
        return Counted.of(begun(), plan, whole=False)
    return Counted.of(begun(), plan)


def batches(frame: Frame) -> Iterator["nw.DataFrame[Any]"]:
    """Yield the rows of a frame, as its engine streams them."""
    native = frame.to_native()
    if isinstance(frame, nw.LazyFrame) and hasattr(native, "collect_batches"):  # of Polars
        import polars as pl  # noqa: PLC0415

        newest = pl.CompatLevel.newest()  # no text is copied
        for batch in native.collect_batches(chunk_size=_ROWS, maintain_order=True):
            yield nw.from_native(batch.to_arrow(compat_level=newest), eager_only=True)
    elif frame.implementation.is_duckdb():
        again = native.project("*")  # before DuckDB 1.4, a relation is read once
        new = hasattr(again, "to_arrow_reader")
        for batch in (again.to_arrow_reader if new else again.fetch_arrow_reader)(_ROWS):
            yield _of_arrow(batch)
    elif frame.implementation.is_dask():
        for part in native.partitions:
            yield from _slices(nw.from_native(part.compute(), eager_only=True))
    else:
        yield from _slices(collected(frame))


def _slices(frame: "nw.DataFrame[Any]") -> Iterator["nw.DataFrame[Any]"]:
    for start in range(0, len(frame), _ROWS):
        yield frame[start : start + _ROWS]


def _of_arrow(batch: Any) -> "nw.DataFrame[Any]":
    import pyarrow as pa  # noqa: PLC0415

    return nw.from_native(pa.Table.from_batches([batch]), eager_only=True)


def head_of_parquet(source: Table) -> "nw.DataFrame[Any] | None":
    """Return a file of Parquet without its rows; None for whatever else."""
    if isinstance(source, str | PathLike):
        with suppress(ModuleNotFoundError, OSError, ValueError, Refused):
            from pyarrow import parquet  # noqa: PLC0415

            head = collected(opened(parquet.read_schema(source).empty_table()))
            if nw.Float32 not in head.schema.values():  # of which `opened` makes longer ones
                return head
    return None


def _of_file(
    source: Any, chosen: list[nw.Expr], columns: list[str]
) -> Iterator["nw.DataFrame[Any]"]:
    """Yield the rows of a file of Parquet; ids and codes come over and over, each kept once."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {field.name: field.type for field in parquet.read_schema(source)}
    text = [name for name in columns if pa.types.is_string(kinds[name])]
    try:
        with parquet.ParquetFile(source, read_dictionary=text, pre_buffer=False) as file:
            for batch in file.iter_batches(_ROWS, columns=columns):
                yield _of_arrow(batch).select(chosen)
    except (pa.ArrowException, OSError):
        frame_of(source, "votes", columns)  # says what is damaged
        raise


def _by_dask(rows: Any, plan: Plan) -> Counted:
    """Count partitions of whole proposals; add up the sums, some at a time.

    Rows of proposals that are in several partitions are brought together, and no others.
    """
    from dask.delayed import delayed  # noqa: PLC0415

    held = rows["proposal"].map_partitions(_each_once).compute()
    several = held[held.duplicated()].unique()
    frames = [rows]
    if 2 * len(several) > held.nunique():  # in no order: to look each up would only take longer
        frames = [rows.shuffle(on="proposal")]
    elif len(several):
        apart = rows["proposal"].isin(several.tolist())
        frames = [rows[~apart], rows[apart].shuffle(on="proposal")]
    parts = [delayed(_of_partition)(part, plan) for frame in frames for part in frame.to_delayed()]
    while len(parts) > 1:
        starts = range(0, len(parts), _AT_ONCE)
        parts = [delayed(_added)(parts[start : start + _AT_ONCE]) for start in starts]
    found: Counted = parts[0].compute()
    return found


def _each_once(column: Any) -> Any:
    return column.drop_duplicates()


def _of_partition(rows: Any, plan: Plan) -> Counted:
    return Counted.of(_slices(nw.from_native(rows, eager_only=True)), plan)


def _added(parts: Iterable[Counted]) -> Counted:
    return reduce(Counted.add, parts)


def _by_spark(rows: Any, plan: Plan) -> Counted:
    """Count likewise the Arrow batches of a partition; what its worker sends are the sums."""
    parts = rows.repartition("proposal").mapInArrow(partial(of_batches, plan), "part binary")
    return _added(pickle.loads(row.part) for row in parts.toLocalIterator())  # noqa: S301 - ours


def of_batches(plan: Plan, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield what record batches of whole proposals add up to, as a record batch."""
    import pyarrow as pa  # noqa: PLC0415

    found = Counted.of(map(_of_arrow, batches), plan)
    yield pa.RecordBatch.from_pydict({"part": [pickle.dumps(found)]})
