from __future__ import annotations

import pytest

from briefer.reading.formats.furniture import is_furniture, opens_sidebar


@pytest.mark.parametrize(
    "line",
    [
        "Recent Updates",
        "11 hours 19 min ago",
        "2 days 16 hours ago",
        "1 day 19 hours ago",
        "3 weeks ago",
        "Posted 5 minutes ago",
        "Read more",
        "Read More »".rstrip(" »"),
        "Share this",
        "Share on Facebook",
        "Tweet",
        "We use cookies to make this site work.",
        "Accept all",
        "Cookie policy",
        "Skip to main content",
        "Subscribe",
        "Log in or sign up",
        "© 2025 Some Site. All rights reserved.",
        "Privacy Policy",
        "0 comments",
        "Tags: Mali, Niger",
        "»",
        "• • •",
        "12",
    ],
)
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mali",
        "Mali: army denies attack",
        "Subscribers abandon state newspaper",
        "Share of vote falls for ruling party",
        "Follow the money: who pays for the war",
        "Search for survivors goes on",
        "Home of opposition leader raided",
        "Tweet on coup lands reporter in jail",
        "Five days ago, the army said that it had left Kidal.",
        "Copyright law passed",
        "Print media shut down in Niger",
        "More than 40 killed",
        "Top general held",
        "2 killed in Gao",
    ],
)
def test_news_that_begins_like_furniture(line):
    assert not is_furniture(line)


def test_sidebars_are_told():
    assert opens_sidebar("Recent Updates")
    assert opens_sidebar("Most read:")
    assert not opens_sidebar("Read more")
