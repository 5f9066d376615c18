"""A sentence is printed once: the bottom line carries what changed, and what stands there is not told below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rendering_samples import BAMAKO, MASSACRE, TALKS, briefing, verbatim

from briefer.model import Basis, Briefing, Bulletin, BulletinDate, Citation, Claim, Precision, Section, Span
from briefer.reading.dates import describe_date
from briefer.rendering.layout import load_layout
from briefer.rendering.outline import outline
from briefer.rendering.shown import Block

DENIAL = verbatim(MASSACRE, "Mali’s general staff", speaker="Mali’s general staff", stance="denies", story=0)
BLAME = verbatim(MASSACRE, "The Azawad", speaker="Azawad Liberation Front", stance="accuses", story=0)
SURVIVORS = verbatim(MASSACRE, "Survivors", story=0)
PACT = verbatim(TALKS, "France 24", story=1)
REPORTS = verbatim(BAMAKO, "Reports")


def dated(claim: Claim) -> Claim:
    return replace(claim, note=describe_date(claim.citations[0].bulletin.date))


def blocks(*sections: Section) -> dict[str, Block]:
    return {block.kind: block for block in outline(briefing(sections), load_layout("weekly")).blocks}


def texts(block: Block) -> list[str]:
    return [each.text for part in block.parts for each in part.sentences]


def lead(*claims: Claim) -> Section:
    return Section("Bottom line", claims, "bottom line")


def test_what_is_new_is_marked_in_the_bottom_line_and_not_listed_again() -> None:
    shown = blocks(lead(dated(SURVIVORS)), Section("New", (dated(SURVIVORS), PACT), "change"))
    (sentence,) = shown["bottom line"].parts[0].sentences
    assert sentence.note == "17 February; new"
    assert texts(shown["change"]) == [PACT.text]
    assert shown["change"].lines == ("The bottom line tells and marks what else changed: 1 new.",)


def test_where_all_that_changed_stands_above_one_line_points_there() -> None:
    shown = blocks(lead(dated(SURVIVORS), dated(PACT)), Section("New", (dated(SURVIVORS), PACT), "change"))
    assert shown["change"].parts == ()
    assert shown["change"].lines == ("The bottom line tells and marks all that changed: 2 new.",)


def test_what_is_updated_comes_with_what_stood_before() -> None:
    shown = blocks(lead(dated(DENIAL)), Section("Updated", (replace(dated(DENIAL), was=REPORTS),), "change"))
    (sentence,) = shown["bottom line"].parts[0].sentences
    assert sentence.label == "Updated: now"
    assert sentence.was is not None
    assert sentence.was.text == REPORTS.text


def test_a_step_by_another_is_marked_without_the_words_of_the_first() -> None:
    shown = blocks(lead(dated(PACT)), Section("Continuing", (replace(dated(PACT), was=REPORTS),), "change"))
    (sentence,) = shown["bottom line"].parts[0].sentences
    assert sentence.note.endswith("; continuing")
    assert sentence.was is None


def test_what_stands_beside_the_sentence_of_a_new_story_is_new_with_it() -> None:
    shown = blocks(lead(dated(SURVIVORS), BLAME), Section("New", (dated(SURVIVORS),), "change"))
    assert [each.note for each in shown["bottom line"].parts[0].sentences] == ["", "17 February; new"]


def test_two_sides_that_stand_together_above_are_not_set_side_by_side_again() -> None:
    account = Section("Who did it", (DENIAL, BLAME), "account")
    assert "account" not in blocks(lead(DENIAL, BLAME), account)
    assert texts(blocks(lead(DENIAL), account)["account"]) == [DENIAL.text, BLAME.text]
    more = Section("Who did it", (DENIAL, BLAME, replace(SURVIVORS, speaker="Survivors")), "account")
    assert texts(blocks(lead(DENIAL, BLAME), more)["account"]) == [SURVIVORS.text]


def test_a_pair_in_two_places_is_still_an_account() -> None:
    account = Section("Who did it", (DENIAL, BLAME), "account")
    shown = blocks(lead(DENIAL), lead(BLAME), account)
    assert texts(shown["account"]) == [DENIAL.text, BLAME.text]


def test_the_accounts_of_other_papers_stay_whole_and_out_of_the_developments() -> None:
    sections = (
        lead(DENIAL, BLAME),
        Section("Security", (BLAME, SURVIVORS)),
        Section("Who", (DENIAL, BLAME), "account"),
    )
    shown = {block.kind: block for block in outline(briefing(sections), load_layout("crisiswatch")).blocks}
    assert texts(shown["account"]) == [DENIAL.text, BLAME.text]
    assert texts(shown["development"]) == [SURVIVORS.text]


def test_a_day_that_sentences_share_stands_after_the_last_of_them() -> None:
    other = dated(PACT)
    (part,) = blocks(lead(dated(SURVIVORS), dated(DENIAL), BLAME, other))["bottom line"].parts
    assert [each.note for each in part.sentences] == ["", "", "17 February", describe_date(TALKS.date)]
    assert all(each.markers for each in part.sentences)


def test_a_figure_without_a_day_of_its_own_is_of_the_day_that_its_sentence_tells() -> None:
    body = "Floods of Feb. 19 killed 40 herders. Rains made 90 families leave."
    bounds = BulletinDate(date(2025, 2, 17), date(2025, 3, 10), Precision.BOUNDS, Basis.PAGE_ORDER)
    of = Bulletin("aa11bb22cc33", "floods", "Floods", body, "page.txt", 0, date=bounds)
    cut = body.index(" Rains")
    rows = tuple(
        Claim(span.of(body), (Citation(of, span),), counted="people", figure="40", low=40.0)
        for span in (Span(0, cut), Span(cut + 1, len(body)))
    )
    paper: Briefing = briefing((Section("People", rows, "figure"),))
    (block,) = [each for each in outline(paper, load_layout("weekly")).blocks if each.kind == "figure"]
    assert [each.as_of for part in block.parts for each in part.sentences] == [
        "19 February 2025",
        "undated: 17 February – 10 March 2025",
    ]
