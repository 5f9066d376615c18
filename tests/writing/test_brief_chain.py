"""Whole briefings: of the page that ships, of the real page where it is at hand, and of the news of 21 years."""

from __future__ import annotations

import gzip
import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from briefed import (
    CORPUS,
    REAL_PAGE,
    SEEDS,
    about,
    archive_of,
    archive_of_page,
    brief,
    bulletin,
    citations,
    claims,
    sentences,
    told,
)

from briefer.archive.archive import Archive
from briefer.model import Citation, Period
from briefer.writing.extractive.background import BACKGROUND
from briefer.writing.planning import is_likely_in

BASES = ("bottom line", "development", "account", "figure")
PAGES = [
    pytest.param(SEEDS / "mali.txt", id="seeds"),
    pytest.param(
        REAL_PAGE,
        id="real",
        marks=pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not at ../shared"),
    ),
]


@pytest.fixture(scope="module", params=PAGES)
def page(request, tmp_path_factory):
    with archive_of_page(tmp_path_factory.mktemp("page"), request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def niger(page: Archive):
    return brief(page, "NER")


class TestNiger:
    """The latest week on Niger, of a page on Mali."""

    def test_is_the_week_of_the_killings(self, niger) -> None:
        assert niger.period == Period(date(2024, 12, 9), date(2024, 12, 15))

    @pytest.mark.parametrize(
        "words",
        [
            ("21", "Libiri", "18", "Kokorou"),
            ("BBC", "suspended", "90 soldiers", "upwards of 40 civilians", "Chatoumane"),
            ("ACLED", "1,500", "650"),
            ("ECOWAS", "Mali, Burkina Faso and Niger"),
            ("Niger", "Multilateral Joint Task Force"),
        ],
        ids=lambda words: words[0],
    )
    def test_has(self, niger, words: tuple[str, ...]) -> None:
        assert any(all(word in claim.text for word in words) for claim in claims(niger))

    @pytest.mark.parametrize("word", ["Bamako", "JNIM", "Ukraine", "Azawad", "Lakurawa"])
    def test_has_nothing_of(self, niger, word: str) -> None:
        assert word not in told(niger)

    def test_the_attack_reported_and_the_attack_denied_stand_side_by_side(self, niger) -> None:
        (account,) = [section for section in niger.sections if section.kind == "account"]
        denial, report = account.claims
        assert denial.speaker == "Niger's ruling junta"
        assert "Chatoumane" in report.text

    def test_figures_are_worded_and_stated(self, niger) -> None:
        figures = {claim.figure: claim.speaker or "" for claim in claims(niger, "figure")}
        of = {words: speaker for figure, speaker in figures.items() for words in (figure or "").split()}
        assert {"40", "21", "18", "90", "1,500", "650"} <= set(of)
        assert "ministry" in of["21"]
        assert "ministry" in of["18"]
        assert "ACLED" in of["1,500"]
        assert of["90"] == ""

    def test_comes_in_its_order(self, niger) -> None:
        kinds = list(dict.fromkeys(section.kind for section in niger.sections))
        assert kinds == ["bottom line", "development", "account", "figure"]

    def test_names_what_is_not_covered(self, niger) -> None:
        said = " ".join(niger.gaps)
        assert "economy" in said
        assert "human rights" not in said
        assert "may lie outside the period" in said


class TestMali:
    def test_of_the_vote_only_malis_and_what_it_was_on(self, page: Archive) -> None:
        briefing = brief(page, "MLI", "2025-W09")
        vote = {each.quote for each in citations(briefing) if "resolution" in each.bulletin.body}
        assert any("Hungary, Israel, Eritrea, Mali" in quoted for quoted in vote)
        assert not any("China" in quoted or "co-sponsor" in quoted for quoted in vote)

    def test_denial_and_press_reports_stand_side_by_side(self, page: Archive) -> None:
        briefing = brief(page, "MLI", "2025-W08")
        (account,) = [section for section in briefing.sections if section.kind == "account"]
        army, again, press = [claim.speaker for claim in account.claims]
        assert army == again  # "the armed forces" are its command
        assert press == "Press reports"
        assert "24 civilians" in account.claims[0].text

    def test_who_denies_a_killing_does_not_state_its_toll(self, page: Archive) -> None:
        (figure,) = claims(brief(page, "MLI", "2025-W08"), "figure")
        assert "24 civilians" in (figure.figure or "")
        assert figure.speaker is None

    def test_two_groups_claim_one_ambush(self, page: Archive) -> None:
        briefing = brief(page, "MLI", "2024-W30")
        (account,) = [section for section in briefing.sections if section.kind == "account"]
        assert "Ramadane" in told(briefing, "account")
        assert "JNIM" in account.claims[-1].text

    def test_a_week_with_nothing_says_so(self, page: Archive) -> None:
        briefing = brief(page, "MLI", "2024-W40")
        assert [section.title for section in briefing.sections] == [BACKGROUND]
        assert briefing.gaps[0] == "No bulletin of the period reports on Mali."

    def test_a_country_with_nothing_says_so(self, page: Archive) -> None:
        briefing = brief(page, "FJI")
        assert briefing.sections == ()
        assert briefing.sources == ()
        assert briefing.gaps == ("No bulletin of the period reports on Fiji.",)


WEEKS = ["", "2025-W09", "2025-W08", "2024-W38", "2024-W32", "2024-W30", "2024", "2025"]


@pytest.mark.parametrize("country", ["MLI", "NER", "UKR", "BFA"])
@pytest.mark.parametrize("when", WEEKS)
def test_every_claim_is_its_quote_and_every_quote_the_bulletins_words(
    page: Archive, country: str, when: str
) -> None:
    briefing = brief(page, country, when)
    for claim in claims(briefing):
        assert claim.text == claim.citations[0].quote
    for each in citations(briefing):
        assert each.quote == each.bulletin.body[each.span.start : each.span.end]
        assert each.bulletin in briefing.sources
        assert page.bulletin(each.bulletin.id) == each.bulletin
    assert briefing.withheld == ()


@pytest.mark.parametrize("country", ["MLI", "NER"])
@pytest.mark.parametrize("when", WEEKS)
def test_background_ended_before_the_period(page: Archive, country: str, when: str) -> None:
    briefing = brief(page, country, when)
    for claim in claims(briefing, "background"):
        for each in claim.citations:
            # One of which only the bounds are known may just touch the period.
            assert each.bulletin.date.latest < briefing.period.since or not is_likely_in(
                each.bulletin, briefing.period
            )
    older = {each.bulletin.id for claim in claims(briefing, "background") for each in claim.citations}
    current = {each.bulletin.id for claim in claims(briefing, *BASES) for each in claim.citations}
    assert not older & current


@pytest.mark.parametrize("when", WEEKS)
def test_no_sentence_is_told_twice_but_in_the_bottom_line_and_figures(page: Archive, when: str) -> None:
    briefing = brief(page, "MLI", when)
    told = [claim.text for claim in claims(briefing, "development", "background")]
    # A charge among those who talk is told with the talks, and is an account whole.
    with_talks = [
        claim.text
        for section in briefing.sections
        if section.kind == "account" and all(claim.text in told for claim in section.claims)
        for claim in section.claims
    ]
    texts = told + [claim.text for claim in claims(briefing, "account") if claim.text not in with_talks]
    assert len(texts) == len(set(texts))
    assert len(with_talks) == len(set(with_talks)) <= 2


def test_twice_the_same(page: Archive, tmp_path: Path) -> None:
    assert brief(page, "MLI", "2024") == brief(page, "MLI", "2024")


def test_manifest_tells_how_to_make_it_again(page: Archive) -> None:
    manifest = brief(page, "NER").manifest
    assert dict(manifest.settings) == {
        "country": "NER",
        "judge": "scripted@1, threshold 0.5",
        "since": "2024-12-09",
        "until": "2024-12-15",
    }
    assert (manifest.engine, manifest.embedding, len(manifest.bulletins)) == ("extractive", "hash@1", 2)


class TestSmallArchives:
    def test_two_outlets_one_sentence_two_sources(self, tmp_path: Path) -> None:
        day = date(2025, 2, 18)
        one = about(
            "Raid", "Gunmen killed 30 soldiers of Mali near Gao. Drums were heard all night.", date=day
        )
        other = about(
            "Attack",
            "Near Gao gunmen killed 30 soldiers of Mali. Helicopters came from Bamako at dawn.",
            date=day,
        )
        with archive_of(tmp_path, [one, other]) as archive:
            briefing = brief(archive, "MLI")
        (lead,) = claims(briefing, "bottom line")
        assert {each.bulletin.title for each in lead.citations} == {"Raid", "Attack"}
        (figure,) = claims(briefing, "figure")
        assert len(figure.citations) == 2

    def test_undated_bulletins_are_counted_and_not_used(self, tmp_path: Path) -> None:
        dated = about("Raid", "Gunmen killed 30 soldiers of Mali near Gao.", date=date(2025, 2, 18))
        undated = about("Fair", "Mali held a fair for goats in Kayes.")
        with archive_of(tmp_path, [dated, undated]) as archive:
            briefing = brief(archive, "MLI")
        assert briefing.gaps[-1] == "1 bulletin on Mali without any date, not used."
        assert "goats" not in told(briefing)

    def test_of_many_bulletins_the_figures_are_those_of_the_ones_told(self, tmp_path: Path) -> None:
        start = date(2025, 1, 1)
        bulletins = [
            bulletin(
                f"Raid {n}",
                f"Gunmen of band {n * 7919} killed {n + 2} soldiers at hill {n * 104729} in Mali.",
                date=start + timedelta(days=n),
                main=["MLI"],
            )
            for n in range(60)
        ]
        with archive_of(tmp_path, bulletins) as archive:
            briefing = brief(archive, "MLI", "2025")
        quoted = {
            each.bulletin.id
            for claim in claims(briefing, "bottom line", "development")
            for each in claim.citations
        }
        figured = {each.bulletin.id for claim in claims(briefing, "figure") for each in claim.citations}
        assert figured <= quoted
        assert any("not quoted" in gap for gap in briefing.gaps)


@pytest.mark.skipif(not CORPUS.exists(), reason="the current-events corpus is not at ../shared")
def test_a_thousand_bulletins_of_the_news_are_quoted_to_the_letter() -> None:
    """Each sentence's citation is the bulletin's characters, and together they hold every word of the body."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        drawn = random.Random(2023).sample(list(lines), 1000)  # noqa: S311
    for line in drawn:
        record = json.loads(line)
        of = bulletin(record["text"][:80], record["text"])
        made = [Citation(item.bulletin, item.span) for item in sentences(of)]
        assert all(each.quote == of.body[each.span.start : each.span.end] for each in made)
        assert "".join("".join(each.quote for each in made).split()) == "".join(of.body.split())


@pytest.mark.skipif(not CORPUS.exists(), reason="the current-events corpus is not at ../shared")
def test_briefings_of_a_month_of_the_news_are_quoted_to_the_letter(tmp_path: Path) -> None:
    """A whole archive of a busy month: whatever a briefing shows is in its bulletin."""
    month = tmp_path / "month.jsonl"
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines, month.open("w", encoding="utf-8") as out:
        out.writelines(line for line in lines if '"date": "2023-07' in line)
    with archive_of_page(tmp_path, month, None) as archive:
        for country in ("UKR", "NER", "FRA", "SDN", "USA"):
            briefing = brief(archive, country, "2023-W30")
            assert claims(briefing)
            for claim in claims(briefing):
                assert claim.text == claim.citations[0].quote
                assert claim.citations[0].bulletin.body.count(claim.text)
