"""Bilingual files: whatever way two versions stand in one file, each line goes to its own, with its place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations, zip_longest
from pathlib import Path

import pytest

from letterqa import Checker, Settings
from letterqa.bilingual import Division, divide, remark
from letterqa.errors import ReadError
from letterqa.reading import read
from running import Run
from six_versions import SIX
from small_letters import LETTERS, edited, loud, said

PAIRS = ["en-it", "fr-es", "de-pt", "it-en", "es-fr", "pt-de"]
EVERY = [f"{one}-{two}" for one, two in permutations(SIX, 2)]


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line for line in text.split("\n") if line.strip()]


def paragraphs(text: str) -> list[str]:
    return text.rstrip("\n").split("\n\n")


def after(one: str, two: str) -> str:
    """One version after the other, three blank lines between them."""
    return f"{one}\n\n\n{two}"


def tight(one: str, two: str) -> str:
    """One version after the other, one blank line between them."""
    return f"{one}\n{two}"


def ruled(one: str, two: str) -> str:
    """One version after the other, a line of dashes between them."""
    return f"{one}\n* * *\n\n{two}"


def alternating(one: str, two: str) -> str:
    """Paragraph by paragraph, the body in turns: heads, addresses and signatures stay where they are."""
    both = zip_longest(paragraphs(one), paragraphs(two))
    return "\n\n".join(piece for pair in both for piece in pair if piece is not None) + "\n"


def written(folder: Path, text: str, name: str = "letter.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def divided(folder: Path, text: str, *wanted: str) -> Division:
    return divide(read(written(folder, text)), wanted)


def versions(division: Division) -> dict[str, list[str]]:
    return {code: lines(document.text) for code, document in division.versions}


@pytest.fixture(autouse=True)
def folder(workplace: Path) -> Path:
    return workplace


@pytest.mark.parametrize("layout", [after, tight, ruled])
@pytest.mark.parametrize("languages", EVERY)
def test_one_after_the_other(folder: Path, languages: str, layout: Callable[[str, str], str]) -> None:
    """Each version gets all of its lines and no other, in the order of the file, in any two languages."""
    one, two = languages.split("-")
    division = divided(folder, layout(SIX[one], SIX[two]))
    found = {code: [line for line in texts if line != "* * *"] for code, texts in versions(division).items()}
    assert list(found) == [one, two]
    assert found == {one: lines(SIX[one]), two: lines(SIX[two])}


@pytest.mark.parametrize("languages", PAIRS)
def test_a_second_letterhead_begins_the_second_version(folder: Path, languages: str) -> None:
    """The sender's lines stand in no language; the second time they open the second version."""
    one, two = languages.split("-")
    head = "\n".join(LETTERS[one].split("\n")[:2])
    division = divided(folder, tight(LETTERS[one], LETTERS[two]))
    assert [document.text.count(head) for _, document in division.versions] == [1, 1]
    assert division.versions[1][1].text.lstrip("\n").startswith(head)


@pytest.mark.parametrize("languages", PAIRS)
def test_no_letterhead(folder: Path, languages: str) -> None:
    """The address of the second version follows the footer of the first at once."""
    one, two = languages.split("-")
    texts = ["\n\n".join(paragraphs(LETTERS[code])[1:]) + "\n" for code in (one, two)]
    assert versions(divided(folder, tight(*texts))) == {one: lines(texts[0]), two: lines(texts[1])}


@pytest.mark.parametrize("languages", PAIRS)
def test_paragraphs_in_turns(folder: Path, languages: str) -> None:
    """In running text that alternates every paragraph goes to its own version."""
    one, two = languages.split("-")
    bodies = ["\n\n".join(piece for piece in paragraphs(LETTERS[code])[4:-2] if len(piece) > 60) + "\n" for code in (one, two)]
    assert versions(divided(folder, alternating(*bodies))) == {one: lines(bodies[0]), two: lines(bodies[1])}


def test_whole_letters_in_turns(folder: Path) -> None:
    """Nothing is lost where heads and signatures alternate too, and what has words of its own is where it belongs."""
    division = divided(folder, alternating(LETTERS["en"], LETTERS["it"]))
    found = versions(division)
    assert sorted(found["en"] + found["it"]) == sorted(lines(LETTERS["en"]) + lines(LETTERS["it"]))
    for code in ("en", "it"):
        assert {line for line in lines(LETTERS[code]) if len(line) > 40} <= set(found[code])


@pytest.mark.parametrize("languages", ["en-it", "pt-de"])
def test_languages_named(folder: Path, languages: str) -> None:
    """Naming the languages, in either order, changes neither the versions nor their order."""
    one, two = languages.split("-")
    text = after(LETTERS[one], LETTERS[two])
    told = versions(divided(folder, text))
    assert versions(divided(folder, text, one, two)) == told
    assert versions(divided(folder, text, two, one)) == told
    assert list(told) == [one, two]


def test_languages_named_where_the_text_is_too_short(folder: Path) -> None:
    """Two lines cannot tell their languages, but can be told apart once these are named."""
    text = "Dear Minister,\n\nSignor Ministro,\n"
    with pytest.raises(ReadError, match="--source-lang"):
        divided(folder, text)
    assert versions(divided(folder, text, "en", "it")) == {"en": ["Dear Minister,"], "it": ["Signor Ministro,"]}


def test_regional_tags_named(folder: Path) -> None:
    text = after(LETTERS["pt"], LETTERS["en"])
    assert versions(divided(folder, text, "en-GB", "pt-BR")) == versions(divided(folder, text))


@pytest.mark.parametrize("code", sorted(LETTERS))
def test_one_language_only(folder: Path, code: str) -> None:
    """A letter in one language holds no two versions, named or not."""
    with pytest.raises(ReadError, match="only"):
        divided(folder, LETTERS[code])
    with pytest.raises(ReadError, match="only"):
        divided(folder, LETTERS[code], code, "it" if code != "it" else "en")


@pytest.mark.parametrize(
    ("code", "quotation"),
    [
        ("en", "„Niemand von uns hat seither ein Wort von ihr gehört.“"),
        ("it", "“Nobody among us has heard a word from her since then.”"),
        ("fr", "«Nadie entre nosotros ha vuelto a saber nada de ellos.»"),
        ("es", "« Personne parmi nous n'a plus jamais entendu parler d'eux. »"),
        ("de", "«Ninguém entre nós voltou a ouvir uma palavra deles.»"),
        ("pt", "«Nessuno tra noi ha più sentito una parola da loro.»"),
    ],
)
def test_quotation_is_no_version(folder: Path, code: str, quotation: str) -> None:
    """One sentence in another language does not make a letter bilingual."""
    pieces = paragraphs(LETTERS[code])
    with pytest.raises(ReadError, match="only"):
        divided(folder, "\n\n".join([*pieces[:6], quotation, *pieces[6:]]) + "\n")


def test_nothing_is_lost_or_invented(folder: Path) -> None:
    """The lines of both versions are those of the file."""
    text = after(LETTERS["de"], LETTERS["fr"])
    found = versions(divided(folder, text))
    assert sorted(found["de"] + found["fr"]) == sorted(lines(text))


def test_doubts(folder: Path) -> None:
    """A line in a third language is listed with its number, and taken for the version around it."""
    third = "Los defensores de los derechos humanos han denunciado estas detenciones ante los tribunales del país."
    text = after(LETTERS["it"].replace("\n\nLa legge", f"\n\n{third}\n\nLa legge"), LETTERS["en"])
    division = divided(folder, text)
    number = text.split("\n").index(third) + 1
    assert [(doubt.number, doubt.text, doubt.language) for doubt in division.doubts] == [(number, third, "it")]
    said_of = remark(division.doubts[0], "line")
    assert said_of.startswith(f"Line {number} (“Los defensores") and "Spanish" in said_of and "Italian" in said_of


@pytest.mark.parametrize("languages", PAIRS)
def test_no_doubts_where_there_are_none(folder: Path, languages: str) -> None:
    one, two = languages.split("-")
    assert divided(folder, after(LETTERS[one], LETTERS[two])).doubts == ()


@pytest.mark.parametrize("layout", [after, tight])
@pytest.mark.parametrize("languages", PAIRS)
def test_check_of_one_file(checker: Checker, folder: Path, languages: str, layout: Callable[[str, str], str]) -> None:
    """The two versions of a faithful letter raise nothing, as in two files."""
    one, two = languages.split("-")
    report = checker.check(written(folder, layout(LETTERS[one], LETTERS[two])))
    assert (report.bitext.source.language, report.bitext.target.language) == (one, two)
    assert said(report) == []


@pytest.mark.parametrize("layout", [after, tight])
@pytest.mark.parametrize("languages", PAIRS)
def test_same_findings_as_in_two_files(checker: Checker, folder: Path, languages: str, layout: Callable[[str, str], str]) -> None:
    """An error is found in one file as in two, with the same words."""
    one, two = languages.split("-")
    texts = {code: LETTERS[code] for code in (one, two)}
    dropped = [piece for piece in paragraphs(texts[two]) if len(piece) > 150][1]
    texts[two] = texts[two].replace(f"{dropped}\n\n", "")
    pair = checker.check(*(written(folder, texts[code], f"letter_{code}.txt") for code in (one, two)))
    single = checker.check(written(folder, layout(texts[one], texts[two])))
    assert said(pair) != []
    assert said(single) == said(pair)


def test_places_are_those_of_the_file(checker: Checker, folder: Path) -> None:
    """Line numbers of both versions are counted in the bilingual file."""
    italian = edited(LETTERS["it"], [("Signor Ministro,", "Signor Presidente,")])[0]
    text = after(italian, LETTERS["en"])
    report = checker.check(written(folder, text))
    found = loud(report)
    assert [item.rule.id for item in found] == ["addressee.salutation"]
    for letter, spans, words in (
        (report.bitext.source, found[0].source, "Signor Presidente,"),
        (report.bitext.target, found[0].target, "Dear Minister,"),
    ):
        assert letter[spans[0]] == words
        assert line_of(letter, spans[0].start) == text.split("\n").index(words) + 1


def line_of(letter: object, start: int) -> int:
    """The number that a reader is told for a place in a letter."""
    origin = letter.origin  # type: ignore[attr-defined]
    unit = max(index for index, begin in enumerate(origin.starts) if begin <= start)
    number: int = origin.number(unit)
    return number


@pytest.mark.parametrize("layout", [after, tight, alternating])
def test_every_line_keeps_its_number(folder: Path, layout: Callable[[str, str], str]) -> None:
    text = layout(LETTERS["fr"], LETTERS["es"])
    everything = text.split("\n")
    for _, document in divided(folder, text).versions:
        at = 0
        for line in document.text.split("\n"):
            if line.strip():
                assert everything[line_of(document, at) - 1] == line
            at += len(line) + 1


def test_command_check(run: Run, folder: Path) -> None:
    """`letterqa check FILE` passes a faithful letter and writes one report named like the file."""
    written(folder, after(LETTERS["it"], LETTERS["en"]), "azione.txt")
    code, out, _ = run("check", "azione.txt")
    assert (code, "no findings" in out) == (0, True)
    assert (folder / "reports" / "azione.html").is_file()


def test_command_check_fails_with_places(run: Run, folder: Path) -> None:
    text = after(edited(LETTERS["it"], [("Signor Ministro,", "Signor Presidente,")])[0], LETTERS["en"])
    written(folder, text)
    code, out, _ = run("check", "letter.txt")
    assert code == 1
    assert "addressee.salutation" in out
    assert f"line {text.split(chr(10)).index('Signor Presidente,') + 1}" in out


def test_command_check_json(run: Run, folder: Path) -> None:
    written(folder, after(LETTERS["pt"], LETTERS["de"]))
    code, out, _ = run("check", "letter.txt", "--report", "json:-")
    report = json.loads(out)
    assert (code, report["source"]["language"], report["target"]["language"]) == (0, "pt", "de")


def test_command_check_with_languages(run: Run, folder: Path) -> None:
    written(folder, after(LETTERS["pt"], LETTERS["de"]))
    assert run("check", "letter.txt", "--source-lang", "de", "--target-lang", "pt", "--quiet")[0] == 0


@pytest.mark.parametrize("command", ["check", "split"])
@pytest.mark.parametrize("code", ["en", "de"])
def test_command_on_one_language_only(run: Run, folder: Path, command: str, code: str) -> None:
    """A letter in one language is an error of usage, told in one sentence."""
    written(folder, LETTERS[code])
    status, out, err = run(command, "letter.txt")
    assert (status, out) == (2, "")
    assert err.startswith("letterqa: ") and " only" in err and err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "split"])
def test_command_on_a_missing_file(run: Run, command: str) -> None:
    assert run(command, "nothing.txt")[0] == 2


def test_split(run: Run, folder: Path) -> None:
    """Two files are written beside the bilingual one, which stays as it is."""
    path = written(folder, after(LETTERS["fr"], LETTERS["es"]))
    before = path.read_bytes()
    code, out, err = run("split", "letter.txt")
    assert (code, err) == (0, "")
    assert (folder / "letter_fr.txt").read_text(encoding="utf-8") == LETTERS["fr"]
    assert (folder / "letter_es.txt").read_text(encoding="utf-8") == LETTERS["es"]
    assert path.read_bytes() == before
    assert [line.split(",")[0] for line in out.splitlines()[:2]] == ["letter_fr.txt: French", "letter_es.txt: Spanish"]


def test_split_refuses_to_overwrite(run: Run, folder: Path) -> None:
    """A file that is there is left alone, and the other one is not written either; --force replaces it."""
    written(folder, after(LETTERS["it"], LETTERS["en"]))
    kept = written(folder, "mine\n", "letter_it.txt")
    code, out, err = run("split", "letter.txt")
    assert (code, out) == (2, "")
    assert "letter_it.txt" in err and "--force" in err
    assert kept.read_text(encoding="utf-8") == "mine\n"
    assert not (folder / "letter_en.txt").exists()
    assert run("split", "letter.txt", "--force")[0] == 0
    assert kept.read_text(encoding="utf-8") == LETTERS["it"]


def test_split_elsewhere(run: Run, folder: Path) -> None:
    """-o makes the folder, and leaves that of the bilingual file alone."""
    written(folder, tight(LETTERS["pt"], LETTERS["de"]))
    assert run("split", "letter.txt", "-o", "out/versions")[0] == 0
    assert sorted(path.name for path in (folder / "out" / "versions").iterdir()) == ["letter_de.txt", "letter_pt.txt"]
    assert sorted(path.name for path in folder.glob("letter*.txt")) == ["letter.txt"]


def test_split_lists_doubts(run: Run, folder: Path) -> None:
    third = "Les défenseurs des droits humains ont dénoncé ces arrestations devant les tribunaux du pays."
    written(folder, after(LETTERS["it"].replace("\n\nLa legge", f"\n\n{third}\n\nLa legge"), LETTERS["en"]))
    code, out, _ = run("split", "letter.txt")
    assert code == 0
    assert "look at these lines" in out and "Les défenseurs" in out and "French" in out


def test_split_files_check_as_the_file_does(checker: Checker, run: Run, folder: Path) -> None:
    written(folder, tight(LETTERS["pt"], LETTERS["de"]))
    run("split", "letter.txt")
    assert said(checker.check(folder / "letter_pt.txt", folder / "letter_de.txt")) == []


def test_split_with_languages_named(run: Run, folder: Path) -> None:
    written(folder, "Dear Minister,\n\nSignor Ministro,\n")
    assert run("split", "letter.txt")[0] == 2
    assert run("split", "letter.txt", "--source-lang", "en", "--target-lang", "it")[0] == 0
    assert (folder / "letter_it.txt").read_text(encoding="utf-8") == "Signor Ministro,\n"


def test_the_letter_of_the_readme(checker: Checker, folder: Path) -> None:
    """The published example, its two versions in one file, says what it says in two."""
    example = Path(__file__).parents[1] / "examples" / "acat-2020"
    texts = [(example / f"letter_{code}.txt").read_text(encoding="utf-8") for code in ("en", "it")]
    pair = checker.check(example / "letter_en.txt", example / "letter_it.txt")
    single = checker.check(written(folder, after(*texts)))
    assert [(rule, severity) for rule, severity, *_ in said(single)] == [(rule, severity) for rule, severity, *_ in said(pair)]


def test_settings_name_the_languages(folder: Path) -> None:
    """The library takes the languages from its settings."""
    path = written(folder, after(LETTERS["it"], LETTERS["en"]))
    with Checker(Settings(source_lang="it", target_lang="en")) as opened:
        report = opened.check(path)
    assert (report.bitext.source.claimed, report.bitext.target.claimed) == ("option", "option")
    assert said(report) == []
