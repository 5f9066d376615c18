"""One-file HTML, read back with a parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_hostile import made_of, visible_text
from rendering_samples import MASSACRE, bamako_answer, briefing, no_answer, told_briefing

from briefer.model import Answer, Briefing
from briefer.rendering import render
from briefer.rendering.layout import layout_names, load_layout
from briefer.rendering.plain import one_line


class Reader(HTMLParser):
    """Keeps tags with their attributes, and the text outside of the style sheet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attrs)) for tag, attrs in self.tags]


ALL = [briefing(), told_briefing(), briefing((), sources=(), gaps=()), bamako_answer(), no_answer()]


@settings(deadline=None)
@given(visible_text, st.sampled_from(layout_names()))
def test_no_string_breaks_out(text: str, name: str) -> None:
    layout = load_layout(name)
    for hostile, plain in zip(made_of(text), made_of("x"), strict=True):
        read = Reader(render(hostile, "html", layout))
        assert read.shape() == Reader(render(plain, "html", layout)).shape()
        assert read.other == []
        assert read.open == []
        assert one_line(text) in "".join(read.words)
        assert all(re.fullmatch(r"#content|#[a-z]+-[\d-]+", href) for href in read.values("href"))


@pytest.mark.parametrize("output", ALL)
def test_it_asks_for_nothing_and_runs_nothing(output: Answer | Briefing) -> None:
    html = render(output, "html")
    read = Reader(html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert not {"script", "img", "link", "iframe", "object", "form"} & {tag for tag, _ in read.tags}
    assert not any(
        name.startswith("on") or name in ("src", "srcset", "style") for _, a in read.tags for name in a
    )
    assert "url(" not in html
    assert "@import" not in html
    policy = next(a["content"] for t, a in read.tags if t == "meta" and "http-equiv" in a)
    assert (policy or "").startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert read.open == []


@pytest.mark.parametrize("output", ALL)
def test_every_link_inside_has_its_place_and_no_place_is_named_twice(output: Answer | Briefing) -> None:
    read = Reader(render(output, "html"))
    names = read.values("id")
    assert len(names) == len(set(names))
    assert {href[1:] for href in read.values("href") if href.startswith("#")} <= set(names)


@pytest.mark.parametrize("output", ALL)
def test_headings_go_down_one_level_at_a_time(output: Answer | Briefing) -> None:
    levels = [int(tag[1]) for tag, _ in Reader(render(output, "html")).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_source_shows_its_quotes_and_leads_back() -> None:
    html = render(briefing(), "html")
    entry = html[html.index('<li id="source-1">') : html.index('<li id="source-2">')]
    read = Reader(entry)
    quoted = [tag for tag, _ in read.tags if tag == "blockquote"]
    assert len(quoted) == 3
    assert (
        "Survivors told reporters that the two vehicles were carrying migrants towards Algeria." in read.words
    )
    assert read.values("href") == [MASSACRE.url, *(f"#use-1-{use}" for use in range(1, 6))]
    assert "<details open>" in render(bamako_answer(), "html")
    assert "<details>" in entry


def test_the_citation_carries_its_exact_words() -> None:
    read = Reader(render(bamako_answer(), "html"))
    assert "“The army says the situation is under control.”" in read.values("title")


def test_only_addresses_of_the_web_are_linked() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", 'https://e.example/" onclick=x', None):
        assert all(
            href.startswith("#") for href in Reader(render(made_of("x", url=url)[2], "html")).values("href")
        )
    assert "https://e.example/?a&b" in Reader(
        render(made_of("x", url="https://e.example/?a&b")[2], "html")
    ).values("href")
