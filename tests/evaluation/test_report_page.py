"""A report as one HTML file, read back with a parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from report_samples import case, claim, draft, failure, hostile_text, report, suite, whole

from briefer.evaluation.outcomes import Evidence, Failure
from briefer.evaluation.reports import write_report
from briefer.evaluation.reports.page import bar
from briefer.evaluation.reports.wording import plain
from briefer.model import Support

VOID = {"meta", "br", "rect"}


class Reader(HTMLParser):
    """Keeps tags with their attributes, and the text outside of the style sheet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attrs)) for tag, attrs in self.tags]


def page(made) -> str:
    return write_report(made, Path("report.html"))


MIXED = report(
    suite(case(1), case(2, good=False), case(3, error="no model"), case(4), floors=(("groundedness", 0.9),)),
    suite(case(1), name="other"),
)


@settings(deadline=None, max_examples=60)
@given(hostile_text.filter(lambda text: plain(text) not in ("", "words", "other words", "supported")))
def test_no_string_breaks_out(text):
    read = Reader(page(whole(text)))
    assert read.shape() == Reader(page(whole("x"))).shape()
    assert plain(text) in "".join(read.words)


def test_it_asks_for_nothing_and_runs_nothing():
    html = page(whole())
    read = Reader(html)
    assert html.startswith("<!DOCTYPE html>\n")
    assert not {"script", "img", "link", "iframe", "object", "form", "use", "image"} & {
        tag for tag, _ in read.tags
    }
    assert not any(name.startswith("on") or name in ("src", "style") for _, a in read.tags for name in a)
    assert "url(" not in html
    assert "@import" not in html
    policy = next(a["content"] for t, a in read.tags if t == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_links_have_their_places_and_headings_go_down_one_level_at_a_time():
    read = Reader(page(MIXED))
    names = [a["id"] for _, a in read.tags if "id" in a]
    assert len(names) == len(set(names))
    assert "samples/q-002" in names
    hrefs = [a["href"] for _, a in read.tags if "href" in a]
    assert hrefs
    assert {href[1:] for href in hrefs} <= set(names)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_failed_cases_stand_open_before_the_passed_which_are_closed():
    read = Reader(page(MIXED))
    cases = [(a["id"], "open" in a) for tag, a in read.tags if tag == "details" and "id" in a]
    assert cases == [
        ("samples/q-003", True),
        ("samples/q-002", True),
        ("samples/q-001", False),
        ("samples/q-004", False),
        ("other/q-001", False),
    ]


def test_a_failed_case_tells_task_reason_evidence_and_what_was_said_with_its_verdict():
    text = Reader(page(MIXED)).text
    for words in (
        "q-002 failed How many died in attack 2?",
        'Groundedness: no sentence says "up to 70 died" The bulletins say: “Up to 70 died.”',
        "Seventy people died. contradicted",
        'modality: the bulletin says "up to"',
        "“Reports say up to 70 died.”Attack on the capital",
        "q-003 errored How many died in attack 3? ModelError: no model",
        "floor: groundedness: 50.0% of 4",
    ):
        assert words in text


def test_a_drafted_sentence_shows_whether_gate_and_label_agree():
    let_through = claim("One.", Support.SUPPORTED, label=Support.CONTRADICTED, fault="number")
    caught = claim("Two.", Support.NOT_FOUND, label=Support.CONTRADICTED, fault="date")
    read = Reader(page(report(suite(draft(let_through, caught)))))
    assert "One. supported wrong: labelled contradicted (number)" in read.text
    assert "Two. not found right: labelled contradicted (date)" in read.text
    statements = [a for t, a in read.tags if t == "details" and "statement" in (a.get("class") or "")]
    assert ["open" in a for a in statements] == [True, False]


def test_evidence_is_left_to_the_claim_only_where_it_is_the_claims():
    said = claim()
    ours = tuple(Evidence(each.title, each.quote) for each in said.citations)
    own = Failure("groundedness", f'"{said.text}" is contradicted', ours)
    told = Reader(page(report(suite(draft(said, failures=(own,)))))).text
    assert told.count("Reports say up to 70 died.") == 1
    told = Reader(page(report(suite(draft(said, failures=(own, failure())))))).text
    assert "The bulletins say: “Up to 70 died.”" in told


def test_a_bar_is_drawn_where_the_numbers_say_and_says_them():
    html = page(MIXED)
    drawn = bar(MIXED.suites[0].metrics[0])
    assert (drawn.left, drawn.value, drawn.limit) == (15.0, 50.0, 90.0)
    assert 'aria-label="50.0%, 95% interval 15.0% to 85.0%, asked: at least 90.0%"' in html
    assert 'class="limit" x="90.0"' in html


def test_the_same_report_gives_the_same_bytes():
    assert page(whole("a & b")) == page(whole("a & b"))
