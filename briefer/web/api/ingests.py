"""Files into the archive."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from fastapi import Form as FormField
from starlette.responses import Response

from briefer.archive.records import IngestReport
from briefer.web.api.replies import accepted, replies, told
from briefer.web.desk import INGEST, AtDesk, finished
from briefer.web.uploads import Upload, report_record, start_ingest

router = APIRouter(tags=["archive"])


@router.post("/ingests", status_code=202, responses=replies("Job", 202, "They are being read"))
def ingest(
    desk: AtDesk,
    files: Annotated[list[UploadFile], File(description="pages, feeds, JSONL, PDF, Word, e-mail")],
    retrieved: Annotated[str, FormField(max_length=10, description="day on which they were saved")] = "",
) -> Response:
    """Begin to read files into the archive; follow it at the address in `Location`."""
    return accepted(start_ingest(desk, [Upload(each.filename or "", each.file) for each in files], retrieved))


@router.get("/ingests/{job_id}", responses=replies("Ingest"))
def report(job_id: str, desk: AtDesk) -> Response:
    """Return what came of it, in the schema `briefer.ingest/1`."""
    return told(report_record(finished(desk.job(job_id, INGEST), IngestReport)))
