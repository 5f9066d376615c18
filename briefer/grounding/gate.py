"""The gate: a judge and the checks make a verdict on each claim, from the words that it cites.

Checks can veto and never rescue. A claim that is a whole sentence of its source, word for word, is what the
source says: it passes without a judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefer.grounding.checks import CHECKS, Check
from briefer.grounding.judges import Judge, Judgement
from briefer.grounding.pairs import Pair
from briefer.grounding.verbatim import is_verbatim
from briefer.model import JUDGE, Finding, Support, Verdict

VERBATIM = "verbatim"  # stands for the judge where none is needed
UNSAID = "the words cited do not say it"
REFUTED = "the words cited say the contrary"


@dataclass(frozen=True, slots=True)
class Gate:
    """Rules on claims. `checks` are run in their order; without some of them it is weaker, for measuring only."""

    judge: Judge
    checks: Mapping[str, Check] = field(default_factory=lambda: CHECKS)

    def rule(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Verdict, ...]:
        """Return one verdict for each pair, in order; `progress` is told how many are judged.

        Raises ModelError where the judge's model is missing or fails.
        """
        verdicts: dict[Pair, Verdict] = {}
        asked = []
        for pair in dict.fromkeys(pairs):
            if is_verbatim(pair):
                verdicts[pair] = Verdict(Support.SUPPORTED, 1.0, VERBATIM)
            else:
                asked.append(pair)
        for pair, judgement in zip(asked, self.judge.judge(asked, progress) if asked else (), strict=True):
            verdicts[pair] = self.verdict(pair, judgement)
        return tuple(verdicts[pair] for pair in pairs)

    def verdict(self, pair: Pair, judgement: Judgement) -> Verdict:
        """Put the judge's score and the checks together."""
        findings = tuple(finding for check in self.checks.values() for finding in check(pair))
        if judgement.refuted or judgement.score < self.judge.threshold:
            unsaid = judgement.reason or (REFUTED if judgement.refuted else UNSAID)
            findings = (*findings, Finding(JUDGE, unsaid, judgement.refuted))
        if any(finding.contradicts for finding in findings):
            support = Support.CONTRADICTED
        else:
            support = Support.NOT_FOUND if findings else Support.SUPPORTED
        return Verdict(support, judgement.score, self.judge.name, findings)


def ready(gate: Gate) -> Gate:
    """Return the gate once its judge is there, even if all that comes should need none. Raises ModelError."""
    _ = gate.judge.revision  # which has the weights loaded, where there are any
    return gate
