"""The command that takes material out of the bank: all that people agreed to, or story cards for a session."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from insight.access.reader import operator
from insight.errors import BadInput
from insight.research.exporting import Format
from insight.research.parcel import Way
from insight.share.pack import From, Sheet, Wanted
from insight.terminal import print_json, say
from insight.wiring import Services, services


class Exported(StrEnum):
    """What can be taken out as files."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    QDPX = "qdpx"
    QDC = "qdc"
    CARDS = "cards"


def export(
    what: Annotated[Exported, typer.Option("--format", help="What to make; cards are Word documents.")],
    way: Annotated[Way, typer.Option("--for", help="Who it is for: work inside the alliance, or people outside it.")],
    out: Annotated[Path, typer.Option(help="The file to make. With cards, sheets for the session are put beside it.")],
    inquiry: Annotated[str | None, typer.Option(help="Only this inquiry, by its name.")] = None,
    to: Annotated[str, typer.Option(help="Who gets the cards; it is kept.")] = "the operator at the command line",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Make files of what people agreed to, and say what is in them and what is left out."""
    if out.exists():
        raise BadInput("There is a file of that name already. Nothing was made.")
    if not out.parent.is_dir():
        raise BadInput("There is no such folder. Nothing was made.")
    house = services()
    of = _inquiry(house, inquiry)
    told, said = (
        _cards(house, way, out, of, to) if what is Exported.CARDS else _study(house, Format(what), way, out, of)
    )
    if as_json:
        print_json({"format": what.value, "for": way.value, **told})
        return
    typer.echo(said)
    for line in told["left_out"]:
        say(f"Left out: {line}")


def _inquiry(house: Services, name: str | None) -> str | None:
    """The id of the inquiry of this name; `None` for all of them."""
    if name is None:
        return None
    named = {each: one for one, each in house.giving.packs.choices(operator(), From.INQUIRY).items()}
    if name not in named:
        raise BadInput("There is no such inquiry. Nothing was made.")
    return named[name]


def _study(house: Services, kind: Format, way: Way, out: Path, inquiry: str | None) -> tuple[dict[str, Any], str]:
    """Stories with their themes as codes; the manifest, and the same in words."""
    made, parcel = house.leaving.taking_along.everything(operator(), way, kind, inquiry)
    out.write_bytes(made)
    stories, quotes, codes = len(parcel.study.stories), len(parcel.excerpts), len(parcel.study.codes)
    told = {
        "stories": stories, "quotes": quotes, "codes": codes,
        "left_out": list(parcel.left_out), "files": [str(out)],
    }  # fmt: skip
    return told, f"{stories:,} stories in {quotes:,} stretches, with {codes:,} themes, are in {out}."


def _cards(house: Services, way: Way, out: Path, inquiry: str | None, to: str) -> tuple[dict[str, Any], str]:
    """Cards, and the sheets beside them."""
    files = {Sheet.CARDS: out, Sheet.SHEETS: out.with_name(f"{out.stem}-sheets{out.suffix or '.docx'}")}
    if files[Sheet.SHEETS].exists():
        raise BadInput("There is a file of that name already. Nothing was made.")
    packs = house.giving.packs
    wanted = Wanted(From.EVERYTHING, "", way, None) if inquiry is None else Wanted(From.INQUIRY, inquiry, way, None)
    pack = packs.look(operator(), wanted)
    for sheet, path in files.items():
        path.write_bytes(packs.file(operator(), wanted, sheet, to))
    told = {
        "cards": len(pack.cards), "with_notes": len(pack.noted),
        "left_out": list(pack.left_out), "files": [str(path) for path in files.values()],
    }  # fmt: skip
    return told, f"{len(pack.cards):,} cards are in {out}, sheets for the session in {files[Sheet.SHEETS]}."
