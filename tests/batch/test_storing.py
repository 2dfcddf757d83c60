"""What is kept is what was, and only for the same letters, settings, materials and versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from letterqa.batch.parcels import Materials, Parcel, Thing, laid_out, materials
from letterqa.batch.storing import Store, opened
from letterqa.batch.working import work
from letterqa.config import Settings
from letterqa.errors import ConfigError, LetterqaError, ReadError
from letterqa.finding import Severity
from letterqa.reading import Source
from small_letters import EN, IT

SETTINGS = Settings(languagetool="off")
PARCEL = Parcel(
    0,
    Source("a_en.txt", "a_en.txt", EN.encode()),
    Source("a_it.txt", "a_it.txt", IT.replace("14 marzo", "15 marzo").encode()),
    SETTINGS,
    Materials((), ""),
    ("json", "html"),
)


def test_an_outcome_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", "one")
    outcome = work(PARCEL)
    key = store.key(PARCEL)
    assert store.get(key) is None
    put = store.put(key, outcome)
    got = store.get(key)
    assert got == put and got.outcome == replace(outcome, reports=()) and got.outcome.claims and got.outcome.worst
    assert {kind: store.report(key, kind) for kind in ("json", "html")} == dict(outcome.reports)
    assert (tmp_path / "cache" / ".gitignore").read_text(encoding="utf-8").endswith("*\n") and (tmp_path / "cache" / "CACHEDIR.TAG").is_file()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: replace(p, source=Source("a_en.txt", "a_en.txt", (EN + " ").encode())), id="source"),
        pytest.param(lambda p: replace(p, target=Source("b_it.txt", "a_it.txt", p.target.data)), id="name"),
        pytest.param(lambda p: replace(p, settings=replace(SETTINGS, fail_on=Severity.MINOR)), id="gate"),
        pytest.param(lambda p: replace(p, settings=replace(SETTINGS, severity={"figures.changed": None})), id="severity"),
        pytest.param(lambda p: replace(p, settings=replace(SETTINGS, today="2026-01-01")), id="day"),
        pytest.param(lambda p: replace(p, settings=replace(SETTINGS, languagetool="auto")), id="languagetool"),
        pytest.param(lambda p: replace(p, materials=Materials((), "other")), id="materials"),
        pytest.param(lambda p: replace(p, wanted=("json",)), id="formats"),
        pytest.param(lambda p: replace(p, text=False), id="text"),
        pytest.param(lambda p: replace(p, language="it"), id="language"),
    ],
)
def test_whatever_decides_an_outcome_is_in_its_key(tmp_path: Path, change: Callable[[Parcel], Parcel]) -> None:
    store = Store(tmp_path, "one")
    assert store.key(change(PARCEL)) != store.key(PARCEL) == store.key(replace(PARCEL, number=5, server="http://127.0.0.1:8081"))
    assert Store(tmp_path, "two").key(PARCEL) != store.key(PARCEL)


def test_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path, "one")
    key = store.key(PARCEL)
    store.put(key, work(PARCEL))
    for content in (b"", b"{}", b"[1]", b"\xff", b'{"claims": 3}'):
        (tmp_path / key[:2] / f"{key}.outcome").write_bytes(content)
        assert store.get(key) is None
    (tmp_path / key[:2] / f"{key}.html").write_bytes(b"no zlib")
    assert store.report(key, "html") is None and store.report(key, "sarif") is None


def test_what_may_go_well_the_next_time_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path, "one")
    key = store.key(PARCEL)
    store.put(key, work(PARCEL), passing=True)
    assert store.get(key) is None and store.report(key, "json")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LetterqaError, match="--no-cache"):
        Store(tmp_path / "file" / "cache", "one")
    with opened(None, "one") as store:
        store.put("ab" * 20, work(PARCEL))
        assert store.get("ab" * 20)


def test_materials_travel_as_bytes(tmp_path: Path) -> None:
    home, above = tmp_path / "campaign" / "letters", tmp_path / "terms"
    (home / "glossaries").mkdir(parents=True)
    above.mkdir()
    (above / "own.csv").write_text("en,it\nprisoner,prigioniero\n", encoding="utf-8")
    (home / "glossaries" / "more.csv").write_text("en,it\nlawyer,avvocato\n", encoding="utf-8")
    (home / "campaign.toml").write_text('title = "x"\nglossaries = ["../../terms/own.csv"]\n', encoding="utf-8")
    (home / "letterqa-waivers.toml").write_text("", encoding="utf-8")
    held = materials(SETTINGS, (home,))
    assert [thing.name for thing in held.things] == ["more.csv", "campaign.toml", "own.csv", "letterqa-waivers.toml"]
    with laid_out(held.things, SETTINGS) as placed:
        from letterqa.campaign import load

        assert [Path(path).name for path in placed.glossary] == ["more.csv"] and placed.campaign and placed.waivers
        assert load(Path(placed.campaign)).glossaries[0].read_text(encoding="utf-8").startswith("en,it")
        place = Path(placed.campaign)
    assert not place.exists()
    (above / "own.csv").write_text("en,it\nprisoner,detenuto\n", encoding="utf-8")
    assert materials(SETTINGS, (home,)).digest != held.digest


def test_materials_that_lead_out_are_not_laid_out(tmp_path: Path) -> None:
    with laid_out((Thing(f"sheet:{'../' * 40}{tmp_path.name}-out.csv", "out.csv", b"x"),), SETTINGS):
        assert not list(tmp_path.parent.glob("*-out.csv")) and not Path(f"/{tmp_path.name}-out.csv").exists()


def test_materials_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises((ReadError, ConfigError), match="nothing.csv"):
        materials(replace(SETTINGS, glossary=(str(tmp_path / "nothing.csv"),)), ())
