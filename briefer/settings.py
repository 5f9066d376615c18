"""One `Settings`: what flags, BRIEFER_* variables and `briefer.toml` say, in that order. It builds nothing.

The tables of the file, `[[sources]]` and `[weekly]`, have neither flags nor variables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from briefer.errors import InputError

SETTINGS_FILE = "briefer.toml"
EXTRACTIVE = "extractive"
LEXICAL_SEMANTIC = "lexical-semantic"
TRAINED = "trained"
DEFAULT_JUDGE = LEXICAL_SEMANTIC
PREFIX = "BRIEFER_"
TOKEN_VARIABLE = f"{PREFIX}TOKEN"  # of the page, for `serve` alone: a secret is no setting
DEBUG_VARIABLE = f"{PREFIX}DEBUG"  # tracebacks: asked for before any setting is read


class _Wrong(ValueError):
    """What is wrong with a value, and what to do about it: what an InputError is made of."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _at_home(path: Path) -> Path:
    # No shell has seen what stands in a file.
    return path.expanduser() if str(path).startswith("~") else path


def _of_files(path: object) -> object:
    if isinstance(path, str) and (not path.strip() or path == "-" or "://" in path):
        raise _Wrong(f"path {path!r} is neither a file nor a folder", "give an address as url")
    return path


def _of_web(url: str) -> str:
    if not url.lower().startswith(("http://", "https://")):
        raise _Wrong(f"url {url!r} is not an http or https address", "give a file or a folder as path")
    return url


_Folder = Annotated[Path, AfterValidator(_at_home)]


class Source(BaseModel):
    """One `[[sources]]` table: a feed or page on the web, or a file or folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(_of_web)] | None = None
    path: Annotated[Path, BeforeValidator(_of_files), AfterValidator(_at_home)] | None = None
    name: str | None = Field(default=None, description="shown in reports; default: the url or path")
    retrieved: date | None = Field(
        default=None, description="day on which what stands at the path was retrieved"
    )

    @model_validator(mode="after")
    def _one_place(self) -> Source:
        if (self.url is None) == (self.path is None):
            named = "both url and path" if self.url else "neither url nor path"
            raise _Wrong(f"it has {named}", "give exactly one")
        if self.url and self.retrieved:
            raise _Wrong("retrieved goes with a path", "leave it out: a server says the day itself")
        return self


class Weekly(BaseModel):
    """The `[weekly]` table: which briefings the week's round writes, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    countries: tuple[str, ...] = Field(default=(), description="names or ISO codes")
    template: str = Field(default="weekly", description="a template's name, or its folder")
    forms: tuple[str, ...] = Field(
        default=("html", "md"), description="forms of each briefing: html, md, docx, pdf, json, text"
    )
    out: _Folder = Field(default=Path("briefings"), description="folder of the dated folders")


class Settings(BaseSettings):
    """What can be chosen. Each field is a flag, a variable (`BRIEFER_MODEL`) or a key of `briefer.toml`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, toml_file=SETTINGS_FILE, extra="forbid", frozen=True
    )

    archive: _Folder = Field(Path(".briefer"), description="folder of the archive")
    embedding: str | None = Field(
        None,
        description="sentence-transformers model, by name or path; default: the archive's, all-MiniLM-L6-v2",
    )
    model: str = Field(EXTRACTIVE, description="'extractive', or a chat model as 'provider:name'")
    judge: str = Field(
        DEFAULT_JUDGE,
        description="what rules on claims: 'trained', 'lexical-semantic', 'cross-encoder:NAME-OR-PATH' or "
        "'llm:PROVIDER:MODEL'",
    )
    as_of: date | None = Field(None, description="the day that counts as today; default: the clock's")
    passages: int = Field(12, ge=1, le=100, description="passages retrieved for a question")
    model_timeout: float = Field(60.0, gt=0, description="seconds to wait for a chat model")
    model_retries: int = Field(2, ge=0, le=10, description="further tries when a chat model fails")
    allow_private_urls: bool = Field(False, description="read pages from private and loopback addresses")

    sources: tuple[Source, ...] = Field((), description="what `briefer update` reads")
    weekly: Weekly = Field(Weekly(), description="what `briefer weekly` writes")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags win over variables, variables over the file."""
        return init_settings, _Variables(settings_cls), TomlConfigSettingsSource(settings_cls)

    @property
    def is_extractive(self) -> bool:
        """True when no chat model is wanted."""
        return self.model == EXTRACTIVE


TABLES: Mapping[str, type[BaseModel]] = {"sources": Source, "weekly": Weekly}


class _Variables(EnvSettingsSource):
    """The BRIEFER_* variables; none of them stands for a table of the file."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        if field_name in TABLES:
            return None, field_name, False
        return super().get_field_value(field, field_name)


def load_settings(**flags: object) -> Settings:
    """Merge flags (those that are not None) with the environment and `briefer.toml`.

    Raises InputError naming the setting that is wrong, and where it was set.
    """
    given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise _wrong(error, given) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{SETTINGS_FILE} cannot be read ({error})", "mend or remove it") from None


def places() -> tuple[str, ...]:
    """Return where settings come from, flags apart: variables, sorted, then the file."""
    known = _known_variables()
    file = (SETTINGS_FILE,) if Path(SETTINGS_FILE).is_file() else ()
    return (*(name for name in _variables() if name.upper() in known), *file)


def unknown_variables() -> tuple[str, ...]:
    """Return the variables that look like settings of ours and are none, sorted."""
    known = _known_variables() | {DEBUG_VARIABLE, TOKEN_VARIABLE}
    return tuple(name for name in _variables() if name.upper() not in known)


def nearest_setting(name: str) -> str:
    """Return what to say to someone who wrote `name`: the setting that comes nearest, or all of them."""
    return _nearest(name, Settings.model_fields)


def _nearest(name: str, names: Iterable[str]) -> str:
    known = list(names)
    close = get_close_matches(name.lower(), known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _known_variables() -> set[str]:
    return {f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name not in TABLES}


def _variables() -> tuple[str, ...]:
    return tuple(
        sorted(name for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value)
    )


def _wrong(error: ValidationError, given: Mapping[str, object]) -> InputError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
        return InputError(f"{SETTINGS_FILE}: there is no setting '{name}'", nearest_setting(name))
    if name in TABLES:
        return _wrong_table(name, first)
    variable = next((each for each in _variables() if each.upper() == f"{PREFIX}{name.upper()}"), None)
    where = f"--{name}" if name in given else variable or f"{SETTINGS_FILE}: {name}"
    return InputError(
        f"{where} cannot be {first['input']!r} ({_reason(first)})", "change it, or leave it out"
    )


def _wrong_table(name: str, first: Mapping[str, Any]) -> InputError:
    """Say what is wrong in a table of the file, and in which one where there are several."""
    inner = list(first["loc"][1:])
    if not inner:
        head = "[[sources]]" if name == "sources" else f"[{name}]"
        return InputError(f"{SETTINGS_FILE}: {name} is no table", f"write it under a line {head}")
    where = f"{SETTINGS_FILE}: {f'source {inner.pop(0) + 1}' if name == 'sources' else f'[{name}]'}"
    wrong = first.get("ctx", {}).get("error")
    if isinstance(wrong, _Wrong):
        return InputError(f"{where}: {wrong}", wrong.hint)
    if not inner:
        return InputError(f"{where} is no table", "write url or path under a line [[sources]]")
    key = str(inner[0])
    if first["type"] == "extra_forbidden":
        return InputError(f"{where}: there is no key '{key}'", _nearest(key, TABLES[name].model_fields))
    return InputError(
        f"{where}: {key} cannot be {first['input']!r} ({_reason(first)})", "change it, or leave it out"
    )


def _reason(first: Mapping[str, Any]) -> str:
    message = str(first["msg"]).replace("a valid tuple", "a list")
    return message[:1].lower() + message[1:]
