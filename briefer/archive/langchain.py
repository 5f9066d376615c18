"""The archive as a LangChain retriever. Imported only where one is asked for: LangChain is slow to load."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from briefer.archive.archive import Archive
from briefer.model import Hit


class ArchiveRetriever(BaseRetriever):
    """Passages for a question; `filters` are the keyword arguments of `Archive.search`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    filters: dict[str, Any]

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
