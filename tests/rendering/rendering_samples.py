"""A Mali briefing and two answers, as the engines would hand them over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from briefer.model import (
    Answer,
    Basis,
    Briefing,
    Bulletin,
    BulletinDate,
    Citation,
    Claim,
    Countries,
    Direction,
    Manifest,
    Period,
    Precision,
    Section,
    Span,
    Story,
    Trend,
    Withheld,
)

MADE = date(2025, 3, 10)
WEEK = Period(date(2025, 2, 17), date(2025, 2, 23))

MASSACRE = Bulletin(
    id="4f1c09be27aa",
    key="mali-migrants",
    title="Mali: army rejects blame for killing of travellers",
    body=(
        "Mali’s general staff says its troops had no part in an attack of Feb. 17 that left 24 people dead. "
        "The Azawad Liberation Front holds soldiers and their Russian partners responsible. "
        "Survivors told reporters that the two vehicles were carrying migrants towards Algeria."
    ),
    source="seeds/mali.txt",
    place=1,
    outlets=("AFP", "RFI", "BBC News"),
    date=BulletinDate(date(2025, 2, 17), date(2025, 2, 17), Precision.DAY, Basis.STATED),
    countries=Countries(("MLI",), ("DZA",)),
    url="https://example.org/2025/02/mali-travellers",
)
TALKS = Bulletin(
    id="b07d51e6c3f2",
    key="mali-talks",
    title="Talks reported between JNIM and the Azawad Liberation Front",
    body=(
        "France 24 says the two armed movements are discussing a pact against the junta in Bamako. "
        "Neither has confirmed it."
    ),
    source="seeds/mali.txt",
    place=0,
    outlets=("France 24",),
    date=BulletinDate(date(2025, 2, 18), date(2025, 3, 10), Precision.BOUNDS, Basis.PAGE_ORDER),
    countries=Countries(("MLI",)),
)
BAMAKO = Bulletin(
    id="91e0aa34d785",
    key="mali-bamako",
    title="Mali: gunmen strike Bamako",
    body=(
        "Reports suggest up to 70 people died and hundreds were hurt when JNIM fighters struck Bamako on "
        "Sept. 17. The army says the situation is under control."
    ),
    source="seeds/mali.txt",
    place=5,
    outlets=("Reuters",),
    date=BulletinDate(date(2024, 9, 17), date(2024, 9, 17), Precision.DAY, Basis.STATED),
    countries=Countries(("MLI",)),
)
NIGER = Bulletin(
    id="c2a8f7710b9d",
    key="niger-villages",
    title="Niger: villages near the Burkina Faso border raided",
    body="Niger’s defence ministry counts 21 dead in Libiri and 18 in Kokorou, raided on Dec. 12 to 14.",
    source="feeds/sahel.jsonl",
    place=3,
    outlets=("ACLED",),
    date=BulletinDate(date(2024, 12, 12), date(2024, 12, 14), Precision.RANGE, Basis.STATED),
    countries=Countries(("NER",), ("BFA",)),
)


def cite(bulletin: Bulletin, words: str) -> Citation:
    """Cite words of a bulletin's body."""
    start = bulletin.body.index(words)
    return Citation(bulletin, Span(start, start + len(words)))


def verbatim(bulletin: Bulletin, beginning: str, **more: object) -> Claim:
    """Claim the sentence of the bulletin that begins so, in its own words."""
    sentences = re.split(r"(?<=\.) (?=[A-Z])", bulletin.body)
    citation = cite(bulletin, next(words for words in sentences if words.startswith(beginning)))
    return Claim(citation.quote, (citation,), **more)  # type: ignore[arg-type]


def manifest(engine: str = "extractive") -> Manifest:
    """A manifest with two bulletins."""
    return Manifest(
        briefer="0.1.0",
        made=MADE,
        engine=engine,
        embedding="all-MiniLM-L6-v2 (53aa51172d14)",
        settings=(("week", "2025-W08"), ("hits", "24")),
        prompts=(("brief", "9f" * 32),),
        bulletins=((MASSACRE.id, "1a" * 32), (TALKS.id, "2b" * 32)),
    )


def briefing(sections: tuple[Section, ...] | None = None, **changes: object) -> Briefing:
    """A week in Mali, all sentences verbatim."""
    values: dict[str, object] = {
        "country": "MLI",
        "country_name": "Mali",
        "period": WEEK,
        "sections": sections if sections is not None else mali_sections(),
        "gaps": ("No bulletin of the week is about the economy.", "No bulletin names the dead."),
        "sources": (MASSACRE, TALKS, BAMAKO),
        "engine": "extractive",
        "manifest": manifest(),
    }
    return Briefing(**{**values, **changes})  # type: ignore[arg-type]


def mali_sections() -> tuple[Section, ...]:
    """One section of each kind."""
    denial = verbatim(MASSACRE, "Mali’s general staff", speaker="Mali’s general staff")
    blame = verbatim(MASSACRE, "The Azawad", speaker="Azawad Liberation Front")
    return (
        Section("Bottom line", (denial,), "bottom line"),
        Section(
            "The attack of 17 February",
            (verbatim(MASSACRE, "Survivors"),),
        ),
        Section(
            "A pact between armed movements",
            (
                verbatim(TALKS, "France 24", note="between 18 February and 10 March 2025"),
                verbatim(TALKS, "Neither"),
            ),
        ),
        Section("Who killed the travellers", (denial, blame), "account"),
        Section(
            "Figures",
            (
                replace(denial, figure="24 people"),
                replace(verbatim(BAMAKO, "Reports"), figure="up to 70"),
            ),
            "figure",
        ),
        Section("Background", (verbatim(BAMAKO, "Reports"), verbatim(BAMAKO, "The army")), "background"),
    )


def bamako_answer(**changes: object) -> Answer:
    """An answer in two sentences; the second is a model's wording."""
    values: dict[str, object] = {
        "question": "How many people were killed in the Bamako attack?",
        "claims": (
            verbatim(BAMAKO, "Reports"),
            Claim(
                "According to the army, it has the situation under control.",
                (cite(BAMAKO, "The army says the situation is under control."),),
                "the army",
            ),
        ),
        "nearest": (),
        "engine": "extractive",
        "manifest": manifest(),
    }
    return Answer(**{**values, **changes})  # type: ignore[arg-type]


def no_answer() -> Answer:
    """A question on which the bulletins are silent."""
    return bamako_answer(
        question="What is the price of rice in Gao?",
        claims=(),
        nearest=(BAMAKO, NIGER),
        reason="No passage is about prices.",
        withheld=(Withheld("Rice costs 400 francs.", "it cites no bulletin"),),
        period=WEEK,
    )


def told_briefing(**changes: object) -> Briefing:
    """The week in Mali with all that a briefing can hold: stories, changes, a trend, figures with bounds."""
    denial = verbatim(
        MASSACRE, "Mali’s general staff", speaker="Mali’s general staff", stance="denies", story=0
    )
    blame = verbatim(MASSACRE, "The Azawad", speaker="Azawad Liberation Front", stance="accuses", story=0)
    survivors = verbatim(MASSACRE, "Survivors", story=0)
    pact = verbatim(TALKS, "France 24", note="between 18 February and 10 March 2025", story=1)
    reports = verbatim(BAMAKO, "Reports")
    toll = replace(denial, counted="travellers killed", figure="24 people", low=24.0, high=24.0)
    other = replace(reports, counted="travellers killed", figure="up to 70", high=70.0, story=0)
    hurt = replace(reports, counted="people hurt", figure="hundreds")
    sections = (
        Section("Bottom line", (survivors, denial, pact), "bottom line"),
        Section("New", (pact,), "change"),
        Section("Updated", (replace(denial, was=reports),), "change"),
        Section("Security", (survivors, denial), "development"),
        Section("Diplomacy", (pact, verbatim(TALKS, "Neither", story=1)), "development"),
        Section("Azawad Liberation Front / Mali’s general staff", (blame, denial), "account"),
        Section("Figures", (toll, other, hurt), "figure"),
        Section("Background", (reports, verbatim(BAMAKO, "The army")), "background"),
    )
    values: dict[str, object] = {
        "stories": (Story((MASSACRE,), ("AFP", "RFI")), Story((TALKS,), ("France 24",))),
        "before": Period(date(2025, 2, 10), date(2025, 2, 16)),
        "trend": Trend(Direction.DETERIORATED, "2 stories of violence against none in the week before"),
    }
    return briefing(sections, **{**values, **changes})


def niger_briefing(**changes: object) -> Briefing:
    """The same week in Niger: one sentence, of a bulletin that the briefing on Mali does not cite."""
    claim = verbatim(NIGER, "Niger’s")
    values: dict[str, object] = {
        "country": "NER",
        "country_name": "Niger",
        "gaps": ("No bulletin of the week is about politics.",),
        "sources": (NIGER,),
    }
    sections = (Section("Bottom line", (claim,), "bottom line"), Section("Security", (claim,), "development"))
    return briefing(sections, **{**values, **changes})
