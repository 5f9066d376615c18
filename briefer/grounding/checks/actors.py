"""Kinds of people: gunmen are no students, and soldiers no insurgents."""

from __future__ import annotations

from functools import cache, lru_cache

from briefer.grounding.language.words import stem, words_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "actors"

# A line is one kind: the nouns that name it, then other words in which it may stand in the cited words.
_KINDS = """
gunmen gunman militants militant insurgents insurgent rebels rebel jihadists jihadist islamists islamist terrorists
terrorist extremists extremist fighters fighter attackers attacker assailants assailant bandits militiamen separatists
secessionists guerrillas | armed jihad insurgency separatist militia group terror attack guerrilla
soldiers soldier troops troopers servicemen paratroopers | army military forces guard guards junta officers armed
mercenaries mercenary | wagner corps paramilitary paramilitaries fighters contractors private
policemen policeman police | officers gendarmes security
protesters protester protestors demonstrators demonstrator | demonstrate protest march rally crowd supporters riot
students student pupils schoolchildren | school university college class
farmers farmer herders herder | farm field cattle crop herd peasant
villagers villager residents resident townspeople locals | people civilians inhabitants villagers village town city
civilians civilian | people men women children persons residents villagers
migrants migrant refugees refugee | displaced fled asylum camp people
workers worker miners miner employees employee | staff mine company strike labour labor personnel
journalists journalist reporters reporter | press media news correspondent
prisoners prisoner inmates inmate detainees detainee | prison jail held arrested captives
doctors doctor nurses nurse medics | hospital medical health staff physicians
"""


@lru_cache(maxsize=4_096)
def _named(text: str) -> tuple[tuple[int, str], ...]:
    """The kinds that a text names, each with its noun; of "jihadist insurgents" the second counts."""
    nouns, words = _nouns(), words_of(text)
    following = (*(word.folded for word in words[1:]), "")
    return tuple(
        (nouns[word.folded], word.text)
        for word, after in zip(words, following, strict=True)
        if word.folded in nouns and after not in nouns
    )


def check(pair: Pair) -> tuple[Finding, ...]:
    """Find people of a kind that the cited words know nothing of, in place of others that they name."""
    claimed = _named(pair.claim)
    if not claimed:
        return ()
    told = {word.stem for word in words_of(f"{pair.text}\n{pair.context}")}
    stated = _named(pair.text)
    kinds = {kind for kind, _ in claimed}
    left_out = [noun for kind, noun in stated if kind not in kinds]
    return tuple(
        Finding(NAME, f'the claim speaks of "{noun}", the bulletin of "{left_out[0]}"', contradicts=True)
        for kind, noun in dict(claimed).items()
        if left_out and not _stems(kind) & told
    )


@cache
def _nouns() -> dict[str, int]:
    return {noun: number for number, (nouns, _) in enumerate(_lines()) for noun in nouns}


@cache
def _stems(kind: int) -> frozenset[str]:
    nouns, others = _lines()[kind]
    return frozenset(stem(word) for word in (*nouns, *others))


@cache
def _lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines: list[str] = []
    for line in _KINDS.strip().splitlines():
        if lines and "|" not in lines[-1]:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    halves = (line.split("|") for line in lines)
    return tuple((tuple(nouns.split()), tuple(others.split())) for nouns, others in halves)
