"""Bringing in: consent as it was said, one storyteller for rows that say so, and a whole batch or none of it."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, Unavailable
from insight.stories.bring_in import ROWS_AT_ONCE, BringIn, consent_for
from insight.stories.consent import Consent
from insight.stories.importers import read, read_upload
from insight.stories.importers.batch import Batch, Refusal, Row
from insight.stories.script import Use
from insight.stories.story import State
from insight.stories.text import Original


def row(number: int, text: str = "", **cells: Any) -> Row:
    empty = {"ref": None, "told_on": None, "teller": None, "feeling": None, "storyteller": None}
    return Row(row=number, text=Original(text or f"Story number {number}."), **{**empty, **cells})


@pytest.fixture
def hints() -> list[str]:
    return []


@pytest.fixture
def bringing_in(bank: Any, clock: Any, hints: list[str]) -> BringIn:
    return BringIn(bank, read, read_upload, clock, hints.append)


@pytest.mark.parametrize(
    ("uses", "approved", "kept"),
    [
        ((), False, (None, None, None, None)),
        ((), True, (True, False, False, False)),
        ((Use.INSIDE,), False, (True, False, False, False)),
        ((Use.OUTSIDE,), False, (True, False, True, False)),
        ((Use.QUOTES, Use.ROOM), False, (True, True, False, True)),
    ],
)
def test_consent_as_it_was_said(uses: tuple[Use, ...], approved: bool, kept: tuple[bool | None, ...]) -> None:
    found = consent_for(uses, approved=approved)
    assert (found.inside, found.room, found.outside, found.quotes) == kept
    assert isinstance(found, Consent)


def test_rows_become_stories_in_their_order(bank: Any, bringing_in: BringIn, hints: list[str]) -> None:
    batch = Batch(
        (
            row(1, ref="a", storyteller="p1", teller="keyworker", feeling="better", told_on=date(2026, 3, 1)),
            row(3, ref="b", storyteller="p1"),
            row(4, ref="c"),
        ),
        (Refusal(2, None, "there is no text in it"),),
    )
    brought = bringing_in.take_in(operator(), batch, inquiry="Warmth")
    assert [ref for _, ref in brought.stories] == ["a", "b", "c"]
    assert brought.refused == batch.refused
    assert hints == [story for story, _ in brought.stories]
    with bank.reading() as work:
        tellers = [work.stories.storyteller_of(story) for story, _ in brought.stories]
        assert work.stories.count_by_state() == {State.RECEIVED: 3}
    assert tellers[0] == tellers[1] != tellers[2]


def test_what_somebody_protected_is_kept_to_the_letter(bank: Any, bringing_in: BringIn) -> None:
    text = " [keyworker 1] rang Darren.\n\n\tHe came. "
    story = bringing_in.take_in(operator(), Batch((row(1, text),), ()), approved_by=" Ines ").stories[0][0]
    with bank.reading() as work:
        assert work.stories.text_for_indexing(story) == text
        assert work.records.entries(1)[0].what == "story_brought_in_protected"
    with bank.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT approved_by, approved_outside, state FROM story").one()
    assert tuple(found) == ("Ines", 1, "protected")


def test_who_approved_has_to_be_said(bank: Any, bringing_in: BringIn) -> None:
    with pytest.raises(BadInput, match="who approved"):
        bringing_in.take_in(operator(), Batch((row(1),), ()), approved_by="  ")


def test_rows_before_the_trouble_stay_and_are_counted(bank: Any, bringing_in: BringIn, tmp_path: Path) -> None:
    """Another process takes the lock after the first fifty rows."""
    other = sqlite3.connect(tmp_path / "insight.db", isolation_level=None)
    with bank.engine.connect().execution_options(writes=False) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")

    def rows() -> Any:
        for number in range(1, ROWS_AT_ONCE + 11):
            yield row(number)

    class Locks(tuple):  # type: ignore[type-arg]
        """Rows whose second fifty are asked for once somebody else writes."""

        def __getitem__(self, wanted: Any) -> Any:
            if isinstance(wanted, slice) and wanted.start == ROWS_AT_ONCE:
                other.execute("BEGIN IMMEDIATE")
            return super().__getitem__(wanted)

    with pytest.raises(Unavailable, match=f"The {ROWS_AT_ONCE} stories before row {ROWS_AT_ONCE + 1} are in."):
        bringing_in.take_in(operator(), Batch(Locks(rows()), ()))
    other.execute("ROLLBACK")
    other.close()
    with bank.reading() as work:
        assert work.stories.count_by_state() == {State.RECEIVED: ROWS_AT_ONCE}


def test_a_preview_keeps_nothing(bank: Any, bringing_in: BringIn) -> None:
    batch = bringing_in.preview(operator(), "told.csv", b"text,ref\nIt was warm.,a\n")
    assert [(one.text.reveal(), one.ref) for one in batch.rows] == [("It was warm.", "a")]
    with bank.reading() as work:
        assert work.stories.count_by_state() == {}


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.READER])
def test_not_everybody_may(bringing_in: BringIn, role: Role) -> None:
    with pytest.raises(NotAllowed):
        bringing_in.take_in(Reader("x", "X", role), Batch((row(1),), ()))
    with pytest.raises(NotAllowed):
        bringing_in.preview(Reader("x", "X", role), "told.csv", b"text\nx\n")
