"""Whom a bulletin is about, and whom it only mentions.

Each mention is weighed by its place (title, first sentence, later) and by its part in the sentence: "in Mali"
and "Malian army" weigh more; "the Algerian border", "neighboring Mauritania", "condemned by France", "Russian
tourists" and a long list of voters weigh less. A country is main when it comes near the heaviest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from briefer.model import Countries, Span
from briefer.reading.countries.mentions import Mention, find_mentions
from briefer.reading.folding import MARKS

IN_TITLE, IN_FIRST_SENTENCE, LATER = 3.0, 2.0, 0.6
LATER_AT_MOST = 2.4
STRONG, WEAK = 1.3, 0.3
NEAR_THE_TOP = 0.4  # of the heaviest country's score
FIRST_WORDS = 25  # characters: a mention that starts here leads the sentence
LONG_LIST = 5  # countries in a row: a vote, a tally, the members of a body

SENTENCE_END = re.compile(r"(?<=\w{4})[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n")
BETWEEN_LISTED = re.compile(r"\s*(?:,|;|,? and|,? or|&|,? as well as|/)\s+(?:the |also )?")
OUTLETS = re.compile(r"\s*\([^()]*\)\s*$")
# Words before a country that is not what the sentence is about, each kind on its own line.
BEFORE_WEAK = re.compile(
    r"(?:neighbou?ring|border(?:s|ed)? (?:with|of|into|to)|bordering"
    r"|similar to|as in|unlike|such as|reminiscent of|compared (?:to|with)|solidarity with|allied (?:to|with)"
    r"|along with|(?:condemned|critici[sz]ed|denounced|welcomed|rejected|praised|mediated) (?:\w+ )?by"
    r"|(?:brokered|backed|supported|funded|sponsored|built|made|owned|recogni[sz]ed|hosted) (?:\w+ )?by"
    r"|bound for|en route (?:to|from)|on (?:its|their|his|her|the) way to|tens of thousands of people to"
    r"|(?:flight|flights|flying|flown|travell?ing|heading|headed) (?:from|to)"
    r"|(?:fled|flee|fleeing|escaped|refuge|asylum|exile|exiled) (?:to|into|in)|extradited (?:to|from)"
    r"|first (?:detected|identified|found|reported) in|formerly|born in|native of|trained in|loyal to"
    r"|veterans? of|citizens? of|nationals? (?:of|from)|ambassadors? to|envoy to|according to|reports? from)"
    r"\s+(?:the |its )?(?:\w+ )?$",
    re.IGNORECASE,
)
AFTER_WEAK = re.compile(
    r"(?:[-‐](?:born|flagged|registered|owned|made|built|backed|bound|trained|educated|era|speaking|style)"
    r"|[-‐]based (?:company|firm|broadcaster|network|newspaper|group|organi[sz]ation)"
    r"| (?:borders?|national|nationals|citizen|citizens|tourist|tourists|passenger|passengers|descent|origin"
    r"|mercenar\w+|expatriates?|immigrants?|migrants?|refugees|crew|sailors|hostages?|language|media|newspaper"
    r"|news agency|television|embassy|consulate|ambassador|embassies|dollars?)\b)",
    re.IGNORECASE,
)
BEFORE_STRONG = re.compile(
    r"(?:^|[^\w])(?:in|inside|across|throughout|of|(?:north|south|east|west|northeast|northwest|southeast|southwest)"
    r"(?:ern)?|central)\s+(?:the )?$",
    re.IGNORECASE,
)
AFTER_STRONG = re.compile(
    r"(?:['’]s?\b(?! borders?)"
    r"| (?:army|armed|forces|troops|soldiers|government|military|police|president|prime minister|parliament"
    r"|court|supreme|authorities|officials|junta|regime|rebels|insurgents|voters|elections?|city|province|region|town"
    r"|village|capital|state)\b)",
    re.IGNORECASE,
)


def tag_countries(title: str, body: str, *, hint: str | None = None) -> Countries:
    """Return the countries a bulletin is about and those it only mentions, heaviest first.

    `hint` is the country (alpha-3) of the page it stands on. It settles a close call and makes no country
    main that the bulletin does not name.
    """
    joined = f"{title}\n{body}"
    found = find_mentions(joined)  # as one text: the title's words help to read the body's
    start = len(title) + 1
    first_end = _first_sentence(joined, start)
    outlets = _outlets(joined, start)
    found = tuple(m for m in found if not (outlets and outlets.overlaps(m.span)))
    listed = _in_long_lists(joined, found)
    titled, first, later = (defaultdict[str, float](float) for _ in range(3))
    for place, mention in enumerate(found):
        role = WEAK if place in listed else _role(joined, mention, start)
        if mention.span.start < start:
            titled[mention.code] = max(titled[mention.code], IN_TITLE * role)
        elif mention.span.start < first_end:
            first[mention.code] = max(first[mention.code], IN_FIRST_SENTENCE * role)
        else:
            later[mention.code] += LATER * role
    codes = dict.fromkeys(m.code for m in found)
    scores = {code: titled[code] + first[code] + min(later[code], LATER_AT_MOST) for code in codes}
    return _divided(scores, hint)


def _divided(scores: dict[str, float], hint: str | None) -> Countries:
    """Part the countries into main and mentioned; equal scores keep the order of reading."""
    if not scores:  # nothing in the words: the line that the page puts over the item
        return Countries((hint,)) if hint else Countries()
    top = max(scores.values())

    def weight(code: str) -> float:
        return scores[code] + (0.1 * top if code == hint else 0.0)

    ranked = sorted(scores, key=lambda code: -weight(code))
    main = tuple(code for code in ranked if weight(code) >= NEAR_THE_TOP * top)
    return Countries(main, tuple(code for code in ranked if code not in main))


def _first_sentence(text: str, start: int) -> int:
    end = SENTENCE_END.search(text, start + 1)
    return end.end() if end else len(text)


def _outlets(text: str, start: int) -> Span | None:
    """Return the closing bracket that names outlets, "(AFP, France 24)": capitalised words only."""
    bracket = OUTLETS.search(text, start)
    if bracket is None:
        return None
    words = re.findall(rf"(?:[^\W\d_][{MARKS}]*)+", bracket[0])
    lower = sum(word.islower() for word in words)
    return Span(bracket.start(), bracket.end()) if words and lower * 4 <= len(words) else None


def _in_long_lists(text: str, found: Sequence[Mention]) -> set[int]:
    """Return which mentions stand in an enumeration of many countries."""
    inside: set[int] = set()
    run: list[int] = []
    for place, mention in enumerate(found):
        gap = text[found[place - 1].span.end : mention.span.start] if run else ""
        if run and not BETWEEN_LISTED.fullmatch(gap):
            if len(run) >= LONG_LIST:
                inside.update(run)
            run = []
        run.append(place)
    return inside | set(run) if len(run) >= LONG_LIST else inside


def _role(text: str, mention: Mention, body_start: int) -> float:
    """Return how much a mention counts by the words around it."""
    line_start = 0 if mention.span.start < body_start else body_start
    before = text[max(line_start, mention.span.start - 60) : mention.span.start]
    after = text[mention.span.end : mention.span.end + 40]
    if BEFORE_WEAK.search(before) or AFTER_WEAK.match(after):
        return WEAK
    leads = mention.span.start - line_start < FIRST_WORDS
    return STRONG if leads or BEFORE_STRONG.search(before) or AFTER_STRONG.match(after) else 1.0
