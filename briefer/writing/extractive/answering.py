"""Which sentences answer a question, and when to say that the bulletins do not say.

First the bulletin is chosen that holds every name asked for and comes nearest in words and meaning; then its sentences:
the best one, those that hold the other things asked, and what belongs beside them (a denial, an antecedent).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer.grounding.attribution import Stance, attributions
from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Bulletin, Evidence
from briefer.reading.sentences import sentence_spans
from briefer.writing.extractive.accounts import OF_A_CHARGE
from briefer.writing.extractive.scoring import Scored
from briefer.writing.leaning import leans_back
from briefer.writing.questions import Asks, Question

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_LEAST_CONFIDENCE = 0.53
_LEAST_FOR_EVENTS = 0.60  # of the question's words, in a bulletin that is told
_RIVAL = 0.85  # share of the best bulletin's confidence at which another one is heard too
_NEAR_THE_BEST = 0.85  # share of the best sentence's score at which another one is told too
_MOST_SENTENCES = 3
_MOST_EVENTS = 6
_SHORT = 3  # sentences up to which a bulletin is told from the chosen sentence to its end
_MUST_HOLD = frozenset(
    {Asks.COUNT, Asks.WHEN, Asks.WHERE, Asks.WHO, Asks.NAME, Asks.HOW_LONG, Asks.EXPANSION, Asks.WHY}
)
_FOLLOWED = frozenset({Asks.WHETHER, Asks.WHY, Asks.EVENTS})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A bulletin with its sentences, best first."""

    bulletin: Bulletin
    sentences: tuple[Scored, ...]

    @property
    def confidence(self) -> float:
        """How sure it is that the bulletin answers: the question's words in it, and its nearest sentence."""
        return 0.5 * self.sentences[0].in_bulletin + 0.5 * max(each.meaning for each in self.sentences)

    def holds(self, question: Question) -> bool:
        """Say whether a sentence holds what is asked first."""
        return any(question.leading in each.holds for each in self.sentences)


def answer(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Choose the sentences that answer, or refuse with the reason."""
    if question.leading.kind is Asks.EVENTS:
        return _tell_events(question, ranked, evidence)
    candidates = candidates_of(question, ranked)
    refusal = _refusal(question, candidates, ranked)
    if refusal:
        return Draft((), refusal)
    best = candidates[0]
    chosen = _choose(question, best)
    for rival in candidates[1:]:
        if (
            rival.confidence >= _RIVAL * best.confidence
            and rival.holds(question)
            and len(chosen) < _MOST_SENTENCES
        ):
            chosen.append(rival.sentences[0])
    return _draft(_in_company([each.evidence for each in chosen], evidence, question.leading.kind))


def candidates_of(question: Question, ranked: Sequence[Scored]) -> list[_Candidate]:
    """The bulletins that hold every name asked for, best first: those that hold the thing asked before others."""
    groups: dict[str, list[Scored]] = {}
    for each in ranked:
        if not each.missing_names:
            groups.setdefault(each.evidence.bulletin.id, []).append(each)
    found = [_Candidate(group[0].evidence.bulletin, tuple(group)) for group in groups.values()]
    must = question.leading.kind in _MUST_HOLD
    return sorted(found, key=lambda each: (must and not each.holds(question), -round(each.confidence, 6)))


def _refusal(question: Question, candidates: Sequence[_Candidate], ranked: Sequence[Scored]) -> str | None:
    if not ranked:
        return "no bulletin matches the question"
    if not candidates:
        missing = min((each.missing_names for each in ranked), key=len)
        return f"no bulletin that comes near mentions {' or '.join(f'“{word}”' for word in missing)}"
    best = candidates[0]
    first = best.sentences[0]
    if question.leading.kind in _MUST_HOLD and not best.holds(question):
        return f"the nearest bulletins do not say {question.leading.kind.value}"
    if first.opposite:
        return f"the nearest bulletin tells the opposite of “{first.opposite}”"
    if question.focus and all(word in first.unmet for word in question.focus):
        return f"no bulletin that comes near speaks of “{' '.join(question.focus)}”"
    if best.confidence < _LEAST_CONFIDENCE:
        return "no bulletin comes near enough to what the question asks"
    return None


def _choose(question: Question, candidate: _Candidate) -> list[Scored]:
    """The best sentence; one for each further thing asked; one for each word not met yet; those near the best."""
    pool = sorted(
        candidate.sentences, key=lambda each: (question.leading not in each.holds, -round(each.score, 6))
    )
    chosen = [pool[0]]
    for want in question.wants[1:]:
        chosen += [each for each in pool if want in each.holds and each not in chosen][:1]
    met = frozenset().union(*(each.met for each in chosen))
    for each in sorted(pool[1:], key=lambda each: (-len(each.met - met), -round(each.score, 6))):
        brings = bool(each.met - met)
        near = each.score >= _NEAR_THE_BEST * pool[0].score
        if len(chosen) < _MOST_SENTENCES and each not in chosen and (brings or near):
            chosen.append(each)
            met |= each.met
    return chosen


def _in_company(chosen: Sequence[Evidence], evidence: Sequence[Evidence], kind: Asks) -> list[Evidence]:
    """Add what a sentence may not stand without: what it leans on, the denial beside it, what follows from it.

    In the order of the bulletins chosen, then of their sentences.
    """
    index_of = {item.number: index for index, item in enumerate(evidence)}
    order = list(dict.fromkeys(item.bulletin.id for item in chosen))
    kept: set[int] = set()
    for item in chosen:
        index = index_of[item.number]
        kept.add(index)
        while leans_back(evidence[index].text) and index and evidence[index - 1].bulletin is item.bulletin:
            index -= 1
            kept.add(index)
        before, after = index_of[item.number] - 1, index_of[item.number] + 1
        if before >= 0 and evidence[before].bulletin is item.bulletin and _denies_anew(evidence[before].text):
            kept.add(before)
        if after < len(evidence) and evidence[after].bulletin is item.bulletin:
            following = evidence[after].text
            if is_short(item.bulletin) or _denies(following) or (kind in _FOLLOWED and leans_back(following)):
                kept.add(after)
    return sorted(
        (evidence[index] for index in kept), key=lambda item: (order.index(item.bulletin.id), item.span.start)
    )


def is_short(bulletin: Bulletin) -> bool:
    """Say whether a bulletin is so short that a sentence of it is told with the next."""
    return len(sentence_spans(bulletin.body)) <= _SHORT


def _denies(sentence: str) -> bool:
    return any(each.stance is Stance.DENIES for each in attributions(sentence))


def _denies_anew(sentence: str) -> bool:
    """A denial that says what it denies: one of "this" belongs to what stands before it."""
    return _denies(sentence) and not OF_A_CHARGE.search(sentence)


def _tell_events(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Tell what happened: the first sentences of each bulletin that holds all that is named, newest first."""
    fitting: dict[str, Bulletin] = {}
    for each in ranked:
        if not each.missing_names and (not question.terms or each.in_bulletin >= _LEAST_FOR_EVENTS):
            fitting.setdefault(each.evidence.bulletin.id, each.evidence.bulletin)
    if not fitting:
        return Draft(
            (), _refusal(question, candidates_of(question, ranked), ranked) or "no bulletin tells of it"
        )
    firsts: dict[str, Evidence] = {}
    for item in evidence:
        if item.bulletin.id in fitting:
            firsts.setdefault(item.bulletin.id, item)
    newest_first = sorted(
        list(firsts.values())[:_MOST_EVENTS],
        key=lambda item: (str(item.bulletin.date.earliest or ""), item.bulletin.id),
        reverse=True,
    )
    return _draft(_in_company(newest_first, evidence, Asks.EVENTS))


def _draft(items: Sequence[Evidence]) -> Draft:
    sentences = tuple(DraftSentence(item.text, (item.number,)) for item in items)
    return Draft((DraftSection("", sentences, "answer"),))
