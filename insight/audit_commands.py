"""The commands about running the bank: who did what, and a word where it is not set up yet."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from insight.access.reader import operator
from insight.errors import BadInput
from insight.governance.audit_words import in_words
from insight.governance.trail import Wanted
from insight.terminal import print_json, say
from insight.wiring import Services, services


def audit(
    month: Annotated[str | None, typer.Option(help="One month only: 2026-06.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write a csv table there instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say who did what, oldest first, and whether the list is whole. No word of a story is in it."""
    trail, wanted = services().office.trail, Wanted(_first_day(month) if month else None)
    if out is not None:
        table = trail.table(operator(), wanted)
        try:
            out.write_bytes(table)
        except OSError as error:
            raise BadInput("The table cannot be written there.") from error
    elif as_json:
        entries = [
            {"number": one.number, "at": one.at.isoformat(), "by": one.by, "what": one.what, "subject": one.subject,
             "detail": one.detail}
            for one in trail.entries(operator(), wanted)
        ]  # fmt: skip
        print_json({"broken_at": trail.broken_at(operator()), "entries": entries})
        return
    else:
        for one in trail.entries(operator(), wanted):
            typer.echo(f"{one.at:%Y-%m-%d %H:%M}  {one.by}  {in_words(one.what)}  {one.subject}")
    broken = trail.broken_at(operator())
    say("The list is whole." if broken is None else f"The list was changed or cut at entry {broken:,}.")


def say_if_not_set_up(built: Services) -> None:
    """A word on stderr where the steps before the first story are not done. Nobody at the machine is stopped."""
    why = built.office.set_up.why_not(operator())
    if why is not None:
        say(why)


def _first_day(month: str) -> datetime:
    try:
        return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        raise typer.BadParameter("A month is written like 2026-06.") from None
