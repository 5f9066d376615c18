"""Reports: a run for a terminal, a program, a CI system, a browser and a job's summary.

    wording     what all of them say in the same words
    casewise    a failed case in lines
    terminal    plain text
    comparing   two runs held against each other
    junit       XML that CI systems show case by case
    page        HTML
    summary     GitHub-flavoured Markdown

What was asked, quoted and answered is untrusted: none of it can become markup or terminal control. No clock is read:
equal reports give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.outcomes import Report, to_json
from briefer.evaluation.reports import junit, page, summary
from briefer.evaluation.reports.comparing import compared
from briefer.evaluation.reports.terminal import table

__all__ = ["WRITERS", "check_report_file", "compared", "table", "write_report"]

WRITERS: Mapping[str, Callable[[Report], str]] = {
    ".json": to_json,
    ".xml": junit.render,
    ".html": page.render,
    ".md": summary.render,
}


def check_report_file(path: Path) -> None:
    """Raise InputError where the file's name does not tell a form of report."""
    if path.suffix.lower() not in WRITERS:
        raise InputError(f"{path} does not tell the form of the report", f"end it in {', '.join(WRITERS)}")


def write_report(report: Report, path: Path) -> str:
    """Return the report in the form that the file's name tells. Raises InputError where it tells none."""
    check_report_file(path)
    return WRITERS[path.suffix.lower()](report)
