"""Pairs are checked on a Dask cluster that is there already: the same function, letters as bytes, no scheduler of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

from letterqa import __version__
from letterqa.batch.parcels import Materials, Parcel
from letterqa.batch.running import DIED
from letterqa.batch.working import work
from letterqa.errors import ConfigError
from letterqa.wholes import Outcome

_AHEAD = 2  # parcels a thread that are on their way
_PATIENCE = 10  # seconds for the scheduler to answer, and for a first worker


def run(parcels: Iterable[Parcel], scheduler: str) -> Iterator[Outcome]:
    """The outcomes, as they come. What a lost worker had is given to another by Dask, up to three times.

    Raises ConfigError for a cluster that cannot be reached, has no worker, or has another version of letterqa.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise ConfigError("--scheduler needs Dask, which is not installed: pip install 'letterqa[cluster]'.") from None
    client = _connected(Client, scheduler)
    try:
        _same_version(client)
        waiting = iter(parcels)
        run_id = uuid4().hex  # Dask takes equal keys for the same work, also that of another run
        shared: dict[str, Any] = {}
        pending: dict[Any, int] = {}
        queue = as_completed(loop=client.loop)
        while True:
            room = max(2, sum(client.nthreads().values()) * _AHEAD) - len(pending)
            for parcel in islice(waiting, max(room, 0)):
                digest = parcel.materials.digest
                if digest not in shared:
                    # A task, not scattered data: what a lost worker held of it is made again.
                    shared[digest] = client.submit(_unchanged, parcel.materials, key=f"letterqa-materials-{run_id}-{digest}")
                bare = replace(parcel, materials=Materials((), digest))
                future = client.submit(_work, bare, shared[digest], key=f"letterqa-{run_id}-{parcel.number}", pure=False)
                pending[future] = parcel.number
                queue.add(future)
            if not pending:
                return
            future = next(queue)
            number = pending.pop(future)
            try:
                outcome = future.result()
            except KilledWorker:
                outcome = Outcome(number, DIED)
            future.release()
            yield outcome
    finally:
        client.close()


def _work(parcel: Parcel, materials: Materials) -> Outcome:
    """What a worker runs."""
    return work(replace(parcel, materials=materials))


def _unchanged(materials: Materials) -> Materials:
    return materials


def _connected(make: Any, scheduler: str) -> Any:
    try:
        client = make(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(
            f"No Dask scheduler answers at {scheduler}: start one with `dask scheduler`, and give the address that it prints."
        ) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ConfigError(f"The Dask scheduler at {scheduler} has no worker: start one with `dask worker {scheduler} --nthreads 1`.") from error
    return client


def _same_version(client: Any) -> None:
    found = client.run(_version, on_error="return")
    for worker, given in found.items():
        if given != __version__:
            has = f"letterqa {given}" if isinstance(given, str) else "no letterqa"
            raise ConfigError(f"The worker {worker} has {has}, here is letterqa {__version__}: install the same version on all machines.")


def _version() -> str:
    return __version__  # that of the worker: functions travel by name
