"""Who did it, and to whom, must not change places; nor may any of the three checks fire on a bulletin's own words."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from briefer.grounding.checks import names, places, roles
from briefer.grounding.language.clauses import deeds_of
from briefer.grounding.pairs import Pair, Premise
from briefer.reading.sentences import sentence_spans

BULLETINS = Path(__file__).parents[3] / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"
SAMPLE = 3_000


def found(claim: str, text: str, context: str = "") -> list[str]:
    findings = roles.check(Pair(claim, (Premise(text, context),)))
    assert all(finding.contradicts for finding in findings)
    return [finding.reason for finding in findings]


AMBUSH = "On July 27 rebels in the north of Mali ambushed Russia's Africa Corps, killing one of its men."
TOWN = "The town of Bourem was captured from Malian forces by Tuareg fighters of a coalition of rebels."
CUT = "Mali announced on Aug. 5 that it was cutting off relations with Ukraine, after an attack."
SANCTIONS = "The United States announced sanctions against three officials of Mali."
KILLED = "Jihadist insurgents killed at least 10 Nigerien soldiers at Kandadji."
TAKEN = "Boko Haram, the extremist group, abducted 42 women."
SUSPENDED = "The council of the African Union voted to suspend Niger at once."


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "JNIM came under attack by the army near Ouri.",
            "The army came under attack by JNIM near Ouri.",
        ),
        (
            "The separatists drove the government out of Kidal.",
            "The war went on, the government having driven the separatists out of Kidal.",
        ),
        ("Russia's Africa Corps ambushed rebels.", AMBUSH),
        ("Rebels were ambushed by the Africa Corps in Mali.", AMBUSH),
        ("Malian forces captured Bourem from Tuareg fighters.", TOWN),
        ("Malian troops seized Bourem from Tuareg rebels.", TOWN),
        ("Kyiv severed relations with Mali.", CUT),
        ("Mali imposed sanctions on three American officials.", SANCTIONS),
        ("Nigerien soldiers killed at least 10 jihadists.", KILLED),
        ("Boko Haram members were abducted by women.", TAKEN),
        ("Niger suspended the African Union.", SUSPENDED),
        ("Ukraine's visit to Mali", "Mali visited Ukraine."),
        ("Soldiers attacked a boat in Mali.", "A boat in Mali was attacked by Islamist insurgents."),
    ],
)
def test_a_deed_given_to_another_contradicts(claim, text):
    assert found(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The army came under attack from JNIM near Ouri.", "JNIM attacked the army near Ouri."),
        ("JNIM's attack on the army lasted hours.", "The army came under attack by JNIM for hours."),
        ("The Africa Corps was ambushed by rebels in northern Mali.", AMBUSH),
        ("Tuareg fighters captured Bourem from Malian forces.", TOWN),
        ("Malian forces lost Bourem to Tuareg fighters.", TOWN),
        ("Bamako severed relations with Kyiv.", CUT),
        ("Three Malian officials were sanctioned by the US.", SANCTIONS),
        ("At least 10 soldiers from Niger were killed by jihadists.", KILLED),
        ("42 women were abducted by Boko Haram.", TAKEN),
        ("Niger was suspended by the African Union.", SUSPENDED),
        ("Mali held talks with Ukraine.", "Ukraine held talks with Mali."),
        ("The army attacked JNIM.", "JNIM attacked the army. The army attacked JNIM too."),
        ("Soldiers were killed.", KILLED),
    ],
)
def test_a_paraphrase_passes(claim, text):
    assert found(claim, text) == []


def test_two_names_the_other_way_round_contradict_whatever_the_verb():
    assert found("Mali outwitted Ukraine again.", "Ukraine outwitted Mali again.") == [
        'the claim says "Mali outwitted Ukraine", the bulletin "Ukraine outwitted Mali"'
    ]


def test_an_actor_of_the_context_is_not_the_doer():
    text = "JNIM attacked Bamako on Tuesday."
    assert found("An attack by ISGS on Bamako was reported.", text, "ISGS is its rival.") == [
        'the claim says "ISGS" did it ("attack") to "Bamako", the bulletin "JNIM" did it ("attacked") to "Bamako"'
    ]


def test_parties_of_active_passive_and_noun():
    for text in ("JNIM attacked the army.", "The army was attacked by JNIM.", "JNIM's attack on the army."):
        (deed,) = deeds_of(text)
        assert deed.agent
        assert deed.patient
        assert (deed.deed, deed.agent.text.removesuffix("'s"), deed.patient.text.lower()) == (
            "attack",
            "JNIM",
            "the army",
        )


@pytest.mark.skipif(
    not BULLETINS.exists(), reason="the development data lies beside the repository, not here"
)
def test_a_bulletins_own_sentences_never_fire():
    with gzip.open(BULLETINS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, None, 30)][:SAMPLE]
    for text in texts:
        for span in sentence_spans(text):
            for premise in (Premise(span.of(text), text[: span.start]), Premise(text)):
                pair = Pair(span.of(text), (premise,))
                assert names.check(pair) + places.check(pair) + roles.check(pair) == (), pair
