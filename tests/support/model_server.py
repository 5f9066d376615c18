"""A chat model's server on loopback that plays a script and keeps what it was sent.

It speaks as much of OpenAI's chat completions as its client needs, over real HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any

import pytest


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None  # bytes of the body after which the connection drops; None: all are sent
    after: Event | None = None  # waited for before anything is sent


def completion(text: str | None, *, finish: str = "stop") -> dict[str, Any]:
    """The JSON of a chat completion."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "completion-1",
        "object": "chat.completion",
        "created": 1740000000,
        "model": "test-model",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def says(text: str | None, *, finish: str = "stop") -> Reply:
    """A model that writes this text."""
    return Reply(json.dumps(completion(text, finish=finish)).encode())


def fails(status: int, message: str, **headers: str) -> Reply:
    """A provider that answers with an error."""
    body = json.dumps({"error": {"message": message, "type": "error", "param": None, "code": None}})
    # Written with underscores, as keywords need.
    return Reply(body.encode(), status, {name.replace("_", "-"): value for name, value in headers.items()})


class ModelServer:
    """Plays its replies in order, the last of them for ever. A context manager: it stops at the end."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self._script: list[Reply] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False  # so that closing waits for the handlers
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def play(self, *script: Reply) -> None:
        """Set the replies."""
        self._script = list(script)

    def messages(self, request: int = -1) -> dict[str, str]:
        """What a request said, by role."""
        return {each["role"]: each["content"] for each in self.requests[request]["messages"]}

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reply in self._script:
            if reply.after:
                reply.after.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self) -> Reply:
        return self._script.pop(0) if len(self._script) > 1 else self._script[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        playing = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                playing.requests.append(json.loads(self.rfile.read(size)))
                reply = playing._next()
                if reply.after:
                    reply.after.wait()
                with suppress(ConnectionError):  # a client that was kept waiting has given up
                    self._send(reply)

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body[: reply.sent])

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        return Handler


@contextmanager
def openai_server(monkeypatch: pytest.MonkeyPatch, key: str) -> Iterator[ModelServer]:
    """Run a server that the OpenAI client talks to, whatever proxies and tracing the environment has."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with ModelServer() as running:
        monkeypatch.setenv("OPENAI_API_KEY", key)
        monkeypatch.setenv("OPENAI_API_BASE", running.url)
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running
