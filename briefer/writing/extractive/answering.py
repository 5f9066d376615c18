"""Which sentences answer a question, and when to say that the bulletins do not say.

First the bulletin is chosen that holds every name asked for and comes nearest in words and meaning; then its sentences:
the best one, those that hold the other things asked, and what belongs beside them (a denial, an antecedent).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.language.attribution import Stance, attributions
from briefer.grounding.language.quantities import find_quantities
from briefer.model import Bulletin, Evidence, Span
from briefer.reading.sentences import sentence_spans
from briefer.writing.extractive.accounts import OF_A_CHARGE, disputes
from briefer.writing.extractive.ranking import Ranking
from briefer.writing.extractive.scoring import Scored
from briefer.writing.leaning import leans_back
from briefer.writing.questions import Asks, Question

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_LEAST_CONFIDENCE = 0.53  # where no reader tells the chance
_ENOUGH = 0.75  # nearness
_LEAST_FOR_EVENTS = 0.60  # of the question's words, in a bulletin that is told
_RIVAL = 0.85  # share of the best bulletin's confidence at which another one is heard too
_NEAR_THE_BEST = 0.85  # share of the best sentence's score at which another one is told too
_LIKELY = 0.5  # share of the best sentence's chance from which one is told for a word that it alone has
_MOST_SENTENCES = 3
_MOST_EVENTS = 6
_SHORT = 3  # sentences up to which a bulletin is told from the chosen sentence to its end
_MUST_HOLD = frozenset(
    {Asks.COUNT, Asks.WHEN, Asks.WHERE, Asks.WHO, Asks.NAME, Asks.HOW_LONG, Asks.EXPANSION, Asks.WHY}
)
_FOLLOWED = frozenset({Asks.WHETHER, Asks.WHY, Asks.EVENTS})
_GOES_ON = re.compile(r"\b(?:as well|too|also|likewise|among (?:those|them|others))\b", re.IGNORECASE)
_EXACT = frozenset(
    {Asks.COUNT, Asks.WHEN, Asks.WHERE, Asks.HOW_LONG, Asks.EXPANSION}
)  # one sentence can say it


_SURE = 0.5  # chance from which the reader's words are marked
NOTHING_MARKED: Mapping[int, Span] = {}
NOT_NEAR = "no bulletin comes near enough to what the question asks"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A bulletin with its sentences, best first."""

    bulletin: Bulletin
    sentences: tuple[Scored, ...]

    @property
    def confidence(self) -> float:
        """How sure it is that the bulletin answers: the chance of its best sentence where a reader tells it, else
        its nearness."""
        return self.nearness if self.sentences[0].chance is None else self.sentences[0].chance

    @property
    def nearness(self) -> float:
        """How near the bulletin is by its words: the question's words in it, and its nearest sentence."""
        return 0.5 * self.sentences[0].in_bulletin + 0.5 * max(each.meaning for each in self.sentences)

    def holds(self, question: Question) -> bool:
        """Say whether a sentence holds what is asked first."""
        return any(question.leading in each.holds for each in self.sentences)


def answer(
    question: Question,
    ranked: Sequence[Scored],
    evidence: Sequence[Evidence],
    ranking: Ranking | None = None,
) -> Draft:
    """Choose the sentences that answer, or refuse with the reason; with `ranking`, by the chances that it gave."""
    if question.leading.kind is Asks.EVENTS:
        return _tell_events(question, ranked, evidence)
    candidates = candidates_of(question, ranked)
    refusal = _refusal(question, candidates, ranked, ranking)
    if refusal:
        return Draft((), refusal)
    best = candidates[0]
    rivals = [
        each.sentences[0]
        for each in candidates[1:]
        if each.confidence >= _RIVAL * best.confidence
        and each.holds(question)
        and not (ranking and each.confidence < ranking.threshold)
    ]
    own = _choose(question, best)
    chosen = own + rivals[: max(0, _MOST_SENTENCES - len(own))]
    whole = {each.evidence.number for each in chosen if len(each.met) == len(question.terms)}
    kind = question.leading.kind
    told = _in_company([each.evidence for each in chosen], evidence, kind, whole if kind in _EXACT else set())
    return _draft(told, _marked(chosen))


def candidates_of(question: Question, ranked: Sequence[Scored]) -> list[_Candidate]:
    """The bulletins that hold every name asked for, best first: those that hold the thing asked before others."""
    groups: dict[str, list[Scored]] = {}
    for each in ranked:
        if not each.missing_names:
            groups.setdefault(each.evidence.bulletin.id, []).append(each)
    found = [_Candidate(group[0].evidence.bulletin, tuple(group)) for group in groups.values()]
    is_read = any(each.chance is not None for each in ranked)
    must = question.leading.kind in _MUST_HOLD and not is_read  # the chances know of it
    return sorted(found, key=lambda each: (must and not each.holds(question), -round(each.confidence, 6)))


def _refusal(
    question: Question,
    candidates: Sequence[_Candidate],
    ranked: Sequence[Scored],
    ranking: Ranking | None,
) -> str | None:
    """Why nothing is answered, or None. Where a reader tells the chances, the best of them decides."""
    if not ranked:
        return "no bulletin matches the question"
    if not candidates:
        return _no_names(question, ranked)
    best = candidates[0]
    if ranking:
        if best.confidence >= ranking.threshold:
            return None
        # The reader mistrusts a question in the bulletin's own words: where nothing is lacking, they are enough.
        return _lack(question, best) or (NOT_NEAR if best.nearness < _ENOUGH else None)
    return _lack(question, best) or (NOT_NEAR if best.nearness < _LEAST_CONFIDENCE else None)


def _lack(question: Question, best: _Candidate) -> str | None:
    """What the nearest bulletin visibly lacks for an answer."""
    first = best.sentences[0]
    if question.leading.kind in _MUST_HOLD and not best.holds(question):
        return f"the nearest bulletins do not say {question.leading.kind.value}"
    if first.opposite:
        return f"the nearest bulletin does not say “{first.opposite}” but speaks of the contrary"
    if unspoken := _unspoken(question, first):
        return f"the bulletin that comes nearest does not speak of {unspoken}"
    return None


def _no_names(question: Question, ranked: Sequence[Scored]) -> str:
    """Name what no bulletin mentions; or else say that no one of them has all the names."""
    absent = [term.word for term in question.names if all(term.word in each.missing_names for each in ranked)]
    if absent:
        return f"no bulletin that comes near mentions {_quoted(absent, 'or')}"
    return f"no bulletin that comes near mentions {_quoted([term.word for term in question.names], 'and')} together"


def _unspoken(question: Question, first: Scored) -> str | None:
    """What the question is about and the bulletin lacks: the words after "what", or all but the one name they share."""
    if question.focus and all(word in first.unmet for word in question.focus):
        return f"“{' '.join(question.focus)}”"
    plain = [term.word for term in question.terms if not term.is_name]
    if plain and len(question.names) <= 1 and all(word in first.unmet for word in plain):
        return _quoted(plain, "or")
    return None


def _quoted(words: Sequence[str], last: str) -> str:
    """Write "“a”, “b” or “c”"."""
    quoted = [f"“{word}”" for word in words]
    return f" {last} ".join([*([", ".join(quoted[:-1])] if quoted[1:] else []), quoted[-1]])


def _choose(question: Question, candidate: _Candidate) -> list[Scored]:
    """The best sentence; one for each further thing asked; one for each word not met yet; those near the best."""
    pool = sorted(
        candidate.sentences,
        key=lambda each: (each.chance is None and question.leading not in each.holds, -round(each.score, 6)),
    )
    chosen = [pool[0]]
    for want in question.wants[1:]:
        chosen += [each for each in pool if want in each.holds and each not in chosen][:1]
    met = frozenset().union(*(each.met for each in chosen))
    for each in sorted(pool[1:], key=lambda each: (-len(each.met - met), -round(each.score, 6))):
        brings = bool(each.met - met)
        near = each.score >= _NEAR_THE_BEST * pool[0].score
        likely = each.chance is None or each.chance >= _LIKELY * pool[0].score
        if len(chosen) < _MOST_SENTENCES and each not in chosen and (brings or near) and likely:
            chosen.append(each)
            met |= each.met
    return chosen


def _in_company(
    chosen: Sequence[Evidence], evidence: Sequence[Evidence], kind: Asks, whole: Set[int] = frozenset()
) -> list[Evidence]:
    """Add what a sentence may not stand without: what it leans on, what denies or disputes it, what follows from it.

    `whole` are the numbers of sentences that say all that is asked: nothing need follow from them. In the order of
    the bulletins chosen, then of their sentences.
    """
    kept: list[Evidence] = []
    for bulletin in dict.fromkeys(item.bulletin.id for item in chosen):
        run = [item for item in evidence if item.bulletin.id == bulletin]
        indices = {index for index, item in enumerate(run) if item in chosen}
        indices = set().union(*(_with_neighbours(index, run, kind, whole) for index in indices))
        for dispute in disputes(run):
            disputed = {run.index(item) for item in dispute.evidence}
            indices |= disputed if kind is Asks.WHO or disputed & indices else set()
        kept += [run[index] for index in sorted(indices)]
    return kept


def _with_neighbours(index: int, run: Sequence[Evidence], kind: Asks, whole: Set[int]) -> set[int]:
    """The sentence, those that it leans on, and the next where that denies it or belongs to it."""
    found = {index, *_leant_on(run, index)}
    if index and _denies_anew(run[index - 1].text):
        found.add(index - 1)
    if index + 1 < len(run):
        following = run[index + 1].text
        is_told_on = is_short(run[index].bulletin) or (kind in _FOLLOWED and leans_back(following))
        is_whole = run[index].number in whole and not (kind is Asks.COUNT and find_quantities(following))
        if (
            (is_told_on and not is_whole)
            or _denies(following)
            or (kind is Asks.WHO and _GOES_ON.search(following))
        ):
            found.add(index + 1)
    return found


def _leant_on(run: Sequence[Evidence], index: int) -> range:
    """The sentences of a bulletin before one that leans on them."""
    first = index
    while first and leans_back(run[first].text):
        first -= 1
    return range(first, index)


def is_short(bulletin: Bulletin) -> bool:
    """Say whether a bulletin is so short that a sentence of it is told with the next."""
    return len(sentence_spans(bulletin.body)) <= _SHORT


def _denies(sentence: str) -> bool:
    return any(each.stance is Stance.DENIES for each in attributions(sentence))


def _denies_anew(sentence: str) -> bool:
    """A denial that says what it denies: "the report is denied" points to what stands before it."""
    tells_it = any(each.stance is Stance.REPORTS for each in attributions(sentence))
    return _denies(sentence) and (tells_it or not OF_A_CHARGE.search(sentence))


def _tell_events(question: Question, ranked: Sequence[Scored], evidence: Sequence[Evidence]) -> Draft:
    """Tell what happened: the first sentences of each bulletin that holds all that is named, newest first."""
    fitting: dict[str, Bulletin] = {}
    for each in ranked:
        if not each.missing_names and (not question.terms or each.in_bulletin >= _LEAST_FOR_EVENTS):
            fitting.setdefault(each.evidence.bulletin.id, each.evidence.bulletin)
    if not fitting:
        return Draft(
            (), _refusal(question, candidates_of(question, ranked), ranked, None) or "no bulletin tells of it"
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


def _marked(chosen: Sequence[Scored]) -> dict[int, Span]:
    """The words that answer, by the number of their sentence, where the reader is surer than not."""
    return {
        each.evidence.number: each.reading.words
        for each in chosen
        if each.reading and each.reading.words and each.reading.chance >= _SURE
    }


def _draft(items: Sequence[Evidence], marked: Mapping[int, Span] = NOTHING_MARKED) -> Draft:
    sentences = tuple(
        DraftSentence(item.text, (item.number,), answer_span=marked.get(item.number)) for item in items
    )
    return Draft((DraftSection("", sentences, "answer"),))
