"""Versions are told from names and folders; what belongs to none is listed with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.batch.discovering import discover
from letterqa.errors import ConfigError, ReadError
from letterqa.wholes import Found


def found(folder: Path, *names: str, **options: str) -> Found:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    return discover(folder, **options)  # type: ignore[arg-type]


def sets(result: Found) -> dict[str, tuple[str, ...]]:
    return {letter.name: (letter.source.path, *(target.path for target in letter.targets)) for letter in result.letters}


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("a_en.txt", "a_it.txt"), {"a": ("a_en.txt", "a_it.txt")}),
        (("a_it.txt", "a_en.txt", "a_fr.docx"), {"a": ("a_en.txt", "a_fr.docx", "a_it.txt")}),
        (("a.en.md", "a.pt-BR.md", "a.pt-PT.md"), {"a": ("a.en.md", "a.pt-BR.md", "a.pt-PT.md")}),
        (("en/a.txt", "it/a.txt", "en/b.txt", "it/b.txt"), {"a": ("en/a.txt", "it/a.txt"), "b": ("en/b.txt", "it/b.txt")}),
        (("x/en/y/a.txt", "x/it/y/a.txt"), {"x/y/a": ("x/en/y/a.txt", "x/it/y/a.txt")}),
        (("2020/en.txt", "2020/it.txt"), {"2020": ("2020/en.txt", "2020/it.txt")}),
        (("en.txt", "it.txt"), {".": ("en.txt", "it.txt")}),
        (("letters-en/a.txt", "letters-fr/a.txt"), {"letters/a": ("letters-en/a.txt", "letters-fr/a.txt")}),
        (("x/a_en.txt", "x/a_it.txt", "y/a_en.txt", "y/a_de.txt"), {"x/a": ("x/a_en.txt", "x/a_it.txt"), "y/a": ("y/a_en.txt", "y/a_de.txt")}),
        (("it/a_en.txt", "it/a_fr.txt"), {"it/a": ("it/a_en.txt", "it/a_fr.txt")}),
    ],
)
def test_versions_are_told(tmp_path: Path, names: tuple[str, ...], letters: dict[str, tuple[str, ...]]) -> None:
    result = found(tmp_path, *names)
    assert sets(result) == letters and result.left == ()


def test_what_stands_beside_letters_is_none(tmp_path: Path) -> None:
    beside = ("README.md", "notes_en.txt", "glossaries/terms_en.txt", "reports/a_en.html", ".git/a_en.txt", "~$a_en.docx", "a_en.png", "campaign.toml")
    result = found(tmp_path, "a_en.txt", "a_it.txt", *beside)
    assert sets(result) == {"a": ("a_en.txt", "a_it.txt")} and result.left == ()


def test_what_is_left_is_listed(tmp_path: Path) -> None:
    result = found(tmp_path, "a_en.txt", "a_en.md", "a_it.txt", "plain.txt", "b_fr.txt", "letter_en_it.txt")
    assert sets(result) == {"a": ("a_en.md", "a_it.txt")}
    assert {item.path: str(item.reason) for item in result.left} == {
        "a_en.txt": "a_en.md is the same letter in the same language",
        "b_fr.txt": "there is no other version of it",
        "letter_en_it.txt": "neither its name nor a folder says its language",
        "plain.txt": "neither its name nor a folder says its language",
    }


def test_the_source_is_the_language_of_most(tmp_path: Path) -> None:
    result = found(tmp_path, "a_es.txt", "a_it.txt", "b_es.txt", "b_fr.txt", "c_it.txt", "c_en.txt", "d_es.txt", "d_fr.txt")
    assert result.source == "es"
    assert sets(result)["a"][0] == "a_es.txt" and {letter.name: letter.missing for letter in result.letters} == {"a": None, "b": None, "c": "es", "d": None}
    asked = discover(tmp_path, source="it")
    assert sets(asked)["a"] == ("a_it.txt", "a_es.txt") and sets(asked)["c"] == ("c_it.txt", "c_en.txt")


def test_one_target_only(tmp_path: Path) -> None:
    result = found(tmp_path, "a_en.txt", "a_it.txt", "a_fr.txt", "b_en.txt", "b_fr.txt", target="it")
    assert sets(result) == {"a": ("a_en.txt", "a_it.txt")}
    assert [str(item.reason) for item in result.left] == ["there is no version of it in Italian"]


@pytest.mark.parametrize(
    ("pattern", "names", "letters"),
    [
        ("{lang}-{letter}", ("en-a.txt", "it-a.txt"), {"a": ("en-a.txt", "it-a.txt")}),
        ("{letter}/final.{lang}", ("a/final.en.txt", "a/final.it.txt", "a/draft.en.txt"), {"a": ("a/final.en.txt", "a/final.it.txt")}),
        ("{letter}/*_{lang}.docx", ("a/x_en.docx", "a/y_it.docx", "a/x_en.txt"), {"a": ("a/x_en.docx", "a/y_it.docx")}),
        ("{lang}/{letter}", ("en/a_it.txt", "fr/a_it.txt"), {"a_it": ("en/a_it.txt", "fr/a_it.txt")}),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, names: tuple[str, ...], letters: dict[str, tuple[str, ...]]) -> None:
    assert sets(found(tmp_path, *names, pattern=pattern)) == letters


def test_a_name_that_the_reader_would_not_understand_is_marked(tmp_path: Path) -> None:
    result = found(tmp_path, "en-a.txt", "it-a.txt", pattern="{lang}-{letter}")
    assert not result.letters[0].source.told
    assert found(tmp_path / "x", "a_en.txt", "a_it.txt").letters[0].source.told


@pytest.mark.parametrize("pattern", ["{letter}", "{lang}", "{letter}_{letter}_{lang}", ""])
def test_patterns_that_say_nothing(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ConfigError, match="once each"):
        found(tmp_path, "a_en.txt", "a_it.txt", pattern=pattern)


def test_folders_that_hold_no_campaign(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no folder"):
        discover(tmp_path / "nothing")
    with pytest.raises(ReadError, match="No two files"):
        found(tmp_path, "a_en.txt", "b_it.txt")
    with pytest.raises(ReadError, match="is no folder"):
        discover(tmp_path / "a_en.txt")


def test_links_lead_nowhere(tmp_path: Path) -> None:
    found(tmp_path / "in", "a_en.txt", "a_it.txt")
    found(tmp_path / "out", "b_en.txt", "b_it.txt")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "out", target_is_directory=True)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    assert set(sets(discover(tmp_path / "in"))) == {"a"}
