"""Processes: nothing lost, nothing twice, and who dies dies alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import wrong_workers as workers
from letterqa.batch.parcels import Parcel
from letterqa.batch.running import DIED, run
from letterqa.batch.working import work
from letterqa.reading import Source
from letterqa.wholes import Outcome
from small_letters import IT
from small_parcels import NOTHING, SETTINGS, parcel


def marks(path: Path, count: int) -> Iterator[Parcel]:
    for number in range(count):
        yield Parcel(number, Source(str(path), "", b""), Source("", "", b""), SETTINGS, NOTHING, ())


def test_the_same_from_one_process_and_from_two() -> None:
    parcels = [parcel(number, IT.replace("14 marzo", f"{number + 14} marzo")) for number in range(5)]
    alone = list(run(parcels, 1))
    assert [item.number for item in alone] == list(range(5)) and not any(item.error for item in alone)
    assert [item.failed for item in alone] == [False, True, True, True, True]
    spread = sorted(run(parcels, 2), key=lambda item: item.number)
    assert spread == alone


def test_a_worker_that_dies_takes_its_own_pair_only(tmp_path: Path) -> None:
    found = sorted(run(marks(tmp_path / "mark", 12), 2, workers.dies_on_three), key=lambda item: item.number)
    assert [item.number for item in found] == list(range(12))
    assert [item.number for item in found if item.error] == [3] and found[3].error == DIED
    assert all(item.words == (item.number, 0) for item in found if not item.error)


def test_a_pair_gets_a_second_chance(tmp_path: Path) -> None:
    found = sorted(run(marks(tmp_path / "mark", 8), 2, workers.dies_once), key=lambda item: item.number)
    assert found == [Outcome(number) for number in range(8)]


def test_parcels_are_taken_when_they_are_needed(tmp_path: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Parcel]:
        for held in marks(tmp_path / "mark", 40):
            taken.append(held.number)
            yield held

    outcomes = run(counted(), 2, workers.dies_once)
    next(outcomes)
    assert len(taken) <= 6
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "holds no text"), (b"\x00\x01\x02" * 30, "letter_it.txt"), (b"PK\x03\x04", "letter_it.txt")]
)
def test_a_letter_that_cannot_be_read_is_an_outcome(data: bytes, says: str) -> None:
    held = parcel(7)
    outcome = work(Parcel(7, held.source, Source("letter_it.txt", "letter_it.txt", data), SETTINGS, NOTHING, ("json",)))
    assert outcome.number == 7 and says in outcome.error and not outcome.bug and outcome.reports == ()


def test_a_bug_is_an_outcome_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from letterqa.batch import working

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("what nobody thought of")

    monkeypatch.setattr(working.pipeline, "check", broken)
    outcome = work(parcel(1))
    assert outcome.bug and "ZeroDivisionError: what nobody thought of" in outcome.error
