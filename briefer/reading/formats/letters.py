"""What makes a letter of a text: a salutation before it, a sign-off and a signature after it."""

from __future__ import annotations

import re

_WHO = r"(?:[^.!?:;\n]|\b(?:mrs?|ms|dr|prof)\.){0,60}"
_ALL = r"(?:all|everyone|everybody|team|(?:dear )?colleagues?|friends?|sirs?|madam|sir or madam)"
_SALUTATION = re.compile(
    rf"(?:(?:dear|hi|hello|hey)(?:\b{_WHO}[,:!–—-]|,? {_ALL})"
    rf"|good (?:morning|afternoon|evening|day)(?:(?:,? {_ALL})?[,:!.–—-]?|,? \S+[,:!–—-])"
    rf"|greetings(?:,? {_ALL})?[,:!.]"
    rf"|(?:{_ALL}|ladies and gentlemen|to whom it may concern)[,:])",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:(?:my|our|all) )?(?:very )?(?:best|kind|kindest|warm|warmest|many)?(?: (?:and|&) \w+)?"
    r" ?(?:regards|wishes|greetings|thanks)(?: (?:and|&) (?:best |kind )?(?:regards|wishes))?"
    r"|(?:yours|sincerely)(?: (?:sincerely|faithfully|truly|yours))?|respectfully(?: yours)?|cordially"
    r"|cheers|best|all the best|thank you|thanks(?: (?:again|a lot|in advance))?"
    r"|rgds|br|sent from my \w+(?: \w+)?)[,.!–—-]*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)  # RFC 3676: what follows is the sender's card
_SENTENCE = re.compile(r"[a-z0-9)\"”’][.!?…][\"'”’»)]*$")
_MOST_LINES = 8  # a name, a post, an office, telephones
_LONGEST = 80  # characters of such a line


def without_signature(text: str) -> str:
    """Return the text before the mark that opens a sender's signature; all of it where nothing is before."""
    mark = _SIGNATURE.search(text)
    before = text[: mark.start()].rstrip() if mark else ""
    return before or text


def letter_body(text: str) -> str:
    """Return the text without its salutation and its sign-off, each of which stands on lines of its own.

    What follows the sign-off must look like names and addresses, not like sentences; where nothing would be
    left, the text is returned as it is.
    """
    lines = text.strip().split("\n")
    start = 1 if _SALUTATION.fullmatch(lines[0].strip()) else 0
    end = len(lines)
    for at in range(start + 1, len(lines)):
        if _SIGN_OFF.fullmatch(lines[at].strip()) and _is_card(lines[at + 1 :]):
            end = at
            break
    return "\n".join(lines[start:end]).strip() or text.strip()


def _is_card(lines: list[str]) -> bool:
    """Say whether the lines are a sender's name and office, or none."""
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) > _MOST_LINES:
        return False
    return all(len(line) <= _LONGEST and not _SENTENCE.search(line) for line in filled)
