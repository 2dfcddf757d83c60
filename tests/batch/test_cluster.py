"""A real Dask scheduler with two workers on this machine: the same bytes, and a worker that is killed loses nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from letterqa.batch.cluster import run
from letterqa.batch.running import run as run_here
from letterqa.errors import ConfigError
from running import Run
from small_letters import EN, IT
from small_parcels import parcel

pytestmark = pytest.mark.cluster


@dataclass
class Cluster:
    """A scheduler's address, and its workers."""

    address: str
    workers: list[subprocess.Popen[str]]


def start(*command: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "LETTERQA_LANGUAGETOOL": "off", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([sys.executable, "-m", "distributed.cli." + command[0], *command[1:]], stderr=subprocess.PIPE, text=True, env=environment)


def wait(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"{pattern} never came")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    workers: list[subprocess.Popen[str]] = []
    try:
        address = wait(scheduler, r"Scheduler at:\s+(tcp://\S+)")[1]
        workers += [start("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
        for worker in workers:
            wait(worker, "Registered to")
        yield Cluster(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.communicate()


def test_the_same_as_on_one_machine(cluster: Cluster) -> None:
    parcels = [parcel(number, IT.replace("14 marzo", f"{number + 14} marzo")) for number in range(6)]
    spread = sorted(run(parcels, cluster.address), key=lambda item: item.number)
    assert spread == list(run_here(parcels, 1)) and not any(item.error for item in spread)


def test_a_worker_is_killed_in_mid_run(cluster: Cluster) -> None:
    """Nothing lost, nothing twice, the same bytes."""
    parcels = [parcel(number, IT.replace("14 marzo", f"{number % 16 + 14} marzo").replace("4 Mill", f"{number} Mill")) for number in range(40)]
    found = []
    for outcome in run(parcels, cluster.address):
        found.append(outcome)
        if len(found) == 6:
            cluster.workers[0].send_signal(signal.SIGKILL)
    assert sorted(item.number for item in found) == list(range(40))
    assert sorted(found, key=lambda item: item.number) == list(run_here(parcels, 1))
    assert cluster.workers[0].wait(timeout=10) == -signal.SIGKILL and cluster.workers[1].poll() is None


def test_a_campaign_on_a_cluster(cluster: Cluster, workplace: Path, run: Run) -> None:
    (workplace / "letters" / "glossaries").mkdir(parents=True)
    (workplace / "letters" / "glossaries" / "own.csv").write_text("kind,en,it,it:forbidden\nphrase,prison,carcere,prigione\n", encoding="utf-8")
    for number in range(4):
        (workplace / "letters" / f"l{number}_en.txt").write_text(EN, encoding="utf-8")
        (workplace / "letters" / f"l{number}_it.txt").write_text(IT.replace("14 marzo", f"{number + 14} marzo"), encoding="utf-8")
    pages = []
    for options in (("--scheduler", cluster.address), ("--jobs", "1")):
        code, out, err = run("campaign", "letters", "--no-cache", *options, "--report", "html:reports/index.html", "--report", "reports/all.json")
        assert code == 1 and "terminology.forbidden" in out + Path("reports/all.json").read_text(encoding="utf-8"), err
        pages.append({path.name: path.read_bytes() for path in Path("reports").iterdir()})
        for path in Path("reports").iterdir():
            path.unlink()
    assert pages[0] == pages[1] and len(pages[0]) == 6


def test_no_scheduler_and_no_worker() -> None:
    with pytest.raises(ConfigError, match="dask scheduler"):
        next(run([parcel(0)], "tcp://127.0.0.1:9"))
    with pytest.raises(ConfigError, match="Dask scheduler"):
        next(run([parcel(0)], "nonsense"))
