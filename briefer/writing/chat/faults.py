"""What a chat model's failures are called, in one line each; the only place that knows providers' exceptions.

They are told by the names of their classes and by HTTP status, so that no provider's package is imported.
Nothing that a provider says is repeated, but for the reason of a refused request, and that without anything
like a key.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass

from briefer.errors import ModelError


@dataclass(frozen=True, slots=True)
class _Fault:
    names: frozenset[str]  # of an exception's class or of any that it derives from
    statuses: range
    message: str
    hint: str
    detailed: bool = False  # the provider's reason is worth showing


def _fault(names: str, statuses: range, message: str, hint: str, *, detailed: bool = False) -> _Fault:
    return _Fault(frozenset(names.split()), statuses, message, hint, detailed)


_NO_STATUS = range(0)
_LONGEST_DETAIL = 200  # characters

# The first row that fits counts. langchain-core's own names come first in each, then those of the SDKs.
_FAULTS = (
    _fault(
        "ModelAuthenticationError AuthenticationError",
        range(401, 402),
        "refused the API key",
        "check the key in {variable}",
    ),
    _fault(
        "ModelPermissionDeniedError PermissionDeniedError PermissionDenied",
        range(403, 404),
        "does not allow this key to use the model",
        "use another key or another model",
    ),
    _fault(
        "ModelNotFoundError NotFoundError NotFound",
        range(404, 405),
        "is not known to its provider",
        "{fetch}",
    ),
    _fault(
        "ModelRateLimitError RateLimitError ResourceExhausted TooManyRequests",
        range(429, 430),
        "is rate-limited or out of quota",
        "wait a while, or allow more retries",
    ),
    _fault(
        "ContextOverflowError",
        range(413, 414),
        "cannot take so much text",
        "ask for fewer passages or a shorter period",
    ),
    _fault(
        "ModelInvalidRequestError BadRequestError UnprocessableEntityError InvalidArgument",
        range(400, 500),
        "rejected the request",
        "check the model's name and what it allows",
        detailed=True,
    ),
    _fault(
        "ModelTimeoutError APITimeoutError TimeoutException Timeout TimeoutError DeadlineExceeded",
        _NO_STATUS,
        "did not answer within {timeout:g} seconds",
        "wait longer for it, or use a faster model",
    ),
    _fault(
        "ModelConnectionError APIConnectionError TransportError ConnectionError ServiceUnavailable",
        _NO_STATUS,
        "cannot be reached, or the connection broke off",
        "check that its server runs and the network works",
    ),
    _fault(
        "ModelAPIError InternalServerError ServerError",
        range(500, 600),
        "failed at its provider",
        "try again later",
    ),
    _fault(
        "APIResponseValidationError ValueError LookupError TypeError AttributeError",
        _NO_STATUS,
        "sent a reply that cannot be read",
        "check that the address is one of a chat model",
    ),
)
_UNKNOWN = _fault("", _NO_STATUS, "failed ({kind})", "try again, or use another model")

_INSTALL = re.compile(r"pip install (?:-U |--upgrade )?[\w.\[\]-]+")
_KEY_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:API_KEY|KEY|TOKEN)\b")
_SPEAKS_OF_KEY = re.compile(r"api[_ ]?key|credential|token", re.IGNORECASE)
_SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD)S?$|SECRET", re.IGNORECASE)
_LIKE_A_KEY = re.compile(r"\b(?:bearer\s+\S+|(?:sk|pk|gsk|xai|key)-[\w*-]{4,}|[\w*-]{32,})", re.IGNORECASE)


def cannot_be_used(model: str, error: Exception, timeout: float) -> ModelError:
    """Return what to say of a model ("provider:name") that failed when asked; `timeout` is in seconds."""
    fault = next((fault for fault in _FAULTS if fault.names & _class_names(error)), None)
    status = _status(error)
    if status is not None and (fault is None or fault.statuses == _NO_STATUS):
        fault = next((each for each in _FAULTS if status in each.statuses), fault)
    fault = fault or _UNKNOWN
    provider, _, name = model.partition(":")
    message = fault.message.format(timeout=timeout, kind=type(error).__name__)
    code = f" (HTTP {status})" if status is not None else ""
    detail = f": {_detail(error)}" if fault.detailed else ""
    fetch = f"run 'ollama pull {name}'" if provider == "ollama" else "check the name after the colon"
    hint = fault.hint.format(fetch=fetch, variable=_default_variable(provider))
    return ModelError(f"model {model} {message}{code}{detail}", hint)


def cannot_be_built(model: str, error: Exception) -> ModelError:
    """Return what to say of a model ("provider:name") that could not be set up."""
    provider = model.partition(":")[0]
    said = str(error)
    if isinstance(error, ImportError):
        command = _INSTALL.search(said)
        hint = command[0] if command else "install the provider's langchain package again"
        return ModelError(f"model {model} needs a package that is missing or broken", hint)
    if isinstance(error, ValueError) and said.startswith("Unsupported"):
        known = " ".join(said.rpartition(":")[2].split())
        return ModelError(f"model {model}: langchain knows no provider '{provider}'", f"it knows {known}")
    if _SPEAKS_OF_KEY.search(said):
        variable = _KEY_VARIABLE.search(said)
        named = variable[0] if variable else _default_variable(provider)
        return ModelError(f"model {model} has no API key", f"set {named}")
    return ModelError(
        f"model {model} cannot be set up ({type(error).__name__})", "check the name and its settings"
    )


def refuses_temperature(error: Exception) -> bool:
    """Say whether a model rejected the request for the temperature it was given, as reasoning models do."""
    return _status(error) in (400, 422) and "temperature" in str(error).lower()


def _class_names(error: Exception) -> frozenset[str]:
    return frozenset(each.__name__ for each in type(error).__mro__)


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "status", "code"):
            value = getattr(holder, name, None)
            if isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600:
                return value
    return None


def _default_variable(provider: str) -> str:
    return f"{provider.upper().replace('-', '_')}_API_KEY"


def _detail(error: Exception) -> str:
    """The provider's reason on one line, without control characters, keys and values of secret variables."""
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    text = said if isinstance(said, str) else str(error)
    secrets = (value for name, value in os.environ.items() if _SECRET_NAME.search(name) and len(value) >= 6)
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    text = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    text = " ".join(_LIKE_A_KEY.sub("***", text).split())
    return text if len(text) <= _LONGEST_DETAIL else f"{text[:_LONGEST_DETAIL]}…"
