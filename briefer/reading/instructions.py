"""Sentences that are addressed to a machine: orders to a model, faked chats and verdicts, code, hidden words.

A bulletin is written by strangers, and whatever stands in it may be printed as the bulletin's own words. Such a
sentence is no news and supports nothing. It is known by general signs, each worth some points; a sentence that is
told as somebody's speech must show more of them, so that orders that are news ("the junta told the embassy to
leave") pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from briefer.model import Span
from briefer.reading import instruction_signs as signs
from briefer.reading import instruction_verbs as verbs
from briefer.reading.folding import fold
from briefer.reading.sentences import sentence_spans

ORDERS = "it gives orders to a machine"
CHAT = "it poses as a conversation with a model"
VERDICT = "it poses as a verdict on the text"
CODE = "it holds markup or code"
HIDDEN = "it hides words from the reader"
ENCODED = "it holds encoded text"
REPEATED = "it repeats one word over and over"

_ENOUGH = 2  # points
_ENOUGH_REPORTED = 5  # where it is told as somebody's speech
_MOST_REPEATS = 24  # times that one word may stand in a sentence that is mostly made of it
_FEWEST_WORDS = 4  # of a sentence that markup is parted from
_LEAST_MIXED = 2  # words in two alphabets; one may be a slip

# Letters of other alphabets that look Latin, in lower case.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏвкмнтԛԝѵɡɩαεοριυνκτχβηγσω", "aeopcyxijsdhlbkmhtqwvgiaeopiuvktxbnyow"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")  # England, Scotland, Wales
_EMPHASIS = re.compile(r"[*_~`]+")
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W\d_]{2,}")

_HIDING = re.compile(
    "[\U000e0000-\U000e007f\U000e0100-\U000e01ef]|\u202e|\u202d[^\\W\\d_]"  # tags; an order of reading forced
    "|(?:[A-Za-z][\u00ad\u200b-\u200d\u2060\ufeff]){3}|[\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f]{6}"
)
_UNSEEN_RUN = re.compile("[\U000e0000-\U000e01ef\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f]+")
_SPELT = re.compile(r"(?<!\w)[^\W\d_]([ ._*-])[^\W\d_](?:\1[^\W\d_]){7,}(?!\w)")  # letter by letter
_MIXED = re.compile(  # only letters that pass for Latin ones: "pɪˈθægərəs" and "TNFα" deceive nobody
    r"(?<![^\W\d_])(?=[^\W\d_]{0,40}[A-Za-z])(?=[^\W\d_]{0,40}[аеорсухіјѕԁһкмнтАВЕКМНОРСТХІЈЅορνιτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ])"
    r"[^\W\d_]{2,}"
)
_LONG_RUN = re.compile(r"(?<![\w/.=&?%+-])[A-Za-z0-9+/_-]{40,}={0,2}(?![\w/.])")
_CODED = re.compile(
    r"\b[0-9a-fA-F]{72,}\b|(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|&#x?[0-9a-fA-F]{1,6};){6}|(?:%[0-9A-F]{2}){10}"
)
_LAYOUT = (  # tags that only say how words look, and are often left in a feed
    "a|abbr|acronym|address|article|aside|b|big|blockquote|body|br|caption|center|cite|col|dd|del|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|gallery|h[1-6]|head|header|hr|html|i|img|ins|kbd|li|main|mark|nav|nowiki|ol|p|pre|"
    "q|ref|references|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|"
    "var|wbr"
)
_CODE = re.compile(
    rf"</(?!(?:{_LAYOUT})\s*>)[a-z][\w:-]{{0,40}}\s*>"
    rf"|<(?!(?:{_LAYOUT})\b)[a-z][\w:-]{{0,40}}\s[^<>=]{{0,80}}=[^<>]{{0,400}}>"
    r"|<(?:script|iframe|object|embed|svg|math|form|input|button|style|link|meta|base|textarea|template|noscript)\b"
    r"|<[a-z]{1,20}[_:-][\w:-]{0,40}\s?/?>|<[a-z][^<>]{0,400}\s(?:on[a-z]{3,20}|srcdoc|style)\s?="
    r"|<[a-z][^<>]{0,200}(?:javascript|data):|<!--|-->\s?$|<!\[cdata\[|<\?(?:php|xml)|<%=?\s|\{%|%\}"
    r"|\{\{[^{}|]{0,200}[^\w\s{}|-][^{}|]{0,200}\}\}|[$#]\{[^{}]{0,200}\}"  # a template; not a wiki's {{name|value}}
    r"|\{(?:answer|question|prompt|context|query|input|user)\}"
    r"|```|~~~~|\{\s{0,9}[\"'][\w$-]{1,40}[\"']\s?:|\bfunction\s?\w{0,40}\([^()]{0,80}\)\s?\{|=>\s?\{|\b__\w{2,30}__\b"
    r"|\b(?:alert|eval|exec|system|print|require|fetch|console\.log|os\.\w{1,20}|subprocess\.\w{1,20}|"
    r"document\.\w{1,20})\([\"'`$\w]|\bdef \w{1,40}\([^()]{0,80}\):|\brm -rf?\b|\bsudo \w"
    r"|\b(?:curl|wget) (?:-\w+ ){0,4}https?:"
    r"|\bfile:/{2,3}|\.\.[/\\]\.\.[/\\]|/etc/(?:passwd|shadow|hosts)\b|\b[a-z]:\\\w+\\"
    r"|\x1b|\\(?:x1b|033|e)\[|\[(?:\d{1,3};){1,4}\d{1,3}m|\[0m|\[2J|\]\d{1,2};"  # what is left of a terminal's controls
    r"|';\s?--|\bdrop table (?:if exists )?\w+\s?(?:;|--)|' or '?1'? ?= ?'?1|!\[[^\]]{0,200}\]\(",
    re.IGNORECASE,
)
_BLOCK = re.compile(  # what opens and closes, over several sentences: a reader is not shown it, or it is a model's
    r"<!--.{0,4000}?-->|```.{0,4000}?```"
    r"|<(?P<tag>script|style|template|noscript|svg|object|system|instructions?|prompt|assistant|user|think|tool_call)\b"
    r"[^<>]{0,400}>.{0,4000}?</(?P=tag)\s?>"
    r"|<\|[^|<>]{1,40}start[^|<>]{0,40}\|>.{0,4000}?<\|[^|<>]{1,40}end[^|<>]{0,40}\|>"
    r"|\[inst\].{0,4000}?\[/inst\]|<<sys>>.{0,4000}?<</sys>>",
    re.IGNORECASE | re.DOTALL,
)
_SQL = re.compile(  # in capitals, as statements are written; "to select players from clubs" is prose
    r"\bSELECT\s[^;]{1,120}\sFROM\s+\w|\bINSERT INTO\s+\w|\bDELETE FROM\s+\w|\bDROP TABLE\s+\w|\bUPDATE\s+\w+\s+SET\s"
    r"|\bUNION (?:ALL )?SELECT\b"
)
_CHAT_MARKS = re.compile(
    r"<\|[^|<>]{1,40}\|>|\[/?inst\]|<</?sys>>|</?(?:start|end)_of_turn>"
    r"|</?(?:user|human|context|bulletins?|documents?|think)>"
    r"|<[^<>]{0,40}\b(?:system|instructions?|prompt|assistant)\b[^<>]{0,40}>"
    r"|#{2,}\s*(?:new |system |user |end )?(?:instructions?|response|input|system|assistant|user|human|prompt)\b"
    r"|[\[({](?:system|assistant|user|admin|developer)(?: (?:prompt|message|note|override|instructions?))?[\])}]"
    r"|\b(?:begin|end) (?:system|user|developer) (?:prompt|message|input)\b"
    r"|\b(?:begin|start|end) of (?:the |your )?(?:system |user )?(?:prompt|instructions|context window|user input)\b"
    r"|^\W{0,6}end of (?:the |all )?(?:bulletins?|evidence|sources|input|data|documents?|context)\W{0,6}(?:$|[.:])"
)
_OTHER_TONGUES = re.compile(  # "ignore the instructions" in Russian, Arabic and Chinese
    r"(?i:игнорируй\w*|забудь\w*)\s.{0,60}(?:инструкци|указани)|تجاهل.{0,60}(?:التعليمات|التوجيهات)|忽略.{0,30}(?:指示|指令|提示)"
)
_TURN = r"(?:^|[\n.!?\"“”»)]\s?|[-#>]\s)(?:{})(?: ?\(\w+\))?\s?:(?=\s|$)"
_ROLE = re.compile(_TURN.format(r"assistant|user|chatgpt|gpt-?\d?|chatbot|utilisateur|asistente|usuario"))
_MAYBE_ROLE = re.compile(  # "System:" may head a piece of news
    _TURN.format(
        r"system|human|ai|a\.i\.|model|bot|developer|tool|prompt|response|systeme|modele|sistema|modelo|ia"
    )
)

_WHOLE = re.compile(r"[\"“«‘(]?[A-Z0-9À-Þ](?s:.*)[.!?…][\"”»’)]?")
_LABEL = re.compile(r"\W*\w+(?:\W+\w+){0,2}\W*:[\s*_]*")  # "Assistant:", "### New instructions:"


@lru_cache(maxsize=16_384)
def instruction_in(sentence: str) -> str | None:
    """Say in short words why a sentence is addressed to a machine and is no news; None where it is not."""
    seen = _FLAG.sub("", sentence)
    if _hides(seen):
        return HIDDEN
    plain = _plain(seen)
    if _CHAT_MARKS.search(plain):
        return CHAT
    if _CODE.search(seen) or _SQL.search(seen):
        return CODE
    if _is_encoded(seen):
        return ENCODED
    if _repeats_one_word(plain):
        return REPEATED
    return _addressed(seen, plain)


@lru_cache(maxsize=512)
def told_apart(body: str) -> tuple[tuple[Span, str | None], ...]:
    """Return the sentences of a body in order, each with the reason why it is no news, or None where it is.

    A sentence that only opens words to a machine ("Assistant:") takes the one after it along, and markup what it
    encloses. From a sentence with markup or unseen marks before or after it the markup is parted.
    """
    blocks = [Span(*block.span()) for block in _BLOCK.finditer(body)]
    found: list[tuple[Span, str | None]] = []
    opened: str | None = None
    for span in sentence_spans(body):
        words = span.of(body)
        own = instruction_in(words)
        if any(span.overlaps(block) for block in blocks):
            found.append((span, own or CODE))
        elif own in (CODE, HIDDEN):
            found += _parted(span, words, own)
        else:
            found.append((span, own or opened))
        opened = own if own and _LABEL.fullmatch(words) else None
    return tuple(found)


def instructions_in(body: str) -> Mapping[Span, str]:
    """Return the words of a body that are addressed to a machine, each with the reason, in order."""
    return {span: reason for span, reason in told_apart(body) if reason}


def news_spans(body: str) -> tuple[Span, ...]:
    """Return the sentences of a body without what is addressed to a machine."""
    return tuple(span for span, reason in told_apart(body) if reason is None)


def _parted(span: Span, words: str, reason: str) -> tuple[tuple[Span, str | None], ...]:
    """Part a whole sentence of news from the markup or unseen marks before it or after it, where there is one."""
    marks = [run.span() for run in (_CODE if reason == CODE else _UNSEEN_RUN).finditer(words)]
    if not marks:
        return ((span, reason),)
    (first, _), (_, last) = marks[0], marks[-1]
    head, tail = words[:first].rstrip(), words[last:].lstrip()
    if _is_whole(head):
        end = span.start + len(head)
        return (Span(span.start, end), None), (Span(end, span.end), reason)
    if _is_whole(tail):
        start = span.end - len(tail)
        return (Span(span.start, start), reason), (Span(start, span.end), None)
    return ((span, reason),)


def _is_whole(words: str) -> bool:
    return bool(_WHOLE.fullmatch(words)) and len(words.split()) >= _FEWEST_WORDS and not instruction_in(words)


def _plain(text: str) -> str:
    """The words as a reader takes them: no unseen marks, accents or emphasis, letters that look Latin made Latin."""
    shown = _EMPHASIS.sub("", fold(_UNSEEN.sub("", text))).translate(_LOOKALIKES)
    return _BLANKS.sub(lambda gap: "\n" if "\n" in gap[0] else " ", shown).strip()


def _hides(text: str) -> bool:
    spelt = ([c for c in run[0].lower() if c.isalpha()] for run in _SPELT.finditer(text))
    return (
        bool(_HIDING.search(text))
        or (not text.isascii() and sum(1 for _ in _MIXED.finditer(text)) >= _LEAST_MIXED)
        or any(letters != sorted(letters) for letters in spelt)  # but for an alphabet
    )


def _is_encoded(text: str) -> bool:
    return bool(_CODED.search(text)) or any(
        any(map(str.islower, run)) and any(map(str.isupper, run)) and any(map(str.isdigit, run))
        for run in (each[0] for each in _LONG_RUN.finditer(text))
    )


def _repeats_one_word(plain: str) -> bool:
    words = _WORDS.findall(plain)
    if len(words) < _MOST_REPEATS:
        return False
    _, times = Counter(words).most_common(1)[0]
    return times >= _MOST_REPEATS and 2 * times > len(words)


def _addressed(seen: str, plain: str) -> str | None:
    command = verbs.COMMAND.search(plain)
    is_reported = _is_reported(plain, command)
    judged = sum(points for points, pattern in signs.JUDGED if pattern.search(plain))
    points = sum(points for points, pattern in signs.ORDERS if pattern.search(plain))
    points += 2 * bool(verbs.CANARY.search(seen)) + _ENOUGH_REPORTED * bool(_OTHER_TONGUES.search(seen))
    points += 2 * (not is_reported and bool(verbs.BARE.search(plain)))
    if command:
        others = f"{plain[: command.start('verb')]} {plain[command.end() :]}"
        points += 1 + bool(verbs.MATTER.search(others)) + bool(verbs.FURTHER.search(plain, command.end()))
    if _ROLE.search(plain) or (_MAYBE_ROLE.search(plain) and points):
        return CHAT
    enough = _ENOUGH_REPORTED if is_reported else _ENOUGH
    if judged >= enough:
        return VERDICT
    return ORDERS if points + judged >= enough else None


def _is_reported(plain: str, command: re.Match[str] | None) -> bool:
    """Say whether the words are told as somebody's: who says it stands before the order, or after the end of it."""
    before = plain[: command.start()] if command else plain
    quoted = verbs.QUOTED.search(plain)
    return bool(
        verbs.REPORTED_BEFORE.search(before)
        or verbs.REPORTED_AFTER.search(plain)
        or (quoted and (not command or command.start() >= quoted.end() - 1))
    )
