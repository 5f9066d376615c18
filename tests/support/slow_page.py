"""A web page on loopback that is asked for and answered when the test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 60  # seconds; a test that waits so long has failed


@dataclass
class SlowPage:
    """Set `answer` to let the page come; `asked` is set when someone waits for it."""

    url: str
    body: bytes
    asked: threading.Event = field(default_factory=threading.Event)
    answer: threading.Event = field(default_factory=threading.Event)


@contextmanager
def slow_page(body: bytes) -> Iterator[SlowPage]:
    """Serve a text."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page.asked.set()
            page.answer.wait(LONGEST)
            try:
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)
            except ConnectionError:
                pass  # who asked was interrupted

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        page = SlowPage(f"http://127.0.0.1:{server.server_port}/page.txt", body)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield page
        finally:
            page.answer.set()
            server.shutdown()
            thread.join()
