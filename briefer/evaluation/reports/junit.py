"""A report as JUnit XML, as CI systems read it: one test for each case, and one for each gate.

    testsuites > testsuite > properties > property      the metrics of a suite
                           > testcase > failure | error
    testsuites > testsuite (its name ends in ": gates") > testcase > failure

No clock is read, so that equal runs give equal bytes: every time is 0.
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from briefer.evaluation.outcomes import CaseResult, Report, Status, SuiteResult
from briefer.evaluation.reports.casewise import told_case
from briefer.evaluation.reports.wording import (
    asked,
    between,
    failing_gates,
    mark,
    percent,
    plain,
    reasons,
)
from briefer.reading.cleaning import cut

_MESSAGE = 300  # characters: it is shown in lists


def render(report: Report) -> str:
    """Return the report as JUnit XML."""
    root = Xml.Element("testsuites", {"name": "briefer eval", **_counted(*report.suites)})
    for suite in report.suites:
        root.append(_suite(suite))
        if suite.gates:
            root.append(_gates(suite))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _counted(*suites: SuiteResult) -> dict[str, str]:
    gates = [gate for suite in suites for gate in suite.gates]
    return _numbers(
        tests=sum(len(suite.cases) for suite in suites) + len(gates),
        failures=sum(suite.count(Status.FAILED) for suite in suites) + sum(not gate.passed for gate in gates),
        errors=sum(suite.count(Status.ERRORED) for suite in suites),
    )


def _numbers(*, tests: int, failures: int, errors: int = 0) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": str(errors), "time": "0"}


def _suite(suite: SuiteResult) -> Xml.Element:
    numbers = _numbers(
        tests=len(suite.cases), failures=suite.count(Status.FAILED), errors=suite.count(Status.ERRORED)
    )
    element = Xml.Element("testsuite", {"name": plain(suite.name), **numbers, "skipped": "0"})
    if suite.metrics:
        properties = Xml.SubElement(element, "properties")
        for metric in suite.metrics:
            held = " ".join(filter(None, (asked(metric), mark(metric.passed))))
            value = f"{percent(metric.value)} of {metric.n}, 95%: {between(metric)}"
            told = f"{value}; asked: {held}" if held else value
            Xml.SubElement(properties, "property", {"name": plain(metric.name), "value": told})
    for case in suite.cases:
        element.append(_case(suite, case))
    return element


def _case(suite: SuiteResult, case: CaseResult) -> Xml.Element:
    place = _place(case)
    element = Xml.Element(
        "testcase", {"classname": plain(suite.name), "name": plain(case.id), "time": "0", **place}
    )
    if case.status is Status.PASSED:
        return element
    first, *_ = reasons(case) or ("no reason",)
    kind = case.error.kind if case.error else case.failures[0].metric if case.failures else "failure"
    tag = "error" if case.status is Status.ERRORED else "failure"
    fault = Xml.SubElement(element, tag, {"message": cut(first, _MESSAGE, "…"), "type": plain(kind)})
    fault.text = told_case(case)
    return element


def _place(case: CaseResult) -> dict[str, str]:
    file, _, line = plain(case.where).rpartition(", line ")
    return {"file": file, "line": line} if file and line.isdecimal() else {}


def _gates(suite: SuiteResult) -> Xml.Element:
    name = f"{plain(suite.name)}: gates"
    numbers = _numbers(tests=len(suite.gates), failures=len(failing_gates(suite)))
    element = Xml.Element("testsuite", {"name": name, **numbers, "skipped": "0"})
    for gate in suite.gates:
        test = Xml.SubElement(element, "testcase", {"classname": name, "name": plain(gate.name), "time": "0"})
        if not gate.passed:
            reason = plain(gate.reason)
            fault = {"message": cut(reason, _MESSAGE, "…"), "type": "gate"}
            Xml.SubElement(test, "failure", fault).text = reason
    return element
