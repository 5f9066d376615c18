from __future__ import annotations

from datetime import date

import pytest
from reading_files import TODAY, only_problem, read_file, titles

from briefer.model import Basis

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desert Post</title>
<link>https://example.org/</link><pubDate>Wed, 07 Aug 2024 06:00:00 GMT</pubDate>
<item><title>Town &amp;amp; road taken</title><link>https://example.org/1</link><guid>urn:1</guid>
<pubDate>Mon, 05 Aug 2024 23:30:00 -0500</pubDate>
<description>&lt;p&gt;Fighters entered &lt;b&gt;Ménaka&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;They stayed.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Road opens</title><link>https://example.org/2</link><source url="https://e.org">Wire</source>
<description>short</description>
<content:encoded><![CDATA[The road to Gao &mdash; long shut &mdash; is open.]]></content:encoded></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Desert Post</title>
<updated>2024-08-07T01:00:00Z</updated>
<entry><id>tag:1</id><title>Town taken</title><link href="https://example.org/1"/>
<published>2024-08-05T23:30:00-05:00</published>
<content type="text">Fighters &lt; 40 entered.</content></entry></feed>"""


def rss(charset="utf-8"):
    return RSS.replace("{charset}", charset)


def test_rss(tmp_path):
    reading, (first, second) = read_file(tmp_path, "a.rss", rss())
    assert (reading.page.kind, reading.page.retrieved) == ("feed", date(2024, 8, 7))
    assert (first.title, first.body) == ("Town & road taken", "Fighters entered Ménaka.\nThey stayed.")
    assert (first.key, first.url, first.outlets) == ("urn:1", "https://example.org/1", ("Desert Post",))
    assert (first.date.earliest, first.date.basis) == (date(2024, 8, 5), Basis.FEED)
    assert (second.body, second.outlets) == ("The road to Gao — long shut — is open.", ("Wire",))
    assert second.date.basis is not Basis.FEED


def test_atom(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.xml", ATOM)
    assert (bulletin.title, bulletin.body, bulletin.key) == ("Town taken", "Fighters < 40 entered.", "tag:1")
    assert bulletin.date.earliest == date(2024, 8, 5)


def test_the_declared_charset(tmp_path):
    _, bulletins = read_file(tmp_path, "a.rss", rss("windows-1252").encode("cp1252"))
    assert "Ménaka" in bulletins[0].body


@pytest.mark.parametrize(
    "feed",
    [
        '<rss version="2.0"><channel><title>Quiet</title></channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        "<html><body>no feed</body></html>",
        "<rss><channel><item><tit",
        "plain text",
    ],
)
def test_feeds_without_entries(tmp_path, feed):
    reading, bulletins = read_file(tmp_path, "a.rss", feed)
    assert bulletins == []
    only_problem(reading)


def test_a_malformed_feed_is_an_error_and_its_entries_are_read(tmp_path):
    reading, bulletins = read_file(
        tmp_path, "a.rss", rss().replace("</channel></rss>", "<item>"), retrieved=TODAY
    )
    assert titles(bulletins) == ["Town & road taken", "Road opens"]
    problem = only_problem(reading)
    assert "not well-formed" in problem.message
    assert problem.line is not None


def test_entities_are_not_expanded(tmp_path):
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' for n in range(1, 9))
    feed = (
        f'<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY a0 "boom">\n{bomb}'
        '<!ENTITY file SYSTEM "file:///etc/passwd">\n]>\n'
        "<rss version='2.0'><channel><title>x</title><item><title>One &file;</title>"
        "<description>Text &a8; end.</description></item></channel></rss>"
    )
    _, bulletins = read_file(tmp_path, "a.rss", feed)
    assert all(len(bulletin.body) < 100 and "root:" not in bulletin.title for bulletin in bulletins)


def test_an_entry_with_a_title_only_has_it_as_its_text(tmp_path):
    feed = (
        '<rss version="2.0"><channel><title>x</title><item><title>Town taken</title></item></channel></rss>'
    )
    _, (bulletin,) = read_file(tmp_path, "a.rss", feed)
    assert (bulletin.title, bulletin.body) == ("Town taken", "Town taken")


def test_a_date_of_no_calendar_spoils_no_other_entry(tmp_path):
    text = rss().replace("Mon, 05 Aug 2024", "Mon, 05 Aug 99999999999999999999")
    _, (first, second) = read_file(tmp_path, "a.rss", text)
    assert (first.title, second.title) == ("Town & road taken", "Road opens")
