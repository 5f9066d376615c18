"""Lines that a web site puts round its news: menus, ages, buttons, notices."""

from __future__ import annotations

import re

_AGE = r"\d+\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"

# Each pattern describes a whole line; case is ignored. A line of news that merely begins like one stays.
_LINES = (
    rf"(?:posted |updated |published )?{_AGE}(?:,? (?:and )?{_AGE})* ago",
    r"just now|yesterday|an? (?:minute|hour|day|week|month|year) ago",
    r"(?:read|see|view|show|load) (?:more|all|less|full (?:story|article|post))(?: (?:news|comments|posts))?",
    r"continue reading|read the (?:full|rest).{0,40}|click here.{0,40}",
    r"share|tweet|pin|print|e-?mail|save|like|follow|copy link|whatsapp|facebook|twitter|x|linkedin|reddit",
    r"(?:share|tweet|follow|like) (?:this|us|it)\b.{0,40}|(?:share|follow)(?: us)? (?:on|via) \w+",
    r"home|search|close|open|next|prev(?:ious)?|back|top|back to top|skip to (?:main )?content",
    r"(?:main |toggle )?(?:navigation|menu)|you are here:?.{0,60}|jump to (?:navigation|content)",
    r"(?:about|contact)(?: us)?|advertis(?:e|ing|ement|ements)|sponsored(?: content)?|donate(?: now)?|shop",
    r"(?:sign|log) ?(?:in|up|out)(?: or (?:sign|log) ?(?:in|up))?",
    r"register|my account|create (?:an )?account",
    r"subscribe(?: (?:to|now|here|today)\b.{0,40})?",
    r"(?:sign up for|get|join) (?:our|the) (?:daily |weekly )?(?:newsletter|mailing list).{0,40}",
    r"(?:privacy|cookies?) (?:policy|notice|settings|preferences)|terms (?:of|and) (?:use|service|conditions)",
    r"(?:accept|reject|allow|manage)(?: all)?(?: cookies)?|i agree|got it",
    r"(?:we|this (?:web ?)?site) uses? cookies.*",
    r"(?:copyright )?(?:©|\(c\)).{0,120}|copyright \d{4}\b.{0,120}|all rights reserved\.?|powered by .{0,40}",
    r"(?:\d+|no|add|leave a|post a|view) comments?(?: \(\d+\))?|comments?(?: \(\d+\)|:)?",
    r"reply|permalink",
    r"tags?:.{0,200}|filed under:?.{0,120}|categor(?:y|ies):.{0,120}|(?:posted|submitted) by .{0,80}",
    r"[«»‹›<>|•·*_=—–\-\s]+|\d{1,3}|page \d+(?: of \d+)?",
)
_FURNITURE = re.compile("|".join(f"(?:{line})" for line in _LINES), re.IGNORECASE)
_SIDEBAR = re.compile(
    r"(?:recent(?:ly)?|latest|related|popular|most (?:read|popular|viewed)|trending|top|more)"
    r"(?: (?:updates?|updated|posts?|news|articles?|stories|story|comments?|headlines|content|reading))?"
    r"|(?:in other news|you may also like|who's online|archives?|blogroll)",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Say whether the whole line is site furniture."""
    return _FURNITURE.fullmatch(line.strip()) is not None or opens_sidebar(line)


def opens_sidebar(line: str) -> bool:
    """Say whether the line heads a list of links, such as "Recent Updates"."""
    return _SIDEBAR.fullmatch(line.strip().rstrip(":")) is not None
