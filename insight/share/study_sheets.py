"""A collection as tables: a workbook with quotes, codes and memos, or the quotes or codes alone as csv."""

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from insight.research.parcel import WAY_WORDS, Parcel
from insight.research.study import Code
from insight.share.inert import inert, printable

# Excel takes 32,767 characters in a cell and drops what is longer whole; the end says that there is more.
LONGEST_CELL = 32_000
CUT = " […] This goes on: take the Word file to have all of it."
QUOTES = ("story", "who tells", "words", "whose words", "codes", "notes", "begins", "ends", "may be used", "file is")
CODES = ("code", "description", "quotes", "no longer given")
MEMOS = ("about", "memo", "by")
# What Taguette reads and writes as a codebook; its tags stand below each other by a dot in the name.
TAGUETTE = ("tag", "description")
_WIDE = {"words": 80, "memo": 80, "description": 60, "who tells": 30, "codes": 30, "notes": 30, "may be used": 40}

Row = Sequence[str | int]


def study_workbook(parcel: Parcel) -> bytes:
    """The xlsx file, made in memory. Every text is a text to a spreadsheet, whatever it begins with."""
    from xlsxwriter import Workbook

    made = BytesIO()
    no_guessing = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, {"in_memory": True, **no_guessing}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet("About this file")
        about.set_column(0, 0, 100)
        lines = (parcel.study.collection.name, *parcel.first_lines, *_reason(parcel), "What was left out:",
                 *(parcel.left_out or ("Nothing.",)))  # fmt: skip
        for at, line in enumerate(lines):
            about.write_string(at, 0, _cell(line), bold if at < 2 else wrapped)
        for name, heads, rows in (
            ("Quotes", QUOTES, _quotes(parcel)),
            ("Codes", CODES, _codes(parcel)),
            ("Memos", MEMOS, _memos(parcel)),
        ):
            sheet = book.add_worksheet(name)
            for column, head in enumerate(heads):
                sheet.set_column(column, column, _WIDE.get(head, 14))
                sheet.write_string(0, column, head, bold)
            for at, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(at, column, cell, wrapped)
                    else:
                        sheet.write_string(at, column, _cell(cell), wrapped)
    return made.getvalue()


def quotes_table(parcel: Parcel) -> bytes:
    """The quotes as csv, one row each."""
    return _csv(QUOTES, _quotes(parcel))


def codebook_table(parcel: Parcel) -> bytes:
    """The codes as csv, for Taguette and for whoever has no program for research: one row each, no quote in it."""
    return _csv(TAGUETTE, ((path, code.description) for path, code in _paths(parcel)))


def _csv(heads: Sequence[str], rows: Iterator[Row]) -> bytes:
    made = StringIO(newline="")
    table = csv.writer(made)
    table.writerow(heads)
    table.writerows([inert(printable(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")  # without the mark a spreadsheet guesses another encoding


def _cell(text: str) -> str:
    text = inert(printable(text))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _reason(parcel: Parcel) -> tuple[str, ...]:
    reason = parcel.study.collection.reason
    return (f"Why it was made: {reason}",) if reason else ()


def _quotes(parcel: Parcel) -> Iterator[Row]:
    names = {code.id: code.name for code in parcel.study.codes}
    for one in parcel.excerpts:
        source = parcel.sources[one.story]
        codes = "; ".join(names[code] for code in one.codes)
        yield (
            source.name, source.line, one.words, one.whose, codes, "\n".join(one.notes), one.start, one.end,
            source.uses, WAY_WORDS[parcel.way],
        )  # fmt: skip


def _codes(parcel: Parcel) -> Iterator[Row]:
    for path, code in _paths(parcel):
        number = sum(code.id in one.codes for one in parcel.excerpts)
        yield path, code.description, number, "no longer given" if code.retired else ""


def _memos(parcel: Parcel) -> Iterator[Row]:
    codes = {code.id: code.name for code in parcel.study.codes}
    for memo in parcel.study.memos:
        about = codes.get(memo.code or "") or (parcel.sources[memo.story].name if memo.story else "all of it")
        yield about, memo.text, parcel.study.people[memo.by]


def _paths(parcel: Parcel) -> Iterator[tuple[str, Code]]:
    """Each code with the names of those above it: `trust.in workers`."""
    above: list[str] = []
    for depth, code in parcel.codebook:
        above[depth:] = [code.name]
        yield ".".join(above), code
