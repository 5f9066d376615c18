"""A report as JUnit XML, read back."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

from hypothesis import given, settings
from report_samples import case, claim, draft, hostile_text, report, suite, whole

from briefer.evaluation.outcomes import Failure
from briefer.evaluation.reports import write_report
from briefer.evaluation.reports.wording import plain
from briefer.model import Support

# As the JUnit plugin of Jenkins, GitLab and the reporters for GitHub read it.
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "time", "file", "line"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "properties": set(),
    "property": {"name", "value"},
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "testcase": {"failure", "error"},
    "properties": {"property"},
}


def junit(made) -> Xml.Element:
    return Xml.fromstring(write_report(made, Path("junit.xml")))  # noqa: S314 (our own)


MIXED = report(
    suite(case(1), case(2, good=False), case(3, error="no model"), floors=(("groundedness", 0.9),)),
    suite(case(1), name="other"),
)


def test_each_case_is_a_test_of_its_suite():
    root = junit(MIXED)
    cases = root.findall("testsuite[@name='samples']/testcase")
    assert [(each.get("classname"), each.get("name")) for each in cases] == [
        ("samples", "q-001"),
        ("samples", "q-002"),
        ("samples", "q-003"),
    ]
    assert [[child.tag for child in each] for each in cases] == [[], ["failure"], ["error"]]
    assert cases[1].attrib["file"] == "evals/samples/cases.jsonl"
    assert cases[1].attrib["line"] == "2"
    assert {each.get("time") for each in root.iter() if "time" in each.attrib} == {"0"}


def test_counts_are_those_of_what_is_in_it():
    root = junit(MIXED)
    for element in (root, *root.findall("testsuite")):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
        assert int(element.attrib["errors"]) == len(list(element.iter("error")))


def test_a_failure_tells_reason_evidence_and_what_was_said():
    failed = junit(MIXED).find(".//failure")
    assert failed.get("message") == 'no sentence says "up to 70 died"'
    assert failed.get("type") == "groundedness"
    for words in (
        "question: How many died in attack 2?",
        '- Groundedness: no sentence says "up to 70 died"',
        "    Attack on the capital: “Up to 70 died.”",
        "[contradicted] Seventy people died.",
        'modality: the bulletin says "up to"',
    ):
        assert words in failed.text
    assert junit(MIXED).find(".//error").get("type") == "ModelError"


def test_a_drafted_sentence_stands_with_its_label():
    right = claim(support=Support.SUPPORTED, label=Support.NOT_FOUND, fault="number")
    assert (
        "[supported, labelled not found (number)] Seventy people died."
        in junit(report(suite(draft(right)))).find(".//failure").text
    )


def test_evidence_that_a_claim_quotes_is_not_told_twice():
    said = claim()
    same = tuple(Failure("groundedness", f'"{said.text}" is contradicted', ()) for _ in range(1))
    told = junit(report(suite(draft(said, failures=same)))).find(".//failure").text
    assert told.count("Reports say up to 70 died.") == 1


def test_metrics_are_properties_and_gates_are_tests():
    root = junit(MIXED)
    properties = {each.get("name"): each.get("value") for each in root.findall("testsuite[1]//property")}
    assert properties["groundedness"] == "33.3% of 3, 95%: 6.1% to 79.2%; asked: at least 90.0% FAIL"
    gates = root.findall("testsuite[@name='samples: gates']/testcase")
    assert [each.get("name") for each in gates] == ["no case errors", "floor: groundedness"]
    assert all(each.find("failure") is not None for each in gates)
    assert root.find("testsuite[@name='other: gates']/testcase/failure") is None


@settings(deadline=None)
@given(hostile_text.filter(plain))
def test_no_string_breaks_out(text):
    root = junit(whole(text))
    assert shape(root) == shape(junit(whole("words")))


def shape(root: Xml.Element) -> list[tuple[str, frozenset[str]]]:
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    return [(element.tag, frozenset(element.attrib)) for element in root.iter()]
