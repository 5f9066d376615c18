"""An answer or a briefing as JSON: schema `briefer.answer/1`, `briefer.briefing/1` or, for several briefings,
`briefer.briefings/1`. What it holds does not depend on the template, which it names.

The keys, always all of them and always in this order; what is not known is null, an empty list or object:

    answer
      schema          "briefer.answer/1"
      question        as asked
      answer          the claims' texts with [n] after each; "The bulletins do not say." where abstained
      abstained       true when nothing is claimed
      reason          why it abstained, or null
      engine          "extractive", or a chat model as "provider:name"
      period          {since, until}: the dates that were looked at, inclusive; null leaves a side open
      claims          list of claim
      nearest         list of bulletin: what comes closest where the bulletins do not say
      withheld        list of withheld: sentences that are not shown as fact
      manifest        how it was made

    briefing
      schema          "briefer.briefing/1"
      country         name; country_code is its ISO 3166-1 alpha-3 code
      since, until    the period, inclusive
      engine          as above
      sections        list of {title, kind, claims}; kind is "bottom line", "change", "development", "account",
                      "figure" or "background"
      gaps            list of sentences: what the bulletins do not cover
      questions       list of {text, citation}: those of the gaps that a sentence raises, with that sentence
      sources         list of {n, ...bulletin}, in the order of n; n counts from 1
      withheld, manifest    as above
      stories         list of {bulletins, sources}: bulletins that tell of one event, in the order of events, each
                      {n, ...bulletin} with n null where it is not cited; sources are the independent ones
      before          {since, until}: the period that changes are told against, or null
      trend           {direction, reason}, or null; direction is "deteriorated", "improved" or "unchanged"
      template        the name of the template, and
      number          of the paper in its series: as the other forms show them, or null

    briefings
      schema          "briefer.briefings/1"
      template, number    as above
      briefings       list of briefing; the numbers n run through all of them

    claim             {text, speaker, figure, note, citations, verdict, stance, counted, low, high, story, was,
                      answer_span}
      stance          of the speaker: "says", "claims", "denies", "confirms", "accuses", or null
      counted         of a figure: what is counted
      low, high       of a figure: as far as its words bound it ("at least 12" is 12 and null), or null
      story           index into the briefing's stories, or null
      was             claim: what was told before, where this revises it, or null
      answer_span     {start, end}: of an answer, the words of `text` that answer, or null
    withheld          {text, reason, citations, verdict}; its citations have no n
    citation          {n, ...bulletin, quote, start, end}; n is the number printed as [n]
    verdict           {support, score, judge, findings}, or null where none was made
      support         "supported", "contradicted" or "not found"
      score           the judge's, from 0 to 1
      judge           its name; "verbatim" where the claim is the bulletin's own sentence
      findings        list of {check, reason, contradicts}: the checks that fired
    bulletin          {bulletin_id, title, date, date_text, outlets, source, url, countries}
      date            {earliest, latest, precision, basis}
      date_text       the date in words
      source          the page that it was read from: a path, a URL, or "-" for standard input
      countries       {main, mentioned}: ISO alpha-3 codes
    manifest          {briefer, made, engine, embedding, settings, prompts, bulletins, usage}
      settings        object of strings
      prompts         object: name -> sha256 of the prompt
      bulletins       list of {bulletin_id, sha256}; the hash is of title and body
      usage           object of numbers: what a chat model took, as "calls", "input tokens"; empty without one

Dates are ISO 8601 days. `quote` is exactly `body[start:end]` of the bulletin, whose offsets are counted in
Unicode code points from 0, the end not included: bytes and UTF-16 units differ. Strings hold a bulletin's
characters as they are, control characters and markup included: escape them before showing them.

A later version of a schema may add keys; a number after the slash changes when one goes or means another
thing. The same is written as JSON Schema in `schemas/`: `answer.schema.json`, `briefing.schema.json` and
`briefings.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from briefer.model import Answer, Briefing, Bulletin, Citation, Claim, Manifest, Period, Verdict, Withheld
from briefer.reading.cleaning import escape_halves
from briefer.reading.dates import describe_date
from briefer.rendering.numbering import cited_numbers, markers, numbered, numbers


def render(
    output: Answer | Briefing | Sequence[Briefing], template: str | None = None, number: int | None = None
) -> str:
    """Return the output as JSON text with two spaces of indent and a line break at the end."""
    if isinstance(output, Answer):
        return dumped(_answer(output))
    paper = {"template": template, "number": number}
    if isinstance(output, Briefing):
        return dumped(_briefing(output, numbers(numbered(output))) | paper)
    number_of = numbers(numbered(*output))
    records = [_briefing(each, number_of) | paper for each in output]
    return dumped({"schema": "briefer.briefings/1", **paper, "briefings": records})


def manifest_of(output: Answer | Briefing | Sequence[Briefing]) -> str:
    """Return only how the output was made, as JSON text: an object, or a list of one for each briefing."""
    if isinstance(output, Answer | Briefing):
        return dumped(_manifest(output.manifest))
    return dumped([_manifest(each.manifest) for each in output])


def dumped(record: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return a record of any schema as JSON text."""
    return escape_halves(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"


def _answer(answer: Answer) -> dict[str, Any]:
    number_of = numbers(numbered(answer))
    texts = (f"{each.text} {markers(cited_numbers(each, number_of))}".strip() for each in answer.claims)
    return {
        "schema": "briefer.answer/1",
        "question": answer.question,
        "answer": " ".join(texts) or "The bulletins do not say.",
        "abstained": answer.abstained,
        "reason": answer.reason,
        "engine": answer.engine,
        "period": _period(answer.period),
        "claims": [_claim(claim, number_of) for claim in answer.claims],
        "nearest": [bulletin_record(bulletin) for bulletin in answer.nearest],
        "withheld": [_withheld(each) for each in answer.withheld],
        "manifest": _manifest(answer.manifest),
    }


def _briefing(briefing: Briefing, number_of: Mapping[str, int]) -> dict[str, Any]:
    return {
        "schema": "briefer.briefing/1",
        "country": briefing.country_name,
        "country_code": briefing.country,
        **_period(briefing.period),
        "engine": briefing.engine,
        "sections": [
            {
                "title": section.title,
                "kind": section.kind,
                "claims": [_claim(claim, number_of) for claim in section.claims],
            }
            for section in briefing.sections
        ],
        "gaps": list(briefing.gaps),
        "questions": [
            {"text": asked.text, "citation": _cited(citation, number_of)}
            for asked in briefing.questions
            for citation in asked.citations
        ],
        "sources": [{"n": number_of[each.id], **bulletin_record(each)} for each in numbered(briefing)],
        "withheld": [_withheld(each) for each in briefing.withheld],
        "manifest": _manifest(briefing.manifest),
        "stories": [
            {
                "bulletins": [
                    {"n": number_of.get(each.id), **bulletin_record(each)} for each in story.bulletins
                ],
                "sources": list(story.sources),
            }
            for story in briefing.stories
        ],
        "before": None if briefing.before is None else _period(briefing.before),
        "trend": None
        if briefing.trend is None
        else {"direction": briefing.trend.direction.value, "reason": briefing.trend.reason},
    }


def _claim(claim: Claim, number_of: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": claim.text,
        "speaker": claim.speaker,
        "figure": claim.figure,
        "note": claim.note,
        "citations": [_cited(each, number_of) for each in claim.citations],
        "verdict": verdict_record(claim.verdict),
        "stance": claim.stance,
        "counted": claim.counted,
        "low": claim.low,
        "high": claim.high,
        "story": claim.story,
        "was": None if claim.was is None else _claim(claim.was, number_of),
        "answer_span": claim.answer_span and {"start": claim.answer_span.start, "end": claim.answer_span.end},
    }


def _cited(citation: Citation, number_of: Mapping[str, int]) -> dict[str, Any]:
    return {"n": number_of[citation.bulletin.id], **citation_record(citation)}


def citation_record(citation: Citation) -> dict[str, Any]:
    """Return what every schema says of a citation."""
    return {
        **bulletin_record(citation.bulletin),
        "quote": citation.quote,
        "start": citation.span.start,
        "end": citation.span.end,
    }


def bulletin_record(bulletin: Bulletin) -> dict[str, Any]:
    """Return what every schema says of a bulletin."""
    return {
        "bulletin_id": bulletin.id,
        "title": bulletin.title,
        "date": {
            "earliest": _day(bulletin.date.earliest),
            "latest": _day(bulletin.date.latest),
            "precision": bulletin.date.precision.value,
            "basis": bulletin.date.basis.value,
        },
        "date_text": describe_date(bulletin.date),
        "outlets": list(bulletin.outlets),
        "source": bulletin.source,
        "url": bulletin.url,
        "countries": {"main": list(bulletin.countries.main), "mentioned": list(bulletin.countries.mentioned)},
    }


def verdict_record(verdict: Verdict | None) -> dict[str, Any] | None:
    """Return what every schema says of a verdict."""
    if verdict is None:
        return None
    return {
        "support": verdict.support.value,
        "score": verdict.score,
        "judge": verdict.judge,
        "findings": [
            {"check": each.check, "reason": each.reason, "contradicts": each.contradicts}
            for each in verdict.findings
        ],
    }


def _withheld(withheld: Withheld) -> dict[str, Any]:
    return {
        "text": withheld.text,
        "reason": withheld.reason,
        "citations": [citation_record(each) for each in withheld.citations],
        "verdict": verdict_record(withheld.verdict),
    }


def _manifest(manifest: Manifest) -> dict[str, Any]:
    return {
        "briefer": manifest.briefer,
        "made": manifest.made.isoformat(),
        "engine": manifest.engine,
        "embedding": manifest.embedding,
        "settings": dict(manifest.settings),
        "prompts": dict(manifest.prompts),
        "bulletins": [{"bulletin_id": id_, "sha256": digest} for id_, digest in manifest.bulletins],
        "usage": dict(manifest.usage),
    }


def _period(period: Period) -> dict[str, str | None]:
    return {"since": _day(period.since), "until": _day(period.until)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
