from __future__ import annotations

import gzip
import io

import pytest
from reading_files import TODAY, options, pdf, read_file

from briefer.reading.formats import is_known, parser_for, suffix_of
from briefer.reading.opening import open_pieces
from briefer.reading.sources import read_sources

BODY = "Fighters entered the town at dawn, residents said, and raised their flag over the old market."
SAMPLES = {
    "digest": f"Mali\nTown taken\n{BODY}\n",
    "text": f"Town taken\n\n{BODY}\n",
    "markdown": f"# Town taken\n\n{BODY}\n",
    "jsonl": f'{{"title": "Town taken", "text": "{BODY}"}}\n',
    "html": f"<!DOCTYPE html>\n<html><head><title>Town taken</title></head><body><p>{BODY}</p></body></html>",
    "feed": f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>D</title><item><title>Town taken</title>'
    f"<description>{BODY}</description></item></channel></rss>",
    "email": f"Subject: Town taken\nFrom: Desert Post <a@example.org>\n\n{BODY}\n",
    "pdf": pdf(["Town taken", BODY]),
}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_sniffed(kind, packed):
    data = SAMPLES[kind] if isinstance(SAMPLES[kind], bytes) else SAMPLES[kind].encode()
    stream = io.BytesIO(gzip.compress(data) if packed else data)
    (reading,) = read_sources(["-"], options(stdin=stream, retrieved=TODAY))
    (bulletin,) = reading.bulletins
    assert reading.problems == []
    assert (reading.page.kind, reading.page.source) == (kind, "-")
    assert (bulletin.title, bulletin.body) == ("Town taken", BODY)


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "pdf"])
def test_txt_files_are_sniffed(tmp_path, kind):
    reading, (bulletin,) = read_file(tmp_path, "a.txt", SAMPLES[kind], retrieved=TODAY)
    assert (reading.page.kind, bulletin.title) == (kind, "Town taken")


def test_a_mailbox_on_standard_input():
    data = b"From a@b.c Mon Aug  5 23:30:00 2024\n" + SAMPLES["email"].encode()
    (reading,) = read_sources(["-"], options(stdin=io.BytesIO(data), retrieved=TODAY))
    assert [bulletin.title for bulletin in reading.bulletins] == ["Town taken"]


@pytest.mark.parametrize(
    ("media_type", "name", "kind"),
    [
        ("text/html", "https://e.org/a", "feed"),
        ("text/plain", "https://e.org/feed", "feed"),
        ("application/octet-stream", "https://e.org/a.rss?x=1", "feed"),
        ("application/rss+xml", "https://e.org/a.html", "feed"),
        ("text/xml", "https://e.org/a", "feed"),
    ],
)
def test_servers_that_are_vague(media_type, name, kind):
    document = open_pieces([SAMPLES[kind].encode()], name, limit=10**6, today=TODAY)
    assert parser_for(document, media_type).__name__ == "read_feed"


def test_a_page_served_as_html_without_any_mark_of_it():
    document = open_pieces([f"<b>Town</b> {BODY}".encode()], "https://e.org/a", limit=10**6, today=TODAY)
    assert parser_for(document, "text/html").__name__ == "read_html"


def test_suffixes():
    assert suffix_of("A.JSONL.gz") == ".jsonl"
    assert suffix_of("https://e.org/feed.xml?page=2#top") == ".xml"
    assert is_known("notes.md")
    assert not is_known("picture.png")
    assert not is_known("README")


def test_bytes_that_look_almost_like_headers_take_no_time():
    data = b"From:\n" + b"a:\n" * 20_000 + b"!"
    document = open_pieces([data], "-", limit=10**6, today=TODAY)
    assert parser_for(document).__name__ == "read_text"
