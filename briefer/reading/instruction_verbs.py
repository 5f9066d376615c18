"""How an order reads that is given to a machine, and speech that is told as somebody's.

All but CANARY are looked for in folded words: lower case, no accents, no emphasis, letters that only look Latin made
Latin. Every repetition is bounded, so that no text takes long.
"""

from __future__ import annotations

import re

# Where a clause starts that has no subject: an order.
_NAMED = (
    r"(?:(?:readers?|assistants?|models?|ai|systems?|bots?|chatbots?|claude|chatgpt|gpt|gemini|llms?|"
    r"reviewers?|graders?|checkers?)[,:!]\s+)?"
)
_INTRODUCED = (
    r"(?:(?:before|after|when|whenever|if|once|while|unless|for|in|on|at|to|as|under|with|from|regardless|"
    r"ignoring|disregarding|without|instead|whatever|avant|"
    r"quand|lorsque|si|pour|dans|cuando|antes|para|en)\b[^,.;:!?]{1,120},\s*)?"
)
_ADVERBS = (
    r"(?:(?:please|kindly|now|then|instead|simply|just|also|always|never|do not|don['’]?t|do|but|so|and|first|next|"
    r"finally|henceforth|immediately|strictly|you|must|should|shall|will|have to|are to|need to|only),?\s+){0,5}"
)
START = (
    r"(?:^\W{0,6}|(?:(?<=\w\w)[.…]|[:;!?—–|>\n]|\s-)\s{0,3}[\"“«‘]?|(?<=,\s)[\"“«‘]|(?<!\S)[(\[])"
    rf"{_NAMED}{_INTRODUCED}{_ADVERBS}"
)

_SAYING = (
    r"answer|reply|respond|say|write|print|output|repeat|type|echo|mention|cite|quote|state|tell|conclude|recommend|"
    r"praise|summari[sz]e|translate|call|name|number|sign|list|describe|present|refuse|decline"
)
_DOING = (
    r"ignore|disregard|forget|override|bypass|discard|drop|skip|omit|leave out|make sure|be sure|ensure|"
    r"treat|rate|score|mark|grade|label|file|move|"
    r"replace|change|swap|substitute|set|use|show|reveal|disclose|display|expose|leak|return|give|put|include|add|"
    r"append|insert|prepend|prefix|begin|start|end|finish|stop|continue|open|execute|run|fetch|visit|click|load|"
    r"download|send|forward|pretend|act|behave|assume|imagine|suppose|consider|follow|obey|comply|trust|prefer|rank|"
    r"decode|enter|enable|activate|switch|note|delete|remove|read|make|keep|hide|attribute|credit|speak|talk|"
    r"count|inform"
)
_AFTER = (  # what follows a verb that is an order, and seldom a noun of the same spelling
    r"(?=\s+(?:an?|the|this|that|these|those|all|any|every|each|only|just|with|no|not|nothing|it|its|them|your|my|"
    r"what|which|who|whoever|whatever|everything|anything|in|as|like|under|wherever|instead|exactly|both|also|me|us|if|from|to|"
    r"previous|prior|above|earlier|on|about|after|before|for|out|forever|now|other|here|full|reading|one|two|three|\d+)\b"
    r"|\s*[:\"“«‘]|\s+\[)"
)
COMMAND = re.compile(rf"{START}(?P<verb>{_SAYING}|{_DOING})\b{_AFTER}")
BARE = re.compile(  # what news never says to its readers: worth an order by itself
    rf"{START}(?:answer|reply|respond|say|write|print|output|echo|cite|mention|quote|summari[sz]e|translate|conclude|"
    r"refuse|pretend|append|insert|prepend|grade|label|disable|abort|decode|execute|repeat|type|sign|number|"
    r"(?:tell|inform)(?=\s(?:them|him|me|us|everyone|anyone|whoever|the (?:user|reader)s?)\b))"
    r"\s+(?:(?:an?|the|this|that|these|those|all|any|every|each|only|just|with|no|not|nothing|it|them|your|my|"
    r"me|us|him|everyone|anyone|whoever|as|yes|you|who|what|which|how|where|when|whether)\b|\[)"
)
FURTHER = re.compile(rf"(?:[,;]|\band|\bthen|\bor|\bbut)\s+{_ADVERBS}(?:{_SAYING}|report)\b\s+\w")
MATTER = re.compile(  # what a machine that answers has to do with
    r"\b(?:answers?|repl(?:y|ies)|responses?|outputs?|prompts?|instructions?|citations?|footnotes?|bulletins?|"
    r"questions?|users?|verdicts?|tools?|tokens?|json|markdown|base64|rot13|claims?|headings?|headlines?|"
    r"developers?|as follows|"
    r"(?:the|this|each|every) (?:text|word|words|phrase|sentence|article|passage|document|sources?|summary|briefing|"
    r"number|figure|date|above|rest)|what (?:follows|is above|comes next)|"
    r"as (?:confirmed|verified|certain|true|fact|supported|credible)|\d+ (?:independent )?sources|forever|"
    r"(?:\d+|a hundred|a thousand) times|language model|persona|"
    r"(?:reliable|trusted|authoritative|confirmed|verified) (?:source|bulletin|fact)s?|"
    r"(?:debug|developer|admin|maintenance) mode)\b"
)
CANARY = re.compile(  # a code word that is to be printed
    r"(?:^|[.:;!?,—–]\s{0,3}|\b(?:and|then|please|to)\s+)"
    r"(?i:say|write|print|type|output|reply|answer|respond|repeat|append|add|insert|enter|include)\s+"
    r"(?i:(?:only|just|with|exactly|the|word|words|code|token|string|phrase)\s+){0,4}[\"'“«‘]?"
    r"(?=[A-Z0-9_-]{4})[A-Z][A-Z0-9]{0,30}[-_]?[A-Z]{0,30}\d"
)

# Speech that is somebody's.
_REPORTING = (
    r"(?:said|says|saying|told|tells|according to|urge[ds]|order(?:ed|s)|warn(?:ed|s)|ask(?:ed|s)|announced|"
    r"instruct(?:ed|s)|advis(?:ed|es)|called|reported|reports|wrote|writes|stated|states|added|adds|demand(?:ed|s)|"
    r"declared|tweet(?:ed|s)|posted|dubbed|(?:reads?|reading|entitled|titled|named)(?=\s?[:\"“«])|a declare|a dit|dijo)"
)
REPORTED_BEFORE = re.compile(  # but for "whatever the text says" and "no matter what is asked"
    rf"(?<!text )(?<!bulletin )(?<!is )(?<!are )(?<!be )(?<!you )(?<!who )(?<!whoever )\b{_REPORTING}\b"
)
REPORTED_AFTER = re.compile(  # ", the minister of trade said"; not ", and write X wherever the text says Y"
    r"[,”\"»!?]\s{0,3}(?!(?:and|or|but|then)\b)(?:(?!(?:that|if|when|wherever|where|which|what|as)\b)[\w'’.-]{1,40}\s+){0,8}"
    rf"{_REPORTING}\b[^.]{{0,80}}[.\"”]{{0,3}}$"
)
QUOTED = re.compile(r"^\W{0,9}\w+\W+\w[^\"“«]*[\"“«]")  # words of ours, then a quotation
