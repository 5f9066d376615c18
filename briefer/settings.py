"""One `Settings`: what flags, BRIEFER_* variables and `briefer.toml` say, in that order. It builds nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from briefer.errors import InputError

SETTINGS_FILE = "briefer.toml"
EXTRACTIVE = "extractive"
LEXICAL_SEMANTIC = "lexical-semantic"
PREFIX = "BRIEFER_"
DEBUG_VARIABLE = f"{PREFIX}DEBUG"  # tracebacks: asked for before any setting is read


class Settings(BaseSettings):
    """What can be chosen. Each field is a flag, a variable (`BRIEFER_MODEL`) or a key of `briefer.toml`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, toml_file=SETTINGS_FILE, extra="forbid", frozen=True
    )

    archive: Path = Field(Path(".briefer"), description="folder of the archive")
    embedding: str | None = Field(
        None,
        description="sentence-transformers model, by name or path; default: the archive's, all-MiniLM-L6-v2",
    )
    model: str = Field(EXTRACTIVE, description="'extractive', or a chat model as 'provider:name'")
    judge: str = Field(
        LEXICAL_SEMANTIC,
        description="what rules on claims: 'lexical-semantic', 'cross-encoder:NAME-OR-PATH', 'llm:PROVIDER:MODEL'",
    )
    as_of: date | None = Field(None, description="the day that counts as today; default: the clock's")
    passages: int = Field(12, ge=1, le=100, description="passages retrieved for a question")
    model_timeout: float = Field(60.0, gt=0, description="seconds to wait for a chat model")
    model_retries: int = Field(2, ge=0, le=10, description="further tries when a chat model fails")
    allow_private_urls: bool = Field(False, description="read pages from private and loopback addresses")

    @field_validator("archive")
    @classmethod
    def _at_home(cls, folder: Path) -> Path:
        # No shell has seen what stands in a file.
        return folder.expanduser() if str(folder).startswith("~") else folder

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
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def is_extractive(self) -> bool:
        """True when no chat model is wanted."""
        return self.model == EXTRACTIVE


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
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    file = (SETTINGS_FILE,) if Path(SETTINGS_FILE).is_file() else ()
    return (*(name for name in _variables() if name.upper() in known), *file)


def unknown_variables() -> tuple[str, ...]:
    """Return the variables that look like settings of ours and are none, sorted."""
    known = {DEBUG_VARIABLE, *(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)}
    return tuple(name for name in _variables() if name.upper() not in known)


def nearest_setting(name: str) -> str:
    """Return what to say to someone who wrote `name`: the setting that comes nearest, or all of them."""
    close = get_close_matches(name.lower(), Settings.model_fields, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(Settings.model_fields)}"


def _variables() -> tuple[str, ...]:
    return tuple(
        sorted(name for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value)
    )


def _wrong(error: ValidationError, given: Mapping[str, object]) -> InputError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    if first["type"] == "extra_forbidden":
        return InputError(f"{SETTINGS_FILE}: there is no setting '{name}'", nearest_setting(name))
    variable = next((each for each in _variables() if each.upper() == f"{PREFIX}{name.upper()}"), None)
    where = f"--{name}" if name in given else variable or f"{SETTINGS_FILE}: {name}"
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return InputError(f"{where} cannot be {first['input']!r} ({reason})", "change it, or leave it out")
