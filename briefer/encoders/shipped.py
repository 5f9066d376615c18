"""The two models of the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefer.encoders.session import PairEncoder

LABELS = (
    "supported",
    "refuted",
    "not_enough",
)  # of the judge, in its order; of the reader, the first is "answered"
LONGEST = 192  # tokens of a pair: what both were trained on
_FOLDER = Path(__file__).parent


@cache
def judge_encoder() -> PairEncoder:
    """Return the judge's model: the words cited and the claim, in this order. Loaded at first need."""
    return PairEncoder(_FOLDER / "judge", LONGEST)


@cache
def reader_encoder() -> PairEncoder:
    """Return the reader's model: a question and a passage, in this order. Loaded at first need."""
    return PairEncoder(_FOLDER / "reader", LONGEST)


def card_of(name: str) -> Path:
    """Return the file that says what the model `name` ("judge" or "reader") learned from and how it did."""
    return _FOLDER / name / "CARD.md"
