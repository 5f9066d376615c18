"""Which sentences answer a question, and when to say that the bulletins do not say."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Bulletin, Evidence
from briefer.writing.extractive.scoring import Scored
from briefer.writing.leaning import leans_back
from briefer.writing.questions import Asks, Question

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_LEAST_CONFIDENCE = 0.50
_LEAST_FOR_EVENTS = 0.60  # of the question's words, in a bulletin that is told
_NEAR_THE_BEST = 0.8
_STILL_OF_USE = 0.55
_MOST_SENTENCES = 3
_MOST_EVENTS = 6
_MUST_HOLD = frozenset({Asks.COUNT, Asks.WHEN, Asks.WHERE, Asks.WHO, Asks.NAME, Asks.HOW_LONG})


def answer(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Choose the sentences that answer, or refuse with the reason."""
    if question.leading is Asks.EVENTS:
        return _tell_events(question, ranked, evidence)
    refusal = _refusal(question, ranked)
    if refusal:
        return Draft((), refusal)
    chosen = _choose(question, _able(question, ranked))
    return _draft(_with_antecedents(chosen, evidence))


def _able(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """The sentences of bulletins that hold every name asked for, those with the kind asked for first."""
    whole = [each for each in ranked if not each.missing_names]
    return sorted(whole, key=lambda each: question.leading in _MUST_HOLD and question.leading not in each.kinds)


def _refusal(question: Question, ranked: Sequence[Scored]) -> str | None:
    if not ranked:
        return "no bulletin matches the question"
    able = _able(question, ranked)
    if not able:
        missing = min((each.missing_names for each in ranked), key=len)
        return f"no bulletin that comes near mentions {' or '.join(f'“{word}”' for word in missing)}"
    if question.leading in _MUST_HOLD and question.leading not in able[0].kinds:
        return f"the nearest bulletins do not say {question.leading.value}"
    if able[0].confidence < _LEAST_CONFIDENCE:
        return "no bulletin comes near enough to what the question asks"
    return None


def _choose(question: Question, able: Sequence[Scored]) -> list[Scored]:
    """The best sentence; then those that hold a further kind asked, meet further words, or come near the best."""
    best = able[0]
    chosen = [best]
    met, kinds = set(best.met), set(best.kinds)
    for each in able[1:]:
        if len(chosen) == _MOST_SENTENCES:
            break
        same_bulletin = each.evidence.bulletin.id == best.evidence.bulletin.id
        brings = bool(each.met - met) or bool(each.kinds - kinds)
        if each.score >= _NEAR_THE_BEST * best.score or (
            same_bulletin and brings and each.score >= _STILL_OF_USE * best.score
        ):
            chosen.append(each)
            met |= each.met
            kinds |= each.kinds
    return chosen


def _with_antecedents(chosen: Sequence[Scored], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Put the sentence before in front of one that leans back on it; order by bulletin, then by place."""
    by_place = {(item.bulletin.id, item.span.start): index for index, item in enumerate(evidence)}
    order = list(dict.fromkeys(each.evidence.bulletin.id for each in chosen))
    indices: set[int] = set()
    for each in chosen:
        index = by_place[each.evidence.bulletin.id, each.evidence.span.start]
        indices.add(index)
        if leans_back(each.evidence.text) and index and evidence[index - 1].bulletin is each.evidence.bulletin:
            indices.add(index - 1)
    return sorted(
        (evidence[index] for index in indices),
        key=lambda item: (order.index(item.bulletin.id), item.span.start),
    )


def _tell_events(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Tell what happened: the first sentence of each bulletin that holds all that is named, newest first."""
    fitting: dict[str, Bulletin] = {}
    for each in ranked:
        if not each.missing_names and (not question.terms or each.in_bulletin >= _LEAST_FOR_EVENTS):
            fitting.setdefault(each.evidence.bulletin.id, each.evidence.bulletin)
    if not fitting:
        return Draft((), _refusal(question, ranked) or "no bulletin tells of it")
    firsts: dict[str, Evidence] = {}
    for item in evidence:
        if item.bulletin.id in fitting:
            firsts.setdefault(item.bulletin.id, item)
    newest_first = sorted(
        list(firsts.values())[:_MOST_EVENTS],
        key=lambda item: (str(item.bulletin.date.latest or ""), item.bulletin.id),
        reverse=True,
    )
    return _draft(newest_first)


def _draft(items: Sequence[Evidence]) -> Draft:
    sentences = tuple(DraftSentence(item.text, (item.number,)) for item in items)
    return Draft((DraftSection("", sentences, "answer"),))
