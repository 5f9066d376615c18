"""Briefings on which a template is tried: one with something of every kind, made up, and an empty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from briefer import __version__
from briefer.model import (
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

_WEEK = Period(date(2024, 3, 4), date(2024, 3, 10))
_BEFORE = Period(date(2024, 2, 26), date(2024, 3, 3))
_MADE = date(2024, 3, 11)


def sample_briefing(name: str = "Mali (sample)", code: str = "MLI") -> Briefing:
    """Return a briefing that has something in every section."""
    raid, denial, talks, aid, old = (_bulletin(place, name, *each) for place, each in enumerate(_TOLD))
    killed = _claim(raid, story=0)
    said = replace(_claim(denial, story=0), speaker="The army", stance="denies")
    blamed = replace(killed, speaker="Residents", stance="says")
    revised = replace(killed, was=_claim(old))
    toll = replace(
        killed, speaker="Residents", counted="villagers killed", figure="at least 12 villagers", low=12
    )
    hurt = replace(_claim(old), counted="people hurt", figure="dozens hurt")
    return Briefing(
        country=code,
        country_name=name,
        period=_WEEK,
        sections=(
            Section("Bottom line", (killed, _claim(talks, story=1)), "bottom line"),
            Section("New", (_claim(aid, story=2),), "change"),
            Section("Updated", (revised,), "change"),
            Section("Security", (killed, said), "development"),
            Section(
                "Diplomacy", (replace(_claim(talks, story=1), note="the day is not stated"),), "development"
            ),
            Section("Humanitarian situation", (_claim(aid, story=2),), "development"),
            Section("The army / Residents", (said, blamed), "account"),
            Section("Figures", (toll, hurt), "figure"),
            Section("Background", (_claim(old),), "background"),
        ),
        gaps=(f"Of {name}, nothing in the period's bulletins was filed under: economy.",),
        sources=(raid, denial, talks, aid, old),
        engine="extractive",
        manifest=_manifest((raid, denial, talks, aid, old)),
        withheld=(Withheld("The road is open again.", "it cites no bulletin"),),
        stories=(
            Story((raid, denial), ("Sample Wire", "Sample Radio")),
            Story((talks,), ()),
            Story((aid,), ()),
        ),
        before=_BEFORE,
        trend=Trend(Direction.DETERIORATED, "1 story of violence, against none in the week before"),
    )


def empty_briefing(name: str = "Mali (sample)", code: str = "MLI") -> Briefing:
    """Return a briefing of a period on which the bulletins hold nothing."""
    return Briefing(code, name, _WEEK, (), (), (), "extractive", _manifest(()))


_TOLD = (
    (
        date(2024, 3, 5),
        "Raid on a village",
        "At least 12 villagers died in a raid in Gao, residents report.",
    ),
    (date(2024, 3, 6), "Army denies a raid", "The army denies that its soldiers were near the village."),
    (
        date(2024, 3, 7),
        "Talks are to begin",
        "The government and the opposition agree to hold talks in Gao.",
    ),
    (date(2024, 3, 9), "Aid reaches the south", "A convoy with food reaches the south after three weeks."),
    (date(2024, 2, 28), "Earlier raid", "Residents speak of dozens hurt in an earlier raid."),
)


def _bulletin(place: int, name: str, day: date, title: str, body: str) -> Bulletin:
    return Bulletin(
        id=sha256(f"{name}: {title}".encode()).hexdigest()[:12],
        key=title,
        title=title,
        body=body,
        source="sample.txt",
        place=place,
        outlets=("Sample Wire",),
        date=BulletinDate(day, day, Precision.DAY, Basis.STATED),
        countries=Countries(("XRA",)),
        url="https://example.org/sample",
    )


def _claim(bulletin: Bulletin, story: int | None = None) -> Claim:
    return Claim(bulletin.body, (Citation(bulletin, Span(0, len(bulletin.body))),), story=story)


def _manifest(bulletins: tuple[Bulletin, ...]) -> Manifest:
    return Manifest(
        briefer=__version__,
        made=_MADE,
        engine="extractive",
        embedding="sample",
        settings=(("week", "2024-W10"),),
        prompts=(),
        bulletins=tuple(
            (each.id, sha256(f"{each.title}\0{each.body}".encode()).hexdigest()) for each in bulletins
        ),
    )
