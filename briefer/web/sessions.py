"""Who is signed in, and the tokens that a browser's forms carry."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from briefer.errors import InputError

COOKIE = "briefer_session"
FEWEST_CHARACTERS = 16  # of a token: it guards against guessing, at the rate that sign-ins are let through
_MOST = 1000  # browsers that are signed in


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's: the cookie's value, and whether it is new."""

    id: str
    is_new: bool
    is_signed_in: bool


class Sessions:
    """Sessions of this run of the server; without a token everybody is signed in."""

    def __init__(self, token: str | None) -> None:
        if token is not None and len(token) < FEWEST_CHARACTERS:
            raise InputError(
                f"the token has fewer than {FEWEST_CHARACTERS} characters",
                "make one: python3 -c 'import secrets; print(secrets.token_urlsafe())'",
            )
        self._token = token
        self._key = secrets.token_bytes(32)
        self._signed_in: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    @property
    def needs_token(self) -> bool:
        """True when one must sign in."""
        return self._token is not None

    def session(self, cookie: str | None) -> Session:
        """Return the session of a cookie's value, a new one where it is none of ours."""
        known = cookie if cookie and len(cookie) == 43 and cookie.isascii() else None
        with self._lock:
            is_signed_in = self._token is None or known in self._signed_in
        return Session(known or secrets.token_urlsafe(32), known is None, is_signed_in)

    def is_token(self, given: str) -> bool:
        """Compare in constant time."""
        return self._token is not None and hmac.compare_digest(given.encode(), self._token.encode())

    def sign_in(self) -> str:
        """Return a new session's id, which is signed in."""
        made = secrets.token_urlsafe(32)
        with self._lock:
            self._signed_in[made] = None
            if len(self._signed_in) > _MOST:
                self._signed_in.popitem(last=False)
        return made

    def sign_out(self, session: Session) -> None:
        """Forget that a session was signed in."""
        with self._lock:
            self._signed_in.pop(session.id, None)

    def form_token(self, session: Session) -> str:
        """Return what the forms of a session must carry."""
        return hmac.new(self._key, session.id.encode(), sha256).hexdigest()

    def is_form_token(self, session: Session, given: str) -> bool:
        """Say whether a form comes from a page that this session was given."""
        return hmac.compare_digest(given.encode(), self.form_token(session).encode())
