"""A sentence as an editor shortens it: some of what it says is left out, and nothing is added.

The short form follows from the long one, and the long one does not follow from the short one: each shortening makes
one claim that is supported and one that is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from briefer.evaluation.meta.text import capitalised

_VERB = re.compile(
    r" (?:is|are|was|were|has|have|had|will|would|says?|said|kills?|dies|died|attacks?|announces?|reports?|begins?|"
    r"opens?|takes?|took|comes?|came|wins?|won|arrests?|launch(?:es)?|[a-z]{3,}ed|[a-z]{3,}es) "
)
_BRACKETS = re.compile(r" \([^()]*\)")
_RELATIVE = re.compile(r", (?:who|which|whose|where|when)\b[^,;.]{4,90},(?= [a-z])")
_APPOSITIVE = re.compile(
    r", (?:an?|the|its|his|her|their|one of|including|formerly|also known as) [^,;.]{4,80},(?= [a-z])"
)
_LEAD = re.compile(r"^(?:In|On|At|After|Following|During|Amid|Near|Despite|Since|As) [^,]{4,80}, (?=\S)")
_TAIL = re.compile(
    r",? (?:killing|leaving|injuring|wounding|following|after|amid|while|despite|during|because of|due to|as part of|"
    r"in response to|as|before|according to|with|near|since|which|who|where|including|over|for|in|on|at) "
    r"[^.;\"”]{4,120}\.$"
)
_PLACE = re.compile(r"\bin (?:the )?(?:[A-Z][\w’'-]+ ?){1,4}, (?=(?:[A-Z][\w’'-]+ ?){1,3}(?:[,.]| [a-z]))")
_BOUND_NUMBER = re.compile(
    r"\b(?:at least|more than|up to|around|about|some|nearly|over|an estimated) \d[\d,.]* (?=[a-z]+s\b|people)"
)
_NUMBER = re.compile(
    r"(?<=[a-z] )(?<!and )(?<!a )(?<!an )(?<!the )(?<!least )(?<!most )(?<!than )(?<!to )(?<!about )(?<!around )"
    r"(?<!some )(?<!nearly )(?<!almost )(?<!over )(?<!under )(?<!only )(?<!other )(?<!estimated )(?<!further )"
    r"(?<!many as )(?<!roughly )(?<!approximately )"
    r"\d[\d,]* (?=people\b|civilians\b|soldiers\b|others\b|children\b)"
)
_COORDINATE = re.compile(
    r",? and (?:[a-z]+ing|[a-z]+ed|[a-z]+s|has|have|is|are|was|were|will) [^.;\"”]{8,120}\.$"
)
# What a clause hangs on, or what turns the rest around when it goes.
_UNSAFE = re.compile(
    r"\b(?:if|unless|not|no|never|denies|denied|deny|without|only|except|would|could|may|might|until)\b", re.I
)
_ASSERTED_BY = re.compile(
    r"\b(?:according to|says?|said|claims?|claimed|alleg\w+|reports?|reported(?:ly)?|accus\w+|suspected|believed|"
    r"reject\w*|expected|plans?|threaten\w*|propos\w+|urges?|calls? (?:on|for))\b",
    re.I,
)


def _without(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def cut(text: str) -> str | None:
        found = pattern.search(text)
        if found is None:
            return None
        return text[: found.start()] + text[found.end() :]

    return cut


def _without_lead(text: str) -> str | None:
    found = _LEAD.match(text)
    if found is None or _UNSAFE.search(found[0]) or _ASSERTED_BY.search(found[0]):
        return None
    return capitalised(text[found.end() :])


def _without_end(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def cut(text: str) -> str | None:
        verb = _VERB.search(text)
        found = pattern.search(text, verb.end() + 8) if verb else None
        if found is None or _ASSERTED_BY.search(found[0]) or _UNSAFE.search(text):
            return None
        return text[: found.start()].rstrip(" ,") + "."

    return cut


def _in_its_country(text: str) -> str | None:
    found = _PLACE.search(text)
    return None if found is None else f"{text[: found.start()]}in {text[found.end() :]}"


_CUTS: tuple[Callable[[str], str | None], ...] = (
    _without(_BRACKETS),
    _without(_RELATIVE),
    _without(_APPOSITIVE),
    _without_lead,
    _without_end(_TAIL),
    _without_end(_COORDINATE),
    _in_its_country,
    _without(_BOUND_NUMBER),
    _without(_NUMBER),
)
_FEWEST = 5  # words that a short form has at least


def shortenings(sentence: str, random: Random) -> Iterator[str]:
    """Yield short forms of a sentence, each by one cut or by several, every one once."""
    seen = {sentence}
    order = list(_CUTS)
    random.shuffle(order)
    so_far = sentence
    for cut in order:
        for text in dict.fromkeys((sentence, so_far)):
            short = cut(text)
            if short and short not in seen and _stands(short):
                seen.add(short)
                so_far = short
                yield short


def _stands(text: str) -> bool:
    return (
        len(text.split()) >= _FEWEST
        and bool(_VERB.search(text))
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and not re.search(r"\b(?:the|an?|of|in|and|to|by|with|from|for|on|at)\.$", text)
    )
