"""What a phrase is, by its words: a cause, a place, a time, a purpose."""

from __future__ import annotations

from briefer.reading.words import words
from briefer.training.questioning.tokens import Token

_CAUSES = tuple(
    tuple(cue.split())
    for cue in (
        "because", "because of", "due to", "in response to", "in protest against", "in protest at", "in protest of",
        "in retaliation for", "as a result of", "on charges of", "on suspicion of", "owing to", "on account of",
        "amid concerns", "amid fears", "over concerns", "for allegedly", "thanks to", "in reaction to",
        "in connection with",
    )
)  # fmt: skip
PLACE_NOUNS = words(
    "country village town city region province district state border airport hospital school church "
    "mosque prison market station base camp area hotel capital island coast sea ocean river mountain "
    "street square stadium university building house home restaurant mine factory court embassy airspace "
    "neighbourhood neighborhood suburb checkpoint port bridge highway road parade park mall store bar "
    "nightclub club apartment county municipality peninsula territory desert waters beach campus temple "
    "facility plant headquarters office compound studio residence farm cemetery zone outskirts "
    "countryside warehouse library museum stage jail campsite resort towns cities villages regions areas"
)
PLACE_PREPOSITIONS = words(
    "in at near outside inside around off across throughout on along beneath aboard within"
)
_NO_PLACE = words(
    "response protest retaliation connection favour favor case attack bombing shooting explosion clash "
    "clashes war statement interview speech vote election elections elected referendum match game final "
    "charge charges accident crash order addition total talks report fight battle support opposition "
    "operation raid incident series league cup championship olympics games tournament race round season "
    "episode film book album song role terms wake honour honor memory parliament summit meeting ceremony "
    "conference scandal investigation trial campaign letter announcement crisis conflict deal half "
    "quarter open awards list internet web television tv radio screen charts chart award prize earthquake "
    "strike championships"
)


def is_cause(tokens: tuple[Token, ...], at: int) -> bool:
    """Say whether a phrase that tells why begins at an index."""
    return cue_length(tokens, at) > 0


def cue_length(tokens: tuple[Token, ...], at: int) -> int:
    """How many words the cue of a reason has, 0 where there is none."""
    longest = 0
    for cue in _CAUSES:
        if all(at + n < len(tokens) and tokens[at + n].low == word for n, word in enumerate(cue)):
            longest = max(longest, len(cue))
    return longest


def is_place(inside: tuple[Token, ...]) -> bool:
    """Say whether the words after "in" or "at" are a place: named, or of a place's kind."""
    head = head_of(inside)
    if head is None or head.low in _NO_PLACE or head.is_number:
        return False
    if head.low in PLACE_NOUNS:
        return True
    return head.is_capitalised and not any(token.low in _NO_PLACE for token in inside)


def head_of(inside: tuple[Token, ...]) -> Token | None:
    """The noun that a phrase is about: the last word before "of", a comma or another preposition."""
    head = None
    for index, token in enumerate(inside):
        ends = token.low in _AFTER_HEAD or token.text in ",("
        if not ends and token.may_be("ing", "participle") and head is not None and not head.is_number:
            after = inside[index + 1] if index + 1 < len(inside) else None
            ends = (
                after is None
                or after.low in _AFTER_HEAD
                or after.text == ","
                or after.low in ("the", "a", "to")
            )
        if ends:
            if head is not None:
                break
            continue
        if token.is_word:
            head = token
    return head


_AFTER_HEAD = words(
    "of in at on from for with by against to during who which that whose where near between over into as "
    "including after before about among amongst amid amidst despite through under within"
)
