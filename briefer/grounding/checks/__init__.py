"""Checks: what must agree between a claim and the words it cites. A check can veto, never rescue."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefer.grounding.pairs import Pair
from briefer.model import Finding

Check = Callable[[Pair], tuple[Finding, ...]]

CHECKS: Mapping[str, Check] = {}
