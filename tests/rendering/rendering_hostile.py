"""Strings that try to become markup, and outputs made of nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from rendering_samples import MADE, NIGER, bamako_answer, briefing, manifest

from briefer.model import (
    Answer,
    Briefing,
    Bulletin,
    Citation,
    Claim,
    Direction,
    Period,
    Section,
    Span,
    Story,
    Trend,
    Withheld,
)
from briefer.rendering.plain import one_line

FRAGMENTS = (
    *("<script>alert(1)</script>", "</title>", "</style>", "</bdi>", "<b onclick=x>", "<!--", "-->", "]]>"),
    *('"', "'", "{{ 7*7 }}", "{% raw %}", "&lt;", "&amp;", "&#60;", "\\", "`", "```", "~~~", "~~", "~70"),
    *("*", "**", "_", "__", "#", "# ", "- ", "+ ", "> ", "1. ", "12) ", "|", "|---|", "---", "===", "[ ] "),
    *(
        "[1]",
        "[x](javascript:alert(1))",
        "![x](http://e.example/p.png)",
        "[a]: http://e.example",
        "[^1]: x",
        "[^1]",
    ),
    *("<http://e.example>", "\n", "\r\n", "\t", "    ", "\x1b[31m", "\x00", "\u2028", "\u202e", "\u00a0"),
    *("a", "word", " ", "5 * 3", "snake_case", "C#", "é", "«"),
)

hostile_text = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), min_size=1, max_size=8).map("".join)
visible_text = hostile_text.filter(lambda text: one_line(text) != "")


def made_of(text: str, url: str = "javascript:alert(1)") -> tuple[Answer, Answer, Briefing]:
    """Two answers and a briefing in which everything that is not ours is the text."""
    bulletin: Bulletin = replace(
        NIGER, id="d0d0d0d0d0d0", title=text, body=text, source=f"./{text}", outlets=(text,), url=url
    )
    cited = (Citation(bulletin, Span(0, len(text))),)
    told = {"speaker": text, "stance": text, "counted": text, "figure": text, "note": text}
    claim = Claim(text, cited, story=0, was=Claim(text, cited, **told), **told)
    withheld = (Withheld(text, text),)
    facts = replace(manifest(text), embedding=text, settings=((text, text),), prompts=((text, text),))
    common = {"engine": text, "withheld": withheld, "manifest": facts, "period": Period(MADE, MADE)}
    answer = bamako_answer(question=text, claims=(claim, claim), **common)
    silent = bamako_answer(question=text, claims=(), nearest=(bulletin,), reason=text, **common)
    kinds = ("bottom line", "change", "development", "account", "figure", "background")
    sections = tuple(Section(text, (claim,), kind) for kind in kinds)
    stories = (Story((bulletin,), (text, text)),)
    trend = Trend(Direction.IMPROVED, text)
    more = {"stories": stories, "before": Period(MADE, MADE), "trend": trend}
    whole = briefing(sections, country_name=text, gaps=(text,), sources=(bulletin,), **common, **more)
    return answer, silent, whole
