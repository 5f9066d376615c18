"""One `Settings`: what flags, BRIEFER_* variables and `briefer.toml` say, in that order. It builds nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from briefer.errors import InputError

SETTINGS_FILE = "briefer.toml"
EXTRACTIVE = "extractive"


class Settings(BaseSettings):
    """What can be chosen. Each field is a flag, a variable (`BRIEFER_MODEL`) or a key of `briefer.toml`."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFER_", toml_file=SETTINGS_FILE, extra="forbid", frozen=True
    )

    archive: Path = Field(Path(".briefer"), description="folder of the archive")
    embedding: str | None = Field(
        None,
        description="sentence-transformers model, by name or path; default: the archive's, all-MiniLM-L6-v2",
    )
    model: str = Field(EXTRACTIVE, description="'extractive', or a chat model as 'provider:name'")
    as_of: date | None = Field(None, description="the day that counts as today; default: the clock's")
    passages: int = Field(12, ge=1, le=100, description="passages retrieved for a question")
    model_timeout: float = Field(60.0, gt=0, description="seconds to wait for a chat model")
    model_retries: int = Field(2, ge=0, le=10, description="further tries when a chat model fails")
    allow_private_urls: bool = Field(False, description="read pages from private and loopback addresses")

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

    Raises InputError naming the setting that is wrong.
    """
    try:
        given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise InputError(f"setting '{name}': {first['msg']}", f"see the flags and {SETTINGS_FILE}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{SETTINGS_FILE} cannot be read: {error}", "mend or remove it") from None
