"""Which sentences answer a question, and when to say that the bulletins do not say."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Bulletin, Evidence
from briefer.writing.extractive.scoring import Scored
from briefer.writing.leaning import leans_back
from briefer.writing.questions import Asks, Question

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_LEAST_SCORE = 0.50
_LEAST_IN_BULLETIN = 0.60
_NEAR_THE_BEST = 0.85
_MOST_SENTENCES = 3
_MOST_EVENTS = 6


def answer(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Choose the sentences that answer, or refuse with the reason."""
    if question.asks is Asks.EVENTS:
        return _tell_events(question, ranked, evidence)
    refusal = _refusal(question, ranked)
    if refusal:
        return Draft((), refusal)
    best = next(each for each in ranked if not each.missing_names)
    chosen = _with_company(question, best, ranked)
    return _draft(_with_antecedents(chosen, evidence))


def _refusal(question: Question, ranked: Sequence[Scored]) -> str | None:
    if not ranked:
        return "no bulletin matches the question"
    whole = [each for each in ranked if not each.missing_names]
    if not whole:
        missing = min((each.missing_names for each in ranked), key=len)
        return f"no bulletin that comes near mentions {_listed(missing)}"
    best = whole[0]
    if best.in_bulletin < _LEAST_IN_BULLETIN:
        return "no bulletin holds enough of what the question names"
    if not best.holds_kind:
        return f"the nearest bulletin does not say {question.asks.value}"
    if best.score < _LEAST_SCORE:
        return "no sentence comes near enough to the question"
    return None


def _listed(words: Sequence[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def _with_company(question: Question, best: Scored, ranked: Sequence[Scored]) -> list[Scored]:
    """Add sentences that meet words of the question which are not met yet, or come near the best."""
    chosen = [best]
    met = set(best.met)
    for each in ranked:
        if len(chosen) == _MOST_SENTENCES:
            break
        if each is best or each.missing_names or not each.holds_kind:
            continue
        near = each.score >= _NEAR_THE_BEST * best.score
        brings = bool(each.met - met) and each.evidence.bulletin.id == best.evidence.bulletin.id
        if near or (brings and each.score >= 0.6 * best.score):
            chosen.append(each)
            met |= each.met
    return chosen


def _with_antecedents(chosen: Sequence[Scored], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Put the sentence before in front of one that leans back on it; order by bulletin, then by place."""
    by_place = {(item.bulletin.id, item.span.start): index for index, item in enumerate(evidence)}
    order = list(dict.fromkeys(each.evidence.bulletin.id for each in chosen))
    indices: set[int] = set()
    for each in chosen:
        index = by_place[each.evidence.bulletin.id, each.evidence.span.start]
        indices.add(index)
        if (
            leans_back(each.evidence.text)
            and index
            and evidence[index - 1].bulletin is each.evidence.bulletin
        ):
            indices.add(index - 1)
    return sorted(
        (evidence[index] for index in indices),
        key=lambda item: (order.index(item.bulletin.id), item.span.start),
    )


def _tell_events(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Tell what happened: the first sentence of each bulletin that holds all that is named, newest first."""
    fitting: dict[str, Bulletin] = {}
    for each in ranked:
        if not each.missing_names and each.in_bulletin >= (_LEAST_IN_BULLETIN if question.terms else 0.0):
            fitting.setdefault(each.evidence.bulletin.id, each.evidence.bulletin)
    if not fitting:
        return Draft((), _refusal(question, ranked) or "no bulletin tells of it")
    firsts: dict[str, Evidence] = {}
    for item in evidence:
        if item.bulletin.id in fitting:
            firsts.setdefault(item.bulletin.id, item)
    newest_first = sorted(
        list(firsts.values())[:_MOST_EVENTS],
        key=lambda item: (item.bulletin.date.latest is not None, item.bulletin.date.latest, item.bulletin.id),
        reverse=True,
    )
    return _draft(newest_first)


def _draft(items: Sequence[Evidence]) -> Draft:
    sentences = tuple(DraftSentence(item.text, (item.number,)) for item in items)
    return Draft((DraftSection("", sentences, "answer"),))
