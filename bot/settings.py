"""The environment, read once, typed. Every setting is described in docs/settings.md."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting that cannot be used; the text names it and says what it takes."""


class Settings(BaseSettings):
    """Each field's alias is the environment variable; its description is what docs/settings.md says."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = Field(
        "sqlite:///micdrop.db",
        alias="DATABASE_URL",
        description="Where the data is kept: `sqlite:///path` or `postgresql://user:password@host/name`.",
    )
    workspace: str = Field(
        "default",
        alias="MICDROP_WORKSPACE",
        description="The name of the workspace that the command line works on.",
    )
    bot_token: SecretStr | None = Field(
        None, alias="SLACK_BOT_TOKEN", description="The bot's token (`xoxb-…`) from the app's OAuth page."
    )
    app_token: SecretStr | None = Field(
        None,
        alias="SLACK_APP_TOKEN",
        description="The app-level token (`xapp-…`) for Socket Mode. With it, no public address is needed.",
    )
    signing_secret: SecretStr | None = Field(
        None,
        alias="SLACK_SIGNING_SECRET",
        description="The app's signing secret, for HTTP instead of Socket Mode.",
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", alias="SLACK_API_URL", description="Slack's Web API. Only tests change it."
    )
    host: str = Field("0.0.0.0", alias="HOST", description="The address that HTTP listens on.")  # noqa: S104
    port: Annotated[int, Field(ge=1, le=65_535)] = Field(
        3000, alias="PORT", description="The port that HTTP listens on."
    )
    sender_name: str | None = Field(
        None,
        alias="MICDROP_SENDER_NAME",
        description="A sender's name in the outbox and in its log; by itself the machine and the process.",
    )
    failpoint: str = Field(
        "",
        alias="MICDROP_FAILPOINT",
        description="For tests only: where the process ends or is held up, like `outbox.claimed:kill`.",
    )
    log_format: Literal["console", "json"] = Field(
        "console", alias="LOG_FORMAT", description="`console` for people, `json` for machines."
    )


def read_settings(env_file: Path | None = None) -> Settings:
    """Raises SettingsError with a sentence for each variable that cannot be used."""
    try:
        return Settings(_env_file=env_file) if env_file else Settings()
    except ValidationError as error:
        lines = [f"{detail['loc'][0]}: {detail['msg']}" for detail in error.errors()]
        raise SettingsError("\n".join(lines)) from None
