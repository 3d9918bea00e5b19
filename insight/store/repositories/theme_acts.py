"""What people did with themes: their history, moves that can be taken back, notes, and passages they marked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from insight.access.gate import Scope
from insight.identifiers import new_id
from insight.store.repositories.passages import kept_passage
from insight.store.tables import passage, story, theme_event, theme_mark, theme_move, theme_note
from insight.store.visible import STORIES, visible
from insight.themes.kept import Event, Mark, Move, Note


class ThemeActs:
    """Who did what with which theme, and when."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # History.

    def note(self, wanted: str, by: str, what: str, detail: str, now: datetime, act: str | None = None) -> None:
        """Write a line of a theme's history; `detail` is what stood there before."""
        self._connection.execute(
            theme_event.insert().values(theme=wanted, by=by, what=what, detail=detail, at=now, act=act)
        )

    def history(self) -> tuple[Event, ...]:
        """What was done with themes, the newest first."""
        rows = select(theme_event).order_by(theme_event.c.id.desc())
        return tuple(
            Event(one["theme"], one["at"], one["by"], one["what"], one["detail"], one["act"], one["undone"])
            for one in self._connection.execute(rows).mappings()
        )

    def undone(self, act: str) -> None:
        """Write down that an act was taken back."""
        self._connection.execute(update(theme_event).where(theme_event.c.act == act).values(undone=True))

    # Moves.

    def moving(self, act: str, before: Sequence[Move]) -> None:
        """Keep where passages stood before an act moves them."""
        rows = [
            {"act": act, "passage": one.passage, "was_in": one.was_in, "fit": one.fit, "weak": one.weak, "by": one.by}
            for one in before
        ]
        if rows:
            self._connection.execute(insert(theme_move), rows)

    def moves(self, act: str) -> tuple[Move, ...]:
        """Where the passages of an act stood before it."""
        rows = self._connection.execute(select(theme_move).where(theme_move.c.act == act)).mappings()
        return tuple(Move(one["passage"], one["was_in"], one["fit"], one["weak"], one["by"]) for one in rows)

    # Notes.

    def write(self, about: str, by: str, words: str, now: datetime) -> str:
        """Keep a note about a theme; its id."""
        new = new_id()
        self._connection.execute(theme_note.insert().values(id=new, theme=about, by=by, at=now, text=words))
        return new

    def notes(self, about: str) -> tuple[Note, ...]:
        """The notes about a theme, the oldest first; those whose words were a teller's and went are left out."""
        rows = select(theme_note).where((theme_note.c.theme == about) & (theme_note.c.text != ""))
        return tuple(
            Note(one["id"], one["by"], one["at"], one["text"])
            for one in self._connection.execute(rows.order_by(theme_note.c.at)).mappings()
        )

    # Marks.

    def mark(self, in_theme: str, one: str, belongs: bool | None, by: str, now: datetime) -> None:
        """Say that a passage belongs to a theme or does not; `None` takes the mark away."""
        here = (theme_mark.c.theme == in_theme) & (theme_mark.c.passage == one)
        self._connection.execute(delete(theme_mark).where(here))
        if belongs is not None:
            self._connection.execute(
                theme_mark.insert().values(theme=in_theme, passage=one, belongs=belongs, by=by, at=now)
            )

    def marks(self, scope: Scope) -> dict[str, tuple[Mark, ...]]:
        """The marked passages of each theme that the scope admits, the first marked first."""
        rows = (
            select(theme_mark.c.theme, theme_mark.c.belongs, passage)
            .join(passage, theme_mark.c.passage == passage.c.id)
            .join(STORIES, passage.c.story == story.c.id)
            .where(visible(scope))
            .order_by(theme_mark.c.at, passage.c.id)
        )
        found: dict[str, list[Mark]] = {}
        for row in self._connection.execute(rows).mappings():
            found.setdefault(row["theme"], []).append(Mark(kept_passage(row), row["belongs"]))
        return {key: tuple(marks) for key, marks in found.items()}
