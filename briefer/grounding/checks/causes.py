"""A cause, purpose or consequence must be the premise's, not the claim's own; and how a sentence is cut for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.pairs import Pair
from briefer.grounding.words import STOP_WORDS, Word, ideas_of, words_of
from briefer.model import Finding, Span
from briefer.reading.sentences import sentence_spans

NAME = "cause"

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


# Each cue with the side that the cause stands on.
_CAUSE_AFTER = (
    r"because(?: of)?|(?<!is )(?<!are )(?<!was )(?<!were )due to|owing to|thanks to"
    r"|on account of|in (?:response|reaction|reply) to"
    r"|in (?:retaliation|revenge|reprisal|protest) (?:for|at|against|over|to)|in (?:retaliation"
    r"|revenge|reprisal)|caused by|triggered by"
    r"|prompted by|sparked by|provoked by|brought (?:about|on) by|as a (?:result|consequence) of"
    r"|as retaliation for|blamed on|driven by"
    r"|attributed to|stemm(?:ed|ing) from|resulted from|resulting from|by reason of|on the grounds"
)
_CAUSE_BEFORE = (
    r"l(?:ed|eads|eading) to|caus(?:es|ed|ing)|trigger(?:s|ed|ing)|prompt(?:s|ed|ing)|spark(?:s"
    r"|ed|ing)|provok(?:es|ed|ing)|result(?:s|ed|ing) in"
    r"|forc(?:es|ed|ing)|as a (?:result|consequence)|therefore|thus|consequently|so that"
    r"|in order to|which is why|hence|brought about|paved the way for"
)
_CUE = re.compile(rf"\b(?:(?P<after>{_CAUSE_AFTER})|(?P<before>{_CAUSE_BEFORE}))\b", re.IGNORECASE)
_NO_CAUSE = re.compile(r"\b(?:forced labou?r|armed forces|led to believe|just cause)\b", re.IGNORECASE)
# Weaker words that may stand for a cause in a fair paraphrase.
_WEAK = re.compile(
    r"\b(?:after|following|over|amid|since|as|when|for|reasons?|why|due to|so|following"
    r"|in the wake of|upon|on|causes?|response|retaliat\w*|reveng\w*"
    r"|reprisal\w*|protest\w*|result\w*|react\w*|consequen\w*|effects?|blam\w*|link\w*|driv\w*"
    r"|drove|makes?|made|making|to (?!the\b|an?\b)[a-z]+"
    r"|[a-z]{3,}ing|by|from|with|leav\w*|left|kill\w*|mean\w*|aim\w*|motiv\w*|accus\w*|citing"
    r"|cites?|despite|until|if|about|behind|in the face of"
    r"|role|contribut\w*|responsib\w*|attribut\w*|fear\w*|suspect\w*|alleged\w*|sentenc\w*"
    r"|convict\w*|charg\w*|demand\w*|through|which|that|because"
    r"|force[sd]?|led|leads?|prompt\w*|trigger\w*|spark\w*|provok\w*)\b|[:;—]|\s[–-]\s",
    re.IGNORECASE,
)
_NOVEL = 0.25  # at most this share of a reason's words may be known where the reason counts as invented
_KNOWN = 0.75  # and this share of each side must be known where only the link counts as invented
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Link:
    """A cue with the words on its two sides."""

    words: str
    cause: frozenset[str]
    effect: frozenset[str]
    span: Span


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim ties two events by a cause that the premise does not give."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    given = premise_sentences(pair)
    for claim in sentences_of(pair.claim):
        for link in _links(claim):
            for reason in _unfounded(claim, link, given):
                return (Finding(NAME, reason),)
    return ()


@lru_cache(maxsize=2_048)
def _links(sentence: Sentence) -> tuple[_Link, ...]:
    found = []
    for match in _CUE.finditer(sentence.text):
        if _NO_CAUSE.search(sentence.text):
            continue
        before = frozenset(w.stem for w in sentence.words if w.span.end <= match.start())
        after = frozenset(w.stem for w in sentence.words if w.span.start >= match.end())
        if not before:  # "Because of the rain, the road is closed"
            comma = sentence.text.find(",", match.end())
            before = frozenset(w.stem for w in sentence.words if w.span.start > comma > 0)
            after -= before
        sides = (after, before) if match["after"] else (before, after)
        found.append(_Link(match[0], *sides, Span(*match.span())))
    return tuple(found)


def _unfounded(claim: Sentence, link: _Link, given: tuple[Sentence, ...]) -> Iterator[str]:
    """Why the link is not the premise's, in words."""
    known = frozenset[str]().union(*(each.stems for each in given))
    said = quoted(claim.text[link.span.start :])
    if len(link.cause) < _FEWEST or not link.effect:
        return
    if share(link.cause, known) <= _NOVEL and share(link.effect, known) >= _KNOWN:
        yield f"the claim gives a cause, {said}, that the bulletin does not give"
    elif min(share(link.cause, known), share(link.effect, known)) >= _KNOWN:
        told = [each for each in given if _bears_of(each, link)]
        if told and not any(_CUE.search(each.text) or _may_link(each, link) for each in told):
            yield f'the claim says "{link.words}", the bulletin ties the two by no such word: {quoted(told[0].text)}'
        elif any(_is_reversed(link, _links(each)[0]) for each in told if len(_links(each)) == 1):
            yield f"the claim turns cause and effect about: {said}, the bulletin {quoted(told[0].text)}"


def _bears_of(sentence: Sentence, link: _Link) -> bool:
    return max(share(link.cause, sentence.stems), share(link.effect, sentence.stems)) >= _NOVEL


def _may_link(sentence: Sentence, link: _Link) -> bool:
    """Say whether a sentence that tells of both sides has some word that may tie them, or opens with one."""
    both = min(share(link.cause, sentence.stems), share(link.effect, sentence.stems)) >= _KNOWN
    weak = _WEAK.search(sentence.text)
    return weak is not None and (both or weak.start() < 3)


def _is_reversed(mine: _Link, theirs: _Link) -> bool:
    own = mine.cause - mine.effect, mine.effect - mine.cause
    if min(len(own[0]), len(own[1])) < 1:
        return False
    crossed = min(share(own[0], theirs.effect), share(own[1], theirs.cause)) >= _KNOWN
    return crossed and max(share(own[0], theirs.cause), share(own[1], theirs.effect)) <= _NOVEL
