"""The commands about models: how the one that looks for names is made."""

from pathlib import Path
from typing import Annotated

import typer

from insight.settings import NAMES
from insight.terminal import say
from insight.wiring import train_names

models = typer.Typer(no_args_is_help=True, help="The models that Insight runs.")


@models.callback()
def _group() -> None:
    """Keeps the name of a command although there is one only."""


@models.command("train")
def models_train(
    real: Annotated[Path, typer.Argument(metavar="folder", help="Real texts with few names, or marked ones.")],
    to: Annotated[Path, typer.Option(help="Where the model goes.", show_default="models/names/pipeline")] = (
        NAMES / "pipeline"
    ),
) -> None:
    """Train the model that looks for identities anew: about half an hour. No story of the bank is read."""
    train_names(real, to, say)
