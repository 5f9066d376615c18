"""What every form for readers shows, in its order, in words that are safe to print.

The text, Markdown, HTML, DOCX and PDF forms differ in notation only: what they say is decided here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from briefer.errors import InputError
from briefer.model import Answer, Briefing, Bulletin, Manifest, Period
from briefer.reading.dates import describe_day, describe_period
from briefer.rendering.arranging import arrange
from briefer.rendering.finishing import questions_of, with_questions, without_remarks
from briefer.rendering.layout import DEFAULT, FACTS, Layout, load_layout
from briefer.rendering.numbering import claims_of, numbered, numbers
from briefer.rendering.plain import one_line
from briefer.rendering.shown import Block, Outline, Paragraph, Part
from briefer.rendering.sources import file_of, list_sources, source_of
from briefer.rendering.telling import Telling
from briefer.rendering.titling import titled
from briefer.rendering.wording import counted, nothing_on, scope_of

Output = Answer | Briefing | Sequence[Briefing]


def outline(output: Output, layout: Layout | None = None, number: int | None = None) -> Outline:
    """Return what the output shows, with numbers, dates and headings in words.

    `layout` arranges briefings (by default the weekly one) and says nothing of answers; `number` is of the paper
    in its series. Raises InputError for several briefings with a layout that has no chapters by country.
    """
    if isinstance(output, Answer):
        return _answer(output)
    briefings = as_briefings(output)
    return _briefings(briefings, layout or load_layout(DEFAULT), number)


def as_briefings(output: Briefing | Sequence[Briefing]) -> tuple[Briefing, ...]:
    """Return one or several briefings as several. Raises ValueError where there is none."""
    briefings = (output,) if isinstance(output, Briefing) else tuple(output)
    if not briefings:
        raise ValueError("no briefing to show")
    return briefings


def check_suits(countries: int, layout: Layout) -> None:
    """Raise InputError where the layout cannot show so many countries."""
    if countries > 1 and not layout.is_by_country:
        raise InputError(
            f"the template {layout.name!r} shows one country, and there are {countries}",
            "choose one with chapters by country, such as africa-file",
        )


def _answer(answer: Answer) -> Outline:
    bulletins = numbered(answer)
    telling = Telling(numbers(bulletins))
    sentences = tuple(map(telling.sentence, answer.claims))
    block = Block("answer", "", style="paragraphs", parts=(Part("", (Paragraph("", sentences, ""),)),))
    period = "" if answer.period.is_open else describe_period(answer.period)
    nearest = answer.nearest if answer.abstained else ()
    question = one_line(answer.question)
    # An answer is short, and is checked against its quotes: it needs them all.
    sources = list_sources(bulletins, claims_of(answer), set(), telling.uses, {})
    return Outline(
        kicker="",
        title=question,
        subject=question,
        period=period,
        narrowed=_narrowed(answer.period) if period else "",
        facts=(),
        blocks=(block,) if sentences else (),
        nothing="" if sentences else _silence(answer),
        nearest=tuple(replace(source_of(bulletin), id=one_line(bulletin.id)) for bulletin in nearest),
        sources=sources,
        is_briefing=False,
        **_made((answer,), bulletins),
    )


def _briefings(briefings: Sequence[Briefing], layout: Layout, number: int | None) -> Outline:
    check_suits(len(briefings), layout)
    bulletins = numbered(*briefings)
    telling = Telling(numbers(bulletins))
    blocks, remarks = without_remarks(with_questions(arrange(briefings, layout, telling), briefings, telling))
    period = _span(briefings)
    values = _values(briefings, period, number)
    cited = (*claims_of(*briefings), *questions_of(briefings))
    sources = list_sources(bulletins, cited, telling.read, telling.uses, remarks)
    is_told = any(block.parts and block.kind != "background" for block in blocks)
    return Outline(
        kicker=layout.kicker,
        title=titled(layout.title, values),
        subject=values["country"],
        period=values["period"],
        narrowed="",
        facts=_facts(briefings, layout, period, values),
        blocks=blocks,
        nothing="" if is_told or len(briefings) > 1 else nothing_on(briefings[0]),
        nearest=(),
        sources=tuple(source for source in sources if source.uses),
        **_made(briefings, bulletins, layout.name),
    )


def _narrowed(period: Period) -> str:
    is_stretch = period.since and period.until
    return f"Narrowed to {'' if is_stretch else 'the time '}{describe_period(period)}."


def _silence(answer: Answer) -> str:
    reason = one_line(answer.reason or "")
    ended = f"{reason[:1].upper()}{reason[1:]}" + ("" if not reason or reason[-1] in ".!?" else ".")
    return f"The bulletins do not say. {ended}".strip()


def _span(briefings: Sequence[Briefing]) -> Period:
    """The stretch that the periods of the briefings fill together."""
    since = [each.period.since for each in briefings]
    until = [each.period.until for each in briefings]
    return Period(
        min((day for day in since if day), default=None) if None not in since else None,
        max((day for day in until if day), default=None) if None not in until else None,
    )


def _values(briefings: Sequence[Briefing], period: Period, number: int | None) -> dict[str, str]:
    *others, last = (one_line(each.country_name) for each in briefings)
    return {
        "country": f"{', '.join(others)} and {last}" if others else last,
        "period": "" if period.is_open else describe_period(period),
        "scope": scope_of(period),
        "number": "" if number is None else str(number),
        "as_of": describe_day(max(each.manifest.made for each in briefings)),
    }


def _facts(
    briefings: Sequence[Briefing], layout: Layout, period: Period, values: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    made = max(each.manifest.made for each in briefings)
    before = dict.fromkeys(describe_period(each.before) for each in briefings if each.before)
    known = {
        "number": values["number"],
        "as of": values["as_of"],
        "period": values["period"],
        "cut-off": describe_day(min(made, period.until or made)),
        "before": "; ".join(before),
        "bulletins": f"{len(numbered(*briefings)):,}",
    }
    # A number that was asked for is never lost.
    names = layout.facts if "number" in layout.facts else ("number", *layout.facts)
    return tuple((FACTS[name], known[name]) for name in names if known[name])


def _made(
    outputs: Sequence[Answer | Briefing], bulletins: Sequence[Bulletin], template: str = ""
) -> dict[str, Any]:
    """What an outline says of how it was made."""
    manifests = [output.manifest for output in outputs]
    day = max(manifest.made for manifest in manifests)
    made = f"Made on {describe_day(day)}"
    return {
        "made": f"{made} from {_from(outputs, bulletins)}" if bulletins else made,
        "created": day.isoformat(),
        "method": _method(outputs, made),
        "embedding": _listed(manifest.embedding for manifest in manifests),
        "withheld": tuple(
            (one_line(each.text), one_line(each.reason)) for output in outputs for each in output.withheld
        ),
        "settings": _settings(manifests, template),
        "bulletins": _listed_bulletins(manifests, bulletins),
    }


def _listed_bulletins(
    manifests: Sequence[Manifest], bulletins: Sequence[Bulletin]
) -> tuple[tuple[str, str], ...]:
    """Number, file and id of each bulletin, with its digest: what the pointers among the sources leave out."""
    digests = dict(pair for manifest in manifests for pair in manifest.bulletins)
    number_of = numbers(bulletins)
    files = {each.id: file_of(each) for each in bulletins}
    return tuple(
        (
            " ".join(
                part
                for part in (
                    f"[{number_of[id_]}]" if id_ in number_of else "",
                    files.get(id_, ""),
                    f"({one_line(id_)})",
                )
                if part
            ),
            one_line(digest),
        )
        for id_, digest in digests.items()
    )


def _from(outputs: Sequence[Answer | Briefing], bulletins: Sequence[Bulletin]) -> str:
    """How many bulletins a paper rests on; of briefings, how many of the period and how many earlier ones."""
    current = {
        each.id
        for output in outputs
        if isinstance(output, Briefing)
        for s in output.stories
        for each in s.bulletins
    }
    earlier = sum(each.id not in current for each in bulletins)
    if not current or not earlier:
        return counted(len(bulletins), "bulletin")
    told = len(bulletins) - earlier
    return (
        f"{counted(told, 'bulletin')} of the period and {earlier} earlier"
        if told
        else f"{counted(earlier, 'earlier bulletin')}"
    )


def _method(outputs: Sequence[Answer | Briefing], made: str) -> str:
    """Return how the output was made, in one line; that it is verbatim is checked, not believed."""
    versions = _listed(output.manifest.briefer for output in outputs)
    by = f"{made} by briefer {versions}, engine: {_listed(output.engine for output in outputs)}."
    claims = claims_of(*outputs)
    if not claims:
        return by
    if all(any(claim.text == citation.quote for citation in claim.citations) for claim in claims):
        return f"{by} All sentences are quoted verbatim from the bulletins."
    return f"{by} Some sentences are reworded; the words they rest on are quoted with their sources."


def _settings(manifests: Sequence[Manifest], template: str) -> tuple[tuple[str, str], ...]:
    """Name and value of all that was set; a value that differs from paper to paper is given as often."""
    found: dict[str, dict[str, None]] = {}
    for manifest in manifests:
        pairs = [
            ("briefer", manifest.briefer),
            ("made", manifest.made.isoformat()),
            ("engine", manifest.engine),
            ("embedding", manifest.embedding),
            *manifest.settings,
            *((f"prompt {name}", f"sha256 {digest}") for name, digest in manifest.prompts),
            *((name, f"{value:,}") for name, value in manifest.usage),
        ]
        for name, value in pairs:
            found.setdefault(one_line(name), {})[one_line(value)] = None
    listed = [(name, "; ".join(values)) for name, values in found.items()]
    if template:
        listed.append(("template", one_line(template)))
    bulletins = {id_ for manifest in manifests for id_, _ in manifest.bulletins}
    return (*listed, ("bulletins", str(len(bulletins))))


def _listed(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(map(one_line, values)))
