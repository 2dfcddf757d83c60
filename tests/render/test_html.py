"""The HTML report: one file, well formed, escaped, under a policy that allows nothing but its own style."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import render_samples as samples

from letterqa.finding import Severity
from letterqa.render import FORMATS, SUFFIXES
from letterqa.report import Report

VOID = {"meta", "link", "br", "img", "input", "hr"}
SELF_CLOSING = {"use", "path", "rect", "circle"}


class Page(HTMLParser):
    """Elements in order, and whether every end tag closes the element that was opened last."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.open: list[str] = []
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def all(self, tag: str, name: str = "") -> list[dict[str, str]]:
        """Attributes of all elements of that tag and class."""
        return [attrs for found, attrs in self.elements if found == tag and (not name or name in attrs.get("class", "").split())]

    def text(self, *inside: str) -> str:
        return "".join(data for path, data in self.texts if set(inside) <= set(path))


def render(report: Report) -> str:
    return FORMATS["html"](report)


def test_structure_of_the_page(seed: Report) -> None:
    page = Page(render(seed))
    assert [tag for tag, _ in page.elements if re.fullmatch("header|nav|main|footer", tag)] == ["header", "nav", "main", "footer"]
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("li", "row")) == len(seed.bitext.beads)
    assert len(page.all("li", "finding")) == len(seed.findings)
    assert {attrs["lang"] for attrs in page.all("div", "text")} == {"en", "it"}
    assert sum("gap" in attrs["class"] for attrs in page.all("div", "cell")) == 4
    assert "Red" in page.text("h1") and "7 findings at or above major" in page.text("h1")
    assert "no LanguageTool" in page.text("dd")
    assert page.text("p").count("No counterpart in the Italian letter") == 4


def test_ids_are_unique_and_every_link_has_its_goal(seed: Report) -> None:
    page = Page(render(seed))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in page.elements if tag in {"a", "use"}]
    assert links and all(link.startswith("#") and link[1:] in ids for link in links)


def test_every_finding_is_marked_on_both_sides_and_linked_back(seed: Report) -> None:
    page = Page(render(seed))
    marks = {attrs["id"] for attrs in page.all("mark") if "id" in attrs}
    for finding in seed.findings:
        anchor = seed.fingerprints[id(finding)]
        assert any(attrs.get("id") == f"finding-{anchor}" for attrs in page.all("li"))
        for side in ("source", "target"):
            assert (f"{side}-{anchor}" in marks) == bool(getattr(finding, side))
        assert any(attrs["href"] == f"#finding-{anchor}" for attrs in page.all("a", "chip"))


def test_policy_allows_exactly_the_one_style(seed: Report, hostile: Report) -> None:
    for report in (seed, hostile):
        document = render(report)
        styles = re.findall(r"<style>(.*?)</style>", document, re.DOTALL)
        assert len(styles) == 1
        wanted = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
        page = Page(document)
        policy = next(attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none';") and f"style-src 'sha256-{wanted}';" in policy
        (script,) = re.findall(r"<script>(.*?)</script>", document, re.DOTALL)
        assert f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}';" in policy
        assert "unsafe" not in policy and "http" not in policy


def test_nothing_is_inline_and_nothing_is_fetched(seed: Report, hostile: Report) -> None:
    for report in (seed, hostile):
        page = Page(render(report))
        assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "form", "base"}
        # Data, which no browser runs, and the one script.
        assert list(page.all("script")) == [{"type": "application/json", "id": "report"}, {}]
        assert not [name for _, attrs in page.elements for name in attrs if name == "style" or name == "src" or name.startswith("on")]


def test_a_hostile_letter_is_only_text(hostile: Report) -> None:
    document = render(hostile)
    page = Page(document)
    assert "</style></title>" in page.text("li") and "(1)</script>" in page.text("li")
    assert [attrs for attrs in page.all("blockquote") if attrs["lang"] == "en"] and "<script>alert" in page.text("blockquote")
    assert "{{ 7 * 7 }} {% raw %}" in page.text("li")
    for control in ("\u202e", "\u2066", "\x1b", "\x07"):
        assert control not in document
    assert "⟨U+202E⟩gnp.exe" in page.text("li")


def test_same_report_same_bytes() -> None:
    assert render(samples.seed_report()) == render(samples.seed_report())


def test_lone_surrogates_do_not_stop_the_writing(small: Report) -> None:
    source = replace(small.bitext.source, path="caf\udce9.txt")
    report = replace(small, bitext=replace(small.bitext, source=source))
    for render_format in FORMATS.values():
        assert render_format(report).encode("utf-8")


@pytest.mark.parametrize(
    ("fail_on", "word", "reason"),
    [
        (Severity.MAJOR, "Red", "3 findings at or above major"),
        (Severity.CRITICAL, "Red", "2 critical findings"),
        (None, "Green", "the gate is switched off; 3 findings to read"),
    ],
)
def test_the_verdict_says_why(small: Report, fail_on: Severity | None, word: str, reason: str) -> None:
    heading = Page(render(replace(small, fail_on=fail_on))).text("h1")
    assert word in heading and reason in heading


def test_a_clean_letter_is_green_and_says_that_all_ran() -> None:
    page = Page(render(samples.report(samples.small(), [])))
    assert "Green" in page.text("h1") and "no findings" in page.text("h1")
    assert "Every check that was asked for ran." in page.text("section")


def test_letters_without_beads_still_render() -> None:
    empty = [samples.letter(f"{code}.txt", code, "", []) for code in ("en", "it")]
    assert Page(render(samples.report(samples.bitext(empty[0], empty[1], []), []))).all("h1")


def test_formats_have_suffixes() -> None:
    assert set(FORMATS) == {*SUFFIXES.values(), "junit", "github", "gitlab"}
