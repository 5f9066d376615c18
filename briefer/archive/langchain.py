"""The archive as a LangChain retriever. Imported only where one is asked for: LangChain is slow to load."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, field_validator

from briefer.archive.archive import Archive
from briefer.errors import InputError
from briefer.model import Hit
from briefer.reading.countries import resolve_country

FILTERS = ("country", "period", "k", "main_only")


class ArchiveRetriever(BaseRetriever):
    """Passages for a question; `filters` are the keyword arguments of `Archive.search`.

    The country may also be a name. Raises InputError for a filter that there is not, UnknownCountry for a country
    that is none.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    filters: dict[str, Any]

    @field_validator("filters")
    @classmethod
    def _known(cls, filters: dict[str, Any]) -> dict[str, Any]:
        unknown = next((name for name in filters if name not in FILTERS), None)
        if unknown:
            raise InputError(f"a retriever has no filter {unknown!r}", f"there are {', '.join(FILTERS)}")
        country = filters.get("country")
        return filters | {"country": resolve_country(country).code} if country else filters

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [to_document(hit) for hit in self.archive.search(query, **self.filters)]


def to_document(hit: Hit) -> Document:
    """Return a hit as a document: the passage's words, and where they stand."""
    bulletin, span = hit.bulletin, hit.passage.span
    day = bulletin.date.earliest
    return Document(
        id=hit.passage.id,
        page_content=hit.text,
        metadata={
            "bulletin_id": bulletin.id,
            "title": bulletin.title,
            "start": span.start,
            "end": span.end,
            "date": day.isoformat() if day else None,
            "outlets": list(bulletin.outlets),
            "source": bulletin.source,
            "score": hit.score,
        },
    )
