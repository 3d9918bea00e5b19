"""Files that somebody chose: read once each, with what they hold or why they were refused, and no word kept longer."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.stories.bring_in import BringIn, Look
from pages.parts.columns import choose_columns
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain

KINDS = ["csv", "xlsx", "docx", "txt", "vtt", "srt", "qdpx", "html"]
DOCUMENTS = (".docx", ".html", ".htm")
_READ = "files_read"
_SHOWN = 3  # stories


@dataclass(frozen=True, slots=True)
class File:
    """One chosen file: its place among the others, its name, and what it holds or why it is refused."""

    number: int
    name: str
    look: Look | None
    refused: str = ""

    @property
    def stories(self) -> int:
        """How many can come in."""
        return len(self.look.batch.rows) if self.look and self.look.batch else 0

    @property
    def asks(self) -> bool:
        """Whether somebody has to say first which column holds what."""
        return self.look is not None and self.look.batch is None


def read_files(reader: Reader, service: BringIn, chosen: Sequence[UploadedFile], whole: bool) -> list[File]:
    """Read what has not been read yet, and say so; what somebody took away again is forgotten."""
    before: dict[tuple[str, bool], tuple[Look | None, str]] = st.session_state.get(_READ, {})
    read: dict[tuple[str, bool], tuple[Look | None, str]] = {}
    said = st.empty()
    for number, file in enumerate(chosen, start=1):
        key = (file.file_id, whole and file.name.lower().endswith(DOCUMENTS))
        if key not in before:
            said.text(f"Reading {number} of {counted(len(chosen), 'file', 'files')}")
        read[key] = before.get(key) or _look(reader, service, file, key[1])
    said.empty()
    st.session_state[_READ] = read
    return [
        File(number, file.name, *found)
        for number, (file, found) in enumerate(zip(chosen, read.values(), strict=True), start=1)
    ]


def forget_files() -> None:
    """Read all of them again, or have nothing more of them."""
    st.session_state.pop(_READ, None)


def _look(reader: Reader, service: BringIn, file: UploadedFile, whole: bool) -> tuple[Look | None, str]:
    try:
        return service.look(reader, file.name, file.getvalue(), whole=whole), ""
    except InsightError as error:
        return None, str(error)


def show_file(reader: Reader, service: BringIn, file: File) -> None:
    """What a file holds: numbers, headings and the first letters; and the columns, to be chosen."""
    if file.look is None:
        st.error(plain(f"{file.name}: {file.refused}"))
        return
    batch = file.look.batch
    if batch is None:
        said = "say which column holds the stories"
    else:
        said = counted(len(batch.rows), "story", "stories")
        said += f", {counted(len(batch.refused), 'row', 'rows')} cannot come in" if batch.refused else ""
    with st.expander(plain(f"{file.name}: {said}"), expanded=file.asks):
        if batch is not None and batch.rows:
            st.text("How they begin:")
            beginnings = (f"{row.beginning} …" for row in batch.rows[:_SHOWN])
            letters(f"begin-{file.number}", [LetterItem(str(at), words) for at, words in enumerate(beginnings)])
        if file.look.names:
            columns = choose_columns(f"columns-{file.number}", file.look.names, file.look.columns)
            if columns is not None:
                try:
                    service.choose(reader, file.look.names, columns)
                    forget_files()
                    st.rerun()
                except InsightError as error:
                    st.error(str(error))
