"""Work that goes wrong, in a module of its own so that another process finds it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from letterqa.batch.parcels import Parcel
from letterqa.batch.working import work
from letterqa.wholes import Outcome


def dies_on_three(parcel: Parcel) -> Outcome:
    """As the kernel ends a process that takes too much memory."""
    if parcel.number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(parcel.number, words=(parcel.number, 0))


def dies_once(parcel: Parcel) -> Outcome:
    """The first process that gets parcel 2 dies; the file tells the next one."""
    mark = Path(parcel.source.given)
    if parcel.number == 2 and not mark.exists():
        mark.write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(parcel.number)


def slow(parcel: Parcel) -> Outcome:
    """Real work that leaves time to be interrupted."""
    time.sleep(0.3)
    return work(parcel)
