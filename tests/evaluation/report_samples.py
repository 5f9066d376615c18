"""Reports made by hand, with everything in them that a report shows."""

from __future__ import annotations

from hypothesis import strategies as st

from briefer.evaluation.gating import gated
from briefer.evaluation.metrics import summarise
from briefer.evaluation.outcomes import (
    CaseError,
    CaseResult,
    Evidence,
    Failure,
    Output,
    Report,
    ShownCitation,
    ShownClaim,
    ShownWithheld,
    Status,
    SuiteResult,
    Tally,
)
from briefer.model import Finding, Support

FRAGMENTS = (
    *("<script>alert(1)</script>", "</details>", "</style>", "</svg>", "<b onclick=x>", "<!--", "-->", "]]>"),
    *('"', "'", "{{ 7*7 }}", "{% raw %}", "&lt;", "&amp;", "&#60;", "\\", "`", "```", "~~", "$x$", "$$"),
    *("*", "**", "_", "# ", "- ", "> ", "1. ", "|", "|---|", "---", "[x](javascript:alert(1))", "![x](y)"),
    *("<http://e.example>", "http://e.example/a_b", "www.e.example", "\n", "\r\n", "\t", "\x1b[31m", "\x00"),
    *(
        "\u2028",
        "\u202e",
        "\u00a0",
        "\ufffe",
        "\uffff",
        "\x85",
        "a",
        "word",
        " ",
        "é",
        "«",
        "𝒳",
        "of 70 people",
    ),
)
hostile_text = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), min_size=1, max_size=8).map("".join)


def cited(quote: str = "Reports say up to 70 died.", title: str = "Attack on the capital") -> ShownCitation:
    return ShownCitation("0123456789ab", title, quote, 0, len(quote))


def claim(
    text: str = "Seventy people died.", support: Support = Support.CONTRADICTED, **changes
) -> ShownClaim:
    facts = {
        "citations": (cited(),),
        "score": 0.25,
        "judge": "lexical-semantic",
        "findings": (Finding("modality", 'the bulletin says "up to"', True),),
    }
    if support is Support.SUPPORTED:
        facts |= {"findings": (), "score": 0.9}
    return ShownClaim(text, support=support, **(facts | changes))


def case(number: int, *, good: bool = True, error: str = "", prefix: str = "q-", **changes) -> CaseResult:
    """A question about which one claim is made."""
    failures = () if good or error else (failure(),)
    status = Status.ERRORED if error else Status.PASSED if good else Status.FAILED
    facts = {
        "id": f"{prefix}{number:03}",
        "kind": "question",
        "task": f"How many died in attack {number}?",
        "tags": ("how many",),
        "where": f"evals/samples/cases.jsonl, line {number}",
        "digest": f"{number:016x}",
        "status": status,
        "tallies": (Tally("groundedness", float(good and not error), 1), Tally("false_refusals", 0.0, 1)),
        "failures": failures,
        "output": None
        if error
        else Output((claim(support=Support.SUPPORTED if good else Support.CONTRADICTED),)),
        "error": CaseError("ModelError", error) if error else None,
    }
    return CaseResult(**(facts | changes))


def failure(reason: str = 'no sentence says "up to 70 died"', quote: str = "Up to 70 died.") -> Failure:
    return Failure("groundedness", reason, (Evidence("Attack on the capital", quote),))


def suite(*cases: CaseResult, name: str = "samples", title: str = "Samples", floors=()) -> SuiteResult:
    return gated(SuiteResult(name, title, cases, summarise(cases), floors))


def report(*suites: SuiteResult, **changes) -> Report:
    facts = {"briefer": "1.2.3", "engine": "extractive", "judge": "lexical-semantic@1", "suites": suites}
    return Report(**(facts | changes))


def draft(*claims: ShownClaim, **changes) -> CaseResult:
    return case(1, good=False, kind="draft", task="2 drafted sentences", output=Output(claims), **changes)


def whole(text: str = "words") -> Report:
    """A report in which everything that is not ours is the text, and of which each part is there."""
    said = claim(
        text,
        citations=(cited(text, text), cited("other words", text)),
        findings=(Finding(text, text),),
        section=text,
        judge=text,
    )
    output = Output((said, said), (ShownWithheld(text, text),), False, None, (text,))
    silent = Output((), (), True, text)
    facts = {"task": text, "tags": (text, text), "where": f"{text}, line 3"}
    labelled = claim(text, Support.SUPPORTED, label=Support.NOT_FOUND, fault=text)
    cases = (
        case(1, good=False, output=output, failures=(failure(text, text),), **facts),
        case(2, good=False, output=silent, **facts),
        case(3, error=text, **facts),
        case(4, output=output, **facts),
        case(5, good=False, kind="draft", output=Output((labelled, said)), **facts),
    )
    made = (suite(*cases, title=text, floors=(("groundedness", 0.5), ("false_refusals", 0.9))),)
    return report(*made, suite(case(1), name="other", title=text), briefer=text, engine=text, judge=text)
