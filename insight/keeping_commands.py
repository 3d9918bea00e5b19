"""The steward's commands for a bad day, best used before it: backup, restore, doctor."""

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from insight.access.reader import operator
from insight.errors import BadInput
from insight.keeping.backups import passphrase_in
from insight.terminal import print_json, say
from insight.wiring import services

keeping = typer.Typer()

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
PassphraseFile = Annotated[
    Path | None, typer.Option(help="Where the passphrase stands. Without it you are asked.", show_default=False)
]


@keeping.command()
def backup(
    path: Annotated[Path, typer.Argument(help="The file to make, or a folder.", show_default=False)],
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Put the whole bank into one sealed file, and open that again to see that nothing is missing."""
    passphrase = _passphrase(passphrase_file, twice=True)
    made = services().keeping.backups.make(operator(), path, passphrase)
    if as_json:
        print_json({
            "path": str(made.path), "at": made.at.isoformat(), "schema": made.schema, "stories": made.stories,
            "tables": made.tables, "rows": made.rows, "bytes": made.bytes, "audit_whole": made.audit_whole,
        })  # fmt: skip
    else:
        typer.echo(made.in_words())


@keeping.command()
def restore(
    path: Annotated[Path, typer.Argument(help="A file that backup made.", show_default=False)],
    passphrase_file: PassphraseFile = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the bank that is here.")] = False,
    as_json: Json = False,
) -> None:
    """Bring a bank back from a backup. What people had removed since stays removed."""
    restored = services().keeping.restoring.restore(
        operator(), path, lambda: _passphrase(passphrase_file), replace=replace
    )
    if as_json:
        print_json({"at": restored.at.isoformat(), "stories": restored.stories, "left_out": restored.left_out})
    else:
        typer.echo(restored.in_words())


@keeping.command()
def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False, as_json: Json = False
) -> None:
    """Say what is well and what is not."""
    findings = services().doctor.examine(operator(), fix=fix)
    if as_json:
        lines = [{"what": one.what, "well": one.well, "says": one.says, "mended": one.mended} for one in findings]
        print_json({"well": all(one.well for one in findings), "findings": lines})
    else:
        for one in findings:
            typer.echo(f"{'well ' if one.well else 'WRONG'}  {one.says}")
    raise typer.Exit(max((one.exit_code for one in findings if not one.well), default=0))


def _passphrase(file: Path | None, *, twice: bool = False) -> str:
    if file is not None:
        return passphrase_in(file)
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass("Passphrase: ")
    if twice and getpass("Once more: ") != typed:
        raise BadInput("The two are not the same. Nothing was made.")
    if twice:
        say("Write it down and keep it apart from the backup: without it nobody can open that.")
    return typed
