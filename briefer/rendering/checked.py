"""A checked draft as terminal text, one-file HTML or JSON: what holds, what does not, and by which words.

The JSON is of the schema `briefer.check/1`: {schema, draft, judge, supported, contradicted, not_found, unchecked,
passed, sentences}; a sentence is {text, line, kind, verdict, citations}, verdict and citations as `json` says,
without n; the verdict of what states nothing is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefer.errors import InputError
from briefer.grounding.checking import CheckedBlock, CheckedDraft, CheckedSentence
from briefer.grounding.review import Reviewed
from briefer.model import Citation, Support
from briefer.reading.dates import describe_date
from briefer.rendering.html import environment
from briefer.rendering.json import citation_record, dumped, verdict_record
from briefer.rendering.plain import one_line

_MARKS = {Support.SUPPORTED: "ok", Support.CONTRADICTED: "CONTRADICTED", Support.NOT_FOUND: "NOT FOUND"}


def render_checked(checked: CheckedDraft, form: str) -> str:
    """Return a checked draft in one of `FORMS`. Raises InputError for a form that there is not."""
    writer = FORMS.get(form)
    if writer is None:
        raise InputError(f"there is no output format {form!r}", f"choose one of: {', '.join(FORMS)}")
    return writer(checked)


def summary(checked: CheckedDraft) -> str:
    """Return the counts in one line."""
    counts = ", ".join(f"{number} {support.value}" for support, number in checked.counts.items())
    total = len(checked.reviewed)
    line = f"{total} sentence{'' if total == 1 else 's'} checked: {counts}"
    return f"{line}; {checked.unchecked} headings and notes not checked" if checked.unchecked else line


def _text(checked: CheckedDraft) -> str:
    lines = [one_line(checked.source), ""]
    for block in checked.blocks:
        for sentence in block.sentences:
            if sentence.reviewed:
                lines += [*_told(block, sentence, sentence.reviewed), ""]
    return "\n".join((*lines, summary(checked))) + "\n"


def _told(block: CheckedBlock, sentence: CheckedSentence, reviewed: Reviewed) -> Iterator[str]:
    where = f"line {block.block.line}: " if block.block.line else ""
    yield f"{_MARKS[reviewed.verdict.support]}  {where}{one_line(sentence.text)}"
    if reviewed.verdict.reason:
        yield f"    why: {one_line(reviewed.verdict.reason)}"
    for citation in reviewed.citations:
        yield f"    {_relation(reviewed)}: {_source(citation)}: “{one_line(citation.quote)}”"


def _relation(reviewed: Reviewed) -> str:
    support = reviewed.verdict.support
    return {
        Support.SUPPORTED: "by",
        Support.CONTRADICTED: "against",
        Support.NOT_FOUND: "nearest",
    }[support]


def _source(citation: Citation) -> str:
    bulletin = citation.bulletin
    facts = (
        one_line(bulletin.title),
        describe_date(bulletin.date),
        ", ".join(map(one_line, bulletin.outlets)),
    )
    return " — ".join(fact for fact in (*facts, one_line(bulletin.id)) if fact)


def _html(checked: CheckedDraft) -> str:
    return (
        environment()
        .get_template("checked.html.j2")
        .render(
            checked=checked,
            summary=summary(checked),
            relation=_relation,
            source=_source,
            one_line=one_line,
            counts=[(support.value, number) for support, number in checked.counts.items()],
        )
    )


def _json(checked: CheckedDraft) -> str:
    counts = {support.value.replace(" ", "_"): number for support, number in checked.counts.items()}
    return dumped(
        {
            "schema": "briefer.check/1",
            "draft": checked.source,
            "judge": checked.judge,
            **counts,
            "unchecked": checked.unchecked,
            "passed": checked.passed,
            "sentences": [
                _record(block, sentence) for block in checked.blocks for sentence in block.sentences
            ],
        }
    )


def _record(block: CheckedBlock, sentence: CheckedSentence) -> dict[str, Any]:
    reviewed = sentence.reviewed
    return {
        "text": sentence.text,
        "line": block.block.line,
        "kind": block.block.kind.value,
        "verdict": verdict_record(reviewed.verdict) if reviewed else None,
        "citations": [citation_record(each) for each in reviewed.citations] if reviewed else [],
    }


FORMS: Mapping[str, Callable[[CheckedDraft], str]] = {"text": _text, "html": _html, "json": _json}
