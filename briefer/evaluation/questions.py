"""Questions with known answers: how often the answer holds the facts and cites the right bulletin, and how often
a question that the bulletins do not answer is refused.

A case is a line of JSON: `id`, `question`, `answerable`, `kind`; for an answerable one `bulletins` (places on the
page, "page:place" or "DATE|title"), one of which must be cited, and `facts`, groups of alternatives of which each group
must have one in the answer. A fact is found where a word begins with it, a number only whole; case and accents do not
count. An answer is right when it cites a right bulletin and holds every fact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import InputError
from briefer.model import Answer, Bulletin
from briefer.reading.cleaning import one_line
from briefer.reading.folding import fold


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer must hold."""

    id: str
    question: str
    answerable: bool
    kind: str
    bulletins: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: Case
    answer: Answer
    has_facts: bool
    cites_right: bool

    @property
    def passed(self) -> bool:
        """Right where the bulletins say, refused where they do not."""
        if self.case.answerable:
            return self.has_facts and self.cites_right
        return self.answer.abstained


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """Counts over a set of cases; every case counts, also one that was refused."""

    outcomes: tuple[Outcome, ...]

    def count(self, *, answerable: bool) -> tuple[int, int]:
        """Passed and all, of the answerable or of the others."""
        some = [each for each in self.outcomes if each.case.answerable is answerable]
        return sum(each.passed for each in some), len(some)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The cases that did not pass."""
        return tuple(each for each in self.outcomes if not each.passed)


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read the cases of a JSONL file. Raises InputError naming the file, and the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path} cannot be read ({reason})", "name a JSONL file of cases") from None
    cases = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                fault = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                raise InputError(f"{path}, line {number}: no case ({fault})", "see evals/README.md") from None
    if not cases:
        raise InputError(f"{path} holds no case", "name a JSONL file of cases")
    return tuple(cases)


def _case(record: dict[str, Any]) -> Case:
    """Raises KeyError, TypeError or ValueError where the record is not a case."""
    bulletins, facts = record["bulletins"], record["facts"]
    if not isinstance(record["question"], str) or not isinstance(record["answerable"], bool):
        raise ValueError("question must be text, answerable true or false")
    if not isinstance(bulletins, list) or not isinstance(facts, list):
        raise ValueError("bulletins and facts must be lists")
    if not all(isinstance(group, list) and group for group in facts):
        raise ValueError("each of the facts must be a list of alternatives")
    if record["answerable"] and not bulletins:
        raise ValueError("an answerable question needs bulletins")
    return Case(
        str(record["id"]),
        record["question"],
        record["answerable"],
        str(record["kind"]),
        tuple(str(each) for each in bulletins),
        tuple(tuple(str(each) for each in group) for group in facts),
    )


def judge(case: Case, answer: Answer) -> Outcome:
    """Hold an answer against its case."""
    words = fold(" ".join(claim.text for claim in answer.claims))
    has_facts = all(any(_stands_in(each, words) for each in group) for group in case.facts)
    cited = {name for claim in answer.claims for each in claim.citations for name in _names(each.bulletin)}
    return Outcome(case, answer, has_facts and not answer.abstained, bool(cited & set(case.bulletins)))


def tells(case: Case, bulletin: Bulletin, words: str) -> bool:
    """Say whether words of a bulletin hold a fact of the case, and the bulletin is a right one."""
    folded = fold(words)
    is_right = bool(set(_names(bulletin)) & set(case.bulletins))
    return is_right and any(_stands_in(each, folded) for group in case.facts for each in group)


def _stands_in(fact: str, words: str) -> bool:
    """Say whether a word begins with the fact; "70" is in "up to 70", and in neither "170", "70,000" nor "1970"."""
    wanted = re.escape(fold(fact.strip()))
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){wanted}(?!(?<=\d)[.,]?\d)", words))


def _names(bulletin: Bulletin) -> Iterable[str]:
    day = bulletin.date.earliest
    dated = f"{day.isoformat() if day else ''}|{bulletin.title}"
    return str(bulletin.place), f"{Path(bulletin.source).stem}:{bulletin.place}", dated


def table(scores: QuestionScores) -> str:
    """The two counts, then a line for each case that failed."""
    lines = []
    for name, answerable in (("answered right", True), ("refused", False)):
        passed, total = scores.count(answerable=answerable)
        lines.append(f"{name:<15} {passed:>3} of {total:<3} {100 * passed / max(total, 1):5.1f}%")
    lines += [_line(outcome) for outcome in scores.failed]
    return "\n".join(lines) + "\n"


def _line(outcome: Outcome) -> str:
    if outcome.answer.abstained:
        got = f"refused: {outcome.answer.reason}"
    else:
        faults: Sequence[str] = [
            name
            for name, holds in (("facts", outcome.has_facts), ("citation", outcome.cites_right))
            if not holds and outcome.case.answerable
        ]
        got = f"{'wrong ' + ' and '.join(faults) if faults else 'not refused'}: " + " | ".join(
            claim.text[:100] for claim in outcome.answer.claims
        )
    case = f"{one_line(outcome.case.id)}  {one_line(outcome.case.kind):<16} {one_line(outcome.case.question)}"
    return f"  {case}\n      {one_line(got)}"
