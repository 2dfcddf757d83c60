"""The campaign's page in a real browser: it leads to the pairs, sorts and filters, and keeps the report's standards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from running import Run
from small_letters import DE, EN, ES, FR, IT, PT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror=alert(1)>"
Show = Callable[..., "Page"]


@pytest.fixture
def show(browser: Browser, workplace: Path, run: Run) -> Iterator[Show]:
    """Opens the page of a campaign with a red, a broken and an evil letter; on the way out, the console must have stayed silent."""
    wrong = IT.replace("14 marzo", "15 marzo")
    texts = {"a_en": EN, "a_it": wrong, "a_it-CH": wrong, "b_fr": FR, "b_es": ES, "c_de": DE, "c_pt": PT, f"{EVIL}_en": EN, f"{EVIL}_it": IT}
    folder = workplace / "letters"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "b_en.txt").write_bytes(b"")
    (folder / f"{EVIL}.txt").write_text(EN, encoding="utf-8")
    complaints: list[str] = []
    contexts = []

    def opener(width: int = 1280, scheme: str = "light", scripts: bool = True, language: str = "en") -> Page:
        assert run("campaign", "letters", "--quiet", "--source-lang", "en", "--ui-lang", language)[0] == 2
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto((workplace / "reports" / "index.html").as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def names(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("tbody tr:not([hidden])", "rows => rows.map(row => row.dataset.name)")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(show: Show, width: int, scheme: str) -> None:
    page = show(width, scheme)
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_sorts_and_filters(show: Show) -> None:
    page = show()
    every = names(page)
    assert set(every) == {"a", "b", "c", EVIL} and every == sorted(every)
    italian = page.locator("thead button", has_text="Italian").first
    italian.click()
    assert names(page)[0] == "a" and page.locator("th[aria-sort=descending]").inner_text().startswith("Italian")
    italian.click()
    assert names(page)[-1] == "a"
    page.locator("thead button").first.click()
    assert names(page) == every
    page.select_option("#verdict", "red")
    assert names(page) == ["a"] and page.locator("#shown").inner_text() == "1 of 4 letters shown"
    page.select_option("#verdict", "")
    page.fill("#search", "b_en.txt is empty")
    assert names(page) == ["b"]


def test_it_leads_to_the_pairs(show: Show) -> None:
    page = show()
    page.get_by_role("link", name="Red: the report of a, Italian", exact=True).click()
    assert page.title().startswith("Red: letters/a_en.txt and letters/a_it.txt")
    page.go_back()
    page.get_by_role("link", name=f"Green: the report of {EVIL}, Italian").click()
    assert page.title().startswith("Green") and page.locator("img").count() == 0


def test_it_reads_without_javascript(show: Show) -> None:
    page = show(scripts=False)
    assert page.locator("tbody tr").count() == 4 and not page.locator("#filters").is_visible() and page.locator("thead .plain").first.is_visible()
    assert page.locator(".over li").count() >= 1 and page.get_by_text("is empty").count() >= 1


@pytest.mark.parametrize("language", ["it", "fr", "es", "de", "pt"])
def test_it_speaks(show: Show, language: str) -> None:
    page = show(320, language=language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    text = page.locator("body").inner_text()
    for english in ("Letters and languages", "Over all versions", "pairs fail", "version alone"):
        assert english not in text
