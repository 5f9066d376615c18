"""Whether one number follows from another: "more than 1,000" from "at least 1,500", "dozens" from 43."""

from __future__ import annotations

from math import isclose

from briefer.grounding.language.amounts import Amount
from briefer.grounding.language.hedges import Bound

SOFT_UNITS = frozenset({"times", "ordinal"})  # a reader works these out from what is told
_THIRD = 0.5  # percentage points by which a third may be off, written as 33 percent
_ROUNDING = 0.01  # a number given less exactly may be off by this share of it
_ABOUT = 0.1  # and one that says so, by this
_LEAST_KEPT = 0.5  # "more than 1,000" keeps enough of 1,500 to be fair


def same_value(claimed: Amount, stated: Amount) -> bool:
    """Say whether the two state the same number of the same unit."""
    if claimed.unit != stated.unit:
        return False
    if claimed.unit == "share" and (_is_third(claimed.value) or _is_third(stated.value)):
        return abs(claimed.value - stated.value) < _THIRD
    return isclose(claimed.value, stated.value, rel_tol=1e-6)


def _is_third(share: float) -> bool:
    """Whether a share was worded as thirds, which no decimals state exactly."""
    return share in (100 / 3, 200 / 3)


def same_number(claimed: Amount, stated: Amount) -> bool:
    """Say whether the two are the same number, of whatever unit."""
    if stated.unit in SOFT_UNITS:
        return False
    return claimed.value / claimed.counted.factor == stated.value / stated.counted.factor


def is_loose(amount: Amount) -> bool:
    """ "Over three days" is how long something took, or more than that."""
    return amount.unit in ("hour", "month") and amount.worded.lower().startswith(
        ("over", "about", "around", "under")
    )


def bears_out(claimed: Amount, stated: Amount) -> bool:
    """Say whether the number of the claim holds where the one that is stated does, hedges included.

    A hedge that is dropped or added does not follow, though "at least 12" is true of 12: the words do not say it.
    """
    match claimed.bound:
        case Bound.EXACT:
            return stated.bound is Bound.EXACT and _rounds_to(claimed, stated)
        case Bound.RANGE:
            return stated.bound is Bound.RANGE and (claimed.low, claimed.high) == (stated.low, stated.high)
        case Bound.ABOUT:
            return _is_about(claimed, stated)
        case Bound.LEAST:
            return _is_least(claimed, stated)
        case Bound.MOST:
            return _is_most(claimed, stated)
        case Bound.VAGUE:
            return _is_vaguely(claimed, stated)


def _digits(value: float) -> int:
    """Significant digits."""
    return len(f"{value:.6g}".split("e")[0].replace(".", "").strip("0"))


def _rounds_to(claimed: Amount, stated: Amount) -> bool:
    if same_value(claimed, stated):
        return True
    rounder = 1 < _digits(claimed.value) < _digits(stated.value) and claimed.value >= 100
    return rounder and isclose(claimed.value, stated.value, rel_tol=_ROUNDING)


def _is_about(claimed: Amount, stated: Amount) -> bool:
    if stated.bound in (Bound.ABOUT, Bound.EXACT) and same_value(claimed, stated):
        return True
    if stated.bound is Bound.RANGE:
        return stated.low <= claimed.value <= stated.high
    rounder = _digits(claimed.value) < _digits(stated.value)
    return stated.bound is Bound.EXACT and rounder and isclose(claimed.value, stated.value, rel_tol=_ABOUT)


def _is_least(claimed: Amount, stated: Amount) -> bool:
    if stated.bound is Bound.LEAST and same_value(claimed, stated):
        return True
    if stated.bound is Bound.VAGUE:
        return stated.low >= claimed.value
    if stated.bound is Bound.MOST or claimed.value >= stated.low or claimed.value < _LEAST_KEPT * stated.low:
        return False
    return stated.bound is Bound.RANGE or _digits(claimed.value) < _digits(stated.value)


def _is_most(claimed: Amount, stated: Amount) -> bool:
    if stated.bound is Bound.MOST and same_value(claimed, stated):
        return True
    if stated.bound is Bound.RANGE:
        return claimed.value == stated.high
    if stated.bound in (Bound.LEAST, Bound.VAGUE) or claimed.value <= stated.high:
        return False
    return claimed.value * _LEAST_KEPT <= stated.high and _digits(claimed.value) < _digits(stated.value)


def _is_vaguely(claimed: Amount, stated: Amount) -> bool:
    if stated.bound is Bound.VAGUE:
        return stated.low <= claimed.high and claimed.low <= stated.high and claimed.low <= 2 * stated.low
    if stated.bound is Bound.MOST:
        return False
    return 0.8 * claimed.low <= stated.value <= claimed.high
