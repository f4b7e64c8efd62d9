"""Seconds and memory of what is measured."""

import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any


def seconds(*jobs: Callable[[], Any], rounds: int = 5) -> list[float]:
    """Return the median time of each job; the jobs take turns, so that all see the same machine."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [median(taken) for taken in times]


def extra_memory(job: Callable[[], Any]) -> int:
    """Return the peak of the bytes that a job has allocated at once, its result included."""
    tracemalloc.start()
    job()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def peak_memory() -> float:
    """Return the most memory that this process has had, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
