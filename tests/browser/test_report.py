"""The report in a real browser: the marks are there and seen, the policy holds, nothing is fetched, a phone can read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import render_samples as samples

from letterqa.render import FORMATS
from letterqa.report import Report
from letterqa.waivers import Held, Waiver

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

REPORTS = {"seed": samples.seed_report, "small": samples.small_report, "hostile": samples.hostile_report}
Show = Callable[..., "Page"]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a report; on the way out, checks that the console stayed silent and that nothing but the file was asked for."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def opener(report: Report, width: int = 1280, height: int = 900, scheme: str = "light", scripts: bool = True, language: str = "en") -> Page:
        file = tmp_path / "report.html"
        file.write_text(FORMATS["html"](report, language=language), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url.partition("#")[0] for url in requests} == {(tmp_path / "report.html").as_uri()}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", REPORTS)
def test_findings_are_marked_on_both_sides(show: Show, name: str, width: int) -> None:
    report = REPORTS[name]()
    page = show(report, width)
    for finding in report.findings:
        anchor = report.fingerprints[id(finding)]
        assert page.locator(f"#finding-{anchor}").is_visible()
        for side in ("source", "target"):
            mark = page.locator(f".cell.{side} mark#{side}-{anchor}")
            if getattr(finding, side):
                assert mark.is_visible() and mark.locator(".chip").first.is_visible()
                assert mark.evaluate("e => e.getBoundingClientRect().width") > 10
            else:
                assert mark.count() == 0


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_no_sideways_scrolling(show: Show, name: str, width: int) -> None:
    page = show(REPORTS[name](), width, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["it", "fr", "es", "de", "pt"])
def test_every_language_fits_a_phone(show: Show, language: str) -> None:
    page = show(samples.seed_report(), 320, 844, language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("html").get_attribute("lang") == language


def test_the_style_applies_under_the_policy(show: Show) -> None:
    page = show(samples.seed_report())
    columns = page.locator(".row").first.evaluate("e => getComputedStyle(e).gridTemplateColumns")
    assert len(columns.split()) == 3
    assert page.evaluate("document.styleSheets.length") == 1


def test_the_policy_forbids_scripts_and_foreign_styles(browser: Browser, tmp_path: Path) -> None:
    """What would get past the escaping still could not act."""
    document = FORMATS["html"](samples.small_report())
    evil = "<script>document.title = 'evil'</script><style>body { display: none }</style><img src='https://example.org/x.png'>"
    file = tmp_path / "report.html"
    file.write_text(document.replace("</main>", evil + "</main>"), encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.title() != "evil" and page.locator("h1").is_visible()
    assert sum("Content Security Policy" in text for text in complaints) == 3
    page.close()


def test_marks_and_findings_lead_to_each_other(show: Show) -> None:
    report = samples.seed_report()
    page = show(report, scripts=False)
    anchor = report.fingerprints[id(report.findings[4])]
    page.locator(f"#target-{anchor} > .chip").click()
    assert page.url.endswith(f"#finding-{anchor}")
    page.locator(f"#finding-{anchor} .quote.source a").click()
    assert page.url.endswith(f"#source-{anchor}")


def test_a_click_on_a_mark_shows_its_finding_there(show: Show) -> None:
    report = samples.seed_report()
    page = show(report)
    finding = report.findings[4]
    anchor = report.fingerprints[id(finding)]
    page.locator(f"#target-{anchor} > .chip").click()
    glance = page.locator("#glance")
    assert glance.is_visible() and finding.message[:40] in glance.inner_text() and glance.locator("button[data-command]").is_visible()
    page.keyboard.press("Escape")
    assert not glance.is_visible()
    assert page.evaluate("document.activeElement.closest('mark').id") == f"target-{anchor}"
    page.keyboard.press("Enter")
    page.locator("#to-list").click()
    assert page.url.endswith(f"#finding-{anchor}") and not glance.is_visible()
    assert page.evaluate("document.activeElement.id") == f"finding-{anchor}"


def shown(page: Page) -> list[str]:
    listed: list[str] = page.evaluate("[...document.querySelectorAll('.finding')].filter(e => e.checkVisibility()).map(e => e.dataset.id)")
    return listed


def test_filters(show: Show) -> None:
    report = samples.seed_report()
    page = show(report)
    everything = {report.fingerprints[id(item)]: item for item in report.findings}
    assert set(shown(page)) == set(everything)
    page.locator("[name=severity][value=critical]").uncheck()
    assert set(shown(page)) == {name for name, item in everything.items() if str(item.severity) != "critical"}
    assert "findings shown" in page.locator("#shown").inner_text()
    page.locator("#reset").click()
    family = report.findings[0].rule.family
    page.locator("#family").select_option(family)
    assert set(shown(page)) == {name for name, item in everything.items() if item.rule.family == family}
    hidden = next(name for name, item in everything.items() if item.rule.family != family and item.target)
    assert page.locator(f"mark[data-finding='{hidden}'] .chip").first.is_visible() is False
    page.locator("#reset").click()
    page.locator("#side").select_option("source")
    assert set(shown(page)) == {name for name, item in everything.items() if item.source}
    page.locator("#reset").click()
    page.locator("#search").fill(report.findings[1].rule.id)
    assert report.fingerprints[id(report.findings[1])] in shown(page) and len(shown(page)) < len(everything)
    # A deep link to what the filters hide shows it.
    other = next(name for name in everything if name not in shown(page))
    page.evaluate(f"location.hash = 'finding-{other}'")
    page.wait_for_function(f"document.activeElement.id === 'finding-{other}'")
    assert set(shown(page)) == set(everything)


def test_waived_and_known(show: Show) -> None:
    report = samples.seed_report()
    first, second = report.findings[:2]
    held = Held(Waiver(report.fingerprints[id(first)], first.rule.id, (), "", "agreed with the author"), "used")
    gone = Held(Waiver("0" * 16, "wording.hedge", (), "", "old"), "unused")
    known = frozenset({report.fingerprints[id(second)]})
    page = show(replace(report, findings=report.findings[1:], waived=(first,), waivers=(held, gone), known=known))
    text = page.locator("#findings").inner_text()
    assert "agreed with the author" in text and "fits no finding any more" in text and "known from the baseline" in text
    page.locator("#state").select_option("waived")
    assert shown(page) == [held.waiver.id]
    page.locator("#state").select_option("known")
    assert shown(page) == list(known)


def test_keys(show: Show) -> None:
    report = samples.seed_report()
    page = show(report)
    order = shown(page)
    for key, index in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.id") == order[index]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("w")
    page.wait_for_function("document.querySelector('#status').textContent.startsWith('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == f'letterqa waive REPORT {order[1]} --reason ""'
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.id ?? ''") != order[2]
    page.locator("#show-help").click()
    page.locator("#keys").check()
    page.locator("#close-help").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.locator("#search").input_value() == "jk"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(show: Show, width: int, scheme: str) -> None:
    """WCAG 2.2 AA as far as axe-core can judge, with a finding open beside the letter; the policy allows no script, so axe runs from outside."""
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    for name in REPORTS:
        page = show(REPORTS[name](), width, 844, scheme)
        page.locator(".rows .chip").first.click()
        page.evaluate(axe)
        result = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        assert [(item["id"], [node["html"][:120] for node in item["nodes"]]) for item in result["violations"]] == []


def test_a_letter_without_findings(show: Show) -> None:
    """The script has nothing to do, and says nothing in the console."""
    page = show(replace(samples.seed_report(), findings=()))
    assert page.get_by_text("No findings.").is_visible() and page.locator("#filters").count() == 0
    page.keyboard.press("j")


def test_it_reads_without_javascript(show: Show) -> None:
    page = show(samples.seed_report(), scripts=False)
    assert page.locator("h1").is_visible() and page.locator("mark").count() > 15


def test_sides_are_labelled_where_columns_stack(show: Show) -> None:
    page = show(samples.seed_report(), 390, 844)
    assert page.locator(".cell .side").first.evaluate("e => e.getBoundingClientRect().width") > 30
    left, right = (page.locator(f".row .cell.{side}").nth(1).bounding_box() for side in ("source", "target"))
    assert left and right and right["y"] >= left["y"] + left["height"]


# WCAG's contrast of every element's own text against what lies behind it.
_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const low = [];
  for (const e of document.querySelectorAll('body, body *')) {
    if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    let p = e, back = [0, 0, 0, 0];
    while (p && back[3] < 255) { back = rgb(getComputedStyle(p).backgroundColor); p = p.parentElement; }
    const style = getComputedStyle(e), [a, b] = [light(rgb(style.color)), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) low.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(show: Show, scheme: str) -> None:
    assert show(samples.seed_report(), scheme=scheme).evaluate(_CONTRAST) == []


def test_the_keyboard_gets_everywhere_and_is_seen(show: Show) -> None:
    page = show(samples.small_report())
    page.keyboard.press("Tab")
    skip = page.evaluate("() => [document.activeElement.className, document.activeElement.getBoundingClientRect().top >= 0]")
    assert skip == ["skip", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
