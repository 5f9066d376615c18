"""Fetches the pages of several hosts at a time, each host's one after the other, as fast as manners allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from briefer.reading.fetching import Download
from briefer.reading.raw import Document
from briefer.reading.sources import ReadOptions, open_download
from briefer.rounds.manners import Visitor
from briefer.rounds.remembering import Version

MOST_HOSTS = 4  # at a time


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that is here."""

    document: Document | None  # None: the version that was known is still the page
    media_type: str
    version: Version


class Fetching:
    """Fetches that are under way, in threads of their own: each URL's page in its own time.

    They end with the process, so that an interrupt does not wait for the slowest server.
    """

    def __init__(self, urls: Sequence[str], fetch: Callable[[str], Fetched]) -> None:
        self._pages: dict[str, Future[Fetched]] = {url: Future() for url in urls}
        self._fetch = fetch
        self._stopped = Event()
        self._waiting: SimpleQueue[list[tuple[str, Future[Fetched]]]] = SimpleQueue()
        by_host: dict[str, list[tuple[str, Future[Fetched]]]] = {}
        for url, page in self._pages.items():
            by_host.setdefault(_host(url), []).append((url, page))
        for group in by_host.values():
            self._waiting.put(group)
        for _ in range(min(MOST_HOSTS, len(by_host))):
            Thread(target=self._work, daemon=True).start()

    def page(self, url: str) -> Fetched:
        """Wait for a page and return it. Raises what fetching it raised."""
        return self._pages.pop(url).result()

    def stop(self) -> None:
        """Begin no further fetch."""
        self._stopped.set()

    def _work(self) -> None:
        while True:
            try:
                group = self._waiting.get_nowait()
            except Empty:
                return
            for url, page in group:
                if self._stopped.is_set():
                    return
                try:
                    page.set_result(self._fetch(url))
                except BaseException as error:  # told to whoever waits for the page
                    page.set_exception(error)


def fetch_page(url: str, *, visitor: Visitor, known: Mapping[str, Version], options: ReadOptions) -> Fetched:
    """Fetch a page, unless it is still the version that is known. Raises Unreadable."""
    version = known.get(url)

    def take(download: Download) -> Fetched:
        document = None if download.unchanged and version else open_download(download, url, options)
        sha256 = document.sha256 if document else version.sha256 if version else ""
        if version and sha256 == version.sha256:
            document = None
        validators = (download.etag, download.modified)
        if download.unchanged and version:  # a 304 need not repeat them
            validators = (download.etag or version.etag, download.modified or version.modified)
        return Fetched(
            document, download.media_type, Version(download.url, *validators, sha256, options.today)
        )

    return visitor.visit(url, version, options.max_bytes, take)


def _host(url: str) -> str:
    import httpx

    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return url  # fetching it will say so
