"""Who says it, and how: the speaker and the stance of a sentence, found by its reporting verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from briefer.model import Span


class Stance(StrEnum):
    """How a speaker stands to what is told."""

    SAYS = "says"
    REPORTS = "reports"
    CLAIMS = "claims"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONFIRMS = "confirms"


_VERBS: dict[Stance, str] = {
    Stance.DENIES: r"den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed)?|"
    r"disput(?:e|es|ed)",
    Stance.ACCUSES: r"accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)|condemn(?:s|ed|ing)?",
    Stance.CLAIMS: r"claim(?:s|ed|ing)?|boast(?:s|ed|ing)?",
    Stance.CONFIRMS: r"confirm(?:s|ed|ing)?|admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)|conced(?:e|es|ed|ing)",
    Stance.REPORTS: r"report(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|suggest(?:s|ed|ing)?",
    Stance.SAYS: r"sa(?:y|ys|id|ying)|announc(?:e|es|ed|ing)|declar(?:e|es|ed|ing)|stat(?:ed|ing)|"
    r"warn(?:s|ed|ing)?|told|add(?:s|ed)|estimat(?:e|es|ed|ing)|vow(?:s|ed)|pledg(?:e|es|ed)|insist(?:s|ed)|"
    r"call(?:s|ed) (?:for|on)|argu(?:e|es|ed)|describ(?:e|es|ed)|urg(?:e|es|ed)|f(?:inds?|ound) that|not(?:es|ed) that|"
    r"put(?:s)? the (?:death )?(?:toll|dead|number|figure)|counts (?:at least|more than|some|over|up to)",
}
_STANCE_OF = [(stance, re.compile(rf"(?:{verbs})")) for stance, verbs in _VERBS.items()]
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.values())})\b")
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+(?:also\s+)?(?:said|believed|thought)\s+to\b"
    r"|,\s+(?:said|believed|thought)\s+to\s+(?:be|have)\b|\breportedly\b|\ballegedly\b"
)
_DOT = (
    r"(?:(?<=\b[A-Z])|(?<=\b[A-Z][a-z])|(?<=\b[A-Z][a-z]{2})|(?<=\b[A-Z][a-z]{3}))\.(?=\s?\w)"  # "Col. Maiga"
)
_WHOM = rf"(?P<speaker>(?:[^,.;]|{_DOT}){{1,160}})"
_ACCORDING = re.compile(rf"\b[Aa]ccording to {_WHOM}")
# "by the army's count", "in the words of the mayor"
_BY_COUNT = re.compile(
    rf"\b[Bb]y {_WHOM}['’]s? (?:own )?(?:count|tally|account|reckoning|estimate|figures)\b"
)
_IN_WORDS = re.compile(rf"\b[Ii]n the words of {_WHOM}")
_RULES = re.compile(
    r"(?:the|an?|its|their)? ?(?:\w+ )?(?:criteria|law|rules?|terms|plan|schedule|constitution)\b"
)
_BY = re.compile(rf"\w+ by {_WHOM}")
_SAID_X = re.compile(rf"[”\"],?\s+(?:said|says|added|according to)\s+(?P<speaker>(?:[^,.;]|{_DOT}){{1,160}})")
_BREAKS_IN = re.compile(rf"(?:said|says|reports?|reported)\s+{_WHOM},")
_ASIDE = re.compile(r"\s(?:after|while|because|who|which|that|when|during|as|following)\s.*", re.DOTALL)
# A noun that looks like a verb: "press reports indicate", "rival claims", "its accusations", "the blame".
_VERB_FOLLOWS = re.compile(
    r"\s*,|\s+(?:that|to (?:have|be|own|control|represent|hold)|it|on|the|an?|he|she|they|responsib\w+|sole|their|"
    r"its|his|her)\b"
)
_NOUN_LIKE = frozenset(
    {"reports", "report", "claims", "claim", "estimates", "estimate", "dispute", "disputes", "blame"}
)
_DETERMINED = re.compile(r"(?:\b(?:the|an?|its|their|his|her|any|no|some|of)|\w['’]s?)\s+$", re.IGNORECASE)
_MODIFIES = re.compile(
    r"\b(?:over|of|for|about|amid|with|despite|on|from|against|by)\s+$"
)  # "over claimed aid"
_FOUND = re.compile(r"\s+(?:dead|missing|killed)\b")  # "43 people confirmed dead"
_ADDS_WORDS = re.compile(r"\s+that\b|\s*[,.:\"“”]|\s*$")
_WARNS = re.compile(r"\s+(?:that|of|about|against|people|residents)\b|\s*,")
_NOT_DONE = re.compile(
    r"\b(?:refus\w+|declin\w+|fail\w+|expected|set|plan\w*|due|likely|yet|want\w*|threat\w+) to\s+(?:\w+ (?:or|nor) )?$"
)
_NOT = re.compile(r"(?:\b(?:not|never|nor|neither)|n['’]t)\s+$")
# Courts reject appeals and dismiss cases; only a charge or a claim is denied that way.
_A_CHARGE = re.compile(
    r"\b(?:accus|alleg|claim|report|responsib|involve|blame|suggest|critic|rumou?r|assert|denial)\w*"
    r"|^\s+(?:it|this|that|them)\b"
)
_REFUSED = re.compile(
    r"\s+(?:him|her|them|(?:an? |any |the )?"
    r"(?:entry|entrance|access|bail|visas?|asylum|permission|permit|parole|right))\b"
)
_NEARBY = 60  # characters in which the object of a denial is looked for
_LOOK_BACK = 300  # characters in which a subject is looked for
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:also\s+)?$")
_QUOTED_AS = re.compile(r"\b(?:is|are|was|were|been)\s+(?:\w+\s+)?(?:quoted|cited) as\s+$")
_WITH = re.compile(r"(?:^|,\s+)with\s+([^,.;]+)$", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|been|being|did|does|not|also|later|earlier|again|now|too|both|all|"
    r"continue[sd]? to|went on to|on \w+\.? ?\d*|\w+ly)|,)+$"
)
_CLAUSE_START = re.compile(
    r"(?:^|[;:]|\s[—–]\s|—|\b(?:that|after|while|but|because|where|when|although|though|if|and)\b)\s*",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:an?|the|who|which|for|of|spokes\w+|minister|president|head|leader|chief|commander|governor|ambassador|"
    r"[A-Z][\w’']*['’]s)\b"
)
_OPENING = re.compile(
    r"(?:on|in|at|by|from|for|with|after|before|since|during|\w+ing|\w+ly|however|meanwhile)\b", re.IGNORECASE
)
_IN_NAMES = frozenset(
    "of the for de al & and government governments ministry minister ministers president prime deputy foreign defence "
    "defense interior authorities officials spokesman".split()
)
_LEADING = re.compile(
    r"^(?:(?:but|and|while|however|although|that|which|what|as|after|with|in|on|of|for)\s+)+", re.IGNORECASE
)
_NO_SPEAKER = re.compile(
    r"^(?:it|its|he|she|they|this|that|who|which|there|we|i|in|on|at|not|both|all|the|an?)$"
    r"|^\d|\bhaving\b|\b(?:to|it|them|neither|nor|in|of|on|at|by|with|from)$|^[a-z]+(?:ed|ing)\s+(?:the|an?|its|his|her|to|by|in|on|that|with)\b"
    r"|\b(?:is|was|were|are|be|been|being|will|would|had|has|have|put)\b",
)
_OPENING_SUBJECT = re.compile(
    r"(?P<speaker>(?:The\s+)?[\w’'-]+(?:\s+(?:of\s+|and\s+)?[\w’'-]+){0,5}?)\s+"
    r"(?:(?P<active>(?:has|have|had)(?!\s+been))|has|have|had|is|are|was|were)\b"
)
_CARRIES_ON = re.compile(r"\band(?:\s+(?:has|have|had|in|of|for|later|then|also|\w+ly))*\s*$")
_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who tells a sentence and how; `speaker` is None where a stance shows but nobody is named."""

    stance: Stance
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """An attribution with its place: `span` covers the reporting words ("said", "according to the army")."""

    attribution: Attribution
    span: Span


def attributions(sentence: str) -> tuple[Attribution, ...]:
    """Return the sentence's attributions in order; empty for a plain statement."""
    return tuple(telling.attribution for telling in tellings(sentence))


@lru_cache(maxsize=4_096)
def tellings(sentence: str) -> tuple[Telling, ...]:
    """Return the sentence's attributions in order, each with where its reporting words stand."""
    outside = _blank_quotations(sentence)
    found: list[Telling] = []
    for match in _ACCORDING.finditer(outside):
        if not _RULES.match(match["speaker"]):
            found.append(_telling(match, Stance.SAYS, _tidy(match["speaker"])))
    for pattern in (_BY_COUNT, _IN_WORDS):
        for match in pattern.finditer(outside):
            found.append(_telling(match, Stance.SAYS, _tidy(match["speaker"])))
    hearsay: set[int] = set()
    for match in _HEARSAY.finditer(outside):
        hearsay.update(range(*match.span()))
        found.append(_telling(match, Stance.REPORTS, None))
    for match in _VERB.finditer(outside):
        if match.start() not in hearsay and _reports(match, outside):
            found.append(_telling(match, _stance(match[0]), _speaker_of(outside, match)))
    return tuple(sorted(found, key=lambda telling: telling.span.start))


def _telling(match: re.Match[str], stance: Stance, speaker: str | None) -> Telling:
    return Telling(Attribution(stance, speaker), Span(*match.span()))


def main_attribution(sentence: str) -> Attribution | None:
    """Return the first attribution that names a speaker, else the first one, else None."""
    found = attributions(sentence)
    return next((each for each in found if each.speaker), found[0] if found else None)


def _blank_quotations(sentence: str) -> str:
    """Put spaces in place of quoted words, so that verbs inside a quotation are not taken for reporting."""
    return re.sub(r"[\"“][^\"“”]{12,}[\"”]", lambda match: '"' + " " * (len(match[0]) - 2) + '"', sentence)


def _reports(verb: re.Match[str], sentence: str) -> bool:
    """Say whether the word reports speech here: it may be a noun, an adjective, a deed or a thing not done."""
    before = sentence[max(0, verb.start() - _NEARBY) : verb.start()]
    after = sentence[verb.end() : verb.end() + _NEARBY]
    word = verb[0]
    if _DETERMINED.search(before) or _NOT.search(before) or _NOT_DONE.search(before):
        return False
    if (word.endswith("ed") and _MODIFIES.search(before)) or (
        word in _NOUN_LIKE and not _VERB_FOLLOWS.match(after)
    ):
        return False
    if word.startswith("add") and not _ADDS_WORDS.match(after):
        return False
    if word == "warning" and not (_WARNS.match(after) or before.rstrip().endswith(",")):
        return False
    if _FOUND.match(after) and not _BE.search(before):
        return False
    return _stance(word) is not Stance.DENIES or _denies(word, before, after)


def _denies(word: str, before: str, after: str) -> bool:
    if _REFUSED.match(after):
        return False
    return word.startswith(("den", "refut")) or bool(_A_CHARGE.search(after) or _A_CHARGE.search(before))


def _stance(verb: str) -> Stance:
    return next(stance for stance, pattern in _STANCE_OF if pattern.fullmatch(verb))


def _speaker_of(sentence: str, verb: re.Match[str]) -> str | None:
    by = _BY.match(sentence, verb.start())
    if by:
        return _tidy(by["speaker"])
    before = sentence[max(0, verb.start() - _LOOK_BACK) : verb.start()]
    progressive = _BE.search(before)
    if quoted_as := _QUOTED_AS.search(before):
        return _tidy(_subject_before(before[: quoted_as.start()]))
    if verb[0].endswith("ing") and not progressive:
        with_whom = _WITH.search(before.rstrip())  # "with the army denying that"; else it may be anybody
        return _tidy(with_whom[1]) if with_whom else _carried_on(sentence, before, verb[0])
    if progressive and not verb[0].endswith("ing"):
        return None
    inverted = _SAID_X.search(sentence, max(0, verb.start() - 3), min(len(sentence), verb.end() + 160))
    if inverted and inverted.start() <= verb.start():
        return _tidy(inverted["speaker"])
    breaks_in = _BREAKS_IN.match(sentence, verb.start())
    if breaks_in and before.rstrip().endswith(",") and before.count(",") == 1:
        return _tidy(breaks_in["speaker"])  # "The talks, said the minister, were held"
    return _tidy(_subject_before(before)) or _carried_on(sentence, before, verb[0])


def _carried_on(sentence: str, before: str, verb: str) -> str | None:
    """The sentence's own subject, where the verb only carries on: "The junta has labelled them so and accused them"."""
    subject = _OPENING_SUBJECT.match(sentence)
    if subject is None or not _CARRIES_ON.search(before):
        return None
    acts = subject["active"] or verb.endswith("ing")  # "have been arrested and accused" tells of no speaker
    return _tidy(subject["speaker"]) if acts else None


def _subject_before(words: str) -> str:
    """The subject of the verb that follows the words."""
    whole_words = " " + words.rstrip()
    words = _AUXILIARY.sub("", whole_words)
    parenthesis = "," in whole_words[len(words) :]  # "the governor of Belgorod, Russia, says"
    joint = list(_CLAUSE_START.finditer(words))[-1]
    clause = words[joint.end() :]
    if joint[0].strip().lower() == "and" and clause.strip():
        clause = _names_before(words) or clause
    chunks = [chunk for chunk in re.split(r",(?!\d)", clause) if " having " not in chunk] or [clause]
    if len(chunks) > 1 and joint[0].strip() and not words[: joint.start()].strip():
        chunks = chunks[1:]  # "After the coup of Wednesday, Tchiani, a general, said"
    if parenthesis and len(chunks) > 1:
        whole = [chunk for chunk in chunks[:-1] if not _OPENING.match(chunk.strip())]
        return whole[0] if whole else chunks[-1]
    return _subject(chunks)


def _names_before(words: str) -> str:
    """Two names joined by "and", as far back as they go: "the governments of Mali and Burkina Faso"."""
    names: list[str] = []
    for word in reversed(words.split()):
        if word.endswith((",", ".", ";")) or not (word[0].isupper() or word.lower() in _IN_NAMES):
            break
        names.insert(0, word)
    joined = " ".join(names)
    return joined if " and " in joined and names[0].lower() != "and" else ""


def _subject(chunks: list[str]) -> str:
    """The nearest noun phrase before the verb that is not an apposition to an earlier one."""
    for index in range(len(chunks) - 1, 0, -1):
        chunk, earlier = chunks[index].strip(), chunks[index - 1].strip()
        if not chunk or (_APPOSITION.match(chunk) and earlier and not _OPENING.match(earlier)):
            continue
        return chunk
    return chunks[0]


def _tidy(words: str) -> str | None:
    words = _LEADING.sub("", " ".join(_ASIDE.sub("", words).split()).strip(" \"“”'"))
    if '" "' in words:  # a quotation was blanked out of it
        return None
    if len(words) < 2 or len(words.split()) > _MOST_WORDS or _NO_SPEAKER.search(words):
        return None
    if words.lower() != words and _NO_SPEAKER.search(words[0].lower() + words[1:]):
        return None
    return words
