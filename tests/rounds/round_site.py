"""A site on loopback whose pages a test sets, an archive of its own, and time that passes only when waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np

from briefer.archive.archive import open_archive
from briefer.rounds.manners import Pace
from briefer.rounds.update import UpdateReport, update
from briefer.settings import Settings

TODAY = date(2025, 3, 12)
DATE = "Mon, 10 Mar 2025 08:00:00 GMT"


@dataclass
class Page:
    """What stands at a path. With `etag` or `modified`, a request that names the same one gets a 304."""

    body: bytes = b""
    status: int = 200
    etag: str | None = None
    modified: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Pages by path; a path without one is not found. `asked` are the requests: path and headers."""

    port: int
    pages: dict[str, Page | Callable[[], Page]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: dict[str, str]) -> Page:
        self.asked.append((path, headers))
        page = self.pages.get(path, Page(b"not here", 404))
        page = page() if callable(page) else page
        known = (page.etag, headers.get("if-none-match")), (page.modified, headers.get("if-modified-since"))
        if any(ours is not None and ours == theirs for ours, theirs in known):
            return Page(status=304, headers=page.headers)
        return page


@contextmanager
def served() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response_only(page.status)
            headers = {"Date": DATE, "Content-Length": str(len(page.body)), "Connection": "close"}
            given = {"ETag": page.etag, "Last-Modified": page.modified}
            for name, value in {**headers, **given, **page.headers}.items():
                if value is not None:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)
            self.close_connection = True

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Site(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class Time:
    """A clock that stands still but for what is waited."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(lambda: self.now, self.wait)


class Embedder:
    """Vectors that need no model."""

    name, dimension, revision = "made-up", 8, "1"

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Any:
        rows = [np.frombuffer(blake2b(text.encode(), digest_size=8).digest(), np.uint8) for text in texts]
        vectors = np.array(rows, dtype=np.float32) + 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass
class Desk:
    """An archive that is updated, as often as wanted."""

    folder: Path
    time: Time = field(default_factory=Time)

    def update(
        self, *sources: str | dict[str, Any], today: date = TODAY, private: bool = True, progress=None
    ) -> UpdateReport:
        """Update from sources: a dict is a table of the file, a string a url or path."""
        tables = [
            source if isinstance(source, dict) else {"url" if "://" in source else "path": source}
            for source in sources
        ]
        settings = Settings(sources=tables, allow_private_urls=private)
        with open_archive(self.folder, embedder=Embedder(), create=True) as archive:
            return update(archive, settings, today=today, pace=self.time.pace(), progress=progress)

    def titles(self) -> list[str]:
        with open_archive(self.folder, embedder=Embedder()) as archive:
            return sorted(each.title for each in archive.bulletins(include_linked=True))


def text(*titles: str) -> bytes:
    """A page of bulletins that are all different."""
    return ("Mali\n" + "\n".join(f"{title}\n{_body(title)}\n" for title in titles)).encode()


def feed(*entries: str | tuple[str, str]) -> bytes:
    """A feed: each entry a title, or a title and its body."""
    pairs = [entry if isinstance(entry, tuple) else (entry, _body(entry)) for entry in entries]
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><description>{body}</description>"
        f"<link>http://127.0.0.1:1/{number}</link><pubDate>Sat, 08 Mar 2025 10:00:00 GMT</pubDate></item>"
        for number, (title, body) in enumerate(pairs)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'.encode()


def _body(title: str) -> str:
    digest = blake2b(title.encode(), digest_size=12).hexdigest()
    words = " ".join(digest[place : place + 4] for place in range(0, 24, 4))
    return f"Officials spoke of {title.lower()} on March 5 and gave the numbers {words} to the press."
