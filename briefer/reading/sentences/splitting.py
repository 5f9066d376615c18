"""Where each sentence of a text starts and ends.

Every gap between two words is judged here: by the word before it ("Feb. 17", "Col. Maiga" and "U.S." end
nothing), the word after it, the quotation or bracket around it and the line it ends. Where that does not
decide (short words that may be abbreviations, ellipses, scripts without spaces) the `sentencex` library does.
A quotation that holds several sentences is left whole, because a sentence cut out of it would lose its
speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.model import Span
from briefer.reading.sentences import abbreviations as known
from briefer.reading.sentences.enclosures import CLOSERS, OPENERS, Enclosures

_NARROW = 45  # characters; lines this short were not wrapped, so their ends are ends
_WORD = 60  # characters; how far a word is looked at

_PARAGRAPH = re.compile(r"\n[^\S\n]*(?=\n)|[\f\u2029]")
_GAP = re.compile(r"\s+")
_END = re.compile(r"[.!?…][)\]]?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_CLOCK = re.compile(r"(?:\d{0,2}(?:[:.]\d\d)?)([ap]\.?m)\.$", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)\.$")
_BULLET = re.compile(r"(?:[-*•–]|\d{1,2}[.)])$")
_CREDIT = re.compile(r"\((?:[^().!?\n]|\.(?=\w)){1,80}\)[.,]?(?=\s|$)")
_SPEAKER = re.compile(
    r"(?:[^\W\d_][\w.'’-]{0,25} ){1,4}(?:said|says|told|asked|asks|added|adds|wrote|writes|tweeted|shouted)\b"
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text in order, without the whitespace around them.

    Every character that is not whitespace lies in exactly one span.
    """
    return tuple(span for start, end in _paragraphs(text) for span in _paragraph_spans(text, start, end))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _paragraph_spans(text: str, start: int, end: int) -> Iterator[Span]:
    body = text[start:end]
    begin = 0
    for cut in [*_cuts(body), len(body)] if body.strip() else []:
        piece = body[begin:cut]
        if piece.strip():
            yield Span(start + cut - len(piece.lstrip()), start + begin + len(piece.rstrip()))
        begin = cut


def _cuts(body: str) -> list[int]:
    """Offsets at which a sentence starts, in order, but for the first."""
    proposed = _proposed(body)
    enclosures = Enclosures(body)
    uncased = body.islower()
    widest = max(len(line) for line in body.split("\n"))
    cuts = {at for at in proposed if at and not body[at - 1].isspace() and body[at - 1] in "。！？؟।"}
    resume = 0
    for gap in _GAP.finditer(body):
        if gap.start() < resume or enclosures.cover(gap.start()):
            continue
        if _ends_line(body, gap, widest) or _ends_sentence(
            body, gap, proposed=gap.end() in proposed, uncased=uncased
        ):
            resume = _after_credits(body, gap.end())
            cuts.add(resume)
    return sorted(cuts)


def _proposed(body: str) -> frozenset[int]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    starts = (int(boundary["start_index"]) for boundary in get_sentence_boundaries("en", body))
    return frozenset(_skip_space(body, start) for start in starts)


def _skip_space(body: str, at: int) -> int:
    gap = _GAP.match(body, at)
    return gap.end() if gap else at


def _after_credits(body: str, at: int) -> int:
    """Brackets that only name outlets belong to the sentence before them: go past those that start here."""
    while credit := _CREDIT.match(body, at):
        following = _skip_space(body, credit.end())
        if body[following : following + 1].islower():
            break
        at = following
    return at


def _ends_line(body: str, gap: re.Match[str], widest: int) -> bool:
    """Whether the gap is the end of a line that could have gone on, or stands before a list's next point."""
    if "\n" not in gap.group():
        return False
    following = _word_after(body, gap.end())
    if _BULLET.match(following):
        return True
    line = gap.start() - (body.rfind("\n", 0, gap.start()) + 1)
    if not following or following[0].islower() or body[gap.start() - 1 : gap.start()] in tuple(",;-–—("):
        return False
    return widest <= _NARROW or line + 1 + len(following) <= widest * 0.75


def _ends_sentence(body: str, gap: re.Match[str], *, proposed: bool, uncased: bool) -> bool:
    before = _word_before(body, gap.start())
    bare = before.rstrip(CLOSERS)
    following = _word_after(body, gap.end())
    first = following.lstrip(OPENERS)[:1]
    if not _END.search(bare) or not first or first in ",;:.!?%&/":
        return False
    if first.islower():
        return proposed and uncased
    starts = following.strip(OPENERS + CLOSERS + ",.:").lower() in known.STARTERS
    if bare.endswith(("..", "…")):
        return proposed or starts
    if bare[-1] in "!?":
        if bare.lstrip(OPENERS).lower() in known.SHOUTED_NAMES and not starts:
            return False
        return bare == before or not _SPEAKER.match(body, gap.end())
    if _is_list_number(body, gap.start(), before):
        return False
    return _ends_with_stop(re.split(r"[-–—/]", bare.lstrip(OPENERS))[-1], following, starts, proposed)


def _ends_with_stop(word: str, following: str, starts: bool, proposed: bool) -> bool:
    """Whether a sentence ends at a word with a full stop before a word that is not in lower case."""
    stem = word[:-1].lower()
    key = stem.replace(".", "")
    digit = following.lstrip(OPENERS)[:1].isdigit()
    if _CLOCK.fullmatch(word):
        return following[0] not in OPENERS and following.strip(".,;").lower() not in known.AFTER_CLOCK
    if key in known.LINKS or (
        key in known.TITLES and word[0].isupper() and (word[1:] == word[1:].lower() or not starts)
    ):
        return False
    if digit and (key in known.NUMBERED or (key in known.MONTHS and word[0].isupper())):
        return False
    if _ORDINAL.fullmatch(word) and following.rstrip(".").lower() in known.TITLES:
        return False  # "1st. Lt."
    if key in known.MONTHS or stem in known.NAME_ENDS or _INITIALS.fullmatch(word):
        return starts
    # sentencex knows more abbreviations than are listed here, all of them short.
    return proposed or starts or len(word) > 6 or word == "May."


def _is_list_number(body: str, end: int, word: str) -> bool:
    """Whether the word is the "1." that opens a line."""
    start = end - len(word)
    return bool(_BULLET.fullmatch(word)) and (start == 0 or body[start - 1] == "\n")


def _word_before(body: str, at: int) -> str:
    words = body[max(0, at - _WORD) : at].split()
    return words[-1] if words else ""


def _word_after(body: str, at: int) -> str:
    words = body[at : at + _WORD].split(None, 1)
    return words[0] if words else ""
