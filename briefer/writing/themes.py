"""The themes under which developments are told, found by the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from briefer.grounding.language.words import stem, stems_of, words_of
from briefer.reading.folding import fold
from briefer.reading.sentences import sentence_spans

# In the order in which a briefing tells them. A word may speak for several themes; underlines join a phrase.
_WORDS: Mapping[str, str] = {
    "Security": """attack attacks ambush ambushed raid soldiers troops army military armed jihadist jihadists militants
        insurgents rebels clashes fighting offensive explosion bomb bombing airstrike airstrikes drone drones gunmen
        gunman shelling shell shells missile missiles rocket rockets stormed terrorist terrorists terrorism militia
        kidnapped abducted mercenaries war battle fighters convoy siege gunfire shot shooting shootout Wagner bandits
        insurgency forces strike strikes shelled shootout ISIS JNIM Boko_Haram police task_force security hostages
        invasion weapons stabbing stabbed""",
    "Human rights": """massacre rights human_rights abuses abuse executed execution torture arrested detained detention
        journalists journalist broadcaster newspaper magazine press BBC suspended suspension banned censorship
        crackdown disappeared slavery trial sentenced prison prisoners activists war_crimes atrocities genocide rape
        mass_grave mass_graves impunity amnesty""",
    "Humanitarian situation": """refugees refugee displaced displacement fled famine hunger food aid humanitarian
        shelter camp camps floods flood flooding drought cholera epidemic outbreak disease malnutrition migrants
        WFP UNHCR Oxfam earthquake victims homeless rescue rescued medical hospital capsized overturned boat drowned
        evacuation evacuated collapse collapsed crash crashed accident stampede derailed wildfire wildfires
        landslide landslides cyclone hurricane storm""",
    "Politics": """election elections president junta coup government minister parliament opposition constitution
        referendum party vote voters court ousted overthrow appointed resign resigned protest protests
        rally cabinet ruler mutiny decree candidate ballot demonstrators supporters politician inaugurated
        dissolved curfew transitional_government plot""",
    "Diplomacy": """ambassador ambassadors embassy relations diplomatic diplomat sanctions ECOWAS UN United_Nations NATO
        resolution treaty agreement peace_accord peace_accords summit talks negotiations alliance bloc African_Union
        European_Union withdraw withdrawal withdrew peacekeepers peacekeeping MINUSMA envoy foreign_minister
        foreign_ministry expelled
        severed cooperation delegation mediation attache pact visited visit joint_statement General_Assembly abstentions
        declaration_of_war intervention ultimatum visa extradition closes_its_border""",
    "Economy": """economy economic trade price prices currency inflation bank oil gas uranium mining exports
        imports debt loan budget investment company companies workers wages subsidy fuel electricity power_grid
        business finance financial growth tax dollars pipeline railway""",
}
THEMES: tuple[str, ...] = tuple(_WORDS)
SECURITY, *_ = THEMES
OTHER = "Other developments"
_HARM = stems_of("killed wounded injured dead deaths died")
_SHORT = 3  # sentences up to which a bulletin is told in one place


@cache
def _table() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """For each theme the stems of its words, and its phrases between spaces."""
    return {
        theme: (
            frozenset(stem(fold(word)) for word in words.split() if "_" not in word),
            tuple(f" {fold(word).replace('_', ' ')} " for word in words.split() if "_" in word),
        )
        for theme, words in _WORDS.items()
    }


def theme_scores(text: str) -> dict[str, int]:
    """For each theme the number of its words and phrases that a text holds."""
    return dict(_scores(text))


@lru_cache(maxsize=4_096)
def _scores(text: str) -> tuple[tuple[str, int], ...]:
    found = stems_of(text)
    flat = f" {' '.join(word.folded for word in words_of(text))} "
    return tuple(
        (theme, len(found & stems) + sum(phrase in flat for phrase in phrases))
        for theme, (stems, phrases) in _table().items()
    )


@lru_cache(maxsize=256)
def _is_long(body: str) -> bool:
    # Asked again for every sentence of the body: unremembered, a long report would take minutes.
    return len(sentence_spans(body)) > _SHORT


def theme_of(sentence: str, title: str, body: str) -> str:
    """The theme of a sentence: that of its bulletin, and in a long one also of its own words, which weigh more.

    Ties go to the theme that stands first in THEMES. Without any word of a theme: SECURITY where people are killed
    or wounded, else OTHER.
    """
    own, headline, whole = theme_scores(sentence), theme_scores(title), theme_scores(body)
    weight = 3 if _is_long(body) else 0
    scores = {theme: weight * own[theme] + 2 * headline[theme] + whole[theme] for theme in THEMES}
    best = max(THEMES, key=lambda theme: scores[theme])
    if scores[best]:
        return best
    return SECURITY if _HARM & (stems_of(sentence) | stems_of(title)) else OTHER
