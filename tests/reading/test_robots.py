"""Rules of robots.txt, after the examples and demands of RFC 9309."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.robots import MOST_BYTES, Rule, Rules, read_robots


def rules(*lines: str) -> Rules:
    return read_robots("\n".join(lines).encode())


def for_all(*lines: str) -> Rules:
    return rules("User-agent: *", *lines)


def test_nothing_said_forbids_nothing():
    for data in (b"", b"\xff\xfe\x00", b"<!doctype html><p>Not found: sorry", b"User-agent: *\nDisallow:\n"):
        assert read_robots(data).allows("/news?page=2")


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("/", "/", False),
        ("/", "", False),
        ("/private", "/private", False),
        ("/private", "/private/a", False),
        ("/private", "/privately", False),
        ("/private/", "/private", True),
        ("/private", "/Private", True),
        ("/*.pdf", "/a/b.pdf?x", False),
        ("/*.pdf$", "/a/b.pdf", False),
        ("/*.pdf$", "/a/b.pdf?x", True),
        ("/a*b*c", "/a1b2c3", False),
        ("/a*b*c", "/a1c2b3", True),
        ("*/feed", "/en/feed", False),
        ("/exact$", "/exact", False),
        ("/exact$", "/exactly", True),
        ("/a*a$", "/a", True),
        ("/a*a$", "/aa", False),
        ("/?format=", "/?format=rss", False),
        ("private", "/private", True),
        # one spelling for each character
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", False),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", False),
        ("/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", False),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", False),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", False),
        ("/path/foo-%24", "/path/foo-$", False),
        ("/a%2Fb", "/a/b", True),
    ],
)
def test_what_a_rule_means(rule, path, allowed):
    assert for_all(f"Disallow: {rule}").allows(path) is allowed


def test_the_longest_rule_decides_whatever_the_order():
    for lines in (("Disallow: /news", "Allow: /news/public"), ("Allow: /news/public", "Disallow: /news")):
        assert for_all(*lines).allows("/news/public/1")
        assert not for_all(*lines).allows("/news/other")


def test_of_two_equal_rules_the_one_that_allows_decides():
    assert for_all("Disallow: /page", "Allow: /page").allows("/page")
    assert for_all("Allow: /page", "Disallow: /page").allows("/page")


def test_the_file_itself_is_always_allowed():
    assert for_all("Disallow: /").allows("/robots.txt")


@pytest.mark.parametrize("name", ["briefer", "Briefer", "BRIEFER/2.0", "briefer # that is us"])
def test_our_group_goes_before_everyones(name):
    found = rules("User-agent: *", "Disallow: /", "", f"User-agent: {name}", "Disallow: /private")
    assert found.allows("/news")
    assert not found.allows("/private")


@pytest.mark.parametrize("name", ["brief", "briefers", "briefer-bot", "mybriefer", ""])
def test_anothers_group_is_not_ours(name):
    found = rules(f"User-agent: {name}", "Disallow: /", "User-agent: *", "Disallow: /private")
    assert found.allows("/news")
    assert not found.allows("/private")


def test_an_empty_group_of_ours_frees_us():
    assert rules("User-agent: *", "Disallow: /", "User-agent: briefer", "Disallow:").allows("/news")


def test_groups_of_one_name_count_together():
    found = rules(
        "User-agent: briefer",
        "Disallow: /a",
        "User-agent: x",
        "Disallow: /",
        "User-agent: briefer",
        "Disallow: /b",
    )
    assert [found.allows(path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_several_names_head_one_group():
    assert not rules("User-agent: x", "", "User-agent: briefer", "Disallow: /").allows("/")


def test_other_lines_end_no_group():
    found = rules("User-agent: briefer", "Sitemap: /map", "Crawl-delay: 3", "User-agent: x", "Disallow: /a")
    assert not found.allows("/a")
    assert found.crawl_delay == 3.0


def test_rules_before_any_name_are_nobodys():
    assert rules("Disallow: /", "User-agent: *", "Disallow: /a").allows("/")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks(end):
    data = "\ufeff" + end.join(["USER-AGENT : *", "\t disallow\t:  /a  # why", "  # nothing"])
    assert not read_robots(data.encode()).allows("/a")


@pytest.mark.parametrize(
    ("said", "meant"), [("2", 2.0), ("0.5", 0.5), ("-1", None), ("soon", None), ("1e9", None), ("٣", None)]
)
def test_crawl_delay(said, meant):
    assert for_all(f"Crawl-delay: {said}").crawl_delay == meant


def test_the_longest_delay_that_is_asked_of_us():
    assert rules("User-agent: *", "Crawl-delay: 9").crawl_delay == 9
    assert (
        rules("User-agent: *", "Crawl-delay: 9", "Allow: /", "User-agent: briefer", "Allow: /").crawl_delay
        is None
    )


def test_what_stands_after_the_limit_is_not_read():
    head = b"User-agent: *\nDisallow: /a\n"
    padding = b"#" * (MOST_BYTES - len(head) - 12) + b"\n"
    found = read_robots(head + padding + b"Disallow: /bcd\nDisallow: /e\n")
    assert not found.allows("/a")
    assert found.allows("/b")  # the line that was cut there counts no more than the next
    assert found.allows("/e")


def test_a_pattern_of_many_stars_takes_no_time():
    rule = for_all("Disallow: /" + "*a" * 5000 + "$")
    assert rule.allows("/" + "a" * 4999 + "b" * 5000)
    assert not rule.allows("/" + "a" * 10_000)


PATHS = st.text(alphabet="ab/*$%2A4é?=.", max_size=12).map(lambda text: f"/{text}")


@given(st.lists(PATHS, max_size=6), PATHS)
def test_a_literal_path_is_forbidden_by_its_own_rule_and_spelling_makes_no_difference(others, path):
    spelled = quote(path, safe="/?=%")
    found = for_all(*(f"Allow: {other}" for other in others), f"Disallow: {spelled}")
    assert found.allows(path) == found.allows(spelled)
    alone = for_all(f"Disallow: {spelled}")
    assert not alone.allows(path)
    assert not alone.allows(f"{path}/more")


@given(st.text(alphabet="ab*", max_size=8), st.text(alphabet="ab", max_size=8), st.booleans())
def test_patterns_match_as_their_regular_expression_does(pattern, path, whole):
    import re

    expected = re.match("/" + pattern.replace("*", ".*") + ("$" if whole else ""), f"/{path}") is not None
    assert Rule(False, f"/{pattern}{'$' if whole else ''}").matches(f"/{path}") is expected


@given(st.binary(max_size=400), st.text(max_size=30))
def test_no_file_breaks_the_reading(data, path):
    assert read_robots(data).allows(path) in {True, False}
