"""A sentence in other words: what it says is kept, or becomes less exact.

A less exact word is supported by the exact one, and not the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random

from briefer.evaluation.meta.clauses import VERBS
from briefer.evaluation.meta.text import capitalised, with_articles

_SAYS = re.compile(
    r"^(?P<who>(?:[A-Z]|The )[^,.;]{2,70}?) (?:says|said|reports|reported|announces|announced) that (?P<what>[^.;]+)\.$"
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,]{3,70}), (?P<what>[^.;]+)\.$")
_OUTCOME = re.compile(
    r"^(?P<event>[A-Z][^,;:]{20,200}), (?P<done>killing|wounding|injuring) (?P<whom>[^,;:]{3,60}?)\.$"
)
_ROLE = re.compile(
    r"^(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}), (?P<role>the [^,]{5,70}), (?P<rest>[a-z][^;]+)$"
)
_TITLED = re.compile(
    r"\b(?P<title>President|Prime Minister|Foreign Minister|Secretary-General|Chancellor|Senator|Governor) "
    r"[A-Z][\w’'-]+ (?P<last>[A-Z][\w’'-]+)(?= [a-z]|[.,])"
)
_NARRATED = {  # the historic present of bulletins, beside the forms of the evaluation's table
    "is": "was", "are": "were", "says": "said", "wins": "won", "dies": "died", "takes": "took", "begins": "began",
    "makes": "made", "becomes": "became", "leaves": "left", "meets": "met", "holds": "held", "loses": "lost",
    "gives": "gave", "sends": "sent", "goes": "went", "comes": "came", "breaks": "broke", "falls": "fell",
    "sets": "set", "signs": "signed", "votes": "voted", "declares": "declared",
    "announces": "announced", "launches": "launched", "agrees": "agreed", "rejects": "rejected", "orders": "ordered",
    "calls": "called", "opens": "opened", "closes": "closed", "explodes": "exploded",
    "crashes": "crashed", "erupts": "erupted", "claims": "claimed", "denies": "denied", "confirms": "confirmed",
    "approves": "approved", "passes": "passed", "elects": "elected", "resigns": "resigned", "withdraws": "withdrew",
    "fires": "fired", "convicts": "convicted", "sentences": "sentenced", "evacuates": "evacuated", "clashes": "clashed",
}  # fmt: skip

# A word after these is no verb of the narration: "the vote", "air strikes that are", "whatever it takes".
_NO_SUBJECT = re.compile(
    r"\b(?:the|an?|its|his|her|their|of|in|on|at|by|with|for|and|or|that|which|who|what\w*|if|when|where|as|while|"
    r"steps|it|there|air|more|most|all|no|to) $",
    re.I,
)
_TWICE = re.compile(r"\b(\w+) \1\b")
_TURNED = re.compile(r"\b(?:no|not|never|any|every|all|each|if|without|denies|denied|reject\w*)\b", re.I)


def rephrasings(sentence: str, random: Random) -> Iterator[str]:
    """Yield the sentence in other words, of the same meaning."""
    turned = (_in_the_past(sentence), _speaker_moved(sentence, random), _name_shortened(sentence))
    for made in (
        *turned,
        _outcome_first(sentence, random),
        _role_first(sentence),
        _in_same_words(sentence, random),
    ):
        if made and made != sentence:
            yield made


def _in_same_words(sentence: str, random: Random) -> str | None:
    """One to three of the words that have others of one meaning, replaced."""
    made = sentence
    for _ in range(random.choice((1, 2, 2, 3))):
        made = _replaced(made, dict(_pairs("same.tsv")), random) or made
    return made


def _outcome_first(sentence: str, random: Random) -> str | None:
    """'A bomb explodes in Basra, killing two.' -> 'Two were killed when a bomb explodes in Basra.'"""
    match = _OUTCOME.match(sentence)
    if match is None:
        return None
    event = match["event"]
    event = (
        event[0].lower() + event[1:] if re.match(r"(?:An?|The|Two|Three|Several|Heavy) ", event) else event
    )
    done = {"killing": "killed", "wounding": "wounded", "injuring": "injured"}[match["done"]]
    be = "was" if re.match(r"(?:one|an?) ", match["whom"]) else "were"
    return f"{capitalised(match['whom'])} {be} {done} {random.choice(('when', 'as'))} {event}."


def _role_first(sentence: str) -> str | None:
    """'Ali Haidar, the minister of health, resigns.' -> 'The minister of health, Ali Haidar, resigns.'"""
    if match := _ROLE.match(sentence):
        return f"{capitalised(match['role'])}, {match['who']}, {match['rest']}"
    return None


def less_exact(sentence: str, random: Random) -> str | None:
    """Put a broader word for a narrower one ("car bomb" -> "bomb"); None where there is none."""
    return None if _TURNED.search(sentence) else _replaced(sentence, dict(_pairs("kinds.tsv")), random)


def more_exact(sentence: str, random: Random) -> str | None:
    """Put a narrower word for a broader one: what it then says, the sentence did not."""
    if _TURNED.search(sentence):  # "no agreement" says that there is no peace agreement either
        return None
    narrower = [(broad, narrow) for narrow, broad in _pairs("kinds.tsv")]
    random.shuffle(narrower)
    return _replaced(sentence, dict(narrower), random)


@cache
def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    text = (files("briefer.training") / table).read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((old, new) for old, _, new in rows)


def _replaced(sentence: str, pairs: dict[str, str], random: Random) -> str | None:
    fitting = [old for old in pairs if re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", sentence)]
    if not fitting:
        return None
    old = random.choice(sorted(fitting))
    new = with_articles(re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", pairs[old], sentence, count=1))
    return None if _TWICE.search(new) else new


def _in_the_past(sentence: str) -> str | None:
    """The first verb of the narration in the past; not where a second one would be left in the present."""
    for match in re.finditer(r"(?<=[A-Za-z)”\"] )[a-z]+\b", sentence):
        word = match[0]
        if _NO_SUBJECT.search(sentence[: match.start()]):
            continue
        past = _NARRATED.get(word) or (
            VERBS[word].past if word in VERBS and word == VERBS[word].present else None
        )
        if past and past != word:
            rest = sentence[match.end() :]
            if any(
                each in _NARRATED or (each in VERBS and each == VERBS[each].present) for each in rest.split()
            ):
                return None
            return sentence[: match.start()] + past + rest
    return None


def _speaker_moved(sentence: str, random: Random) -> str | None:
    if match := _SAYS.match(sentence):
        who, what = match["who"], match["what"]
        if re.match(r"(?:he|she|it|they)\b", what):
            return None
        who_in = "the " + who[4:] if who.startswith("The ") else who
        return random.choice((f"According to {who_in}, {what}.", f"{capitalised(what)}, {who_in} said."))
    if match := _ACCORDING.match(sentence):
        return random.choice(
            (
                f"{capitalised(match['who'])} said that {match['what']}.",
                f"{capitalised(match['what'])}, according to {match['who']}.",
            )
        )
    return None


def _name_shortened(sentence: str) -> str | None:
    match = _TITLED.search(sentence)
    if match is None:
        return None
    return f"{sentence[: match.start()]}{match['title']} {match['last']}{sentence[match.end() :]}"
