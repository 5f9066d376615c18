"""Wrong scope and wrong links: "all" for "some", and a cause that nobody gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import any_in, content, lowered, names_in

_MANY = r"(?!(?:times|days|weeks|months|years|hours|others)\b)(?:[a-z]+s|people)\b"
_QUANTIFIERS = (  # upwards only: who says "all" says "some" too
    (r"\bsome of (?=the|its|his|her|their)", ("all of ", "most of ")),
    (rf"\bsome (?={_MANY})", ("all ", "most ")),
    (rf"\bseveral (?:other )?(?={_MANY})", ("most ", "all ")),
    (rf"(?<!as )(?<!how )(?<!so )(?<!too )\bmany (?={_MANY}|of\b)", ("all ",)),
    (r"\bmost (?=of (?:the|its|his|their)\b)", ("all ",)),
    (r"(?<!the )(?<!its )(?<!a )\bmost (?=[a-z]+s\b)", ("all ",)),
    (rf"\ba few (?={_MANY})", ("many ", "most ")),
    (r"(?<=in )(?:some |large )?parts of (?=the|its|[A-Z])", ("all of ",)),
    (rf"\ba (?:small )?number of (?={_MANY})", ("all ", "most ")),
    (r"(?<=killing )one of (?=its|his|her|their|the)", ("each of ", "most of ")),
    (r"\bsometimes\b", ("always",)),
    (r"\bat times\b", ("at all times",)),
    (r"\b(?:seldom|rarely)\b", ("often", "always")),
    (r"\boften\b", ("always",)),
    (r"\b(?:mostly|mainly|largely|partly|partially)\b", ("entirely",)),
    (r"\bfor the most part\b", ("without exception",)),
    (r"\balmost all\b", ("all",)),
    (r"\bhalf of\b", ("all of", "most of")),
    (r"\b(?:a|the) majority of\b", ("all of",)),
    (r"\bamong the (?=dead|victims|injured|casualties)", ("all of the ",)),
    (r"\b(?:one|two|three|four|five|six) of the (?=[a-z]+s\b)", ("most of the ", "all of the ")),
)


def quantifier(base: Base, world: World, random: Random) -> Edit | None:
    """More of a group, or more often, than the words cited say."""
    edits = []
    for old, news in _QUANTIFIERS:
        for match in re.finditer(old, base.text, re.IGNORECASE):
            new = random.choice(news)
            if not re.search(rf"\b{new.split()[0]}\b", base.premise, re.IGNORECASE):
                edits.append(swap(base.text, match, new))
    return random.choice(edits) if edits else None


_CAUSE = re.compile(
    r"\b(?P<link>because of|due to|in retaliation for|in response to|in protest at|as a result of|over concerns about) "
    r"(?P<cause>[^,.;]{8,90}?)(?=[.,;]|$)"
)
_REASONS = (
    "the failure of peace talks",
    "pressure from donors",
    "a dispute over mining rights",
    "an outbreak of cholera",
    "disputed election results",
    "a power struggle within the army",
    "the arrest of a local leader",
    "the rise in food prices",
    "the presence of foreign advisers",
    "a warning from neighbouring states",
    "the approach of the rainy season",
    "a lack of ammunition",
)
_ANY_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|in response|in retaliation|in protest|after|following|amid|having)\b"
)
_LINKS = ("because of", "as a result of", "in response to", "owing to")


def cause(base: Base, world: World, random: Random) -> Edit | None:
    """A cause is changed, or one is added: a reason from elsewhere, or a true sentence of another bulletin."""
    makers = [_changed, _linked]
    if (
        re.search(r"[a-z0-9]\.$", base.text)
        and len(base.text.split()) <= 35
        and not _ANY_CAUSE.search(base.text)
    ):
        makers.append(_added)
    edits = [edit for make in makers for edit in make(base, world, random)]
    return random.choice(edits) if edits else None


def _fresh(base: Base, world: World) -> list[str]:
    pool = [*_REASONS, *world.causes]
    return [each for each in pool if not any(word[:6] in base.known.lower() for word in content(each))]


def _changed(base: Base, world: World, random: Random) -> Iterable[Edit]:
    fresh = _fresh(base, world)
    for match in _CAUSE.finditer(base.text):
        if fresh:
            yield swap(base.text, match, random.choice(fresh), "cause")


def _added(base: Base, world: World, random: Random) -> Iterable[Edit]:
    if fresh := _fresh(base, world):
        link = f"{random.choice(_LINKS)} {random.choice(fresh)}"
        yield Edit(f"{base.text[:-1]}, {link}.", f"nothing -> {link}")


def _linked(base: Base, world: World, random: Random) -> Iterable[Edit]:
    """Both sentences are true, and both are cited; that one is why the other happened is said nowhere."""
    if len(base.text.split()) > 22 or not base.text.endswith("."):
        return
    near = [
        each
        for each in world.library.neighbours(base)
        if len(each.text.split()) <= 18 and not names_in(base.text) >= names_in(each.text)
    ]
    if near:
        other = random.choice(near)
        reason = f"because {lowered(other.text, world.plain)}"
        yield Edit(f"{base.text[:-1]}, {reason}", f"nothing -> {reason}", (base.citation, other.citation))


def causes_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the reasons that texts give for something, without pronouns that would dangle."""
    found = {match["cause"] for text in texts for match in _CAUSE.finditer(text)}
    return tuple(
        sorted(
            each
            for each in found
            if 2 <= len(each.split()) <= 8
            and "(" not in each
            and not any_in((" it", "its ", "his ", "her ", "their ", " he ", " they ", "this "), f" {each} ")
        )
    )
