"""Cases, version 1 of their format: questions, briefings and drafts with what is right of them.

A suite is a folder with `suite.toml` and `cases.jsonl`, one case a line. `schemas/case.schema.json` is generated from
these models. Bulletins are named by their exact titles; how `words` are matched is told in `matching`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from briefer.errors import UnknownCountry
from briefer.evaluation.matching import GOES_ON
from briefer.model import Support
from briefer.reading.countries import resolve_country

SCHEMA = 1


def _spoken(text: str) -> str:
    if not text.strip():
        raise ValueError("it must not be blank")
    return text


def _alternative(text: str) -> str:
    if not text.strip(f" {GOES_ON}"):
        raise ValueError("an alternative must hold a word")
    if GOES_ON in text[:-1]:
        raise ValueError(f"{GOES_ON} only stands at the end of an alternative")
    return text


def _country(name: str) -> str:
    try:
        resolve_country(name)
    except UnknownCountry as error:
        raise ValueError(str(error)) from None
    return name


Text = Annotated[str, AfterValidator(_spoken)]
Alternative = Annotated[str, AfterValidator(_alternative)]
Group = Annotated[tuple[Alternative, ...], Field(min_length=1)]
Words = Annotated[
    tuple[Group, ...],
    Field(min_length=1, description="One sentence must hold one alternative of each group."),
]
CountryName = Annotated[str, AfterValidator(_country)]
Identity = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]


class Fault(StrEnum):
    """In which way a drafted sentence is wrong."""

    NUMBER = "number"
    UNIT = "unit"
    MAGNITUDE = "magnitude"
    DATE = "date"
    NAME = "name"
    ROLE = "role"
    PLACE = "place"
    COUNTRY = "country"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"
    SPEAKER = "speaker"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"
    CAUSE = "cause"
    MIS_CITE = "mis-cite"
    SPLICE = "splice"
    ADDITION = "addition"
    OTHER = "other"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Worded(_Record):
    """Words that a sentence is looked for by."""

    text: Text
    words: Words


class Quoted(_Record):
    """Exact words of a bulletin's body."""

    bulletin: Text
    quote: Text


class Nugget(Worded):
    """A fact that a right output holds: vital, or only welcome."""

    vital: bool = True
    evidence: tuple[Quoted, ...] = ()


class Forbidden(Worded):
    """What must not be stated; a sentence that holds one of `unless` does not state it."""

    unless: tuple[Alternative, ...] = ()


class Attributed(Worded):
    """What must stay somebody's word: every sentence that holds `words` must hold one of `needs`."""

    needs: Annotated[tuple[Alternative, ...], Field(min_length=1)]


class Side(Worded):
    """One account of several."""


class Conflict(_Record):
    """Accounts that differ; a right output shows every side."""

    text: Text
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]


class _Case(_Record):
    version: Literal[1] = Field(alias="schema", description="The version of this format.")
    id: Identity
    tags: tuple[Text, ...] = ()
    note: str = ""


class _Told(_Case):
    """What a question and a briefing share: the words that the output is held against."""

    relevant: tuple[Text, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def quotes(self) -> Iterator[Quoted]:
        """Every quotation of the case."""
        return (quoted for nugget in self.nuggets for quoted in nugget.evidence)


class QuestionCase(_Told):
    """A question, answered by the bulletins or not."""

    kind: Literal["question"]
    question: Text
    country: CountryName | None = None
    since: date | None = None
    until: date | None = None
    answerable: bool

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _in_order(self.since, self.until)
        if self.answerable and not (self.relevant and any(nugget.vital for nugget in self.nuggets)):
            raise ValueError("an answerable question needs a relevant bulletin and a vital nugget")
        _nothing_to_say(self)
        return self


class BriefingCase(_Told):
    """The briefing of a country over a period; `relevant` names the bulletins that it must cite."""

    kind: Literal["briefing"]
    country: CountryName
    since: date
    until: date
    answerable: bool = Field(
        True, description="False: the bulletins tell nothing of the country in the period."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _in_order(self.since, self.until)
        _nothing_to_say(self)
        return self


class DraftClaim(_Record):
    """A sentence as a model would write it, what it cites, and what a reader says of it."""

    text: Text
    cites: tuple[Quoted, ...] = ()
    label: Annotated[Support, Field(strict=False)]
    fault: Annotated[Fault | None, Field(strict=False)] = None
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.fault is None) is not (self.label is Support.SUPPORTED):
            raise ValueError(
                "fault says what is wrong, so it is null where the label is supported and only there"
            )
        return self


class DraftCase(_Case):
    """A frozen draft, labelled by hand: what the gate must say of it."""

    kind: Literal["draft"]
    claims: Annotated[tuple[DraftClaim, ...], Field(min_length=1)]

    @property
    def relevant(self) -> tuple[str, ...]:
        """None: nothing is looked up for a draft."""
        return ()

    @property
    def quotes(self) -> Iterator[Quoted]:
        """Every quotation of the case."""
        return (quoted for claim in self.claims for quoted in claim.cites)


ToldCase = QuestionCase | BriefingCase
Case = QuestionCase | BriefingCase | DraftCase
_CASES: TypeAdapter[Case] = TypeAdapter(Annotated[Case, Field(discriminator="kind")])


def _in_order(since: date | None, until: date | None) -> None:
    if since and until and since > until:
        raise ValueError(f"the period ends before it starts: {since} > {until}")


def _nothing_to_say(case: ToldCase) -> None:
    if not case.answerable and (case.relevant or case.nuggets):
        raise ValueError("a case that is not answerable has no relevant bulletin and no nugget")


def parse_case(line: str) -> Case:
    """Read a case from a line of JSON. Raises ValueError (pydantic's where the line is JSON)."""
    json.loads(line, object_pairs_hook=_no_key_twice)
    return _CASES.validate_json(line)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} stands in it twice")
    return record


def dumped_case(case: Case) -> str:
    """Return a case as one line of JSON, in the order of the models, without what is empty."""
    return case.model_dump_json(by_alias=True, exclude_defaults=True)


def case_schema() -> str:
    """Return the JSON Schema (2020-12) of a case, as `schemas/case.schema.json` holds it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A case, version 1"}
    return json.dumps(schema | _CASES.json_schema(by_alias=True), indent=2, sort_keys=True) + "\n"
