from __future__ import annotations

from datetime import date

import pytest
from reading_files import TODAY, only_problem, read_file, titles

ARTICLE = (
    "<p>Fighters entered the town of Ménaka at dawn, residents said, and raised their flag over the market.</p>"
    "<p>The army said that it had “withdrawn in good order” and that it would come back before the rains end.</p>"
)
PAGE = f"""<!DOCTYPE html><html><head><title>Town taken - Desert Post</title>
<meta property="og:title" content="Town taken"><meta property="og:site_name" content="Desert Post">
<meta property="article:published_time" content="2024-08-06T07:00:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav><article><h1>Town taken</h1>{ARTICLE}</article>
<footer>We use cookies. © Desert Post</footer><script>alert("no")</script></body></html>"""


def test_an_article(tmp_path):
    reading, (bulletin,) = read_file(tmp_path, "a.html", PAGE)
    assert reading.page.kind == "html"
    assert (bulletin.title, bulletin.outlets, bulletin.date.earliest) == (
        "Town taken",
        ("Desert Post",),
        date(2024, 8, 6),
    )
    assert bulletin.body.startswith("Fighters entered the town of Ménaka")
    assert "“withdrawn in good order”" in bulletin.body
    assert not any(word in bulletin.body for word in ("cookies", "About us", "alert", "Town taken"))


@pytest.mark.parametrize(
    ("charset", "encoding"), [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8")]
)
def test_the_declared_charset(tmp_path, charset, encoding):
    page = PAGE.replace("<head>", f'<head><meta charset="{charset}">')
    _, (bulletin,) = read_file(tmp_path, "a.html", page.encode(encoding))
    assert "Ménaka" in bulletin.body
    assert "“withdrawn" in bulletin.body


def test_a_cyrillic_page_in_its_own_charset(tmp_path):
    text = "Жители города сообщили, что бойцы вошли на рассвете и подняли свой флаг над рынком города. " * 3
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    page = f"<html><head>{meta}</head><body><p>{text}</p>"
    _, (bulletin,) = read_file(tmp_path, "a.html", page.encode("windows-1251"))
    assert "Жители города" in bulletin.body


def test_xhtml_with_an_xml_declaration(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.xhtml", '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE)
    assert "Ménaka" in bulletin.body


def test_several_articles_are_several_bulletins(tmp_path):
    page = (
        '<html><head><link rel="canonical" href="https://example.org/news"></head><body><main>'
        '<article><h2><a href="/one">Town taken</a></h2><time datetime="2024-08-06">Tuesday</time>'
        "<p>Fighters entered.</p><p>They stayed.</p><article><h3>Comment</h3>So sad.</article></article>"
        "<article><h2>Road opens</h2><p>The road is open.</p><footer>Share this</footer></article>"
        "<article><p>no heading</p></article></main></body></html>"
    )
    _, bulletins = read_file(tmp_path, "a.html", page, retrieved=TODAY)
    assert titles(bulletins) == ["Town taken", "Road opens"]
    assert bulletins[0].body.startswith("Fighters entered.\nThey stayed.")
    assert bulletins[0].date.earliest == date(2024, 8, 6)
    assert bulletins[0].url == "https://example.org/one"
    assert bulletins[1].body == "The road is open."


def test_no_date_is_guessed(tmp_path):
    page = f"<html><head><title>Town taken</title></head><body><p>Since 2019.</p>{ARTICLE}<p>© 2021</p></body></html>"
    _, (bulletin,) = read_file(tmp_path, "a.html", page, retrieved=TODAY)
    assert bulletin.date.basis != "feed"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>go()</script></body></html>", "<!-- -->"]
)
def test_a_page_without_text(tmp_path, page):
    reading, bulletins = read_file(tmp_path, "a.html", page)
    assert bulletins == []
    only_problem(reading)


@pytest.mark.parametrize(
    "page", ["<div>" * 100_000 + "text", "<p>" + "<b>" * 5000 + "x" * 300, "\x01\x02<" * 500]
)
def test_hostile_pages_are_read_or_refused(tmp_path, page):
    reading, bulletins = read_file(tmp_path, "a.html", page)
    assert bool(bulletins) != bool(reading.problems)
