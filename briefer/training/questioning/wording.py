"""Words of a clause as a question has them: tense, inversion, capitals."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from briefer.grounding.language.common_words import CALENDAR, PLACE_NOUNS, TITLES
from briefer.grounding.language.proper_names import key_of
from briefer.reading.countries import find_mentions
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import Clause
from briefer.training.questioning.finding import find_verb, is_strong
from briefer.training.questioning.groups import Group
from briefer.training.questioning.nature import KNOWN, is_plural, nature_of
from briefer.training.questioning.tokens import (
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    is_common_opener,
)
from briefer.training.questioning.verbs import DO, HAVE, verb_of

_PAST = {
    "is": "was",
    "are": "were",
    "am": "was",
    "does": "did",
    "do": "did",
    "was": "was",
    "were": "were",
    "did": "did",
}
_LOWERED = DETERMINERS | frozenset(
    "former ex-leader incumbent acting outgoing at up more over about around nearly almost some as only "
    "thousands hundreds dozens tens scores millions two three four five six seven eight nine ten eleven "
    "twelve twenty thirty forty fifty sixty one police gunmen senior suspected armed unidentified leader "
    "son wife brother there researchers scientists".split()
)
_IN_TITLES = frozenset("of the for and in to a an on at".split())


def text_of(clause: Clause, first: int, last: int) -> str:
    """The words from one token through another; the word that opens the sentence loses an idle capital."""
    words = clause.span(first, last).of(clause.text)
    token = clause.tokens[first]
    if opens(clause, first) and is_idle(clause, first):
        return words[0].lower() + words[1:]
    return words if token.is_word else words.lstrip(" ,")


def opens(clause: Clause, index: int) -> bool:
    """Say whether a token opens the sentence, or what follows "Topic:"."""
    return index == 0 or clause.tokens[index - 1].text == ":"


def is_idle(clause: Clause, index: int) -> bool:
    """Say whether the capital of the word that opens a sentence is only its place's: "Gunmen", not "Mali"."""
    token = clause.tokens[index]
    if token.low in PREPOSITIONS or token.low in SUBORDINATORS or token.low in ("the", "according"):
        return True
    if token.low in _LOWERED and token.low not in ("a", "an"):
        return True
    if index == clause.subject[0] and _is_title(clause):
        return False
    if token.low in _LOWERED:
        return True
    if token.start in _named_starts(clause.text):
        return False
    if token.text.isupper() or not token.text[0].isupper():
        return False
    following = clause.tokens[index + 1] if index + 1 < len(clause.tokens) else None
    leads = following is not None and following.is_capitalised
    alone = clause.subject[1] - clause.subject[0]
    if index == clause.subject[0] and ((alone == 0 and clause.group.is_copula) or (alone == 1 and leads)):
        return False  # "Savages is a film", "Bill Klem died"
    if leads and all(word.is_capitalised for word in clause.words(*clause.subject)):
        return False
    if leads:
        return not _is_of_name(token) and is_common_opener(token.text, True)
    if following is not None and following.low == "of" and _is_of_name(token):
        return False
    return token.low in KNOWN or verb_of(token.low) is not None or is_common_opener(token.text, False)


@lru_cache(maxsize=512)
def _named_starts(text: str) -> frozenset[int]:
    """Where the names of countries and places begin: "China" is no porcelain."""
    return frozenset(mention.span.start for mention in find_mentions(text))


def _is_of_name(token: Token) -> bool:
    key = key_of(token.text)
    return key in TITLES or key in PLACE_NOUNS or key in CALENDAR


def _is_title(clause: Clause) -> bool:
    """ "A Bell for Adano", "Night of the Living Dead": a subject all of whose words have capitals."""
    words = clause.words(*clause.subject)
    telling = [token for token in words if token.low not in _IN_TITLES]
    if words[0].low not in ("a", "an") and (words[0].low in KNOWN or is_common_opener(words[0].text, False)):
        return False
    return (
        len(words) > 2
        and words[0].low != "the"
        and all(token.is_capitalised for token in telling)
        and (words[0].low in ("a", "an") or any(token.low in _IN_TITLES for token in words[1:]))
    )


def short_subject(clause: Clause) -> tuple[int, int]:
    """The subject without the relative clause that ends it."""
    first, last = clause.subject
    for index in range(first + 1, last):
        if clause.tokens[index].low in RELATIVES:
            return first, index - 1
    return first, last


def subject_of(clause: Clause) -> str:
    """The subject as it stands inside a question."""
    return text_of(clause, *short_subject(clause))


def phrase_of(clause: Clause, chunk: Chunk, past: bool) -> str:
    """A phrase of the clause; the verb of "when a bomb explodes" goes into the past with the question."""
    text = text_of(clause, chunk.first, chunk.last)
    if not past or chunk.kind not in ("clause", "after", "cause"):
        return text
    at = find_verb(clause.tokens, chunk.first + 1, chunk.last + 1)
    if at is None or not is_strong(clause.tokens, chunk.first + 1, at):
        return text
    token = clause.tokens[at]
    new = _PAST.get(token.low) or (
        token.verb.verb.past if token.verb and token.may_be("third", "base") else None
    )
    if new is None:
        return text
    start = clause.tokens[chunk.first].start
    return text[: token.start - start] + new + text[token.end - start :]


def nature(clause: Clause, first: int, last: int) -> str:
    """What a phrase stands for; the word that opens the sentence is read without its capital."""
    words = clause.words(first, last)
    if words and opens(clause, first) and is_idle(clause, first):
        words = (replace(words[0], text=words[0].low), *words[1:])
    return nature_of(words)


def plural_subject(clause: Clause) -> bool:
    """Whether the subject takes "do" and "are"; the sentence's own verb tells."""
    group = clause.group
    first = group.auxiliaries[0] if group.auxiliaries else clause.tokens[group.first].low
    if first in ("are", "were", "have", "do"):
        return True
    if first in ("is", "was", "has", "does") or (not group.auxiliaries and group.form == "third"):
        return False
    if not group.auxiliaries and group.form == "base":
        return True
    return is_plural(clause.words(*clause.subject))


def is_present(group: Group) -> bool:
    """Whether the finite word is in the present and has a past of the same meaning."""
    if group.auxiliaries:
        return group.auxiliaries[0] in ("is", "are", "does", "do")
    return group.form in ("third", "base")


def finite(clause: Clause, past: bool, plural: bool) -> str:
    """The verb group after its subject: "killed", "was arrested", "has been arrested"."""
    group = clause.group
    if not group.auxiliaries:
        word = _simple(group, past, plural)
        negated = f"{word} not" if group.is_negated else word
        return " ".join(part for part in (negated, group.particle) if part)
    first, *rest = group.auxiliaries
    return " ".join(
        part
        for part in (
            _agreed(first, past, plural),
            "not" if group.is_negated else "",
            *rest,
            _main(clause),
            group.particle,
        )
        if part
    )


def inverted(clause: Clause, past: bool, subject: str | None = None) -> str:
    """Auxiliary, subject, verb: "did gunmen kill", "was a man arrested", "is X"."""
    group, plural = clause.group, plural_subject(clause)
    subject = subject_of(clause) if subject is None else subject
    negation = "not" if group.is_negated else ""
    if group.auxiliaries:
        first, *rest = group.auxiliaries
        parts = (_agreed(first, past, plural), subject, negation, *rest, _main(clause), group.particle)
    elif group.is_copula:
        parts = (_simple(group, past, plural), subject, negation)
    else:
        helper = "did" if past or group.form == "past" else "do" if plural else "does"
        parts = (helper, subject, negation, group.verb.base, group.particle)
    return " ".join(part for part in parts if part)


def participle(clause: Clause) -> str:
    """ "killed" of "kill", with its particle."""
    return " ".join(part for part in (clause.group.verb.participle, clause.group.particle) if part)


def _main(clause: Clause) -> str:
    """The last word of the group as written."""
    for token in reversed(clause.words(clause.group.first, clause.group.last)):
        if token.verb is not None and token.verb.verb == clause.group.verb:
            return token.text
    return clause.group.verb.participle


def _simple(group: Group, past: bool, plural: bool) -> str:
    if group.verb.base == "be":
        if past or group.form == "past":
            return "were" if plural else "was"
        return "are" if plural else "is"
    if past or group.form == "past":
        return group.verb.past
    return group.verb.base if plural else group.verb.third


def _agreed(auxiliary: str, past: bool, plural: bool) -> str:
    if past and auxiliary in _PAST:
        auxiliary = _PAST[auxiliary]
    if auxiliary in ("is", "are"):
        return "are" if plural else "is"
    if auxiliary in ("was", "were"):
        return "were" if plural else "was"
    if auxiliary in HAVE - {"had"}:
        return "have" if plural else "has"
    if auxiliary in DO - {"did"}:
        return "do" if plural else "does"
    return auxiliary
