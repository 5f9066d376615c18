"""A judge of briefer's own training: a small cross-encoder and the signs of words, weighed together.

What weighs them and the threshold were fitted once, on the development sets and on claims of news; they lie beside the
model with its hash, and with another model they are refused. A claim that is a whole sentence of the evidence scores 1,
and nothing is loaded for it. Nothing here needs torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from briefer.encoders.session import WEIGHTS, PairEncoder
from briefer.grounding.judges import Judgement
from briefer.grounding.judges.reading import support_of
from briefer.grounding.judges.settled import settled
from briefer.grounding.judges.signals import SIGNALS, signals_of, words_in
from briefer.grounding.judges.stack import STACK, Stack, read_stack
from briefer.grounding.pairs import Pair

_RULES = "4"  # raised when the signals change: cached scores are then old
_DIGITS = 4  # a model's numbers move by 1e-7 with what stands beside them
_REFUTED = SIGNALS.index("refuted")
_CONTRARY = 0.8  # probability from which the words are told to say the contrary


class TrainedJudge:
    """Judges with the model in a folder, and with what was fitted for it; both are read at first need."""

    def __init__(self, folder: str = "") -> None:
        """`folder` holds a model and what was fitted for it; without one, those that ship."""
        path = Path(folder).expanduser() if folder else WEIGHTS / "judge"
        self.name = f"trained:{folder}" if folder else "trained"
        self._encoder = PairEncoder(path)
        self._path = path / STACK

    @cached_property
    def _stack(self) -> Stack:
        return read_stack(self._path, self._encoder.revision)

    @property
    def threshold(self) -> float:
        """The score from which a claim counts as supported."""
        return self._stack.threshold

    @cached_property
    def revision(self) -> str:
        """The model, what was fitted and the number of these rules."""
        fitted = sha256(self._path.read_bytes()).hexdigest()[:6]
        return f"{self._stack.model}-{fitted}-{_RULES}"

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Return one judgement for each pair, in order."""
        found = settled(pairs)
        rest = [index for index in range(len(pairs)) if index not in found]
        if rest:
            asked = [pairs[index] for index in rest]
            words = [words_in(each) for each in asked]
            signals = signals_of(asked, support_of(asked, self._encoder, progress), words)
            for at, (index, score) in enumerate(zip(rest, self._stack.scores(signals), strict=True)):
                found[index] = self._judgement(float(score), float(signals[at, _REFUTED]), words[at].against)
        if progress:
            progress(len(pairs))
        return tuple(found[index] for index in range(len(pairs)))

    def _judgement(self, score: float, refuted: float, against: Sequence[str]) -> Judgement:
        score = round(score, _DIGITS)
        if score >= self.threshold:
            return Judgement(score)
        words = ", ".join(f'"{word}"' for word in against)
        reason = f"nothing in the cited words bears out {words}" if words else ""
        return Judgement(score, refuted=refuted >= _CONTRARY, reason=reason)
