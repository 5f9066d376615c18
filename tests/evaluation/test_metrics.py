"""Each metric: what it counts, for which cases, and that nothing is dropped from a denominator."""

from __future__ import annotations

import json

import pytest
from evaluation_cases import (
    ARCHIVED,
    BRIEFING,
    DENIES,
    DRAFT,
    KILLED,
    QUESTION,
    RAID,
    REFUSAL,
    ROOT,
    TALKS,
    UNANSWERABLE,
    answer,
    briefing,
    bulletin,
    case,
    cited,
    claim,
    measured,
    observed,
    reasons,
    rule_of,
    unsupported,
)
from hypothesis import given
from hypothesis import strategies as st

from briefer.evaluation.cases import DraftCase, Fault
from briefer.evaluation.metrics import METRICS, Observed, metrics_markdown, summarise, tallies
from briefer.evaluation.metrics.retrieval import gain_at, recall_at, reciprocal_rank
from briefer.evaluation.observing import observe_draft
from briefer.evaluation.outcomes import Better
from briefer.model import Claim, Support

RIGHT = answer(claim(KILLED))
ERRORED = Observed(case(QUESTION), error="no model", ranked=())
EMPTY = answer()


def test_claims_are_split_into_supported_contradicted_and_not_found():
    rule = rule_of({"b": unsupported("numbers", "80, not 70", contradicts=True), "c": unsupported("judge")})
    seen = observed(QUESTION, answer(*(claim(text, cited(KILLED)) for text in "abc")), rule)
    counts = measured(seen)
    assert (counts["groundedness"], counts["contradicted"], counts["not_found"]) == ((1, 3), (1, 3), (1, 3))
    assert reasons(seen)["groundedness"] == '"c" is not found in what it cites: it does not say so'


@pytest.mark.parametrize("output", [REFUSAL, EMPTY])
def test_no_claim_on_an_answerable_case_fails_everything_that_is_asked_of_claims(output):
    counts = measured(observed(QUESTION, output))
    for name in (
        "groundedness",
        "citation_recall",
        "citation_precision",
        "value_fidelity",
        "entity_fidelity",
    ):
        assert counts[name] == (0, 1), name
    assert counts["not_found"] == counts["false_refusals"] == (1, 1)
    assert counts["nuggets_vital"] == counts["right_answers"] == (0, 1)
    assert "citation_validity" not in counts  # nothing was cited, so nothing was cited wrongly


def test_an_errored_case_fails_every_metric_that_applies():
    counts = measured(ERRORED)
    perfect = {
        name for name, (num, den) in counts.items() if num == (METRICS[name].better is Better.HIGHER) * den
    }
    assert perfect == {"contradicted", "mis_cited"}  # with groundedness these are shares of one whole
    assert counts["citation_validity"] == (0, 1)
    assert counts["retrieval_mrr"] == (0, 1)
    assert tallies(ERRORED)[1] == ()  # the error itself is what is told


def test_an_errored_case_with_forbidden_statements_is_taken_to_have_made_them():
    never = [{"text": "a", "words": [["16"]]}]
    assert measured(Observed(case(QUESTION, forbidden=never), error="?"))["forbidden_claims"] == (1, 1)


def test_a_citation_is_valid_where_its_words_stand_there_in_the_archive():
    edited = bulletin("Raid on Gao", RAID.body.replace("15", "16"))
    moved = bulletin("Elsewhere", RAID.body)
    same_id = type(RAID)(**{name: getattr(RAID, name) for name in RAID.__slots__} | {"body": edited.body})
    for edition, valid in ((RAID, 1), (same_id, 0), (moved, 0)):
        seen = observed(QUESTION, answer(claim("a", cited(edition.body[:30], edition))))
        assert measured(seen)["citation_validity"] == (valid, 1)
    uncited = observed(QUESTION, answer(Claim("a", ())))
    assert measured(uncited)["citation_validity"] == (0, 1)
    assert reasons(uncited)["citation_validity"] == '"a" cites nothing'
    assert METRICS["citation_validity"].invariant


def alce(text: str, *words: str) -> dict[str, tuple[float, int]]:
    citations = [cited(each, TALKS if each in TALKS.body else RAID) for each in words]
    return measured(observed(QUESTION, answer(claim(text, *citations))))


def test_citation_precision_is_that_of_alce():
    # Alone each says half, together all: both are needed.
    both = alce("Gunmen killed 15 The army denies", KILLED, DENIES)
    assert (both["citation_recall"], both["citation_precision"]) == ((1, 1), (1, 1))
    # The second says nothing of it and is not missed.
    idle = alce("Gunmen killed 15", KILLED, "Ministers met in Niamey on Monday.")
    assert (idle["citation_recall"], idle["citation_precision"]) == ((1, 1), (0.5, 1))
    # Each alone says it: neither is needed, and both count.
    twice = alce("near Gao", KILLED, "civilians near Gao.")
    assert twice["citation_precision"] == (1, 1)
    # Together they do not say it: none counts.
    wrong = alce("Gunmen killed 16", KILLED, DENIES)
    assert (wrong["citation_recall"], wrong["citation_precision"]) == ((0, 1), (0, 1))


def test_citation_recall_is_the_mean_over_cases_of_the_share_of_their_claims():
    seen = observed(QUESTION, answer(claim(KILLED), claim("Nobody was hurt", cited(KILLED))))
    assert measured(seen)["citation_recall"] == (0.5, 1)


def test_a_claim_is_mis_cited_where_a_relevant_bulletin_says_it_and_the_cited_one_does_not():
    seen = observed(
        QUESTION,
        answer(claim("Gunmen killed 15", cited(TALKS.body, TALKS)), claim("It rained", cited(KILLED))),
    )
    assert measured(seen)["mis_cited"] == (1, 2)
    elsewhere_in_it = observed(QUESTION, answer(claim("The army denies", cited(KILLED))))
    assert measured(elsewhere_in_it)["mis_cited"] == (1, 1)


@pytest.mark.parametrize(
    ("metric", "check", "text"),
    [
        ("value_fidelity", "numbers", "It killed 15 people"),
        ("value_fidelity", "dates", "It happened on March 3"),
        ("value_fidelity", "quantifiers", "It killed some 15 people"),
        ("entity_fidelity", "names", "An attack by JNIM"),
        ("entity_fidelity", "places", "An attack in Gao"),
        ("polarity", "negation", "Nobody fled"),
        ("attribution_fidelity", "attribution", "It was the army"),
        ("attribution_fidelity", "modality", "It was the army"),
    ],
)
def test_fidelity_counts_the_claims_for_which_its_checks_do_not_fire(metric: str, check: str, text: str):
    output = answer(claim(text, cited(KILLED)), claim(f"{text} again", cited(KILLED)))
    counts = measured(observed(QUESTION, output, rule_of({text: unsupported(check)})))
    assert counts[metric] == (1, 2)
    fidelity = ("value_fidelity", "entity_fidelity", "polarity", "attribution_fidelity")
    assert [name for name in fidelity if name in counts and counts[name][0] == 1] == [metric]


def test_only_claims_with_a_value_or_a_name_are_asked_for_theirs():
    counts = measured(observed(QUESTION, answer(claim("People fled", cited(KILLED))), rule_of({})))
    assert "value_fidelity" not in counts
    assert "entity_fidelity" not in counts
    assert counts["polarity"] == (1, 1)


def test_what_must_stay_attributed_is_told_with_whose_word_it_is():
    wanted = [{"text": "the army had no part", "words": [["army"], ["part"]], "needs": ["denies", "says"]}]
    kept = observed(QUESTION, answer(claim(DENIES)), attributed=wanted)
    flat = observed(QUESTION, answer(claim("The army had no part in it.", cited(DENIES))), attributed=wanted)
    silent = observed(QUESTION, RIGHT, attributed=wanted)
    assert [measured(each)["attribution_retention"] for each in (kept, flat, silent)] == [
        (1, 1),
        (0, 1),
        (1, 1),
    ]
    assert "without saying whose word it is" in reasons(flat)["attribution_retention"]


def test_nuggets_are_counted_vital_and_all():
    more = [*QUESTION["nuggets"], {"text": "near Gao", "vital": False, "words": [["Gao"]]}]
    counts = measured(observed(QUESTION, answer(claim("Fifteen died", cited(KILLED))), nuggets=more))
    assert (counts["nuggets_vital"], counts["nuggets_all"]) == ((1, 1), (1, 2))
    seen = observed(QUESTION, answer(claim("Gunmen fled", cited(KILLED))))
    failure = next(each for each in tallies(seen)[1] if each.metric == "nuggets_vital")
    assert failure.reason == 'no sentence says "15 civilians were killed"'
    assert [each.quote for each in failure.evidence] == [KILLED]


def test_an_answer_is_right_with_every_vital_nugget_and_a_relevant_bulletin():
    assert measured(observed(QUESTION, RIGHT))["right_answers"] == (1, 1)
    assert measured(observed(QUESTION, answer(claim(DENIES))))["right_answers"] == (0, 1)
    elsewhere = observed(QUESTION, answer(claim(KILLED, cited(TALKS.body, TALKS))))
    assert measured(elsewhere)["right_answers"] == (0, 1)
    assert reasons(elsewhere)["right_answers"] == 'it cites none of "Raid on Gao"'


def test_a_refusal_is_right_where_the_bulletins_do_not_say_and_an_empty_output_is_none():
    refused, claimed, empty = (observed(UNANSWERABLE, each) for each in (REFUSAL, RIGHT, EMPTY))
    assert [measured(each)["refusal_recall"] for each in (refused, claimed, empty)] == [
        (1, 1),
        (0, 1),
        (0, 1),
    ]
    assert tallies(refused)[1] == ()
    assert reasons(empty)["refusal_recall"] == "it is empty and says not why"
    assert set(measured(refused)) == {"refusal_recall"}  # nothing else is asked of it
    assert measured(empty)["groundedness"] == (0, 1)


def test_a_week_without_news_makes_a_briefing_without_claims_that_says_so():
    quiet = BRIEFING | {"answerable": False, "relevant": []}
    assert measured(observed(quiet, briefing(gaps=("Nothing is told of it.",))))["refusal_recall"] == (1, 1)
    assert measured(observed(quiet, briefing()))["refusal_recall"] == (0, 1)
    assert measured(observed(quiet, briefing(claim(KILLED))))["refusal_recall"] == (0, 1)


def test_a_briefing_cites_the_bulletins_that_it_must():
    both = BRIEFING | {"relevant": ["Raid on Gao", "Talks in Niamey"]}
    seen = observed(both, briefing(claim(KILLED)))
    assert measured(seen)["relevant_cited"] == (1, 2)
    assert reasons(seen)["relevant_cited"] == 'it cites 1 of "Raid on Gao", "Talks in Niamey"'
    assert measured(observed(both, briefing()))["false_refusals"] == (1, 1)


def test_a_forbidden_statement_fails_unless_it_is_told_as_it_may_be():
    never = [{"text": "the army did it", "words": [["army"], ["killed"]], "unless": ["denies"]}]
    assert METRICS["forbidden_claims"].invariant
    for text, made in (
        ("The army killed 15.", 1),
        ("The army denies that it killed 15.", 0),
        ("It rained.", 0),
    ):
        seen = observed(QUESTION, answer(claim(text, cited(KILLED))), forbidden=never)
        assert measured(seen)["forbidden_claims"] == (made, 1)
    noted = answer(Claim("It rained.", (cited(KILLED),), note="the army killed them"))
    assert measured(observed(QUESTION, noted, forbidden=never))["forbidden_claims"] == (1, 1)


def test_a_conflict_is_shown_where_every_side_is():
    sides = [{"text": "gunmen", "words": [["gunmen"]]}, {"text": "the army denies", "words": [["denies"]]}]
    conflict = [{"text": "who did it", "sides": sides}]
    assert measured(observed(QUESTION, answer(claim(KILLED), claim(DENIES)), conflicts=conflict))[
        "conflicts_shown"
    ] == (1, 1)
    one = observed(QUESTION, RIGHT, conflicts=conflict)
    assert measured(one)["conflicts_shown"] == (0, 1)
    assert reasons(one)["conflicts_shown"] == 'of "who did it" it does not show "the army denies"'


def test_retrieval_is_scored_by_ids_best_first():
    ranked, relevant = ("a", "b", "c"), frozenset({"b", "c"})
    assert (recall_at(1)(ranked, relevant), recall_at(2)(ranked, relevant)) == (0, 0.5)
    assert reciprocal_rank(ranked, relevant) == 0.5
    # (1/log2 3 + 1/log2 4) / (1/log2 2 + 1/log2 3)
    assert gain_at(10)(ranked, relevant) == pytest.approx((0.63093 + 0.5) / 1.63093, abs=1e-5)
    assert (reciprocal_rank((), relevant), gain_at(10)((), relevant)) == (0, 0)


@given(st.lists(st.integers(0, 9), unique=True), st.sets(st.integers(0, 9), min_size=1), st.integers(1, 10))
def test_retrieval_scores_lie_within_0_and_1_and_the_best_order_has_1(ranked, relevant, k):
    names, wanted = tuple(map(str, ranked)), frozenset(map(str, relevant))
    for score in (recall_at(k), reciprocal_rank, gain_at(k)):
        assert 0 <= score(names, wanted) <= 1
    assert gain_at(k)(tuple(sorted(wanted)), wanted) == pytest.approx(1)


def drafted(*supports: str, **other: object) -> Observed:
    made = case(DRAFT, **other)
    assert isinstance(made, DraftCase)
    verdicts = {
        each.text: unsupported("numbers", "50, not 15", support == "contradicted")
        for each, support in zip(made.claims, supports, strict=True)
        if support != "supported"
    }
    return observe_draft(made, ARCHIVED, rule_of(verdicts))


def test_a_draft_is_right_where_the_gate_says_what_the_reader_says():
    counts = measured(drafted("supported", "contradicted"))
    assert counts["draft_accuracy"] == counts["three_way_agreement"] == (2, 2)
    assert counts["detection"] == counts["detection_number"] == (1, 1)
    assert counts["false_alarms"] == (0, 1)
    assert "groundedness" not in counts  # a draft's wrong sentences are no fault of what is under test


def test_not_found_for_contradicted_is_a_detection_and_no_agreement():
    counts = measured(drafted("supported", "not found"))
    assert (counts["detection"], counts["three_way_agreement"]) == ((1, 1), (1, 2))


def test_a_wrong_sentence_let_through_and_a_right_one_stopped_are_told():
    seen = drafted("not found", "supported")
    counts = measured(seen)
    assert (counts["draft_accuracy"], counts["detection"], counts["false_alarms"]) == ((0, 2), (0, 1), (1, 1))
    told = [each.reason for each in tallies(seen)[1]]
    assert told == [
        '"Near Gao, 15 civilians were killed." is labelled supported, '
        "and the gate holds it to be not found: 50, not 15",
        '"Near Gao, 50 civilians were killed." is labelled contradicted (number), '
        "and the gate holds it to be supported",
    ]


def test_an_errored_draft_counts_every_sentence_as_wrong():
    counts = measured(Observed(case(DRAFT), error="no judge"))
    assert (counts["draft_accuracy"], counts["three_way_agreement"]) == ((0, 2), (0, 2))
    assert (counts["detection"], counts["false_alarms"]) == ((0, 1), (1, 1))


def test_a_sentence_that_cites_nothing_is_not_found_without_a_judge():
    record = json.loads(json.dumps(DRAFT))
    record["claims"] = [{"text": "It rained.", "label": "not found", "fault": "addition"}]
    made = case(record)
    assert isinstance(made, DraftCase)
    seen = observe_draft(made, ARCHIVED, lambda pairs: pytest.fail(f"asked about {pairs}"))
    assert seen.claims[0].verdict.support is Support.NOT_FOUND
    assert measured(seen)["detection_addition"] == (1, 1)


def test_every_fault_has_its_metric():
    assert {f"detection_{fault.replace('-', '_')}" for fault in Fault} <= set(METRICS)


@given(st.lists(st.sampled_from(["supported", "contradicted", "not found"]), max_size=6), st.booleans())
def test_supported_contradicted_and_not_found_make_one_whole(supports, answerable):
    claims = [claim(f"claim {n}", cited(KILLED)) for n in range(len(supports))]
    verdicts = {
        f"claim {n}": unsupported("judge", contradicts=support == "contradicted")
        for n, support in enumerate(supports)
        if support != "supported"
    }
    seen = observed(QUESTION if answerable else UNANSWERABLE, answer(*claims), rule_of(verdicts))
    counts = measured(seen)
    parts = [counts[name] for name in ("groundedness", "contradicted", "not_found")]
    assert {den for _, den in parts} == {max(1, len(supports))}
    assert sum(num for num, _ in parts) == max(1, len(supports))


def test_each_metric_says_what_it_is_and_where_it_comes_from():
    for name, metric in METRICS.items():
        assert metric.name == name == name.lower()
        assert metric.formula.endswith(".")
        assert metric.title
        assert metric.source


def test_the_definitions_that_ship_are_current():
    assert (ROOT / "evals" / "METRICS.md").read_text(encoding="utf-8") == metrics_markdown()


def test_metrics_that_no_case_measures_are_left_out():
    assert summarise(()) == ()


def test_a_rule_is_asked_about_no_pair_twice():
    asked: list[object] = []

    def rule(pairs):
        asked.extend(pairs)
        return rule_of({})(pairs)

    twice = claim("Gunmen killed 15", cited(KILLED), cited(DENIES))
    observed(QUESTION, answer(twice, twice, claim(KILLED)), rule)
    assert len(asked) == len(set(asked))
