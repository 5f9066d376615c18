"""The themes under which developments are told, found by the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefer.grounding.words import fold, stem, stems_of
from briefer.reading.sentences import sentence_spans

# In the order in which a briefing tells them. A word may speak for several themes.
_WORDS: Mapping[str, str] = {
    "Security": """attack attacks ambush ambushed raid killed soldiers troops army military jihadist jihadists militants
        insurgents rebels clashes fighting offensive explosion bomb bombing airstrike drone gunmen shelling stormed
        terrorist terrorists militia kidnapped mercenaries war base battle fighters armed convoy siege gunfire shot
        Wagner bandits insurgency ISIS JNIM Boko Haram police task force security shooting hostages""",
    "Human rights": """massacre civilians rights abuses abuse executed execution torture arrested detained detention
        journalists journalist media broadcaster press BBC suspended suspension banned censorship protesters crackdown
        disappeared slavery trial sentenced prison activists war crimes atrocities genocide rape freedom accusations
        denied impunity killings""",
    "Humanitarian situation": """refugees refugee displaced displacement fled famine hunger food aid humanitarian
        shelter camp camps floods flood flooding drought cholera epidemic outbreak disease malnutrition migrants
        WFP UNHCR Oxfam earthquake victims homeless rescue medical hospital capsized boat drowned""",
    "Politics": """election elections president junta coup government minister parliament opposition constitution
        referendum transition party vote voters court ousted overthrow appointed resign resigned protest protests
        rally cabinet power rule ruler mutiny decree candidate ballot demonstrators supporters politician inaugurated
        dissolved prime""",
    "Diplomacy": """ambassador embassy relations diplomatic sanctions ECOWAS UN United Nations resolution treaty
        agreement accord summit talks negotiations alliance bloc AU union withdraw withdrawal withdrew peacekeepers
        peacekeeping MINUSMA envoy foreign mission border expelled severed cooperation community delegation mediation
        intervention ultimatum visa""",
    "Economy": """economy economic trade price prices currency inflation bank oil gas uranium mine mines mining exports
        imports debt loan budget investment company workers wages strike subsidy fuel electricity power grid business
        finance financial market growth tax dollars pipeline railway""",
}
THEMES: tuple[str, ...] = tuple(_WORDS)
OTHER = "Other developments"
_SHORT = 3  # sentences up to which a bulletin is told in one place
_CLEARLY = 2  # words more than the bulletin's theme has in the sentence


@cache
def _stems() -> dict[str, frozenset[str]]:
    return {theme: frozenset(stem(fold(word)) for word in words.split()) for theme, words in _WORDS.items()}


def theme_scores(text: str) -> dict[str, int]:
    """For each theme the number of its words that a text holds."""
    found = stems_of(text)
    return {theme: len(found & words) for theme, words in _stems().items()}


def theme_of(sentence: str, title: str, body: str) -> str:
    """The theme of a sentence: its bulletin's, unless that is long and the words speak clearly for another.

    Ties go to the theme that stands first in THEMES. Without any word of a theme: OTHER.
    """
    own, headline, whole = theme_scores(sentence), theme_scores(title), theme_scores(body)
    of_bulletin = max(THEMES, key=lambda theme: 2 * headline[theme] + 2 * whole[theme])
    of_sentence = max(THEMES, key=lambda theme: own[theme])
    if len(sentence_spans(body)) > _SHORT and own[of_sentence] >= own[of_bulletin] + _CLEARLY:
        return of_sentence
    return of_bulletin if headline[of_bulletin] + whole[of_bulletin] else OTHER
