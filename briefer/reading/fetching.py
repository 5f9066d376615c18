"""Downloads: http and https only, public addresses only, a few redirects, a size and a time limit."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.reading.deadline import TRY_LATER, Deadline
from briefer.reading.raw import Unreadable

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
_SECONDS = 20.0  # for each wait on the network
_SECONDS_IN_ALL = 120.0
_HEADERS = {
    "User-Agent": f"briefer/{__version__}",
    "Accept-Encoding": "gzip, deflate",
    "Accept": "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8",
}
# A piece of these grows a thousandfold at most. One that was packed twice, or by other means, may fill any memory
# before its size can be told.
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
_LONGEST_VALIDATOR = 1000  # characters of an ETag
_HOLD_IPV4 = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96")))  # in their last 32 bits
_LOCAL = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "fec0::/10")))  # to some Pythons global


@dataclass(frozen=True, slots=True)
class Download:
    """A response that is arriving."""

    url: str  # after redirects
    pieces: Iterator[bytes]
    media_type: str
    charset: str | None
    retrieved: date | None  # the server's Date header
    etag: str | None = None  # as the server gave it, where it can be sent back
    modified: str | None = None  # the Last-Modified header, likewise
    unchanged: bool = False  # 304: what the conditions tell of is still what stands there


class Refused(Unreadable):
    """A server answered, and gave no page."""

    def __init__(self, message: str, hint: str, status: int, retry_after: float | None) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after  # seconds that it asks to wait


class Redirected(Unreadable):
    """The page stands elsewhere, and was not followed there."""

    def __init__(self, location: str) -> None:
        super().__init__(f"redirects to {location}", "give that address")
        self.location = location


class TooManyRedirects(Unreadable):
    """The redirects were not followed to their end."""

    def __init__(self) -> None:
        super().__init__(f"more than {MOST_REDIRECTS} redirects", "give the address where they end")


@contextmanager
def fetched(
    url: str,
    *,
    limit: int,
    allow_private: bool,
    conditions: Mapping[str, str] | None = None,
    follow: bool = True,
) -> Iterator[Download]:
    """Open a URL and yield the response. Raises Unreadable, also while its pieces are read.

    `conditions` are headers such as If-None-Match, sent to the URL itself and to no other that it leads to.
    Without `follow`, a redirect raises Redirected.
    """
    import httpx

    with Deadline(_SECONDS_IN_ALL) as deadline, _told(deadline):
        target, headers = httpx.URL(url), conditions or {}
        for _ in range(MOST_REDIRECTS + 1):
            with _opened(target, allow_private, deadline, headers) as response:
                if response.has_redirect_location:
                    target, headers = target.join(response.headers["location"]), {}
                    if not follow:
                        raise Redirected(str(target))
                    continue
                if not (headers and response.status_code == httpx.codes.NOT_MODIFIED):
                    _check_status(response)
                _check_encoding(response)
                yield _download(target, response, limit, deadline)
                return
        raise TooManyRedirects


@contextmanager
def _told(deadline: Deadline) -> Iterator[None]:
    """Say in words what the network could not do. Raises Unreadable."""
    import httpx

    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        deadline.check()
        if isinstance(error, httpx.TimeoutException):
            raise Unreadable(f"no answer within {_SECONDS:g} seconds", TRY_LATER) from None
        raise Unreadable(f"cannot be reached ({error})", TRY_LATER) from None


def check_address(url: httpx.URL) -> None:
    """Raise Unreadable unless it is the plain address of a web page."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise Unreadable(f"not an http or https address: {url.scheme}", "only web pages are fetched")
    if url.userinfo:
        raise Unreadable("the address carries a user name or password", "leave it out: it would be stored")


@contextmanager
def _opened(
    url: httpx.URL, allow_private: bool, deadline: Deadline, headers: Mapping[str, str]
) -> Iterator[httpx.Response]:
    """Send the request to an address that was checked, so that no second look-up can lead elsewhere."""
    import httpx

    check_address(url)
    proxied = url.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(url.host)
    with httpx.Client(verify=_tls(), trust_env=proxied, headers={**_HEADERS, **headers}) as client:
        addresses = [] if proxied and _is_name(url.host) else _addresses(url, allow_private)
        response = _send(client, url, addresses, deadline)
        try:
            yield response
        finally:
            response.close()


@cache
def _tls() -> ssl.SSLContext:
    """Return the context that checks certificates; loading the authorities takes a while."""
    import httpx

    return httpx.create_ssl_context()


def _send(client: httpx.Client, url: httpx.URL, addresses: list[str], deadline: Deadline) -> httpx.Response:
    import httpx

    if not addresses:  # a proxy looks the name up
        request = client.build_request(
            "GET", url, timeout=deadline.left(_SECONDS), extensions={"trace": deadline.watch}
        )
        return client.send(request, stream=True)
    failure: httpx.HTTPError | None = None
    for address in addresses:
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode("ascii")},
            timeout=deadline.left(_SECONDS),
            extensions={
                "sni_hostname": url.raw_host.decode("ascii"),  # the certificate is checked for the name
                "trace": deadline.watch,
            },
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = failure or error
    raise failure or httpx.ConnectError("no address")


def _is_name(host: str) -> bool:
    try:
        socket.inet_aton(host)  # also "127.1" and "0x7f000001", which a proxy would take for an address
    except OSError:
        return ":" not in host and not host.lower().rstrip(".").endswith("localhost")
    return False


def _addresses(url: httpx.URL, allow_private: bool) -> list[str]:
    """Return the addresses of the host. Raises Unreadable where one of them is not public."""
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), url.port or 0, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreadable(f"no such host: {url.host} ({error.strerror})", TRY_LATER) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(is_public(address) for address in addresses):
        raise Unreadable(
            f"{url.host} is an address of this machine or a private network",
            "set BRIEFER_ALLOW_PRIVATE_URLS=1 if you trust it",
        )
    return addresses


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet, also where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _HOLD_IPV4):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _LOCAL)


def _check_status(response: httpx.Response) -> None:
    if response.is_success:
        return
    reason = f"the server answered {response.status_code} {response.reason_phrase}".strip()
    hint = "check the address" if response.status_code < 500 else "try again later"
    raise Refused(reason, hint, response.status_code, _retry_after(response))


def _check_encoding(response: httpx.Response) -> None:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise Unreadable(
            f"packed in another way than asked for: {encoding[:40]}", "save it and give the file"
        )


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that the server asks to wait; a moment that it names is counted from its own clock."""
    asked = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", asked, re.ASCII):
        return float(asked)
    until, now = _moment(asked), _moment(response.headers.get("date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _download(url: httpx.URL, response: httpx.Response, limit: int, deadline: Deadline) -> Download:
    moment = _moment(response.headers.get("date", ""))
    return Download(
        url=str(url),
        pieces=_limited(response, limit, deadline),
        media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=response.charset_encoding,
        retrieved=moment.date() if moment else None,
        etag=_sendable(response.headers.get("etag")),
        modified=_sendable(response.headers.get("last-modified")),
        unchanged=response.status_code == 304,
    )


def _sendable(value: str | None) -> str | None:
    """Return a header's value where it can be sent back as it came."""
    fits = value is not None and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return (value or None) if fits else None


def _limited(response: httpx.Response, limit: int, deadline: Deadline) -> Iterator[bytes]:
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > limit:
            raise Unreadable(f"larger than {limit / 2**20:g} MiB", "save it and give the part that you need")
        deadline.check()
        yield piece
    deadline.check()  # a connection that was ended in time's name may look like the end of the page
