"""A report as Markdown, read back with a parser."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from markdown_it import MarkdownIt
from report_samples import case, failure, hostile_text, report, suite, whole

from briefer.evaluation.reports import write_report
from briefer.evaluation.reports.summary import escape
from briefer.evaluation.reports.wording import plain

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def summary(made) -> str:
    return write_report(made, Path("summary.md"))


def tokens(text: str):
    return [part for token in GITHUB.parse(text) for part in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """What a reader sees of a line."""
    return "".join(token.content for token in tokens(text) if token.type == "text")


MIXED = report(
    suite(case(1), case(2, good=False), case(3, error="no model"), floors=(("groundedness", 0.9),)),
    suite(case(1), name="other"),
)


def test_it_holds_tables_of_suites_and_metrics_gates_and_failed_cases():
    text = summary(MIXED)
    assert text.startswith("# Evaluation: 1 of 2 suites fails\n")
    for line in (
        "| samples | **FAIL** | 3 | 1 | 1 | 1 |",
        "| Groundedness | 33.3% | 3 | 6.1% to 79.2% | at least 90.0% | **FAIL** |",
        "- **no case errors**: 1 of 3 cases errored: q-003",
        "<details><summary>2 cases that did not pass</summary>",
        "| q-003 | errored | *How many died in attack 3?*<br>ModelError: no model |",
    ):
        assert line in text
    assert [token.type for token in tokens(text)].count("table_open") == 4


def test_a_summary_stays_below_what_github_shows():
    many = [case(n, good=False, failures=(failure("word " * 500),) * 9) for n in range(1, 201)]
    text = summary(report(*(suite(*many, name=f"suite-{n}") for n in range(4))))
    assert len(text.encode()) < 1024**2
    assert text.count("and 150 cases more") == 4
    assert text.count("and 5 more reasons") == 4 * 50


@settings(deadline=None)
@given(hostile_text)
def test_no_string_breaks_out(text):
    def shape(made):
        return [token.type for token in tokens(made) if token.type not in ("text", "text_special")]

    if plain(text):
        assert shape(summary(whole(text))) == shape(summary(whole("words")))


@settings(deadline=None)
@given(hostile_text)
def test_the_characters_are_shown_as_they_are(text):
    assert shown(f"| x |\n| --- |\n| {escape(text)} |").removeprefix("x") == plain(text)
