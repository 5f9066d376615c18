"""Likelihood and confidence: only what the words cited state, and never both in one sentence."""

from __future__ import annotations

import pytest
from gated import supporting
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import likelihood
from briefer.grounding.language.likelihood import Band, confidences_of, likelihoods_of
from briefer.grounding.pairs import Pair, Premise


def pair(claim: str, *premises: str) -> Pair:
    return Pair(claim, tuple(Premise(each) for each in premises))


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("almost no chance", Band.REMOTE),
        ("a remote chance", Band.REMOTE),
        ("very unlikely", Band.VERY_UNLIKELY),
        ("highly improbable", Band.VERY_UNLIKELY),
        ("unlikely", Band.UNLIKELY),
        ("improbably", Band.UNLIKELY),
        ("not likely", Band.UNLIKELY),
        ("roughly even odds", Band.EVEN),
        ("a roughly even chance", Band.EVEN),
        ("likely", Band.LIKELY),
        ("probably", Band.LIKELY),
        ("very likely", Band.VERY_LIKELY),
        ("highly probable", Band.VERY_LIKELY),
        ("almost certainly", Band.ALMOST_CERTAIN),
        ("nearly certain", Band.ALMOST_CERTAIN),
    ],
)
def test_the_seven_bands(words: str, band: Band) -> None:
    assert [each.band for each in likelihoods_of(f"There is, they say, {words} of rain.")] == [band]


@pytest.mark.parametrize(
    "text",
    [
        "A remote village was hit.",
        "The court found probable cause.",
        "Women are more likely than men to flee.",
        "He was certain of it.",
        "Consumer confidence is up.",
    ],
)
def test_what_states_no_likelihood(text: str) -> None:
    assert likelihoods_of(text) == ()
    assert confidences_of(text) == ()


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The junta will likely attack Kidal.", "The junta attacked Kidal."),
        ("It is likely that rebels attack Kidal again.", "Rebels attacked Kidal, the army said."),
        ("The junta will very likely attack Kidal.", "The junta will likely attack Kidal."),
        ("The junta is unlikely to attack Kidal.", "The junta is likely to attack Kidal."),
        ("Rebels almost certainly hold the town of Ber.", "Rebels probably hold the town of Ber."),
        ("Peace talks in Doha are likely.", "Rains in Gao are likely. Peace talks in Doha ended."),
        ("Prices will probably rise, the fund says.", "The fund says that prices rose."),
        ("The ceasefire could collapse within days.", "The ceasefire was signed on Monday."),
        ("The army is poised to retake Kidal.", "The army left Kidal."),
        ("Talks are expected to fail.", "Talks were held in Doha."),
        ("The junta is set to attack Kidal.", "The junta attacked Kidal."),
        ("The violence may well spread to Gao.", "The violence reached Kidal, residents said."),
        ("With high confidence, rebels hold the town of Ber.", "Rebels hold the town of Ber."),
    ],
)
def test_a_likelihood_of_the_claims_own_fires(claim: str, premise: str) -> None:
    (finding,) = likelihood.check(pair(claim, premise))
    assert finding.check == "likelihood"
    assert not finding.contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The junta will probably attack Kidal.", "The junta is likely to attack Kidal, analysts said."),
        ("An attack on Kidal by the junta is likely.", "The junta is likely to attack Kidal."),
        ("Prices are likely to rise, according to the fund.", "The fund expects prices to rise."),
        ("The junta may attack Kidal.", "The junta threatens to attack Kidal."),
        ("The junta might attack Kidal.", "The junta could attack Kidal."),
        ("Talks are set to open on Monday.", "Talks will open on Monday."),
        ("Elections are expected to be held in May.", "Elections are scheduled for May."),
        ("The raid may have killed up to 70.", "Reports suggest that the raid killed up to 70."),
        ("Rebels set fire to a house in Gao.", "In Gao, rebels burnt a house."),
        ("They met on how the crisis might be handled.", "They met to handle the crisis."),
        ("Shots could be heard in Gao.", "Shots were heard in Gao."),
        ("They could not reach Gao in May.", "They did not reach Gao in May."),
        ("It was a remote village on 3 May 2024.", "The village, a remote one, was hit on 3 May 2024."),
    ],
)
def test_what_the_words_state_passes(claim: str, premise: str) -> None:
    assert likelihood.check(pair(claim, premise)) == ()


def test_a_likelihood_beside_a_confidence_fires_even_where_both_are_stated() -> None:
    stated = "Analysts judge with high confidence that Ber fell. It is likely that Kidal falls."
    claim = "Analysts judge with high confidence that Kidal is likely to fall."
    (finding,) = likelihood.check(pair(claim, stated))
    assert "in one sentence" in finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "It is likely, with high confidence, that Kidal falls.",
        "The ceasefire could collapse within days.",
    ],
)
def test_the_bulletins_own_sentence_never_fires(text: str) -> None:
    assert likelihood.check(pair(text, f"It rained. {text}")) == ()


def test_the_reason_names_both_bands() -> None:
    (finding,) = likelihood.check(
        pair("The junta will very likely attack Kidal.", "The junta will likely attack Kidal.")
    )
    assert "very likely attack" in finding.reason
    assert '"likely attack' in finding.reason


def test_the_gate_withholds_what_it_finds() -> None:
    claim = "The ceasefire will likely collapse within days."
    verdict = supporting(claim).rule([pair(claim, "The ceasefire was signed on Monday.")])[0]
    assert "likelihood" in {finding.check for finding in verdict.findings}


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_are_ruled_on(claim: str, premise: str) -> None:
    assert isinstance(likelihood.check(pair(claim, premise)), tuple)


@given(st.text(max_size=200))
def test_terms_lie_where_they_say(text: str) -> None:
    for term in (*likelihoods_of(text), *confidences_of(text)):
        assert term.span.of(text) == term.words
