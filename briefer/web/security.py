"""What every request passes before anything else sees it, and the headers that every response leaves with.

A page of another site must not be able to read or to act: the Host must be one that is served (a name that was
rebound to the loopback address is none), requests that change or compute something must come from a page of this
server, and forms carry a token besides. With a token set, nothing but the sign-in is open.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefer.web.limits import Limits, Rate
from briefer.web.problems import Problem, problem_of, response_to
from briefer.web.sessions import COOKIE, Session, Sessions

_LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without a referrer a form would be sent with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
UPLOADS = frozenset({"/api/v1/ingests", "/archive/ingest"})
_WORKS = frozenset({"/api/v1/answers", "/api/v1/briefings", "/api/v1/checks", "/brief", "/check"}) | UPLOADS
_OPEN = frozenset({"/login"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A name or an address and a port, and nothing that could be taken for a user, a path or a query.
_HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_ONE_USERS = 64  # bits of an IPv6 address: the rest is the user's to choose


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each client may do what."""

    reads: Rate
    works: Rate
    sign_ins: Rate


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """The middleware around everything."""

    def __init__(
        self, app: ASGIApp, *, sessions: Sessions, limits: Limits, clock: Callable[[], float], any_host: bool
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._limits = limits
        self._any_host = any_host
        self._rates = Rates(*(Rate(n, clock) for n in (limits.reads, limits.works, limits.sign_ins)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)
        session = self._sessions.session(request.cookies.get(COOKIE))
        scope.setdefault("state", {})["session"] = session
        started = False

        async def leaving(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _dress(MutableHeaders(scope=message), request, session)
            await send(message)

        refusal = self._refusal(request, session)
        if refusal is not None:
            await refusal(scope, receive, leaving)
            return
        try:
            await self._app(scope, _measured(receive, self._most(request)), leaving)
        except Exception as error:  # answered here, so that this answer too has its headers
            _LOG.exception("%s %s failed", request.method, _path(request))
            if started:
                raise
            await response_to(request, problem_of(error))(scope, receive, leaving)

    def _refusal(self, request: Request, session: Session) -> Response | None:
        problem = (
            self._wrong_host(request)
            or _foreign(request)  # first: another site's page must not use up what its reader may ask
            or self._too_often(request)
            or self._too_large(request)
        )
        return response_to(request, problem) if problem else self._unknown(request, session)

    def _wrong_host(self, request: Request) -> Problem | None:
        named = _HOST.fullmatch(request.headers.get("host", ""))
        if named and (self._any_host or is_loopback(named["name"].strip("[]").lower())):
            return None
        return Problem(421, "this server does not answer to that name", "use the address it printed", "host")

    def _too_often(self, request: Request) -> Problem | None:
        client, path, is_reading = _client(request), _path(request), request.method in _SAFE
        asks = path == "/" and bool(request.query_params.get("q"))
        if path == "/login" and not is_reading:
            rate = self._rates.sign_ins
        elif asks or (path in _WORKS and not is_reading):
            rate = self._rates.works
        else:
            rate = self._rates.reads
        seconds = rate.wait(client)
        return _to_wait(seconds) if seconds else None

    def _too_large(self, request: Request) -> Problem | None:
        length = request.headers.get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length) <= self._most(request):
            return None
        return _large(self._most(request))

    def _most(self, request: Request) -> int:
        return self._limits.upload if _path(request) in UPLOADS else self._limits.body

    def _unknown(self, request: Request, session: Session) -> Response | None:
        """Ask for the token; a browser that has signed in must show, when it acts, that its own page does."""
        path = _path(request)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._sessions.needs_token:
            # A token that is sent so is guessed no faster than one on the page; only wrong ones are counted.
            seconds = self._rates.sign_ins.wait(_client(request), count=False)
            if seconds:
                return response_to(request, _to_wait(seconds))
            if self._sessions.is_token(given.strip()):
                return None
            self._rates.sign_ins.wait(_client(request))
        is_api = path.startswith("/api/")
        if not session.is_signed_in and path not in _OPEN and not path.startswith("/static/"):
            if is_api or request.method not in _SAFE:
                told = {"WWW-Authenticate": "Bearer"}
                problem = Problem(
                    401, "a token is needed", "send it as: Authorization: Bearer", "token", told
                )
                return response_to(request, problem)
            target = path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
        acts = is_api and request.method not in _SAFE and not session.is_new
        if acts and not self._sessions.is_form_token(session, request.headers.get("x-csrf-token", "")):
            return response_to(request, STALE)
        return None


STALE = Problem(
    403, "the page that sent this is out of date", "load it again, and send it again", "form-token"
)


def is_foreign(request: Request) -> bool:
    """Say whether a page of another site has a browser send the request."""
    origin = request.headers.get("origin")
    if origin is not None and _place_of(origin) != request.headers.get("host", "").lower():
        return True
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _place_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # no browser sends it
        return ""


def _foreign(request: Request) -> Problem | None:
    """Refuse what another site's page does; to follow a link of it here is not to act."""
    follows = request.method in _SAFE and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    if follows or not is_foreign(request):
        return None
    return Problem(403, "another site's page sent this", "do it from a page of this server", "cross-site")


def _path(request: Request) -> str:
    """The path by which the request will be routed: `request.url` may be put together from the Host header."""
    return str(request.scope["path"])


def _client(request: Request) -> str:
    """Who asks: an address, or the network of one that can be changed at will."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(IPv6Network((address, _ONE_USERS), strict=False))
    return host


def _to_wait(seconds: int) -> Problem:
    told = {"Retry-After": str(seconds)}
    return Problem(429, "too many requests", f"wait for {seconds} seconds", "too-often", told)


def _large(most: int) -> Problem:
    return Problem(413, f"larger than {most / 2**20:g} MiB", "send less, in several parts", "too-large")


def _measured(receive: Receive, most: int) -> Receive:
    """Count the bytes that really come, whatever was declared."""
    seen = 0

    async def measured() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, _large(most).detail)
        return message

    return measured


def _dress(headers: MutableHeaders, request: Request, session: Session) -> None:
    """Put the standing headers on a response; a page, which carries forms, also gives the session's cookie."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("Cache-Control", "no-cache" if _path(request).startswith("/static/") else "no-store")
    is_page = headers.get("content-type", "").startswith("text/html")
    if session.is_new and is_page and "set-cookie" not in headers:
        headers.append("Set-Cookie", cookie(request, session.id))


def cookie(request: Request, session_id: str) -> str:
    """Return the cookie of a session: for this server's own pages, and out of reach of scripts.

    It is for TLS alone where the page came so: a proxy that speaks TLS is known by the Origin of the form.
    """
    origin = request.headers.get("origin", "")
    secure = "; Secure" if "https" in (request.scope["scheme"], origin.partition(":")[0].lower()) else ""
    return f"{COOKIE}={session_id}; Path=/; HttpOnly; SameSite=Strict{secure}"
