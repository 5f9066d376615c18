"""Pairs of evidence and claim as JSON lines, from standard input to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from briefer.errors import InputError
from briefer.grounding.gate import Gate
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Support, Verdict
from briefer.reading.cleaning import escape_halves, without_halves

_AT_ONCE = 512  # pairs: enough for batches of like length, few enough to see the first results soon
_LONGEST = 1 << 20  # characters of a line

Progress = Callable[[int, int], None]


def judge_lines(
    gate: Gate, lines: Iterable[str], out: TextIO, progress: Progress | None = None
) -> tuple[int, int]:
    """Write a line for each line that is not blank, in order; return how many there were and how many failed.

    Each keeps the keys of its line but `evidence` and `claim`. Raises ModelError where the judge fails.
    """
    done = failed = 0
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while batch := list(islice(numbered, _AT_ONCE)):
        parsed = [_parsed(number, line) for number, line in batch]
        verdicts = iter(gate.rule([each[0] for each in parsed if not isinstance(each, InputError)]))
        for each in parsed:
            record = _failed(each) if isinstance(each, InputError) else each[1] | _record(next(verdicts))
            failed += isinstance(each, InputError)
            out.write(escape_halves(json.dumps(record, ensure_ascii=False)) + "\n")
        out.flush()
        done += len(batch)
        if progress:
            progress(done, done)
    return done, failed


def standard_input() -> Iterator[str]:
    """Yield the lines of standard input as UTF-8; bytes that are none are replaced."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input", "pipe lines of JSON: briefer judge < pairs.jsonl")
    for line in stream:
        yield line.decode("utf-8-sig" if line.startswith(b"\xef\xbb\xbf") else "utf-8", "replace")


def _parsed(number: int, line: str) -> tuple[Pair, dict[str, Any]] | InputError:
    if len(line) > _LONGEST:
        return InputError(f"line {number} has more than {_LONGEST:,} characters", "shorten the evidence")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(f"line {number} is not JSON ({error})", "write one object a line")
    if not isinstance(record, dict):
        return InputError(f"line {number} is no object", 'write {"evidence": "...", "claim": "..."}')
    evidence, claim = record.pop("evidence", None), record.pop("claim", None)
    texts = [evidence] if isinstance(evidence, str) else evidence
    if not isinstance(claim, str) or not claim.strip():
        return InputError(f'line {number} has no "claim"', 'write {"evidence": "...", "claim": "..."}')
    if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
        return InputError(f'line {number} has no "evidence"', "give a string or a list of strings")
    whole = [without_halves(text) for text in (claim, *texts)]
    return Pair(whole[0], tuple(map(Premise, whole[1:]))), record


def _record(verdict: Verdict) -> dict[str, Any]:
    return {
        "score": verdict.score,
        "supported": verdict.support is Support.SUPPORTED,
        "verdict": verdict.support.value,
        "checks": [
            {"check": each.check, "reason": each.reason, "contradicts": each.contradicts}
            for each in verdict.findings
        ],
    }


def _failed(error: InputError) -> dict[str, Any]:
    return {"error": str(error)}
