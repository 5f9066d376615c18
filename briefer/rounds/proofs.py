"""The last check of a paper before it goes out: nothing in it that the gate did not pass, and every word as it stands
in the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.grounding.gate import VERBATIM
from briefer.grounding.pairs import pair_of
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Briefing, Citation, Claim, Support, Withheld
from briefer.reading.cleaning import cut
from briefer.reading.drafts import read_draft
from briefer.reading.instructions import instructions_in
from briefer.rendering.finishing import questions_of
from briefer.rendering.layout import Layout
from briefer.rendering.numbering import claims_of
from briefer.rendering.outline import outline
from briefer.rendering.plain import one_line
from briefer.rendering.shown import Block, Sentence

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_NEWS = frozenset({"bottom line", "development", "account"})
_SHOWN = 120  # characters of a sentence in a fault


def faults_of(
    archive: Archive, briefings: Sequence[Briefing], layout: Layout, markdown: str
) -> tuple[str, ...]:
    """Return why a paper does not pass the gate; nothing where it does.

    Each claim must be supported, each quote be `body[start:end]` of the archive's bulletin, and the Markdown, read
    back as `check` reads drafts, must show these claims and quotes word for word. A briefing whose news was withheld
    to the last sentence does not pass either.
    """
    faults = [
        *(fault for claim in claims_of(*briefings) for fault in _of_claim(archive, claim)),
        *(fault for question in questions_of(briefings) for fault in _of_citations(archive, question)),
        *(fault for briefing in briefings for fault in _of_news(briefing)),
        *_of_print(briefings, layout, markdown),
    ]
    return tuple(dict.fromkeys(faults))


def _of_claim(archive: Archive, claim: Claim) -> Iterator[str]:
    verdict = claim.verdict
    if verdict is None:
        yield f"no verdict on “{_short(claim.text)}”"
    elif verdict.support is not Support.SUPPORTED:
        yield f"{verdict.support.value}: “{_short(claim.text)}”"
    elif not claim.citations:
        yield f"no citation of “{_short(claim.text)}”"
    elif verdict.judge == VERBATIM and not is_verbatim(pair_of(claim)):
        yield f"not the words of its source: “{_short(claim.text)}”"
    yield from _of_citations(archive, claim)


def _of_citations(archive: Archive, claim: Claim) -> Iterator[str]:
    for citation in claim.citations:
        if not _resolves(archive, citation):
            yield f"the archive's bulletin {citation.bulletin.id} does not say “{_short(citation.quote)}”"


def _resolves(archive: Archive, citation: Citation) -> bool:
    try:
        body = archive.bulletin(citation.bulletin.id).body
    except InputError:
        return False  # it has gone since
    return citation.span.of(body) == citation.quote


def _of_news(briefing: Briefing) -> Iterator[str]:
    told = any(section.kind in _NEWS and section.claims for section in briefing.sections)
    written = [each for each in briefing.withheld if not _was_set_aside(each)]
    if written and not told:
        yield f"{one_line(briefing.country_name)}: all that was written of its news was withheld"


def _was_set_aside(withheld: Withheld) -> bool:
    """Whether it is a bulletin's own sentence, addressed to a machine: no draft held it."""
    return (
        withheld.verdict is None
        and bool(withheld.citations)
        and all(each.span in instructions_in(each.bulletin.body) for each in withheld.citations)
    )


def _of_print(briefings: Sequence[Briefing], layout: Layout, markdown: str) -> Iterator[str]:
    claims = claims_of(*briefings)
    passed = {_plain(claim.text) for claim in claims}
    cited_by = (*claims, *questions_of(briefings))
    quotes = {_plain(citation.quote) for claim in cited_by for citation in claim.citations}
    asked = tuple(_plain(claim.text) for claim in questions_of(briefings))
    gaps = (*asked, *(_plain(gap) for briefing in briefings for gap in briefing.gaps))
    blocks = read_draft(Path("-"), markdown.encode("utf-8", "replace"))
    shown = "\n".join(_plain(block.text) for block in blocks)
    printed = outline(briefings[0] if len(briefings) == 1 else briefings, layout)
    for block in printed.blocks:
        for sentence in _sentences(block):
            # What is not reported is no claim: it rests on no words, or on those that raise the question.
            is_gap = block.kind == "gap" and _plain(sentence.text).endswith(gaps)
            if _plain(sentence.text) not in passed and not is_gap:
                yield f"printed, and in no briefing: “{_short(sentence.text)}”"
            if not all(_plain(words) in shown for words in _words(block, sentence)):
                yield f"not printed word for word: “{_short(sentence.text)}”"
            cited = [_plain(quote) for marker in sentence.markers for quote in marker.quotes]
            if not (cited or is_gap) or not all(quote in quotes and quote in shown for quote in cited):
                yield f"not printed with the words that it cites: “{_short(sentence.text)}”"


def _sentences(block: Block) -> Iterator[Sentence]:
    for part in block.parts:
        for sentence in part.sentences:
            yield sentence
            if sentence.was:
                yield sentence.was


def _words(block: Block, sentence: Sentence) -> Iterable[str]:
    return sentence.cells[:2] if block.style == "table" else (sentence.text,)


def _plain(text: str) -> str:
    return " ".join(one_line(text).split())


def _short(text: str) -> str:
    return cut(one_line(text), _SHOWN, "…")
