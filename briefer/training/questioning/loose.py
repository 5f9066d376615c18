"""Looser questions: the cloze translation, and the words that people type into a search box.

The first is that of Lewis et al. (2019, arXiv 1906.04980): the wh-phrase put first, the sentence's other words after
it, their phrases changed about and some words left out.
"""

from __future__ import annotations

from random import Random

from briefer.grounding.language.words import STOP_WORDS
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import Clause
from briefer.training.questioning.model import Question
from briefer.training.questioning.tokens import PREPOSITIONS, Token
from briefer.training.questioning.verbs import verb_of
from briefer.training.questioning.wording import is_idle, opens

_CUES = {
    "who": ("who", "who", ""), "what": ("what", "what", ""), "when": ("when", "date", "when was"),
    "where": ("where", "location", "where is"), "how_many": ("how many", "number of", "how many"),
    "which": ("which", "what", ""), "how": ("how",), "why": ("why", "reason", "cause of"),
}  # fmt: skip
_TOLLS = {
    "kill": ("death toll", "how many dead", "number killed", "deaths"),
    "die": ("death toll", "how many dead", "deaths"),
    "injure": ("how many injured", "number injured"),
    "wound": ("how many wounded", "number wounded"),
    "arrest": ("how many arrested", "number of arrests"),
    "displace": ("how many displaced",),
}
_LONG_LEADS = ("In", "By", "After", "Which", "For", "From", "With", "To", "Since", "Until", "Against", "Of")
_IDLE = frozenset(
    "also new according including several many some number people person time first two one".split()
)
_DROPPED_STOP, _DROPPED = 0.16, 0.06  # shares of the words of a cloze question that are left out
_REORDERED = 0.4  # share whose second half stands first
_FEWEST_CLOZE, _MOST_CLOZE = 3, 24  # words
_FEWEST_KEYWORDS, _MOST_KEYWORDS = 3, 6
_LOWERED, _SHUFFLED = 0.7, 0.25  # shares of the keyword questions


def cloze(clause: Clause, question: Question, rng: Random) -> str | None:
    """The wh-phrase, then the sentence's other words, partly changed about and some left out."""
    before, after = _around(clause, question)
    if before and before[-1].low in PREPOSITIONS and rng.random() < 0.8:
        before = before[:-1]
    parts = [*after, *before] if rng.random() < _REORDERED else [*before, *after]
    said = question.text.rstrip("?").lower().split()
    wh = " ".join(_wh(question))
    kept = [
        _plain(clause, token)
        for token in parts
        if token.is_word and rng.random() >= (_DROPPED_STOP if token.low in STOP_WORDS else _DROPPED)
    ]
    if not _FEWEST_CLOZE <= len(kept) <= _MOST_CLOZE:
        return None
    text = f"{wh} {' '.join(kept)}?"
    return None if text.rstrip("?").lower().split() == said else text


def _wh(question: Question) -> list[str]:
    """The words before the auxiliary: "In which country", "How many people"."""
    words = question.text.rstrip("?").split()
    if question.kind == "how_many":
        for index, word in enumerate(words[2:5], 2):
            if word in ("did", "were", "was", "are", "is", "do", "does", "have", "has", "had", "will"):
                return words[:index]
        return words[:3]
    if words[0] == "Which":
        verbs = (
            i for i, word in enumerate(words[1:8], 1) if (r := verb_of(word)) and r.forms - {"base", "ing"}
        )
        return words[: next(verbs, 2)]
    if words[0] in ("In", "At") and len(words) > 2:
        return words[:3]
    if words[0] == "Who" and words[1:3] == ["or", "what"]:
        return words[:3]
    if words[0] == "By":
        return ["Who"] if words[1] == "whom" else ["What"]
    return words[:2] if words[0] in _LONG_LEADS else words[:1]


def _around(clause: Clause, question: Question) -> tuple[list[Token], list[Token]]:
    """The tokens of the clause before the answer and after it, without asides and the noun that is asked for."""
    answer = question.answer
    tokens = [token for chunk in _pieces(clause) for token in clause.words(chunk.first, chunk.last)]
    asked = {word.lower() for word in _wh(question)} if question.kind == "how_many" else set()
    return (
        [token for token in tokens if token.end <= answer.start],
        [token for token in tokens if token.start >= answer.end and token.low not in asked],
    )


def _pieces(clause: Clause) -> list[Chunk]:
    kept = [chunk for chunk in clause.chunks if chunk.kind not in ("aside", "clause")]
    group = Chunk("verb", clause.group.first, clause.group.last)
    return [*clause.leads, Chunk("subject", *clause.subject), group, *kept]


def keywords(clause: Clause, question: Question, rng: Random) -> str | None:
    """A few words that matter, in lower case mostly: "how many dead bamako attack"."""
    before, after = _around(clause, question)
    kept = [token for token in (*before, *after) if _matters(token)]
    if len(kept) < 2:
        return None
    chosen = set(rng.sample(range(len(kept)), min(len(kept), rng.randint(_FEWEST_KEYWORDS, _MOST_KEYWORDS))))
    names = [index for index, token in enumerate(kept) if token.is_capitalised]
    if names and not chosen & set(names):
        chosen.add(rng.choice(names))
    words = [_plain(clause, kept[index]) for index in sorted(chosen)]
    if rng.random() < _SHUFFLED:
        rng.shuffle(words)
    cue, words = _cue(clause, question, words, rng)
    text = " ".join(part for part in ((cue, *words) if rng.random() < 0.8 else (*words, cue)) if part)
    return text.lower() if rng.random() < _LOWERED else text


def _matters(token: Token) -> bool:
    return token.is_word and token.low not in STOP_WORDS and token.low not in _IDLE and not token.is_adverb


def _cue(clause: Clause, question: Question, words: list[str], rng: Random) -> tuple[str, list[str]]:
    tolls = _TOLLS.get(clause.group.verb.base) if question.kind == "how_many" else None
    if tolls and rng.random() < 0.6:
        verb = clause.group.verb
        forms = {verb.base, verb.third, verb.past, verb.participle}
        return rng.choice(tolls), [word for word in words if word.lower() not in forms]
    cue = rng.choice(_CUES[question.kind])
    if question.kind == "how_many":
        cue = " ".join([cue, *_wh(question)[2:3]])
    return cue, words


def _plain(clause: Clause, token: Token) -> str:
    index = clause.tokens.index(token)
    word = token.low if opens(clause, index) and is_idle(clause, index) else token.text
    return word[:-2] if token.is_possessive and word.endswith(("'s", "’s")) else word
