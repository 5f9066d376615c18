"""Wrong scope and wrong links: "all" for "some", and a cause that nobody gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import any_in, content, lowered, names_in

_QUANTIFIERS = (  # upwards only: who says "all" says "some" too
    (r"\bsome of (?=the|its|his|her|their)", ("all of ", "most of ")),
    (r"\bsome (?=[a-z]+s\b)", ("all ", "most ")),
    (r"\bseveral (?=(?:of|others|dozen|hundred|thousand|times|days|weeks|months|years|hours)\b)", ()),
    (r"\bseveral (?:other )?(?=[a-z]+s\b|people\b)", ("most ", "all ")),
    (r"\bmany (?=[a-z]+s\b|people\b|of\b)", ("all ",)),
    (r"\bmost (?=of (?:the|its|his|their)\b)", ("all ",)),
    (r"(?<!the )(?<!its )(?<!a )\bmost (?=[a-z]+s\b)", ("all ",)),
    (r"\ba few (?=[a-z]+s\b|people\b)", ("many ", "most ")),
    (r"\b(?:a )?(?:part|parts) of (?=the|its|[A-Z])", ("all of ",)),
    (r"\ba (?:small )?number of (?=[a-z]+s\b)", ("all ", "most ")),
    (r"\bone of (?=the|its|his|her|their|several|two|three)", ("each of ",)),
    (r"\bsometimes\b", ("always",)),
    (r"\bat times\b", ("at all times",)),
    (r"\b(?:seldom|rarely)\b", ("often", "always")),
    (r"\boften\b", ("always",)),
    (r"\b(?:mostly|mainly|largely|partly|partially)\b", ("entirely",)),
    (r"\bfor the most part\b", ("without exception",)),
    (r"\balmost all\b", ("all",)),
    (r"\bhalf of\b", ("all of", "most of")),
    (r"\b(?:a|the) majority of\b", ("all of",)),
    (r"\bat least one\b", ("every",)),
    (r"\bamong the (?=dead|victims|injured|casualties)", ("all of the ",)),
    (r"\b(?:one|two|three|four|five|six) of the (?=[a-z]+s\b)", ("most of the ", "all of the ")),
    (r"\bmajor (?=cit|part)", ("all ",)),
)


def quantifier(base: Base, world: World, random: Random) -> Edit | None:
    """More of a group, or more often, than the words cited say."""
    edits = []
    for old, news in _QUANTIFIERS:
        for match in re.finditer(old, base.text, re.IGNORECASE):
            if not news:
                break
            new = random.choice(news)
            if not re.search(rf"\b{new.split()[0]}\b", base.premise, re.IGNORECASE):
                edits.append(swap(base.text, match, new))
    return random.choice(edits) if edits else None


_CAUSE = re.compile(
    r"\b(?P<link>because of|due to|in retaliation for|in response to|in protest at|as a result of|over concerns about) "
    r"(?P<cause>[^,.;]{8,90}?)(?=[.,;]|$)"
)
_REASONS = (
    "a shortage of fuel",
    "the failure of peace talks",
    "pressure from creditors",
    "an order of the supreme court",
    "a dispute over mining rights",
    "the drought",
    "a strike of civil servants",
    "an outbreak of cholera",
    "disputed election results",
    "a quarrel over unpaid wages",
)
_LINKS = ("because of", "as a result of", "in response to", "owing to")


def cause(base: Base, world: World, random: Random) -> Edit | None:
    """A cause is changed, or one is added: a reason from elsewhere, or a true sentence of another bulletin."""
    edits = [*_changed(base, world, random), *_linked(base, world, random)]
    if re.search(r"[a-z0-9]\.$", base.text) and len(base.text.split()) <= 35:
        edits += _added(base, world, random)
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
            and not any_in((" it", "its ", "his ", "her ", "their ", " he ", " they ", "this "), f" {each} ")
        )
    )
