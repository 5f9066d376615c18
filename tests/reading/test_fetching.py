from __future__ import annotations

import gzip
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from reading_files import TODAY, only_problem, read_all, titles

from briefer.reading.fetching import Redirected, Refused, _is_name, fetched, is_public
from briefer.reading.raw import Unreadable

BODY = (
    "Fighters entered the town at dawn on Aug. 5, residents said, and raised their flag over the old market."
)
DIGEST = f"Mali\nTown taken\n{BODY}\n".encode()
FEED = (
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>Desert Post</title><item><title>Caf\xe9 shut</title>'
    f"<description>{BODY}</description></item></channel></rss>"
).encode("cp1252")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if path.startswith("/hop/"):
            left = int(path.removeprefix("/hop/"))
            self.answer(302, b"", location=f"/hop/{left - 1}" if left else "/digest")
        elif path == "/out":
            self.answer(301, b"", location="http://169.254.169.254/latest/meta-data/")
        elif path == "/file":
            self.answer(302, b"", location="file:///etc/passwd")
        elif path == "/digest":
            self.answer(200, DIGEST, content_type="text/plain; charset=utf-8")
        elif path == "/packed":
            self.answer(200, gzip.compress(DIGEST), content_type="text/plain", content_encoding="gzip")
        elif path == "/feed":
            self.answer(200, FEED, content_type="application/rss+xml; charset=windows-1252")
        elif path == "/agent":
            agent, host = self.headers["User-Agent"], self.headers["Host"]
            self.answer(200, f"Agent\n{agent} at {host}".encode(), content_type="text/plain")
        elif path == "/big":
            self.answer(200, b"word " * 500_000, content_type="text/plain")
        elif path == "/bomb":
            self.answer(
                200, gzip.compress(b"word " * 500_000), content_type="text/plain", content_encoding="gzip"
            )
        elif path.startswith("/as/"):
            packed = gzip.compress(gzip.compress(bytes(50_000_000)))
            self.answer(200, packed, content_encoding=path.removeprefix("/as/").replace("+", ", "))
        elif path == "/asked":
            asked = self.headers["Accept-Encoding"]
            self.answer(200, f"Asked\n{asked}".encode(), content_type="text/plain")
        elif path == "/short":
            self.answer(200, b"Cut", content_type="text/plain", content_length="100")
        elif path == "/undated":
            date = "Mon, 10 Mar 99999999999999999999 08:00:00 GMT"
            self.answer(200, DIGEST, content_type="text/plain", date=date)
        elif path == "/empty":
            self.answer(200, b"", content_type="text/plain")
        elif path == "/versions":
            if self.headers["If-None-Match"] == '"one"':
                self.answer(304, b"")
            else:
                self.answer(200, DIGEST, etag='"one"', last_modified="Sun, 09 Mar 2025 08:00:00 GMT")
        elif path == "/to-versions":
            self.answer(302, b"", location="/versions")
        elif path.startswith("/busy/"):
            asked = path.removeprefix("/busy/").replace("_", " ")
            self.answer(503, b"", **({"retry_after": asked} if asked else {}))
        else:
            self.answer(
                int(path.strip("/") or 404), b"<html><body>sorry</body></html>", content_type="text/html"
            )

    def answer(self, status, body, **headers):
        self.send_response_only(status)
        headers = {"content_length": str(len(body)), "date": "Mon, 10 Mar 2025 08:00:00 GMT"} | headers
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("BRIEFER_ALLOW_PRIVATE_URLS", raising=False)


def fetch(url, **changes):
    return read_all(url, **({"allow_private_urls": True} | changes))


def test_a_page_is_read_and_dated_by_its_server(server):
    reading, bulletins = fetch(f"{server}/digest")
    assert (reading.page.kind, reading.page.source) == ("digest", f"{server}/digest")
    assert reading.page.retrieved == date(2025, 3, 10)
    assert titles(bulletins) == ["Town taken"]
    assert bulletins[0].date.earliest == date(2024, 8, 5)
    assert reading.problems == []


def test_a_given_retrieval_date_wins(server):
    reading, _ = fetch(f"{server}/digest", retrieved=TODAY)
    assert reading.page.retrieved == TODAY


def test_the_servers_charset_is_honoured(server):
    reading, bulletins = fetch(f"{server}/feed?format=rss")
    assert reading.page.kind == "feed"
    assert titles(bulletins) == ["Café shut"]


def test_a_packed_answer(server):
    assert titles(fetch(f"{server}/packed")[1]) == ["Town taken"]


@pytest.mark.parametrize(
    "encoding", ["gzip+gzip", "br", "zstd", "identity+br", "gzip+deflate+gzip", "compress"]
)
def test_what_may_fill_any_memory_is_not_unpacked(server, encoding):
    with (
        pytest.raises(Unreadable, match="packed in another way than asked for"),
        fetched(f"{server}/as/{encoding}", limit=1000, allow_private=True),
    ):
        pass


def test_it_asks_for_nothing_else(server):
    assert fetch(f"{server}/asked")[1][0].body == "gzip, deflate"


def test_who_asks(server):
    _, (bulletin,) = fetch(f"{server}/agent")
    assert bulletin.body.startswith("briefer/")
    assert bulletin.body.endswith(server.removeprefix("http://"))


def test_a_host_name_is_sent_although_its_address_is_called(server):
    _, (bulletin,) = fetch(f"{server.replace('127.0.0.1', 'localhost')}/agent")
    assert " at localhost:" in bulletin.body


def test_redirects(server):
    reading, bulletins = fetch(f"{server}/hop/4")
    assert titles(bulletins) == ["Town taken"]
    assert reading.page.source == f"{server}/hop/4"
    reading, bulletins = fetch(f"{server}/hop/5")
    assert bulletins == []
    assert "5 redirects" in only_problem(reading).message


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/404", "404 Not Found"),
        ("/403", "403"),
        ("/503", "503"),
        ("/big", "larger than 1 MiB"),
        ("/bomb", "larger than 1 MiB"),
        ("/short", "cannot be reached"),
        ("/empty", "nothing came"),
        ("/file", "not an http or https address"),
    ],
)
def test_answers_that_are_no_page(server, path, words):
    reading, bulletins = fetch(server + path, max_bytes=2**20)
    assert bulletins == []
    assert words in only_problem(reading).message


def test_private_addresses_are_refused(server):
    for url in (server, server.replace("127.0.0.1", "localhost"), "http://[::1]/", "http://169.254.169.254/"):
        reading, bulletins = read_all(f"{url}/digest")
        assert bulletins == []
        assert "private network" in only_problem(reading).message
    assert len(read_all(f"{server}/digest", allow_private_urls=True)[1]) == 1


def test_a_redirect_inwards_is_refused(server, monkeypatch):
    # The first hop is let through as if it were public; the second is not.
    monkeypatch.setattr("briefer.reading.fetching.is_public", lambda address: address == "127.0.0.1")
    assert len(read_all(f"{server}/digest")[1]) == 1
    reading, bulletins = read_all(f"{server}/out")
    assert bulletins == []
    assert "169.254.169.254" in only_problem(reading).message


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://no-such-host.invalid/",
        "http://",
        "http://[bad/",
        "http://a:b@127.0.0.1/",
    ],
)
def test_unreachable_addresses(url):
    reading, bulletins = fetch(url)
    assert bulletins == []
    only_problem(reading)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


def test_a_day_of_no_calendar_dates_nothing(server):
    reading, bulletins = fetch(f"{server}/undated")
    assert (reading.page.retrieved, len(bulletins)) == (None, 1)


@pytest.mark.parametrize(
    ("host", "is_name"),
    [
        ("example.org", True),
        ("10.example.org", True),
        ("127.0.0.1", False),
        ("127.1", False),
        ("2130706433", False),
        ("0x7f.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("localhost", False),
        ("a.localhost.", False),
    ],
)
def test_only_a_name_is_left_to_a_proxy(host, is_name):
    assert _is_name(host) is is_name


def download(url, **options):
    with fetched(url, limit=2**20, allow_private=True, **options) as arriving:
        return arriving, b"".join(arriving.pieces)


def test_a_version_is_told_and_not_sent_twice(server):
    first, body = download(f"{server}/versions")
    assert (body, first.unchanged) == (DIGEST, False)
    assert (first.etag, first.modified) == ('"one"', "Sun, 09 Mar 2025 08:00:00 GMT")
    again, body = download(f"{server}/versions", conditions={"If-None-Match": '"one"'})
    assert (body, again.unchanged, again.url) == (b"", True, f"{server}/versions")


def test_conditions_are_not_sent_to_where_a_redirect_leads(server):
    there, body = download(f"{server}/to-versions", conditions={"If-None-Match": '"one"'})
    assert (body, there.unchanged) == (DIGEST, False)


def test_a_304_that_nobody_asked_for_is_no_page(server):
    with pytest.raises(Refused, match="304"):
        download(f"{server}/304")


def test_a_redirect_that_is_not_followed_is_told(server):
    with pytest.raises(Redirected) as told:
        download(f"{server}/hop/1", follow=False)
    assert told.value.location == f"{server}/hop/0"
    assert download(f"{server}/digest", follow=False)[1] == DIGEST


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("", None),
        ("120", 120.0),
        ("0", 0.0),
        ("-5", None),
        ("soon", None),
        ("9999999999", None),
        ("Mon,_10_Mar_2025_08:01:00_GMT", 60.0),  # the server's own clock says 08:00
        ("Mon,_10_Mar_2025_07:00:00_GMT", 0.0),
    ],
)
def test_how_long_a_server_asks_to_wait(server, asked, seconds):
    with pytest.raises(Refused) as refused:
        download(f"{server}/busy/{asked}")
    assert (refused.value.status, refused.value.retry_after) == (503, seconds)
