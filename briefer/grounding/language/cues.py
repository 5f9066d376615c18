"""How a sentence is cut for the checks: clauses, content words, and what a cue such as "not" or "may" bears on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.words import STOP_WORDS, Word, ideas_of, words_of
from briefer.grounding.pairs import Pair
from briefer.reading.sentences import sentence_spans

_HELPERS = STOP_WORDS - frozenset(
    "tell give know please happen happened happening said say says off against".split()
) | frozenset(
    "didn't doesn't don't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't "
    "shouldn't mustn't might may must shall never neither none anyone anything anybody ever even yet soon later "
    "immediately already directly fully completely currently publicly officially reportedly allegedly however "
    "nobody got get getting become became becoming able unable".split()
)
_ADVERB = re.compile(r"\w{2,}ly$")
_NO_ADVERBS = frozenset(
    "family rally supply reply july italy assembly ally comply apply rely fly imply multiply".split()
)
_BOUNDARY = re.compile(
    r"[;:—]|\s[–-]\s|,(?!\d)(?!\s+(?:or|nor)\b)|[()]|\b(?:that|but|while|whilst|whereas|after"
    r"|before|because|since|who|"
    r"whom|which|where|when|although|though|despite|amid|following|until|if|unless|as|and)\b",
    re.IGNORECASE,
)
_GAP_END = re.compile(r"[;:—]|\s[–-]\s|[()]|,(?!\d)")
_REACH = 5  # content words on either side that make the neighbourhood of a word
_MUDDLED = ("deni", "confirm")  # ideas that join a word with its opposite


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its content words and the number of the clause that each stands in.

    There is no parser: a cue ("not", "may") bears on the next content word, unless a clause ends before it.
    """

    text: str
    words: tuple[Word, ...]
    clause: tuple[int, ...]
    boundaries: tuple[int, ...]

    def clause_at(self, position: int) -> int:
        """The number of the clause at a character of the text."""
        return sum(boundary < position for boundary in self.boundaries)

    def after(self, position: int) -> int | None:
        """The index of the word that a cue ending at a character bears on; None where a clause ends first."""
        for index, word in enumerate(self.words):
            if word.span.start < position or (_ADVERB.match(word.folded) and word.folded not in _NO_ADVERBS):
                continue
            return None if _GAP_END.search(self.text, position, word.span.start) else index
        return None

    def near(self, index: int) -> frozenset[str]:
        """The stems around a word, itself left out."""
        around = (*self.words[max(0, index - _REACH) : index], *self.words[index + 1 : index + 1 + _REACH])
        return frozenset(word.stem for word in around)

    def phrase(self, index: int, start: int | None = None) -> str:
        """A word with what stands beside it, in quotes; from a character of the text on, where one is given."""
        first = self.words[max(0, index - 1)].span.start if start is None else start
        last = self.words[min(index + 1, len(self.words) - 1)].span.end
        return quoted(self.text[first : max(last, self.words[index].span.end)])

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset(word.stem for word in self.words)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Sentence:
    """Split one sentence into clauses and content words."""
    words = tuple(
        word
        for word in words_of(text)
        if word.folded not in _HELPERS or (word.folded in STOP_WORDS and not word.is_stop)  # the US, the WHO
    )
    boundaries = tuple(match.start() for match in _BOUNDARY.finditer(text))
    clause = tuple(sum(boundary < word.span.start for boundary in boundaries) for word in words)
    return Sentence(text, words, clause, boundaries)


@lru_cache(maxsize=2_048)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text."""
    return tuple(parse(" ".join(span.of(text).split())) for span in sentence_spans(text))


def premise_sentences(pair: Pair) -> tuple[Sentence, ...]:
    """The sentences of all premises."""
    return tuple(sentence for premise in pair.premises for sentence in sentences_of(premise.text))


def is_quotation(pair: Pair) -> bool:
    """True where the claim is word for word whole sentences of the premises."""
    known = {_bare(sentence.text) for sentence in premise_sentences(pair)}
    return _bare(" ".join(pair.claim.split())) in known or all(
        _bare(sentence.text) in known for sentence in sentences_of(pair.claim)
    )


def share(wanted: Iterable[str], given: frozenset[str]) -> float:
    """How much of some stems other stems bear, from 0 to 1; 0 where nothing is wanted."""
    stems = tuple(wanted)
    return sum(bears(each, given) for each in stems) / len(stems) if stems else 0.0


def bears(word_stem: str, given: frozenset[str]) -> bool:
    """Say whether one of the stems given is the stem, or is of one idea with it."""
    if word_stem in given:
        return True
    ideas = ideas_of((word_stem,))
    return bool(ideas and ideas & ideas_of(given))


@lru_cache(maxsize=16_384)
def alike(left: str, right: str) -> bool:
    """Say whether two stems are of one idea, ideas that join opposites left out."""
    return left == right or bool((ideas_of((left,)) & ideas_of((right,))) - ideas_of(_MUDDLED))


def quoted(words: str, most: int = 14) -> str:
    """Words in quotes, for a reason; long ones are cut."""
    parts = words.split()
    return f'"{" ".join(parts[:most])}{" ..." if len(parts) > most else ""}"'


def _bare(text: str) -> str:
    return text.strip(" .!?\"“”'").casefold()
