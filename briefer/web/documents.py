"""Briefings and checked drafts as documents: shown inside a page, and to be taken away in every form."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

from briefer.reading.folding import fold
from briefer.web.desk import briefings, finished
from briefer.web.jobs import Job

if TYPE_CHECKING:
    from briefer.grounding.checking import CheckedDraft

MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
NAMES = {"html": "HTML", "docx": "Word", "pdf": "PDF", "md": "Markdown", "text": "Text", "json": "JSON"}

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def forms() -> tuple[str, ...]:
    """Return the forms of a briefing, those for readers first."""
    from briefer.rendering import FORMS

    return tuple(sorted((form for form in FORMS if form in NAMES), key=list(NAMES).index))


def written(job: Job, form: str) -> str | bytes:
    """Return what a job made in one form. Raises InputError for a form that there is not."""
    from briefer.rendering import render
    from briefer.rendering.checked import render_checked
    from briefer.rendering.layout import load_layout

    if job.kind == "check":
        return render_checked(_checked(job), form)
    papers = briefings(finished(job, object))
    return render(papers[0] if len(papers) == 1 else papers, form, load_layout(job.about["template"]))


def download(job: Job, form: str) -> Response:
    """Return a document to be kept, under a name that says what it is."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(job.title)).strip("-") or job.kind
    if job.kind == "briefing":
        period = briefings(job.result)[0].period
        name = f"{name}-{period.since}-{period.until}"
    suffix = {"text": "txt"}.get(form, form)
    headers = {"Content-Disposition": f'attachment; filename="{name[:80]}.{suffix}"'}
    return Response(written(job, form), media_type=MEDIA_TYPES.get(form), headers=headers)


def view(job: Job) -> Response:
    """Return a document to be framed by one of our pages: no script runs in it, and only its own styles count."""
    text = written(job, "html")
    assert isinstance(text, str)  # noqa: S101 - HTML is text
    styles = " ".join(
        f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in _STYLE.findall(text)
    )
    styles = styles or "'none'"
    policy = (
        f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-same-origin"
    )
    headers = {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN"}
    return Response(text, media_type=MEDIA_TYPES["html"], headers=headers)


def _checked(job: Job) -> CheckedDraft:
    from briefer.grounding.checking import CheckedDraft

    return finished(job, CheckedDraft)
