"""A page of the user's own: what it can do, and what it cannot."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import pytest
from rendering_hostile import made_of
from rendering_samples import briefing

from briefer.errors import InputError
from briefer.rendering import render
from briefer.rendering.layout import Layout, load_layout
from briefer.rendering.starting import new_template

TOML = """schema = 1
name = "own"
title = "{country}"
[[sections]]
show = "development"
"""


@pytest.fixture
def page_of(tmp_path: Path):
    """Makes a template with a page; returns its layout."""

    def make(page: str = "", css: str = "", **more: str) -> Layout:
        files = {"template.toml": TOML, "page.html.j2": page, "page.css": css, **more}
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return load_layout(tmp_path)

    return make


def html_of(layout: Layout) -> str:
    html = render(briefing(), "html", layout)
    assert isinstance(html, str)
    return html


def test_a_page_stands_between_our_head_and_our_foot(page_of) -> None:
    html = html_of(page_of("<h1>{{ shown.title }}</h1>", ".mine { color: #123456; }"))
    policy, mine = html.index("Content-Security-Policy"), html.index("<h1>Mali</h1>")
    assert policy < html.index(".mine { color: #123456; }") < mine < html.index('id="sources"')
    assert "How it was made" in html


def test_it_can_use_our_parts_and_files_of_its_folder(page_of) -> None:
    page = (
        '{% import "parts.html.j2" as parts %}{% include "top.j2" %}'
        "{% for block in shown.blocks %}{{ parts.block(block, columns) }}{% endfor %}"
    )
    html = html_of(page_of(page, **{"top.j2": "<p>Top of the page</p>"}))
    assert "<p>Top of the page</p>" in html
    assert '<a id="use-1-1" href="#source-1"' in html


def test_a_new_template_gives_the_page_that_there_is_without_it(tmp_path: Path) -> None:
    for name, text in new_template("desk", "weekly").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    own, usual = html_of(load_layout(tmp_path)), html_of(load_layout("weekly"))
    words = [
        re.sub(r"\s+", " ", unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)))
        for html in (own, usual)
    ]
    assert words[0].replace("template desk", "template weekly") == words[1]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "</main><b>"]
)
def test_what_bulletins_say_is_escaped_there_too(page_of, text: str) -> None:
    page = (
        "{% for block in shown.blocks %}{% for part in block.parts %}{% for each in part.sentences %}"
        '<p title="{{ each.text }}">{{ each.text }}</p>'
        "{% endfor %}{% endfor %}{% endfor %}"
    )
    hostile, plain = (render(made_of(each)[2], "html", page_of(page)) for each in (text, "x"))
    assert [re.findall(r"<[a-z/]+", str(html)) for html in (hostile,)] == [
        re.findall(r"<[a-z/]+", str(plain))
    ]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("\n{{ ''.__class__ }}", "line 2: access to attribute '__class__'"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
        ("{{ shown.__init__.__globals__ }}", "unsafe"),
        ("{{ ''|attr('__class__') }}", "unsafe"),
        ("{{ '{0.__class__}'.format('') }}", "unsafe"),
        ("{{ self._TemplateReference__context }}", "unsafe"),
        ("{{ shown.blocks.append(1) }}", "append"),
        ("{{ shown.no_such_thing }}", "no_such_thing"),
        ("{{ shown.title | safe }}", "line 1: No filter named 'safe'"),
        ("{% autoescape false %}{{ shown.title }}{% endautoescape %}", "line 1: escaping cannot be switched"),
        ("{% set ns = namespace(svg='<b>') %}{{ ns | drawn }}", "only pictures are drawn"),
        ("{% include '/etc/passwd' %}", "cannot load '/etc/passwd'"),
        ("{% include '../../etc/passwd' %}", "cannot load"),
        ("{% include 'template.toml' %}", "cannot load 'template.toml'"),
        ("{% include 'base.html.j2' %}", "cannot load 'base.html.j2'"),
        ("\n\n{% for %}", "line 3"),
        ("{% for n in range(10**9) %}x{% endfor %}", "Range too big"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "call each other without end"),
        ("{% for n in range(99999) %}{{ 'x' * 999 }}{% endfor %}", "writes more than 8,000,000 characters"),
    ],
)
def test_what_a_template_may_not_do_is_told(page_of, page: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        html_of(page_of(page))
    assert says in str(told.value)
    assert "page.html.j2" in str(told.value)
    assert told.value.hint


def test_a_fault_in_an_included_file_names_that_file(page_of) -> None:
    layout = page_of("{% include 'top.j2' %}", **{"top.j2": "\n\n{{ nothing }}"})
    with pytest.raises(InputError, match=r"top\.j2, line 3: 'nothing' is undefined"):
        html_of(layout)


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a process's memory bounded")
@pytest.mark.parametrize(
    "page",
    [
        "{{ 'x' * (10 ** 10) }}",
        "{% set ns = namespace(s='x' * 99) %}{% for n in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{{ 'x' | center(10 ** 10) }}",
    ],
)
def test_memory_is_bounded(page_of, page: str) -> None:
    with pytest.raises(InputError, match="more memory than it may have"):
        html_of(page_of(page))


def test_time_is_bounded(page_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.rendering.sandbox.SECONDS", 1)
    page = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(InputError, match="takes longer than 1 second"):
        html_of(page_of(page))


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT SRC=//e.example></SCRIPT>", "<script>"),
        ('<img src="https://e.example/p.png">', "<img>"),
        ("<iframe></iframe>", "<iframe>"),
        ('<meta http-equiv="refresh" content="0;url=https://e.example">', "<meta>"),
        ('<base href="https://e.example/">', "<base>"),
        ('<link rel="stylesheet" href="x.css">', "<link>"),
        ("<style>p { color: red }</style>", "<style>"),
        ("<form></form>", "<form>"),
        ('<p onclick="x()">a</p>', "'onclick'"),
        ('<a href="javascript:alert(1)">a</a>', "javascript:alert(1)"),
        ('<a href="//e.example">a</a>', "//e.example"),
        ('<p style="background: url(https://e.example/p.png)">a</p>', "style="),
        ('<svg><image href="https://e.example/p.png"></image></svg>', "<image>"),
        ('<svg><use href="https://e.example/p.svg#a"></use></svg>', "<use>"),
        (
            '<svg><a href="https://e.example/"><text fill="url(https://e.example/#a)">a</text></a></svg>',
            "fill=",
        ),
        ("<!-- a comment -->", "<!-- "),
        ("</main>", "</main>"),
        ("<section>", "does not close <section>"),
        ("<p><b>a</p></b>", "</p>"),
        ("<textarea>", "<textarea>"),
        ("<plaintext>", "<plaintext>"),
        ("<![CDATA[<script>]]>", "<!["),
        ("<?php ?>", "<?"),
        ("<!DOCTYPE html>", "<!DOCTYPE"),
    ],
)
def test_what_a_page_may_not_hold_is_told(page_of, page: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        html_of(page_of(page))
    assert says in told.value.message


@pytest.mark.parametrize(
    "page", ["<!-- the rest", "<p title='the rest", "<b", "</", "&lt;script&gt;", "<p>a</p", "<3"]
)
def test_half_a_tag_swallows_nothing(page_of, page: str) -> None:
    try:
        html = html_of(page_of(f"<p>a</p>{page}"))
    except InputError:
        return
    whole = html_of(page_of("<p>a</p>"))
    assert re.findall(r"<[!a-z/]+", html) == re.findall(r"<[!a-z/]+", whole)


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(https://e.example/p.png) }",
        "@import 'x.css';",
        "</style><script>alert(1)</script>",
        "p { background: \\75rl(x) }",
        "p { background: image-set('x.png' 1x) }",
    ],
)
def test_what_a_style_sheet_may_not_hold_is_told_with_its_line(page_of, css: str) -> None:
    with pytest.raises(InputError, match=r"page\.css, line 2: a style sheet may not hold"):
        html_of(page_of("<p>a</p>", f"p {{ margin: 0 }}\n{css}"))


def test_a_link_out_of_the_folder_is_not_followed(page_of, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.j2").write_text("secret", encoding="utf-8")
    layout = page_of("{% include 'link.j2' %}")
    (tmp_path / "link.j2").symlink_to(tmp_path.parent / "secret.j2")
    with pytest.raises(InputError, match=r"cannot load 'link\.j2'"):
        html_of(layout)
