"""The reports of pairs become one report of the campaign; each format keeps its own rules, and what only the whole shows comes on top."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from letterqa import __version__
from letterqa.across import RULES, Across
from letterqa.finding import Severity
from letterqa.locales import language_name
from letterqa.render import plaintext, wording
from letterqa.render.markdown import safe
from letterqa.render.sarif import LEVELS
from letterqa.render.sarif import SCHEMA as SARIF
from letterqa.render.wording import visible
from letterqa.reports import CAMPAIGN
from letterqa.wholes import Checked, Whole, by_letter

_MOST = 20  # pairs told in full in Markdown: comments have a length, and people too

Report = Callable[[Checked, str], bytes]  # the report of a pair in a format


def merged(kind: str, whole: Whole, report: Report, text: bool = True) -> Iterator[str]:
    """A campaign's report in a format, in pieces; without `text`, no word of the letters is in it where the format can do without."""
    return MERGERS[kind](whole, report, text)


def said(item: Across, text: bool) -> str:
    """What a finding over the versions says, with the letters' words or without."""
    return visible(str(item.message) if text else item.rule.summary)


def _json(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    head = {
        "schema": CAMPAIGN,
        "verdict": "fail" if whole.failed else "pass",
        "incomplete": whole.incomplete or bool(whole.broken) or bool(whole.stopped),
        "folder": visible(whole.folder),
        "source": whole.found.source,
        "languages": list(whole.found.languages),
        "summary": {str(level): whole.counts[level] for level in sorted(Severity, reverse=True)},
        "stopped": whole.stopped,
        "across": [
            {
                "rule": item.rule.id,
                "category": item.rule.category,
                "severity": str(item.severity),
                "letter": visible(item.letter),
                "message": said(item, True),
                "pairs": [{"language": tag, "id": name} for tag, name in item.pairs],
            }
            for item in whole.across
        ],
        "left": [{"path": visible(item.path), "reason": visible(item.reason)} for item in whole.found.left],
    }
    yield json.dumps(head, ensure_ascii=True, indent=1)[:-2] + ',\n "pairs": ['
    for index, item in enumerate(whole.checked):
        own = {"letter": visible(item.pair.letter), "source": visible(item.pair.source.path), "target": visible(item.pair.target.path)}
        yield ("," if index else "") + "\n" + json.dumps(own, ensure_ascii=True)[:-1]
        if item.outcome.error:
            yield f', "error": {json.dumps(_error(item), ensure_ascii=True)}}}'
        else:
            yield f', "report": {report(item, "json").decode("utf-8").strip()}}}'
    yield "\n ]\n}\n"


def _sarif(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    """One run, as code scanning takes one of a tool: rules, files and results of all pairs."""
    rules: dict[str, dict[str, Any]] = {}
    files: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for item in whole.checked:
        if item.outcome.error:
            notes.append({"level": "error", "message": {"text": f"{visible(item.pair.target.path)}: {_error(item)}"}})
            continue
        run = json.loads(report(item, "sarif"))["runs"][0]
        rules |= {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
        files |= {file["location"]["uri"]: file for file in run["artifacts"]}
        results += run["results"]
        notes += run["invocations"][0]["toolExecutionNotifications"]
    rules |= {
        rule.id: {
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": rule.why},
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
            "properties": {"category": rule.category, "tags": [rule.family, "translation"]},
        }
        for rule in RULES
        if any(item.rule is rule for item in whole.across)
    }
    order = sorted(rules)
    for result in results:
        result["ruleIndex"] = order.index(result["ruleId"])
    results += [
        {
            "ruleId": item.rule.id,
            "ruleIndex": order.index(item.rule.id),
            "level": LEVELS[item.severity],
            "message": {"text": f"{visible(item.letter)}: {said(item, text)}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(whole, item)}, "region": {"startLine": 1}}}],
            "partialFingerprints": {"letterqa/v1": _id(item)},
        }
        for item in whole.across
    ]
    driver = {"name": "letterqa", "version": __version__, "semanticVersion": __version__, "rules": [rules[name] for name in order]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not whole.broken, "toolExecutionNotifications": notes}],
        "columnKind": "unicodeCodePoints",
        "artifacts": [files[name] for name in sorted(files)],
        "results": results,
    }
    yield json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _junit(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    from lxml import etree

    root = etree.Element("testsuites", name="letterqa")
    for item in whole.checked:
        if not item.outcome.error:
            root.extend(etree.fromstring(report(item, "junit")).findall("testsuite"))
            continue
        name = f"{visible(item.pair.source.path)} and {visible(item.pair.target.path)}"
        suite = etree.SubElement(root, "testsuite", name=name, tests="1", failures="0", errors="1", skipped="0")
        case = etree.SubElement(suite, "testcase", name="letters", classname=f"letterqa.{name}")
        etree.SubElement(case, "error", message="not checked", type="error").text = _error(item)
    if whole.across:
        failing = [item for item in whole.across if whole.fail_on is not None and item.severity >= whole.fail_on]
        suite = etree.SubElement(root, "testsuite", name="campaign", tests="1", failures=str(int(bool(failing))), errors="0", skipped="0")
        case = etree.SubElement(suite, "testcase", name="campaign", classname="letterqa.campaign")
        for tag, held in (("failure", failing), ("system-out", [item for item in whole.across if item not in failing])):
            if held:
                element = etree.SubElement(case, tag)
                if tag == "failure":
                    element.set("message", f"{len(held)} findings over all versions")
                    element.set("type", str(max(item.severity for item in held)))
                element.text = "\n".join(f"{item.severity} {item.rule.id} {visible(item.letter)}: {said(item, text)}" for item in held)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    yield etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True).decode("utf-8")


def _markdown(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    verdict, reason = wording.campaign_gate(whole)
    yield f"### letterqa: {verdict}, {reason}\n\n"
    tags, pairs = whole.targets, by_letter(whole.checked)
    yield f"| Letter | {' | '.join(language_name(tag) for tag in tags)} |\n|---{'|---' * len(tags)}|\n"
    for letter in whole.found.letters:
        row = pairs.get(letter.name, {})
        yield f"| {safe(letter.name)} | {' | '.join(_cell(row.get(tag)) for tag in tags)} |\n"
    for title, sentences in (
        ("Over all versions", [f"{item.severity}, {safe(item.letter)}: {safe(said(item, text))}" for item in whole.across]),
        ("Could not be checked", [f"{safe(item.pair.target.path)}: {safe(_error(item))}" for item in whole.broken]),
        ("Not paired", [f"{safe(item.path)}: {safe(item.reason)}" for item in whole.found.left]),
    ):
        if sentences:
            yield f"\n**{title}**\n\n" + "".join(f"- {sentence}\n" for sentence in sentences)
    failing = [item for item in whole.checked if item.outcome.failed]
    for item in failing[:_MOST]:
        yield "\n" + report(item, "md").decode("utf-8").replace("### letterqa:", f"#### {safe(item.pair.letter)}:", 1)
    if len(failing) > _MOST:
        yield f"\n… and {len(failing) - _MOST} more pairs in the report.\n"


def _cell(item: Checked | None) -> str:
    if item is None:
        return "–"
    if item.outcome.error:
        return "⛔ not checked"
    counts = item.outcome.counts
    told = ", ".join(f"{counts[level]} {level}" for level in sorted(Severity, reverse=True) if counts[level] and level > Severity.NEUTRAL)
    return f"{'🔴' if item.outcome.failed else '🟢'} {told or 'no findings'}"


def _github(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    for item in whole.checked:
        if item.outcome.error:
            yield plaintext.command("error", _error(item), {"file": _path(whole, item.pair.target.path), "title": "letterqa: not checked"})
        else:
            yield report(item, "github").decode("utf-8")
    for over in whole.across:
        yield plaintext.command(
            plaintext.COMMANDS[over.severity],
            f"{over.letter}: {said(over, text)}",
            {"file": _uri(whole, over), "title": f"{over.severity} {over.rule.id}"},
        )


def _gitlab(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    rows: list[dict[str, Any]] = []
    for item in whole.checked:
        if item.outcome.error:
            rows.append(_quality(_error(item), "letterqa", f"{item.pair.number}", "blocker", _path(whole, item.pair.target.path)))
        else:
            rows += json.loads(report(item, "gitlab"))
    for over in whole.across:
        rows.append(
            _quality(f"{visible(over.letter)}: {said(over, text)}", over.rule.id, _id(over), plaintext.LEVELS[over.severity], _uri(whole, over))
        )
    yield json.dumps(rows, ensure_ascii=True, indent=1) + "\n"


def _quality(description: str, check: str, name: str, severity: str, path: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": name,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _tsv(whole: Whole, report: Report, text: bool) -> Iterator[str]:
    yield "letter\t" + plaintext.header()
    for item in whole.checked:
        if item.outcome.error:
            yield plaintext.cells(
                (item.pair.letter, "error", "", _error(item), "", item.pair.source.path, "", item.pair.target.path, "", "", "open", "")
            )
            continue
        name = plaintext.cells((item.pair.letter,)).rstrip("\n")
        for line in report(item, "tsv").decode("utf-8").splitlines()[1:]:
            yield f"{name}\t{line}\n"
    for over in whole.across:
        row = (
            over.letter,
            str(over.severity),
            over.rule.id,
            said(over, text),
            "",
            _uri(whole, over),
            "",
            "",
            "",
            _id(over),
            "open",
            over.rule.category,
        )
        yield plaintext.cells(row)


MERGERS: dict[str, Callable[[Whole, Report, bool], Iterator[str]]] = {
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "md": _markdown,
    "github": _github,
    "gitlab": _gitlab,
    "tsv": _tsv,
}


def _error(item: Checked) -> str:
    """Why a pair was not checked, on one line."""
    return visible(" ".join(wording.unread(item.outcome).split()))


def _path(whole: Whole, path: str) -> str:
    return f"{whole.prefix}{path}"


def _uri(whole: Whole, item: Across) -> str:
    """The source of the letter that a finding is about."""
    source: Sequence[str] = [letter.source.path for letter in whole.found.letters if letter.name == item.letter]
    return _path(whole, source[0]) if source else whole.folder


def _id(item: Across) -> str:
    """A fingerprint: rule, letter and the findings it stands on."""
    import hashlib

    content = "\x1f".join((item.rule.id, item.letter, *(f"{tag} {name}" for tag, name in item.pairs), "" if item.pairs else str(item.message)))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]
