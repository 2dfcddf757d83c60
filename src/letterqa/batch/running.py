"""Pairs are checked by processes of this machine, a bounded number at a time; one that dies takes no pair with it but its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from letterqa.batch.parcels import Parcel
from letterqa.batch.working import close, work
from letterqa.wholes import Outcome

FEW = 6  # pairs that are checked before another process would have started
_AHEAD = 2  # parcels a process that are on their way, so that none waits and memory stays bounded
DIED = "The process that checked it ended, perhaps for lack of memory; check this pair alone."

Work = Callable[[Parcel], Outcome]


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(parcels: Iterable[Parcel], jobs: int, work: Work = work) -> Iterator[Outcome]:
    """The outcomes, as they come. With one job, everything happens in this process.

    A process that dies ends its pool; the pairs that were on their way are then checked one by one in a process each, so that the guilty one is
    known. `work` must be a function of a module.
    """
    if jobs <= 1:
        try:
            yield from map(work, parcels)
        finally:
            close()
        return
    waiting = iter(parcels)
    while True:
        broken: list[Parcel] = []
        yield from _pooled(waiting, jobs, work, broken)
        if not broken:
            return
        for parcel in sorted(broken, key=lambda item: item.number):
            yield _alone(parcel, work)


def _pooled(waiting: Iterator[Parcel], jobs: int, work: Work, broken: list[Parcel]) -> Iterator[Outcome]:
    """Outcomes from a pool, until all is done or the pool breaks; what was on its way then is left in `broken`."""
    pool = _pool(jobs)
    pending: dict[Future[Outcome], Parcel] = {}
    try:
        while not broken:
            for parcel in islice(waiting, jobs * _AHEAD - len(pending)):
                pending[pool.submit(work, parcel)] = parcel
            if not pending:
                break
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda item: pending[item].number):
                parcel = pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(parcel)
        # In a broken pool nothing else will be done; what was done before is told above.
        broken += pending.values()
    except BrokenProcessPool:  # it broke while a parcel was handed over
        broken += [parcel, *pending.values()]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(parcel: Parcel, work: Work) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(work, parcel).result()
        except BrokenProcessPool:
            return Outcome(parcel.number, DIED)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A fresh interpreter each: a copy of this one might hold a lock of a thread that it does not have.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    import atexit
    import signal

    # Ctrl-C reaches every process of the terminal; the one that started the others decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(close)
