"""Sentences that are addressed to a machine: orders to a model, faked chats and verdicts, code, hidden words.

A bulletin is written by strangers, and whatever stands in it may be printed as the bulletin's own words. Such a
sentence is no news and supports nothing. It is known by general signs, each worth some points; a sentence that is
somebody's reported speech must show more of them, so that orders that are news ("the junta told the embassy to
leave") pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from briefer.model import Span
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
_ENOUGH_REPORTED = 3  # where it is said to be somebody's speech
_MOST_REPEATS = 24  # times that one word may stand in a sentence that is mostly made of it
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏвкмнтзԛԝѵɡɩαεοριυνκτχβηγσωᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijsdhlbkmht3qwvgiaeopiuvktxbnyowabcdefghijklmnoprstuvwyz",
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")  # England, Scotland, Wales
_EMPHASIS = re.compile(r"[*_~`]+")
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W\d_]+")

_HIDING = re.compile(
    "[\U000e0000-\U000e007f\U000e0100-\U000e01ef]|\u202e|\u202d[^\\W\\d_]"  # tags; an order of reading forced
    "|(?:[A-Za-z][\u00ad\u200b-\u200d\u2060\ufeff]){3}|[\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f]{6}"
    r"|(?<!\w)(?:\w([ ._*-])\w)(?:\1\w){8}(?!\w)"  # spelt out letter by letter
)
_MIXED = re.compile(r"(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[\u0370-\u03ff\u0400-\u052f])[^\W\d_]{2,}")
_LEAST_MIXED = 2  # words; one may be a slip
_LONG_RUN = re.compile(r"(?<![\w/.=&?%-])[A-Za-z0-9+/_-]{40,}={0,2}(?![\w/.])")
_HEX = re.compile(
    r"\b[0-9a-fA-F]{72,}\b|(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|&#x?[0-9a-fA-F]+;){6}|(?:%[0-9A-F]{2}){10}"
)
_PLAIN_TAGS = (
    "a|abbr|acronym|address|article|aside|b|big|blockquote|body|br|caption|center|cite|col|dd|del|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|gallery|h[1-6]|head|header|hr|html|i|img|ins|kbd|li|main|mark|nav|nowiki|ol|p|pre|"
    "q|ref|references|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|"
    "var|wbr"
)
_CODE = re.compile(
    rf"</?(?!(?:{_PLAIN_TAGS})\b)[a-z][\w:.-]{{0,40}}(?:\s[^<>]{{0,400}}|\s*)/?>"  # a tag, not of layout
    r"|<[a-z][^<>]{0,400}\s(?:on[a-z]{3,20}|srcdoc|style)\s*=|<[^<>]{0,200}(?:javascript|data):"
    r"|<!--|-->|<!\[CDATA\[|<\?(?:php|xml)|<%|%>|\{%|%\}|\{\{[^{}|]{0,200}[^\w\s{}|-][^{}|]{0,200}\}\}|[$#]\{[^{}]{0,200}\}"
    r"|```|~~~~|\{\s*[\"'][\w$-]{1,40}[\"']\s*:|\bfunction\s*\w{0,40}\([^()]{0,80}\)\s*\{|=>\s*\{|\b__\w{2,30}__\b"
    r"|\b(?:alert|eval|exec|system|print|require|fetch|console\.log|os\.\w+|subprocess\.\w+|document\.\w+)\([\"'`$\w]"
    r"|\bdef \w{1,40}\([^()]{0,80}\):|\brm -rf?\b|\b(?:curl|wget) (?:-\w+ )*https?:|\bsudo \w+"
    r"|\bfile:/{2,3}|\.\.[/\\]\.\.[/\\]|/etc/(?:passwd|shadow|hosts)\b|\b[a-z]:\\\w+\\"
    r"|\x1b|\\(?:x1b|033|e)\[|\[(?:\d{1,3};){1,4}\d{1,3}m|\[0m|\[2J|\]\d{1,2};"  # what is left of terminal controls
    r"|';\s*--|\bdrop table (?:if exists )?\w+\s*(?:;|--)|' or '?1'? ?= ?'?1|!\[[^\]]{0,200}\]\(",
    re.IGNORECASE,
)
_SQL = re.compile(  # in capitals, as statements are written; "to select players from clubs" is prose
    r"\bSELECT\s[^;]{1,120}\sFROM\s+\w|\bINSERT INTO\s+\w|\bDELETE FROM\s+\w|\bDROP TABLE\s+\w|\bUPDATE\s+\w+\s+SET\s"
    r"|\bUNION (?:ALL )?SELECT\b"
)
_CANARY = re.compile(  # a code word to be printed
    r"(?:^|[.:;!?,—–]\s*|\b(?:and|then|please|to)\s+)"
    r"(?i:say|write|print|type|output|reply|answer|respond|repeat|append|add|insert|enter|include)\s+"
    r"(?i:(?:only|just|with|exactly|the|word|words|code|token|string|phrase)\s+){0,4}[\"'“«‘]?"
    r"(?=[A-Z0-9_-]{4,})[A-Z][A-Z0-9]*[-_]?[A-Z]*\d"
)
_CHAT_MARKS = re.compile(
    r"<\|[^|<>]{1,40}\|>|\[/?inst\]|<</?sys>>|</?(?:start|end)_of_turn>"
    r"|</?(?:system|assistant|user|human|instructions?|prompt|context|bulletins?|documents?|tool_call|think)>"
    r"|#{2,}\s*(?:new |system |user |end )?(?:instructions?|response|input|system|assistant|user|human|prompt)\b"
    r"|[\[({](?:system|assistant|user|admin|developer)(?: (?:prompt|message|note|override|instructions?))?[\])}]"
    r"|\b(?:begin|start|end) of (?:the |your )?(?:system |user )?(?:prompt|instructions|context window|user input)\b"
    r"|^\W{0,6}end of (?:the |all )?(?:bulletins?|evidence|sources|input|data|documents?|context)\W{0,6}(?:$|[.:])"
)
_TURN = r"(?:^|[\n.!?\"“”»)]\s*|[-#>]\s)(?:{})(?: ?\(\w+\))?\s?:(?=\s|$)"
_ROLE = re.compile(_TURN.format("assistant|user|chatgpt|gpt-?\\d?|chatbot|utilisateur|asistente|usuario"))
_MAYBE_ROLE = re.compile(
    _TURN.format(
        "system|human|ai|a\\.i\\.|model|bot|developer|tool|prompt|response|systeme|modele|sistema|modelo|ia"
    )
)

_INTRODUCED = (
    r"(?:(?:before|after|when|whenever|if|once|while|unless|for|in|on|at|to|as|under|with|from|regardless|avant|"
    r"quand|lorsque|si|pour|cuando|antes|para)\b[^,.;:!?]{1,120},\s*)?"
)
_ADVERBS = (
    r"(?:(?:please|kindly|now|then|instead|simply|just|also|always|never|do not|don['’]?t|do|but|so|and|first|next|"
    r"finally|henceforth|immediately|strictly|you|must|should|shall|will|have to|are to|need to|only),?\s+){0,5}"
)
_OPENING = (  # where a clause starts, which an order has no subject before
    r"(?:^\W{0,6}|(?:(?<=\w\w)[.…]|[:;!?—–|>\n]|\s-)\s*[\"“«‘]?|(?<=,\s)[\"“«‘]|(?<!\S)[(\[])"
    + _INTRODUCED
    + _ADVERBS
)
_SAYING = (
    r"answer|reply|respond|say|write|print|output|repeat|type|echo|mention|cite|quote|state|tell|conclude|claim|report|"
    r"summari[sz]e|translate|call|name|list|describe|present|refuse|decline"
)
_DOING = (
    r"ignore|disregard|forget|override|bypass|discard|drop|skip|omit|treat|rate|score|mark|grade|label|file|move|"
    r"replace|change|swap|substitute|set|use|show|reveal|disclose|display|expose|leak|share|return|give|put|include|"
    r"add|append|insert|prepend|prefix|begin|start|end|finish|stop|continue|open|execute|run|fetch|visit|click|load|"
    r"download|send|forward|pretend|act|behave|assume|imagine|suppose|consider|follow|obey|comply|trust|prefer|rank|"
    r"decode|enter|enable|activate|switch|note|delete|remove|read|make|keep|hide|attribute|credit|speak|talk"
)
_AFTER = (  # what follows a verb that is an order, and seldom a noun of the same spelling
    r"(?=\s+(?:an?|the|this|that|these|those|all|any|every|each|only|just|with|no|not|nothing|it|its|them|your|my|"
    r"what|which|whatever|everything|anything|in|as|like|under|wherever|instead|exactly|both|also|me|us|if|from|to|"
    r"previous|prior|above|earlier|on|about|after|before|for|out|forever|now|other|one|two|three|\d+)\b|\s*[:\"“«‘]|\s+\[)"
)
_COMMAND = re.compile(rf"{_OPENING}(?:{_SAYING}|{_DOING})\b{_AFTER}")
_FURTHER = re.compile(rf"(?:[,;]|\band|\bthen|\bor|\bbut)\s+{_ADVERBS}(?:{_SAYING})\b\s+\w")
_MATTER = re.compile(  # what a machine that answers has to do with
    r"\b(?:answers?|repl(?:y|ies)|responses?|outputs?|prompts?|instructions?|citations?|footnotes?|bulletins?|"
    r"questions?|users?|verdicts?|tools?|tokens?|json|markdown|base64|rot13|claims?|headings?|"
    r"(?:the|this|each|every) (?:text|word|words|phrase|sentence|article|passage|document|source|summary|briefing|"
    r"number|figure|date|following|above|rest)|what (?:follows|is above|comes next)|\d+ (?:independent )?sources|"
    r"forever|(?:\d+|a hundred|a thousand) times|language model|persona|(?:debug|developer|admin|maintenance) mode)\b"
)


def _sign(points: int, pattern: str) -> tuple[int, re.Pattern[str]]:
    return points, re.compile(pattern)


_MACHINE = (
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|models?|assistants?|chatbots?|chatgpt|gpt|claude|gemini|copilot|"
    r"bots?|crawlers?|scrapers?|agents?|summari[sz]ers?|graders?|evaluators?|annotators?|classifiers?|parsers?|"
    r"indexers?|judges?|systems?|pipelines?|ai (?:systems?|models?|assistants?|agents?|readers?)|automated \w+)"
)
_ORDERED = (  # nouns of what a model was told before
    r"(?:instructions?|prompts?|directions|directives|guidelines|rules|system messages?|programming|training|context|"
    r"messages|constraints|safeguards|guardrails|restrictions|orders|commands|consignes?|directives|regles|ordres|"
    r"instrucciones|indicaciones|ordenes|reglas|directrices|instrucoes|anweisungen)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|system|your|own|existing|current|"
    r"preced\w+|anteri\w+|initia\w+|previ[ao]s|ci-dessus|recu\w*|systeme|vorherigen)"
)
_OVERRIDING = (
    r"(?:ignor\w+|disregard|forget|overrid\w+|bypass|discard|neglect|drop|skip|(?:do not|don['’]?t|stop|no longer) "
    r"(?:follow|obey|heed)\w*|pay no (?:attention|heed) to|oubli\w+|neglig\w+|desobei\w+|passez outre|"
    r"ne ten\w+ (?:pas|aucun) compte d\w+|olvid\w+|omit\w+|descart\w+|desobede\w+|(?:haz|haga|hagan) caso omiso de)"
)
_SIGNS = (
    _sign(3, rf"\b{_OVERRIDING}\s+(?:[\w'’-]+\s+){{0,5}}?{_EARLIER}\s+(?:[\w'’-]+\s+){{0,2}}?{_ORDERED}\b"),
    _sign(3, rf"\b{_OVERRIDING}\s+(?:[\w'’-]+\s+){{0,5}}?{_ORDERED}\s+(?:[\w'’-]+\s+){{0,2}}?{_EARLIER}\b"),
    _sign(1, rf"\b{_EARLIER} (?:instructions|prompts?)\b|\bsystem (?:prompt|message)s?\b|\bprompt injection\b"),
    _sign(
        2,
        rf"{_OPENING}(?:answer|reply|respond|say|write|print|output|repeat|type)\s+(?:only|just|exactly|nothing|"
        r"that|after me|the (?:word|words|phrase|sentence|string|following)\b|with (?:only|just|exactly|nothing|the)\b|"
        r"in (?:capital|upper|french|spanish|english|arabic|json|all)\b)",
    ),
    _sign(2, rf"{_OPENING}(?:do not|don['’]?t|never) (?:mention|cite|answer|reveal|disclose|refuse|summari[sz]e)\b"),
    _sign(
        2,
        r"\byour (?:final |next |own |entire |whole |full |system |initial |previous |hidden |original )*(?:answers?|"
        r"repl(?:y|ies)|responses?|outputs?|prompts?|guidelines|programming|training data|context window|tools|"
        r"summary|citations|persona)\b",
    ),
    _sign(1, r"\byour (?:instructions|rules|training|verdict|assessment|briefing|report)\b"),
    _sign(2, r"\byou must (?:\w+ )?(?:say|answer|write|cite|reply|respond|output|print|state|report) (?:that|only)\b"),
    _sign(
        2,
        r"\b(?:you are|you're|act as|pretend (?:to be|you are)|imagine you are|from now on you are) (?:(?:now|no longer|"
        r"an?|the|my) )*(?:\w+ ){0,3}(?:ai|assistant|llm|language model|chatbot|dan)\b",
    ),
    _sign(2, rf"\bif you(?: are|'re) (?:an? |the )?(?:\w+ )?{_MACHINE}\b|\bas an? (?:ai|language model)\b(?=[^.]*\b(?:i|you)\b)"),
    _sign(1, r"\bi (?:have been|was|am) (?:updated|instructed|programmed|configured|trained) to\b|\bas an ai\b"),
    _sign(
        2,
        r"\b(?:notes?|messages?|instructions?|notices?|corrections?|attention|reminders?|memo|hints?|warning|important|"
        rf"update|directive) (?:to|for) (?:the |any |all |every |each )?(?:automated |reading )?{_MACHINE}"
        r"(?: (?:reading|processing|summari[sz]ing) [^:.]{1,60})?\s*[:!—]",
    ),
    _sign(2, rf"(?:^|[.!?]\s)\W*(?:dear|attention|hey|hello|hi|ok|okay),? {_MACHINE}\s*[,:!—]"),
    _sign(
        2,
        rf"\b{_MACHINE}s? (?:that |which |who (?:is |are )?)?(?:reading|processing|parsing|indexing|summari[sz](?:ing|es?)|"
        r"reads?|process|processes) (?:this|these)\b",
    ),
    _sign(1, r"\b(?:whoever|anyone who|if you) (?:are )?(?:read|summari[sz]|process|quot|cit)\w* this\b"),
    _sign(2, rf"\b(?:any|all|every) {_MACHINE} (?:must|should|shall) (?:now |only )?(?:state|say|report|answer|write) that\b"),
    _sign(
        2,
        r"\b(?:this|the above|the following|any other|all other|every other|the other) (?:bulletin|passage|source|text|"
        r"article|document)s? (?:must|should|shall|is to|are to|may|has to|have to) (?:not |only |always )?be "
        r"(?:used|cited|quoted|trusted|ignored|preferred|believed|shown|summari[sz]ed|ranked|disregarded)\b",
    ),
    _sign(2, r"\bbulletins?\b[^.]{0,80}\b(?:must|should|may|shall) not be (?:used|cited|quoted|trusted|shown)\b"),
    _sign(
        2,
        r"\bthis (?:bulletin|passage|source|text) (?:supersedes|overrides|replaces|outranks|takes precedence|"
        r"has priority|is the only (?:true|reliable|valid|correct|trustworthy))\b",
    ),
    _sign(2, r"\bthe (?:\w+ )?(?:answer|reply|response) to (?:any|every|all|each|the user['’]?s?|your)\b[^.]{0,40}\bquestions?\b"),
    _sign(1, r"\bthe (?:correct|right|only|final|true|expected|required) (?:answer|response|output|reply)\b"),
    _sign(1, r"\b(?:answer|response|output|reply) (?:must|should|shall) be\b"),
    _sign(1, r"\bwhen(?:ever)? (?:you are |anyone |someone |the user |users? )?asks?e?d?\b|\bif (?:you are |the user )ask"),
    _sign(
        2,
        r"\b(?:system|developer|hidden|secret|actual|override|admin(?:istrator)?|operator) (?:instructions?|prompt|"
        r"directive|override|command)\s*[:>!]",
    ),
    _sign(1, r"(?:^|[.!?]\s)\W*(?:new|updated|revised|additional|real|final|important|further) (?:instructions?|task|prompt|directive|goal)\s*:"),
    _sign(2, r"\b(?:enter|enable|activate|switch to|now in) (?:\w+ )?(?:developer|god|jailbreak|dan|debug|unrestricted) mode\b|\bdo anything now\b"),
    _sign(2, r"\brepeat\b[^.]{0,80}\b(?:forever|endlessly|never stop|without (?:end|stopping)|(?:\d{2,}|a hundred|a thousand) times)\b"),
    _sign(2, rf"{_OPENING}(?:repondez|reponds|ecrivez|ecris|dites|affichez|imprimez|repetez)\s+(?:que|uniquement|seulement|simplement|par|le mot|votre|vos|toujours)\b"),
    _sign(2, r"\b(?:votre|vos|ta|tes) (?:reponses?|consignes|invite|prompt|instructions)\b"),
    _sign(2, r"\b(?:vous etes|tu es) (?:maintenant |desormais )?une? (?:ia|assistante?|modele|intelligence artificielle|chatbot)\b"),
    _sign(2, rf"{_OPENING}(?:responde|responda|contesta|conteste|escribe|escriba|diga|imprime|imprima|repite|repita)n?\s+(?:solo|solamente|unicamente|siempre|la palabra|tu|tus)\b"),
    _sign(2, rf"{_OPENING}(?:responda|conteste|escriba|diga|imprima|repita) que\b"),
    _sign(2, r"\btus? (?:respuestas?|instrucciones|prompt|indicaciones)\b"),
    _sign(2, r"\b(?:eres|usted es) (?:ahora )?une? ?a? (?:ia|asistente|modelo|inteligencia artificial|chatbot)\b"),
)  # fmt: skip
_JUDGED = (
    _sign(2, r"\b(?:verdict|label|judge?ment|support|entailment|grounded(?:ness)?)\s*[:=]\s*[\"'“]?(?:supported|entail\w+|verified|true|pass\w*|[01]\b)"),
    _sign(2, r"\b(?:evaluation|evaluator|grading|grader|scoring|annotation|annotator|judging|fact-check(?:er|ing)?) (?:note|notice|instructions?|message|hint)s?\s*:"),
    _sign(1, r"\b(?:score|confidence|certainty|probability)\s*[:=]?\s*(?:1\.0+|0\.9\d*|100 ?(?:%|percent)|10/10)"),
    _sign(1, r"\bclaims?\b[^.]{0,80}\b(?:supported|entailed|verified)\b|\bno (?:further )?checks? (?:is |are )?(?:needed|required|necessary)\b"),
)  # fmt: skip
_REPORTING = (
    r"(?:said|says|told|tells|according to|urge[ds]|order(?:ed|s)|warn(?:ed|s)|ask(?:ed|s)|announced|instruct(?:ed|s)|"
    r"advis(?:ed|es)|called on|reported|reports|wrote|writes|stated|states|added|adds|demand(?:ed|s)|declared|read|"
    r"reads|tweet(?:ed|s)|posted|quoted as|entitled|titled|dubbed|a declare|a dit|dijo)"
)
_REPORTED_BEFORE = re.compile(rf"\b{_REPORTING}\b")
_REPORTED_AFTER = re.compile(rf"[,”\"»!?]\s*(?:[\w'’.-]+\s+){{0,8}}{_REPORTING}\b[^.]{{0,80}}[.\"”]*$")

_QUOTED = re.compile(r"^\W*\w+\W+\w[^\"“«]*[\"“«]")  # words of ours, then a quotation


@lru_cache(maxsize=16_384)
def instruction_in(sentence: str) -> str | None:
    """Say in short words why a sentence is addressed to a machine and is no news; None where it is not."""
    seen = _FLAG.sub("", sentence)
    if _HIDING.search(seen) or len(_MIXED.findall(seen)) >= _LEAST_MIXED:
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


@lru_cache(maxsize=1_024)
def instructions_in(body: str) -> Mapping[Span, str]:
    """Return the sentences of a body that are addressed to a machine, each with the reason, in order.

    A sentence that only opens such words ("Assistant:") takes the one after it along.
    """
    found: dict[Span, str] = {}
    opened: str | None = None
    for span in sentence_spans(body):
        words = span.of(body)
        reason = instruction_in(words) or opened
        if reason:
            found[span] = reason
        opened = reason if reason and words.rstrip("*_ ").endswith(":") else None
    return MappingProxyType(found)


def news_spans(body: str) -> tuple[Span, ...]:
    """Return the sentences of a body without those that are addressed to a machine."""
    addressed = instructions_in(body)
    return tuple(span for span in sentence_spans(body) if span not in addressed)


def _plain(text: str) -> str:
    """The words as a reader takes them: no unseen marks, accents, emphasis or letters that only look like others."""
    shown = _EMPHASIS.sub("", fold(_UNSEEN.sub("", text))).translate(_LOOKALIKES)
    return _BLANKS.sub(lambda gap: "\n" if "\n" in gap[0] else " ", shown).strip()


def _is_encoded(text: str) -> bool:
    if _HEX.search(text):
        return True
    runs = (run[0] for run in _LONG_RUN.finditer(text))
    return any(
        any(map(str.islower, run)) and any(map(str.isupper, run)) and any(map(str.isdigit, run))
        for run in runs
    )


def _repeats_one_word(plain: str) -> bool:
    words = _WORDS.findall(plain)
    if len(words) < _MOST_REPEATS:
        return False
    _, times = Counter(words).most_common(1)[0]
    return times >= _MOST_REPEATS and 2 * times > len(words)


def _addressed(seen: str, plain: str) -> str | None:
    judged = sum(points for points, pattern in _JUDGED if pattern.search(plain))
    command = _COMMAND.search(plain)
    points = sum(points for points, pattern in _SIGNS if pattern.search(plain))
    points += 2 * bool(_CANARY.search(seen))
    if command:
        points += 1 + bool(_MATTER.search(plain)) + bool(_FURTHER.search(plain, command.end()))
    if _ROLE.search(plain) or (_MAYBE_ROLE.search(plain) and points):
        return CHAT
    before = plain[: command.start()] if command else plain
    is_reported = _REPORTED_BEFORE.search(before) or _REPORTED_AFTER.search(plain) or _QUOTED.search(plain)
    enough = _ENOUGH_REPORTED if is_reported else _ENOUGH
    if judged >= enough:
        return VERDICT
    return ORDERS if points + judged >= enough else None
