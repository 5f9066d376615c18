"""Simple clauses: who does what to whom, for the verbs of a small table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from briefer.evaluation.meta.text import MONTH, capitalised, is_plural, lowered

# Present, past, participle; the verb must mean something else with its two sides changed about.
_FORMS = """
kills killed killed
attacks attacked attacked
ambushes ambushed ambushed
raids raided raided
arrests arrested arrested
detains detained detained
accuses accused accused
bombs bombed bombed
shells shelled shelled
abducts abducted abducted
kidnaps kidnapped kidnapped
captures captured captured
defeats defeated defeated
beats beat beaten
sues sued sued
condemns condemned condemned
criticizes criticized criticized
criticises criticised criticised
invades invaded invaded
hits hit hit
strikes struck struck
appoints appointed appointed
expels expelled expelled
suspends suspended suspended
sanctions sanctioned sanctioned
rescues rescued rescued
shoots shot shot
stabs stabbed stabbed
injures injured injured
wounds wounded wounded
overthrows overthrew overthrown
frees freed freed
urges urged urged
warns warned warned
threatens threatened threatened
destroys destroyed destroyed
storms stormed stormed
seizes seized seized
acquires acquired acquired
"""
_NOT_IN_PHRASE = (
    "that who which whom was were is are has have had be been after while when where as than if because said says "
    "he she it they this these those there also not and or but killing wounding injuring announces announced dead "
    "opens starts begins accused suspected believed calls asks reports acquits plans wants votes agrees"
).split()
_AFTER = "in at near on during after before with for over from outside across along while amid when as inside against"
_OUTSIDE = "|".join((*_NOT_IN_PHRASE, *_FORMS.split()))
_PHRASE = rf"(?:(?!(?:{_OUTSIDE})\b)[\w’'$%-][\w’'.$%,-]*(?<![.,])|\d[\d,.]*\d)"
_PARTICLES = "in|on|by|of|at|to|into|inside|out|up|down|with|from|for|against|off|over|back|further|again"
_NOUNS = rf"(?!(?:In|On|At|By|After|Before|During|Since|Near|According|Of|As|With)\b){_PHRASE}(?: {_PHRASE}){{0,7}}"
_SHORT_NOUNS = rf"(?!(?:{_PARTICLES})\b){_PHRASE}(?: {_PHRASE}){{0,6}}?"
_LEAD = rf"(?P<lead>(?:On|In|At|Near|Since) [^,]{{3,40}}, |On {MONTH} \d{{1,2}} )?"
_END = rf"(?= (?:{'|'.join(_AFTER.split())})\b|[,;]|\.$)"
# A phrase that breaks off, or that holds a verb which is not in the table.
_BROKEN = re.compile(
    r"(?:^| )(?:the|an?|of|in|at|for|to|its|his|\d+)$| [a-z]+[^s\W]s (?:the|an?|\d+|its|his|"
    r"her|their|two|three|that) | (?:an?|the)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of one verb."""

    present: str  # third person singular
    past: str
    participle: str

    @property
    def plain(self) -> str:
        """The infinitive."""
        if self.present.endswith(("shes", "sses")):
            return self.present[:-2]
        return self.present[:-1]


def _read_verbs() -> Mapping[str, Verb]:
    verbs = [Verb(*line.split()) for line in _FORMS.strip().splitlines()]
    return MappingProxyType(
        {form: verb for verb in verbs for form in (verb.present, verb.past, verb.participle, verb.plain)}
    )


VERBS = _read_verbs()
_ACTIVE_FORMS = "|".join(sorted({form for v in VERBS.values() for form in (v.present, v.past, v.plain)}))
_PARTICIPLES = "|".join(sorted({verb.participle for verb in VERBS.values()}))
_ACTIVE = re.compile(
    rf"{_LEAD}(?P<agent>{_NOUNS}) (?P<aux>has |have |had )?(?P<verb>{_ACTIVE_FORMS}) (?P<patient>{_SHORT_NOUNS}){_END}"
)
_PASSIVE = re.compile(
    rf"{_LEAD}(?P<patient>{_NOUNS}) (?P<be>is|are|was|were|has been|have been) (?P<verb>{_PARTICIPLES}) by "
    rf"(?P<agent>{_SHORT_NOUNS}){_END}"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The start of a sentence, read as a clause."""

    lead: str  # "On July 27, " or nothing
    agent: str
    patient: str
    verb: Verb
    aux: str  # "has" of "has killed", "were" of "were killed by"
    passive: bool
    in_past: bool
    rest: str

    def active(self, agent: str, patient: str, plain: frozenset[str]) -> str:
        """Write it in the active, with these two sides."""
        plural = is_plural(agent)
        if self.aux in ("has", "have", "has been", "have been"):
            verb = f"{'have' if plural else 'has'} {self.verb.participle}"
        elif self.in_past:
            verb = self.verb.past
        else:
            verb = self.verb.plain if plural else self.verb.present
        return self._whole(agent, f"{verb} {lowered(patient, plain)}", plain)

    def in_passive(self, patient: str, agent: str, plain: frozenset[str]) -> str:
        """Write it in the passive, with these two sides."""
        plural = is_plural(patient)
        if self.aux in ("has", "have", "has been", "have been"):
            be = "have been" if plural else "has been"
        elif self.in_past:
            be = "were" if plural else "was"
        else:
            be = "are" if plural else "is"
        return self._whole(patient, f"{be} {self.verb.participle} by {lowered(agent, plain)}", plain)

    def _whole(self, subject: str, predicate: str, plain: frozenset[str]) -> str:
        subject = lowered(subject, plain) if self.lead else capitalised(subject)
        return f"{self.lead}{subject} {predicate}{self.rest}"


def read_clause(sentence: str) -> Clause | None:
    """Read the start of a sentence as a clause, or return None where it is none of the simple ones."""
    if match := _PASSIVE.match(sentence):
        be = match["be"]
        return _clause(match, be, passive=True, in_past=be in ("was", "were"), rest=sentence[match.end() :])
    match = _ACTIVE.match(sentence)
    if match is None or match["aux"] == "had ":
        return None
    verb, aux = VERBS[match["verb"]], (match["aux"] or "").strip()
    if aux and match["verb"] != verb.participle:
        return None
    in_past = match["verb"] == verb.past and verb.past != verb.plain
    return _clause(match, aux, passive=False, in_past=in_past, rest=sentence[match.end() :])


def _clause(match: re.Match[str], aux: str, *, passive: bool, in_past: bool, rest: str) -> Clause | None:
    agent, patient, verb = match["agent"], match["patient"], VERBS[match["verb"]]
    if verb.plain in ("accuse", "warn") and " of " in patient:
        patient, _, charge = patient.partition(" of ")
        rest = f" of {charge}{rest}"
    if any(_BROKEN.search(each) for each in (agent, patient)):
        return None
    return Clause(match["lead"] or "", agent, patient, verb, aux, passive, in_past, rest)
