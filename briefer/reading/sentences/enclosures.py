"""Which stretches of a text lie inside quotation marks or brackets."""

from __future__ import annotations

from bisect import bisect_right

OPENERS = "\"'“‘„«([{"
CLOSERS = "\"'”’»)]}"

_LONGEST = 800  # characters; what is longer is taken for a mark that was never closed
_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}
_AMBIGUOUS = {'"': '"', "'": "'", "’": "‘"}  # marks whose side only their neighbours tell


class Enclosures:
    """The quotations and brackets of one paragraph; a mark without its partner encloses nothing."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(_matched(text)):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, at: int) -> bool:
        """Say whether the offset lies between a mark and its partner."""
        nearest = bisect_right(self._starts, at) - 1
        return nearest >= 0 and at <= self._ends[nearest]


def _matched(text: str) -> list[tuple[int, int]]:
    """Offsets of each opening mark and its closing partner, those of reasonable length."""
    opened: dict[str, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for at, mark in enumerate(text):
        if mark in _AMBIGUOUS:
            partner = _AMBIGUOUS[mark]
            if mark != "’" and _opens(text, at):
                opened[mark] = [at]
                continue
        elif mark in _PAIRS:
            partner = _PAIRS[mark]
        else:
            if mark in "([{“«‘":
                opened.setdefault(mark, []).append(at)
            continue
        if mark in "'’" and text[at + 1 : at + 2].isalnum():
            continue  # an apostrophe
        if opened.get(partner) and at - (start := opened[partner].pop()) <= _LONGEST:
            pairs.append((start, at))
    return pairs


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] == "'" and not after.isalpha():
        return False  # the '90s
    return (not before or before.isspace() or before in "([{—–-“\"'/") and bool(after) and not after.isspace()
