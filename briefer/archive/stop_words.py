"""Words that say nothing about what a text is about."""

from __future__ import annotations

STOP_WORDS = frozenset(
    word
    for line in (
        "a about after all also am an and any are as at be been before being between but by can could",
        "did do does during for from had has have he her his how i if in into is it its me more most",
        "much many my no not of on or our say said says she should since so some such tell than that the",
        "their them then there these they this those to until up us was we were what when where which",
        "while who whom whose why will with would you your",
    )
    for word in line.split()
)
