"""Sites are visited as their robots.txt allows and as slowly as they ask, and nothing leads into a private network."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from round_site import TODAY, Page, Time, text

from briefer.reading.raw import Unreadable
from briefer.rounds.manners import MOST_PAUSE
from briefer.rounds.telling import update_text
from briefer.rounds.update import Outcome


def robots(*lines):
    return Page("\n".join(lines).encode(), headers={"Content-Type": "text/plain"})


@pytest.fixture
def site(site):
    site.pages |= {"/a.txt": Page(text("Town taken")), "/b.txt": Page(text("Bridge lost"))}
    return site


def only(report):
    (source,) = report.sources
    return source


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site, desk):
    site.pages["/robots.txt"] = robots("User-agent: *", "Disallow: /a")
    report = desk.update({"url": site.url("/a.txt"), "name": "Example"}, site.url("/b.txt"))
    assert update_text(report).splitlines()[0] == "Example: not allowed by robots.txt"
    assert [source.name for source in report.gave_nothing] == ["Example"]
    assert (site.paths, desk.titles()) == (["/b.txt"], ["Bridge lost"])


def test_a_group_of_our_own_and_the_query_count(site, desk):
    site.pages["/robots.txt"] = robots(
        "User-agent: *", "Disallow: /", "User-agent: briefer", "Disallow: /*?page="
    )
    outcomes = [
        source.outcome for source in desk.update(site.url("/a.txt?page=2"), site.url("/a.txt")).sources
    ]
    assert outcomes == [Outcome.NOT_ALLOWED, Outcome.READ]
    assert all(headers["user-agent"].startswith("briefer/") for _, headers in site.asked)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_all(site, desk, status):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /\n", status)
    assert only(desk.update(site.url("/a.txt"))).outcome is Outcome.READ


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone_until_next_time(site, desk, status):
    site.pages["/robots.txt"] = Page(b"", status)
    report = desk.update(site.url("/a.txt"), site.url("/b.txt"))
    assert [source.outcome for source in report.sources] == [Outcome.FAILED] * 2
    assert f"its robots.txt cannot be read: the server answered {status}" in report.sources[1].reason.message
    assert [path for path, _ in site.asked] == ["/robots.txt"]  # once, for both
    site.pages["/robots.txt"] = robots("User-agent: *", "Allow: /")
    assert only(desk.update(site.url("/a.txt"))).outcome is Outcome.READ


def test_robots_txt_is_asked_for_once_a_day(site, desk):
    for today in (TODAY, TODAY, TODAY + timedelta(days=1)):
        desk.update(site.url("/a.txt"), today=today)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a.txt", "/a.txt", "/robots.txt", "/a.txt"]


def test_a_redirect_of_robots_txt_is_followed(site, desk):
    site.pages["/robots.txt"] = Page(status=301, headers={"Location": "/rules.txt"})
    site.pages["/rules.txt"] = robots("User-agent: *", "Disallow: /a")
    assert only(desk.update(site.url("/a.txt"))).outcome is Outcome.NOT_ALLOWED
    assert site.paths == ["/rules.txt"]


def test_robots_txt_is_read_up_to_its_limit(site, desk):
    site.pages["/robots.txt"] = robots("User-agent: *", "Disallow: /a", "#" * 600_000, "Disallow: /b")
    report = desk.update(site.url("/a.txt"), site.url("/b.txt"))
    assert [source.outcome for source in report.sources] == [Outcome.NOT_ALLOWED, Outcome.READ]


def test_a_redirect_is_held_to_the_rules_of_where_it_leads(site, desk):
    site.pages["/here"] = Page(status=302, headers={"Location": site.url("/a.txt", "localhost")})
    rules = iter([robots("User-agent: *", "Allow: /"), robots("User-agent: *", "Disallow: /a")])
    site.pages["/robots.txt"] = lambda: next(rules)
    assert only(desk.update(site.url("/here"))).outcome is Outcome.NOT_ALLOWED
    assert [path for path, _ in site.asked] == ["/robots.txt", "/here", "/robots.txt"]


def test_redirects_end(site, desk):
    for number in range(6):
        location = f"/{number - 1}" if number else "/a.txt"
        site.pages[f"/{number}"] = Page(status=302, headers={"Location": location})
    report = desk.update(site.url("/4"), site.url("/5"))
    assert [source.outcome for source in report.sources] == [Outcome.READ, Outcome.FAILED]
    assert report.sources[1].reason.message == "more than 5 redirects"


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]/", "http://2130706433/"]
)
@pytest.mark.parametrize("path", ["/robots.txt", "/page"])
def test_a_redirect_into_a_private_network_is_refused(site, desk, monkeypatch, path, location):
    # The site's name alone stands for a public address.
    monkeypatch.setattr(
        "briefer.reading.fetching._addresses",
        _addresses_with_public(f"site.invalid:{site.port}"),
    )
    site.pages[path] = Page(status=302, headers={"Location": location})
    site.pages.setdefault("/page", Page(text("Town taken")))
    source = only(desk.update(site.url("/page", "site.invalid"), private=False))
    assert source.outcome is Outcome.FAILED
    assert "an address of this machine or a private network" in source.reason.message
    assert {asked for asked, _ in site.asked} <= {"/robots.txt", "/page"}


def _addresses_with_public(netloc):
    from briefer.reading import fetching

    real = fetching._addresses

    def addresses(url, allow_private):
        return ["127.0.0.1"] if url.netloc.decode() == netloc else real(url, allow_private)

    return addresses


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://a:b@127.0.0.1/"])
def test_a_redirect_to_no_web_page_is_refused(site, desk, location):
    site.pages["/page"] = Page(status=302, headers={"Location": location})
    assert only(desk.update(site.url("/page"))).outcome is Outcome.FAILED


def test_a_private_address_is_refused_with_what_to_do(site, desk):
    source = only(desk.update(site.url("/a.txt"), private=False))
    assert "private network" in source.reason.message
    assert "BRIEFER_ALLOW_PRIVATE_URLS=1" in source.reason.hint
    assert site.asked == []


def test_a_second_lies_between_two_requests_to_a_host(site, desk):
    desk.update(site.url("/a.txt"), site.url("/b.txt"))
    assert len(site.asked) == 3
    assert desk.time.waits == [1.0, 1.0]


@pytest.mark.parametrize(("asked", "kept"), [("0.2", 1.0), ("7", 7.0), ("3600", MOST_PAUSE)])
def test_a_crawl_delay_is_kept(site, desk, asked, kept):
    site.pages["/robots.txt"] = robots("User-agent: *", f"Crawl-delay: {asked}")
    desk.update(site.url("/a.txt"), site.url("/b.txt"))
    assert desk.time.waits == [kept, kept]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["20", "Mon, 10 Mar 2025 08:00:20 GMT"])
def test_a_short_wait_is_waited_and_the_page_asked_for_once_more(site, desk, status, asked):
    answers = iter([Page(status=status, headers={"Retry-After": asked}), site.pages["/a.txt"]])
    site.pages["/a.txt"] = lambda: next(answers)
    assert only(desk.update(site.url("/a.txt"))).outcome is Outcome.READ
    assert desk.time.waits == [1.0, 20.0]


def test_a_page_that_is_refused_twice_has_failed(site, desk):
    site.pages["/a.txt"] = Page(status=503, headers={"Retry-After": "5"})
    source = only(desk.update(site.url("/a.txt")))
    assert source.reason.message == "the server answered 503 Service Unavailable"
    assert site.paths == ["/a.txt", "/a.txt"]


def test_a_host_that_asks_for_a_long_wait_is_left_alone(site, desk):
    site.pages["/a.txt"] = Page(status=429, headers={"Retry-After": "3600"})
    report = desk.update(site.url("/a.txt"), site.url("/b.txt"), site.url("/b.txt", "localhost"))
    assert [source.outcome for source in report.sources] == [Outcome.FAILED, Outcome.FAILED, Outcome.READ]
    for source in report.sources[:2]:
        assert source.reason.message == "127.0.0.1 asks to be left alone for 3600 seconds"
    assert [path for path, headers in site.asked if headers["host"].startswith("127")] == [
        "/robots.txt",
        "/a.txt",
    ]


@pytest.mark.parametrize(
    ("status", "asked"), [(429, None), (503, None), (503, "soon"), (503, "9" * 5000), (500, "5"), (404, "5")]
)
def test_nobody_is_asked_again_who_did_not_ask_for_it(site, desk, status, asked):
    site.pages["/a.txt"] = Page(status=status, headers={"Retry-After": asked} if asked else {})
    assert only(desk.update(site.url("/a.txt"))).outcome is Outcome.FAILED
    assert (site.paths, desk.time.waits) == (["/a.txt"], [1.0])


def test_one_visits_a_host_at_a_time():
    pace, two, met = Time().pace(), threading.Barrier(2), []

    def visit():
        with pace.turn("example.org"), suppress(threading.BrokenBarrierError):
            two.wait(0.05)  # ends at once, and well, only if the other is here too
            met.append(True)

    threads = [threading.Thread(target=visit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == []


def test_time_that_passed_anyway_is_not_waited_for_and_hosts_do_not_share_it():
    time = Time()
    pace = time.pace()
    with pace.turn("a.org"):
        pass
    time.now += 0.75
    with pace.turn("a.org"), pace.turn("b.org"):
        pass
    pace.close("b.org", MOST_PAUSE + 1)
    with pytest.raises(Unreadable, match=r"^b\.org asks to be left alone for 31 seconds"), pace.turn("b.org"):
        pass
    time.now += 2
    with pace.turn("b.org"):
        pass
    assert time.waits == [0.25, 29.0]
