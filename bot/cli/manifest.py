"""`micdrop manifest`: what to paste where a Slack app is made."""

import io
from typing import Annotated

import typer
from ruamel.yaml import YAML

from bot.manifest import manifest


def register(app: typer.Typer) -> None:
    app.command("manifest")(print_manifest)


def print_manifest(
    url: Annotated[str | None, typer.Option(help="Public address, for HTTP instead of Socket Mode.")] = None,
) -> None:
    """Print the Slack app manifest, for api.slack.com/apps → Create New App → From a manifest."""
    text = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(manifest(url), text)
    typer.echo(text.getvalue(), nl=False)
