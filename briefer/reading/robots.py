"""robots.txt, read as RFC 9309 says: which paths of a site a program with our name may fetch.

Crawl-delay, which the RFC does not define, is read too. As the RFC demands of all such lines, it ends no group:
"User-agent: a", "Crawl-delay: 5", "User-agent: b", "Disallow: /" shuts out both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PRODUCT_TOKEN = "briefer"  # noqa: S105
MOST_BYTES = 500 * 1024  # what stands after them is not read
_EVERYONE = "*"
_TOKEN = re.compile(r"[A-Za-z_-]+|\*")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_DELAY = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line."""

    allows: bool
    pattern: str  # percent-encoded as paths are compared; "*" and a final "$" have their meaning

    def matches(self, path: str) -> bool:
        """Say whether a path, encoded in the same way, begins as the pattern says. Takes linear time."""
        whole = self.pattern.endswith("$")
        first, *others = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        place = len(first)
        if not others:
            return not whole or place == len(path)
        if whole:
            last = others.pop()
            if len(path) - len(last) < place or not path.endswith(last):
                return False
            path = path[: len(path) - len(last)]
        for part in others:
            found = path.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return True


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to one program."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float | None = None  # seconds between two requests

    def allows(self, path: str) -> bool:
        """Say whether a path with its query may be fetched: the longest rule decides, of equals the kinder."""
        path = _compared(path or "/", literal="*$")
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if rule.matches(path)]
        return max(((len(rule.pattern), rule.allows) for rule in matching), default=(0, True))[1]


def read_robots(data: bytes, token: str = PRODUCT_TOKEN) -> Rules:
    """Return the rules for the program `token`: those of all groups that name it, else those for everyone.

    What is no robots.txt has no rules, and so forbids nothing.
    """
    ours, everyones = _Group(), _Group()
    groups = {token.lower(): ours, _EVERYONE: everyones}
    named: set[str] = set()
    rules_began = False
    for key, value in _lines(data):
        if key == "user-agent":
            if rules_began:
                named, rules_began = set(), False
            found = _TOKEN.match(value)
            named.add(found[0].lower() if found else "")
        elif key in {"allow", "disallow"}:
            rules_began = True
            if value:
                rule = Rule(key == "allow", _pattern(value))
                _add(rule, (group for name, group in groups.items() if name in named))
        elif key == "crawl-delay" and _DELAY.fullmatch(value):
            _add(float(value), (group for name, group in groups.items() if name in named))
        for name in named & groups.keys():
            groups[name].is_there = True
    chosen = ours if ours.is_there else everyones
    return Rules(tuple(chosen.rules), chosen.delay)


class _Group:
    """What the groups of one name say together."""

    def __init__(self) -> None:
        self.is_there = False
        self.rules: list[Rule] = []
        self.delay: float | None = None


def _add(said: Rule | float, groups: Iterable[_Group]) -> None:
    for group in groups:
        if isinstance(said, Rule):
            group.rules.append(said)
        else:
            group.delay = max(said, group.delay or 0.0)


def _lines(data: bytes) -> Iterable[tuple[str, str]]:
    text = data[:MOST_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n?|\n", text)
    if len(data) > MOST_BYTES:
        lines.pop()  # it may have been cut
    for line in lines:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _pattern(value: str) -> str:
    inner = value.removesuffix("$")
    return _compared(inner, literal="$") + ("$" if inner != value else "")


def _compared(path: str, literal: str) -> str:
    """Return the path with one spelling for each character: what needs no escape has none, what is not ASCII
    has one, and so have the characters of `literal`, which a pattern would take for wildcards."""
    plain = _ESCAPE.sub(_unescaped, path)
    return "".join(
        char
        if char.isascii() and char not in literal and char > " "
        else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", errors="replace"))
        for char in plain
    )


def _unescaped(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in _UNRESERVED else escape[0].upper()
