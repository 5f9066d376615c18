"""Reads the calendar dates of a text as they stand: without a year where none is stated.

Own grammar, because general date parsers misread "Feb. 17" and "Dec. 12 and 14". Words that are also months
("May", "March") and numbers that are also years ("2000 people") count as dates only where their neighbours
say so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefer.model import Span
from briefer.reading.dates import tokens as read
from briefer.reading.dates.mentions import DateMention, Parts, Stated
from briefer.reading.dates.points import day_first, point, with_year
from briefer.reading.dates.tokens import DASHES, Tokens
from briefer.reading.words import words

_JOINS = frozenset({"to", "through", "thru", "until", "till"}) | DASHES
_YEAR_OPENERS = words(
    """
    in since during by until till from before after of between around the (
    """
)
_MONTH_OPENERS = words(
    """
    in since during last this next by until till from before after of between part
    """
)
_SURE_OPENERS = words("in since during last this next until between part")  # for "May" and "March"
_PORTIONS = words("early late mid")
_SEASONS = words("spring summer autumn fall winter")
_PIECES = words("end start beginning middle half week month course days weeks") | _SEASONS
_SKIPPED = words("the around about approximately first second") | _PORTIONS | _SEASONS | _PIECES
# What may follow a second day without being counted by it, as in "Dec. 12 and 14 in Niger".
_AFTER_DAY = words(
    """
    in at on by when that which as with for left have had has were was are is to after before during
    amid near outside inside between and but or the attack attacks killings bombings clashes protests
    elections talks
    """
)
_NAMES = words(
    """
    Alliance Movement Group Coalition Brigade Brigades Revolution Bridge Square Street Avenue Stadium
    """
)
_CLOCK = words("gmt utc hours hrs local est edt cet")
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEPT_11 = Parts(month=9, day=11)  # "the Sept. 11 attacks" are a name
_LONGEST_LIST = 8  # days


def stated_at(tokens: Tokens, at: int) -> tuple[DateMention | None, int] | None:
    """Read a calendar date at this position, with the position after it.

    The mention is `None` for a date that is none: of a year to come, of no calendar, in a name.
    """
    if tokens[at].digits and tokens[at].glued and not _may_touch(tokens[at - 1].text, tokens[at - 2].word):
        return None
    opener = _opener(tokens, at)
    found = _stretch(tokens, at, opener)
    if found is None:
        return None
    when, end = found
    if tokens[at - 1].word == opener and _counts_people(tokens, end, when, opener):
        when, end = Stated(Parts(month=when.first.month), Parts(month=when.first.month)), end - 1
    if tokens[at - 1].word == "the" and when.first.month is None and not when.first.decade:
        opener = "the"  # "since the 2012 coup" hangs on the coup
    if not _hangs_well(tokens, at, end, when, opener):
        return None
    named = tokens[end].text in _NAMES or (
        when.first == _SEPT_11 and tokens[end].word in ("attacks", "attackers")
    )
    if opener == "next" or named or not (_is_real(when.first) and _is_real(when.last)):
        return None, end
    start = at
    while tokens[start - 1].word in _PORTIONS or (
        tokens[start - 1].text == "-" and tokens[start - 2].word == "mid"
    ):
        start -= 1
    return DateMention(Span(tokens[start].start, tokens[end - 1].end), when, opener), end


def _may_touch(before: str, further: str) -> bool:
    """Whether a number may be written onto the mark before it: "(17", "—17", "mid-2023", but not "AK-47"."""
    return before in ("(", "[", '"', "“", "‘", "'", "—", ";", "–") or (before == "-" and further in _PORTIONS)


def _opener(tokens: Tokens, at: int) -> str:
    """The preposition before a date, past "the end of", "early", "summer" and the like."""
    portion = week = False
    for back in range(at - 1, at - 8, -1):
        word = tokens[back].word
        if word == "of" and tokens[back - 1].word in _PIECES:
            week = week or tokens[back - 1].word == "week"
            portion = True
        elif word in _PORTIONS or word in _SEASONS:
            portion = True
        elif word == "-" and tokens[back - 1].word in _PORTIONS:
            continue
        elif word not in _SKIPPED:
            break
    else:
        word = ""
    if week:
        return "week of"
    if word in _MONTH_OPENERS or word in ("on", "for", "around"):
        return word
    if portion:
        return "part"
    before = tokens[at - 1].word
    return before if before in ("the", "(") else ""


def _hangs_well(tokens: Tokens, at: int, end: int, when: Stated, opener: str) -> bool:
    """Whether a month or a year without a day stands where only a date can stand."""
    if when.first.day or (when.first.month and (when.last.year or when.last.years_back is not None)):
        return True
    if when.first.decade or (when.first.year and when.first != when.last):
        return True
    if when.first.year:
        bracketed = opener != "(" or tokens[end].text == ")"
        return (opener in _YEAR_OPENERS or opener == "part") and bracketed and tokens[end].word not in _CLOCK
    if tokens[at].word in ("may", "march"):
        return opener in _SURE_OPENERS or (opener == "from" and when.first != when.last)
    if read.is_cut_short(tokens, at) and not tokens.any_case:
        return False
    return opener in _MONTH_OPENERS


def _counts_people(tokens: Tokens, end: int, when: Stated, opener: str) -> bool:
    """Whether "in June 30 people" was read as the 30th of June."""
    only, following = when.first, tokens[end].text
    return (
        opener in ("in", "during")
        and when.first == when.last
        and only.day is not None
        and only.year is None
        and tokens[end - 1].number == only.day
        and not tokens[end - 1].suffix
        and following.isalpha()
        and following.islower()
        and following not in _AFTER_DAY
    )


def _is_real(parts: Parts) -> bool:
    if (parts.years_back or 0) < 0:
        return False
    if parts.month is None:
        return True
    if not 1 <= parts.month <= 12 or not 1 <= (parts.day or 1) <= _LAST_DAY[parts.month - 1]:
        return False
    try:
        return parts.year is None or bool(date(parts.year, parts.month, parts.day or 1))
    except ValueError:
        return False


def _stretch(tokens: Tokens, at: int, opener: str) -> tuple[Stated, int] | None:
    """Read one date, or two with what joins them."""
    if days := _days_then_month(tokens, at):
        return days
    found = point(tokens, at)
    if found is None:
        return None
    first, end = found
    joined = tokens[end].word in _JOINS
    both = tokens[end].word in ("and", "&") and (
        opener == "between" or (opener in ("in", "during") and not first.day)
    )
    if joined or both:
        second = point(tokens, end + 1)
        if (
            second
            and _same_kind(first, second[0])
            and not (both and first.month is None and opener != "between")
        ):
            return Stated(_fill(first, second[0]), _fill_last(first, second[0])), second[1]
        if joined and first.year and not first.month and not first.decade:
            return _short_year(tokens, first, end) or (Stated(first, first), end)
    if first.day and first.month and first.year is None:
        return _month_then_days(tokens, first, end, opener) or (Stated(first, first), end)
    return Stated(first, first), end


def _same_kind(first: Parts, second: Parts) -> bool:
    same = bool(first.day) == bool(second.day) and bool(first.month) == bool(second.month)
    return same and first.decade == second.decade and not (first.year or 0) > (second.year or 9999)


def _fill(first: Parts, last: Parts) -> Parts:
    """Give the first date of a stretch the year of the last: "Dec. 30 to Jan. 2, 2025" starts in 2024."""
    if first.year is not None or (last.year is None and last.years_back is None):
        return first
    earlier = ((first.month or 1), first.day or 1) > ((last.month or 1), last.day or 1)
    if last.year is None:
        return replace(first, years_back=(last.years_back or 0) + earlier)
    return replace(first, year=last.year - earlier)


def _fill_last(first: Parts, last: Parts) -> Parts:
    if first.year is None or last.year is not None:
        return last
    later = ((last.month or 1), last.day or 1) < ((first.month or 1), first.day or 1)
    return replace(last, year=first.year + later)


def _short_year(tokens: Tokens, first: Parts, end: int) -> tuple[Stated, int] | None:
    """Read the "20" of "2019–20"."""
    token = tokens[end + 1]
    if tokens[end].text in DASHES and token.glued and token.digits == 2 and token.number and not token.suffix:
        last = (first.year or 0) // 100 * 100 + token.number
        if last > (first.year or 0):
            return Stated(first, Parts(year=last)), end + 2
    return None


def _days_then_month(tokens: Tokens, at: int) -> tuple[Stated, int] | None:
    """Read "12-14 December", "12 to 14 December 2024", "12, 13 and 14 December"."""
    first = read.day(tokens, at)
    if first is None:
        return None
    last = _more_days(tokens, first[0], first[1])
    dated = day_first(tokens, last[1] - 1) if last else None
    if dated is None:
        return None
    return Stated(replace(dated[0], day=first[0]), dated[0]), dated[1]


def _month_then_days(tokens: Tokens, first: Parts, at: int, opener: str) -> tuple[Stated, int] | None:
    """Read what follows "Dec. 12": "-14", " to 14, 2024", " and 14", ", 13 and 14"."""
    last = _more_days(tokens, first.day or 0, at)
    if last is None:
        return None
    following = tokens[last[1]]
    counted = following.text[:1].isalpha() and following.word not in _AFTER_DAY
    if counted and opener != "between" and tokens[at].text not in DASHES:
        return None
    end, at_end = with_year(tokens, replace(first, day=last[0], weekday=None), last[1])
    return Stated(_fill(first, end), end), at_end


def _more_days(tokens: Tokens, least: int, at: int) -> tuple[int, int] | None:
    """Read the rest of a list or stretch of days of one month; each is later than the one before."""
    for _ in range(_LONGEST_LIST):
        comma = tokens[at].text == ","
        ends = tokens[at].word in _JOINS or tokens[at + comma].word in ("and", "&")
        if not (comma or ends):
            return None
        day = read.day(tokens, at + comma + 1 if comma and ends else at + 1)
        if day is None or day[0] <= least:
            return None
        if ends:
            return day
        least, at = day
    return None
