"""JUnit XML, as Jenkins and GitLab read it: a test suite a pair of letters, a test case a family of checks."""

from __future__ import annotations

from collections.abc import Sequence

from letterqa.render.flat import Line, lines
from letterqa.render.wording import visible
from letterqa.report import Report


def render(report: Report, text: bool = True) -> str:
    """The report as XML; without `text`, no word of the letters is in it. A family fails where a finding fails the gate; what did not run is
    skipped."""
    from lxml import etree

    bound = report.fail_on
    found = list(lines(report))
    missing = {skip.family: skip.reason for skip in report.skips}
    names = list(dict.fromkeys((*report.families, *(line.rule.partition(".")[0] for line in found), *missing)))
    pair = " and ".join(_clean(letter.path) for letter in (report.bitext.source, report.bitext.target))
    cases = []
    failures = skipped = 0
    for name in names:
        own = [line for line in found if line.rule.startswith(f"{name}.")]
        failing = [line for line in own if bound is not None and line.severity >= bound and not line.known]
        case = etree.Element("testcase", name=name, classname=f"letterqa.{pair}")
        if failing:
            failures += 1
            worst = max(line.severity for line in failing)
            failure = etree.SubElement(case, "failure", message=f"{len(failing)} findings, the gravest {worst}", type=str(worst))
            failure.text = _listed(failing, text)
        elif name in missing:
            skipped += 1
            etree.SubElement(case, "skipped").text = _clean(missing[name])
        if len(own) > len(failing):
            etree.SubElement(case, "system-out").text = _listed([line for line in own if line not in failing], text)
        cases.append(case)
    suite = etree.Element("testsuite", name=pair, tests=str(len(cases)), failures=str(failures), errors="0", skipped=str(skipped))
    suite.extend(cases)
    root = etree.Element("testsuites", name="letterqa", tests=str(len(cases)), failures=str(failures), errors="0")
    root.append(suite)
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document.decode("utf-8")


def _listed(found: Sequence[Line], text: bool) -> str:
    return "\n".join(f"{line.severity} {line.rule} {_where(line)}: {_clean(line.said(text))}" for line in found)


def _where(line: Line) -> str:
    return "; ".join(f"{_clean(spot.path)}, {spot.place}" for spot in (*line.target[:1], *line.source[:1]))


def _clean(text: str) -> str:
    return " ".join(visible(text).split())
