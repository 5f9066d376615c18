"""Words are stemmed the same however many threads ask at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from briefer.grounding.language.words import stem

WORDS = [
    f"{root}{ending}"
    for root in ("negoti", "relat", "vis", "conform")
    for ending in ("ations", "ational", "ly")
]


def test_threads_do_not_mix_up_each_other_s_words():
    plain = stem.__wrapped__  # without what is remembered
    expected = [plain(word) for word in WORDS]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: [plain(word) for word in WORDS], range(120)))
    finally:
        sys.setswitchinterval(before)
    assert all(each == expected for each in found)
