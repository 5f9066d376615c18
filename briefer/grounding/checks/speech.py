"""What somebody says must not be told flat, nor put in another's mouth, nor said with another stance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from briefer.grounding.language.attribution import Stance
from briefer.grounding.language.cues import (
    Sentence,
    bears,
    is_quotation,
    premise_sentences,
    quoted,
    sentences_of,
    share,
)
from briefer.grounding.language.told import Told, told_in
from briefer.grounding.language.words import content_words, stem, stems_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding
from briefer.reading.countries import find_mentions

NAME = "attribution"

_BLAMES = re.compile(r"(?:blam|accus|alleg)", re.IGNORECASE)
_DECLARES = re.compile(r"(?:announc|declar|vow|pledg|add|order)", re.IGNORECASE)
_OWN_DEED = re.compile(
    r"[^,.;]{0,30}?\b(?:(?:it|they|he|she)\s+(?:will|would|is|are|was|were|plan|intend|want|do"
    r"|has decided|had decided)\b)"
    r"|\s+to\s+\w+"
)
_DECLARED = re.compile(
    r"\s+(?:\w+ing|an?|the|its|his|her|their|new|sanctions|.{0,40}?that (?:it|they|he|she))\b"
)
_STILL_TOLD = re.compile(
    r"\b(?:according|report\w*|alleg\w*|accus\w*|claim\w*|blam\w*|believ\w*|thought|suspect\w*"
    r"|statement|account|source|testimony"
    r"|so-called|estimat\w*|announc\w*|den(?:y|ies|ied|ial)|confirm\w*|sa(?:y|ys|id|ying)|told"
    r"|call(?:s|ed)|describ\w*|label\w*|indicat\w*"
    r"|add(?:s|ed)|reject\w*|refut\w*|dismiss\w*|disput\w*|suggest\w*|appear\w*|seem\w*|might"
    r"|possibl\w*|argu\w*|insist\w*|maintain\w*|warn\w*|in the words|quot\w*|cit(?:es|ed|ing)"
    r"|view\w*"
    r"|find|finds|found|tweet\w*|wr(?:ites?|ote)|comment\w*|admi(?:t|ts|tted|ssion)"
    r"|acknowledg\w*|stat(?:es|ed|ing)|reveal\w*|disclos\w*"
    r"|point\w* (?:to|out)|note[sd]?|state media|charged|declar\w*|put the|tells|predict\w*"
    r"|forecast\w*|assert\w*|contend\w*|conced\w*|counts?|counted|tall(?:y|ies|ied)|puts? (?:[\w,.-]+ ){1,5}?at"
    r"|record(?:s|ed)|document(?:s|ed)|ha[sd] it(?: that)?|reckon\w*|stress\w*|emphasi[sz]\w*|explain\w*"
    r"|remark\w*|complain\w*|rumou?r\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|false|untrue|baseless|wrong\w*|den\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "report press media source official authority statement spokesperson spokesman spokeswoman witness local resident"
    " news people some many other bulletin both side critic analyst expert observer account data figure".split()
)
# Offices that speak for one another.
_OFFICES = (
    "government ministry minister ministries junta authorities officials regime rulers president presidency spokesman",
    "army military forces defence defense troops soldiers command navy",
)
_BROKEN = 0.5  # of a claim's words must stand only where somebody tells them
_ENOUGH = 0.6  # of a claim's words must be borne by the premise, else it is not sure that it tells of this
_NEARLY = 0.4  # of them is enough where the speaker is the same
_FEWEST = 2


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim tells flat what the premise gives as somebody's word, or gives it to another."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    given = premise_sentences(pair)
    told = tuple(each for sentence in given for each in told_in(sentence))
    for claim in sentences_of(pair.claim):
        for finding in (*_misspoken(claim, told, pair), *_flat(claim, given, told, pair)):
            return (finding,)
    return ()


def _flat(
    claim: Sentence, given: tuple[Sentence, ...], told: tuple[Told, ...], pair: Pair
) -> Iterator[Finding]:
    """What the claim tells in nobody's name while all that bears it is in somebody's."""
    if not told:
        return
    plain = _plain_stems(given, told)
    everything = plain.union(*(each.stems for each in told))
    if share(claim.stems, everything) < _ENOUGH:
        return
    cues = _cues(claim.text)
    for each in sorted(told, key=lambda each: -len(each.stems & claim.stems)):
        if cues - _cues(each.words):  # what the claim has beyond what is told may be whose word it is
            continue
        own = frozenset[str]().union(*(t.stems for t in told_in(claim) if t.verb_text not in each.words))
        only = [s for s in claim.stems if bears(s, each.stems) and s not in own and not bears(s, plain)]
        if (
            len(only) < _FEWEST
            or len(only) < _BROKEN * len(claim.words)
            or _may_stand_flat(each, claim, pair)
        ):
            continue
        denied = each.attribution.stance is Stance.DENIES and not _NOT.search(claim.text)
        who = each.attribution.speaker
        name = f"what {quoted(who)} {_DOES[each.attribution.stance]}" if who else "what is reported"
        reason = f"the claim tells {quoted(claim.text)} as fact, the bulletin gives it only as {name}"
        yield Finding(NAME, reason, contradicts=denied)


_DOES = {
    Stance.SAYS: "says",
    Stance.REPORTS: "reports",
    Stance.CLAIMS: "claims",
    Stance.DENIES: "denies",
    Stance.ACCUSES: "alleges",
    Stance.CONFIRMS: "confirms",
}


@lru_cache(maxsize=4_096)
def _cues(text: str) -> Counter[str]:
    return Counter(stem(match[0].lower().split()[0]) for match in _STILL_TOLD.finditer(text))


def _plain_stems(given: Iterable[Sentence], told: tuple[Told, ...]) -> frozenset[str]:
    """The stems that the premise tells in its own name."""
    found: set[str] = set()
    for sentence in given:
        covered = [scope for each in told if each.sentence == sentence for scope in each.scopes]
        found.update(w.stem for w in sentence.words if not any(w.span.overlaps(scope) for scope in covered))
    return frozenset(found)


def _may_stand_flat(told: Told, claim: Sentence, pair: Pair) -> bool:
    """An announcement is the deed; an outlet's report is what a bulletin is; blame holds only with its object."""
    speaker = told.attribution.speaker
    after = told.sentence.text[told.verb.end :]
    if speaker and any(_is_outlet(speaker, outlet) for each in pair.premises for outlet in each.outlets):
        return True
    if _BLAMES.match(told.verb_text):
        first = next((w.stem for w in told.sentence.words if w.span.start >= told.verb.end), "")
        return first not in claim.stems
    if told.attribution.stance is not Stance.SAYS or (speaker and not stems_of(speaker) & claim.stems):
        return False
    declares = _DECLARES.match(told.verb_text) and _DECLARED.match(after)
    return bool(declares or _OWN_DEED.match(after))


def _is_outlet(speaker: str, outlet: str) -> bool:
    mine, theirs = (frozenset(word.stem for word in content_words(words)) for words in (speaker, outlet))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _misspoken(claim: Sentence, told: tuple[Told, ...], pair: Pair) -> Iterator[Finding]:
    for mine in told_in(claim):
        speaker = mine.attribution.speaker
        few = 1 if mine.attribution.stance is Stance.CLAIMS else _FEWEST
        same = [each for each in told if share(mine.stems, each.stems) >= _ENOUGH and len(mine.stems) >= few]
        if speaker is None or _is_nobody(speaker):
            continue
        if all(each.attribution.speaker and _is_nobody(each.attribution.speaker) for each in same):
            if _is_somebody(speaker) and _is_new(speaker, pair):
                yield Finding(
                    NAME, f"the claim gives it to {quoted(speaker)}, whom the bulletin does not name"
                )
            continue
        near = [each for each in told if share(mine.stems, each.stems) >= _NEARLY]
        owners = [each for each in near if _may_be(speaker, each, pair)]
        if not owners:
            other = next((each.attribution.speaker for each in same if each.attribution.speaker), None)
            if other:
                reason = f"the claim gives it to {quoted(speaker)}, the bulletin to {quoted(other)}"
                yield Finding(NAME, reason, contradicts=True)
            continue
        changes = [_changed(mine, each) for each in owners]
        if all(changes) and changes[0]:
            yield changes[0]


def _changed(mine: Told, theirs: Told) -> Finding | None:
    """How the stance was changed; None where it stands."""
    now, was = mine.attribution.stance, theirs.attribution.stance
    reason = f'the claim says "{mine.verb_text}", the bulletin "{theirs.verb_text}"'
    if (now is Stance.DENIES) != (was is Stance.DENIES):
        if (
            _NOT.search(mine.words)
            or _NOT.search(theirs.words)
            or now is Stance.ACCUSES
            or was is Stance.ACCUSES
        ):
            return None
        return Finding(NAME, reason, contradicts=True)
    if now is Stance.CONFIRMS and was in (Stance.CLAIMS, Stance.ACCUSES, Stance.REPORTS):
        return Finding(NAME, reason)
    return None


def _is_nobody(speaker: str) -> bool:
    """Say whether the words could be anybody's: "officials", "press reports"."""
    return not {word.stem for word in content_words(speaker)} - _nobody_stems()


@lru_cache(maxsize=1)
def _nobody_stems() -> frozenset[str]:
    return frozenset().union(*(stems_of(word) for word in _NOBODY))


def _is_somebody(speaker: str) -> bool:
    """Say whether the words surely name somebody: few, with a name or an office among them."""
    words = [word for word in content_words(speaker) if not word.text.isdigit()]
    names = [
        word for word in words if (word.is_capitalised and word.span.start > 0) or word.text[1:2].isupper()
    ]
    offices = {word.stem for word in words} & frozenset().union(*_offices())
    return 0 < len(words) <= 5 and (bool(names or offices) or all(word.is_capitalised for word in words))


def _is_new(speaker: str, pair: Pair) -> bool:
    """Say whether nothing of the speaker stands in the premise, its context or its outlets."""
    known = stems_of(
        " ".join((pair.text, pair.context, *(o for each in pair.premises for o in each.outlets)))
    )
    names = {word.stem for word in content_words(speaker)}
    return (
        not any(bears(name, known) or _shortened(name, known) for name in names)
        and not _initials(speaker) & known
    )


def _may_be(speaker: str, told: Told, pair: Pair) -> bool:
    """Say whether a speaker may be the one of the premise, under whatever name."""
    other = told.attribution.speaker
    if other is None or _is_nobody(other):
        return True
    text = told.sentence.text
    outside = "".join(
        " " if any(s.start <= i < s.end for s in told.scopes) else c for i, c in enumerate(text)
    )
    outside = f"{outside} {other}"
    outlets = " ".join(outlet for each in pair.premises for outlet in each.outlets)
    known = stems_of(outside) | stems_of(outlets)
    mine, theirs = _countries(speaker), _countries(other)
    if mine and theirs and not mine & theirs:
        return False
    names = frozenset(word.stem for word in content_words(speaker))
    borne = [name for name in names if bears(name, known) or _shortened(name, known)]
    if len(borne) >= len(names) / 2 or _initials(speaker) & known or _initials(outside) & names:
        return True
    if mine & _countries(outside) or any(g & names and g & known for g in _offices()):
        return True
    return bool(mine & _countries(f"{pair.text}\n{pair.context}") and _offices()[0] & known)


@cache
def _offices() -> tuple[frozenset[str], ...]:
    return tuple(stems_of(line) for line in _OFFICES)


def _shortened(name: str, known: frozenset[str]) -> bool:
    """ "Mali" and "Malian": the first four letters agree."""
    return len(name) >= 4 and any(len(each) >= 4 and each[:4] == name[:4] for each in known - _offices()[0])


@lru_cache(maxsize=2_048)
def _initials(text: str) -> frozenset[str]:
    """The initials of runs of capitalised words, as stems: "un" of "United Nations"."""
    runs = re.findall(r"(?:[A-Z][\w’'-]+(?:\s+(?:of|the|for|and|in|de)\s+|\s+)?){2,}", text)
    names = ([word for word in run.split() if word[0].isupper() and word != "The"] for run in runs)
    return frozenset("".join(word[0] for word in each).lower() for each in names if len(each) > 1)


@lru_cache(maxsize=2_048)
def _countries(text: str) -> frozenset[str]:
    return frozenset(mention.code for mention in find_mentions(text))
