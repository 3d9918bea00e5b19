"""Bringing in: consent as it was said, one storyteller for rows that say so, and a whole batch or none of it."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, Unavailable
from insight.stories import received
from insight.stories.bring_in import IN_THE_BANK, ROWS_AT_ONCE, BringIn, Files, consent_for
from insight.stories.consent import Consent
from insight.stories.importers import headings_of, read, read_upload
from insight.stories.importers.batch import Batch, Refusal, Row
from insight.stories.importers.columns import Columns
from insight.stories.script import Use
from insight.stories.source import BASIS_WORDS, NOTES_WORDS, TOLD_WORDS, Basis, Notes, Source, Told
from insight.stories.story import Part, State, Whose
from insight.stories.text import Original

KOBO = Path(__file__).parent / "importers" / "files" / "kobo.csv"


def row(number: int, text: str = "", **cells: Any) -> Row:
    empty = {"ref": None, "told_on": None, "teller": None, "feeling": None, "storyteller": None}
    return Row(row=number, text=Original(text or f"Story number {number}."), **{**empty, **cells})


@pytest.fixture
def hints() -> list[str]:
    return []


@pytest.fixture
def bringing_in(bank: Any, clock: Any, hints: list[str]) -> BringIn:
    return BringIn(bank, Files(read, read_upload, headings_of), clock, hints.append)


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


def test_a_look_keeps_nothing(bank: Any, bringing_in: BringIn) -> None:
    look = bringing_in.look(operator(), "told.csv", b"text,ref\nIt was warm.,a\n")
    assert look.batch is not None
    assert [(one.text.reveal(), one.ref) for one in look.batch.rows] == [("It was warm.", "a")]
    assert (look.names, look.columns) == (("text", "ref"), Columns(text=0, ref=1))
    with bank.reading() as work:
        assert work.stories.count_by_state() == {}


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.READER])
def test_not_everybody_may(bringing_in: BringIn, role: Role) -> None:
    with pytest.raises(NotAllowed):
        bringing_in.take_in(Reader("x", "X", role), Batch((row(1),), ()))
    with pytest.raises(NotAllowed):
        bringing_in.look(Reader("x", "X", role), "told.csv", b"text\nx\n")
    with pytest.raises(NotAllowed):
        bringing_in.choose(Reader("x", "X", role), ["a"], Columns(text=0))


def test_columns_are_asked_for_once_and_offered_again(bank: Any, bringing_in: BringIn, tmp_path: Path) -> None:
    body = KOBO.read_bytes()
    asked = bringing_in.look(operator(), "kobo.csv", body)
    assert asked.batch is None
    assert [asked.names[place] for place in asked.columns.answers] == [
        "visit/what_helped",
        "visit/what_would_you_change",
    ]
    bringing_in.choose(operator(), asked.names, Columns(text=3, answers=(4,), ref=8))
    again = bringing_in.look(operator(), "another.csv", body.replace(b"kettle", b"pot"))
    assert again.batch is not None
    assert [row.text.reveal()[:8] for row in again.batch.rows] == ["Somebody", "The text"]
    assert bringing_in.look(operator(), "other.csv", body.replace(b"visit/place", b"visit/room")).batch is None
    with bank.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT shape, choice FROM column_choice").fetchall()
    assert len(kept) == 1
    assert "visit" not in str(kept)


def test_a_choice_without_any_words_is_none(bringing_in: BringIn) -> None:
    with pytest.raises(BadInput, match="Choose the column"):
        bringing_in.choose(operator(), ["a", "b"], Columns(ref=0))


def test_answers_become_stretches_with_their_questions(bank: Any, bringing_in: BringIn) -> None:
    look = bringing_in.look(operator(), "kobo.csv", KOBO.read_bytes())
    bringing_in.choose(operator(), look.names, look.columns)
    batch = bringing_in.look(operator(), "kobo.csv", KOBO.read_bytes()).batch
    assert batch is not None
    story = bringing_in.take_in(operator(), batch).stories[0][0]
    with bank.reading() as work:
        text = work.vault.fetch(story, received.ORIGINAL)
        stretches = received.load(work.vault.fetch(story, received.STRETCHES))
    assert [(text[one.start : one.end], one.part, one.prompt) for one in stretches] == [
        ("Somebody sat with me until the kettle boiled twice.", Part.ANSWER, "what helped"),
        ("Open on a Sunday, even for an hour.", Part.ANSWER, "what would you change"),
    ]


@pytest.mark.parametrize("approved_by", [None, "Ines"])
def test_a_text_that_is_in_the_bank_stays_outside_until_it_is_removed(
    bank: Any, bringing_in: BringIn, approved_by: str | None
) -> None:
    batch = Batch((row(1, "It was warm.", ref="a"), row(2, "It was cold.")), ())
    first = bringing_in.take_in(operator(), batch, approved_by=approved_by)
    later = Batch((row(1, "It was  warm.\n", ref="z"), row(3, "It rained.")), (Refusal(2, None, "there is no text"),))
    again = bringing_in.take_in(operator(), later, approved_by=approved_by)
    assert len(again.stories) == 1
    assert again.refused == (Refusal(1, "z", IN_THE_BANK), Refusal(2, None, "there is no text"))
    with bank.writing() as work:
        work.stories.delete(first.stories[0][0])
    once_more = bringing_in.take_in(operator(), later, approved_by=approved_by)
    assert [ref for _, ref in once_more.stories] == ["z"]


def test_a_text_that_was_listened_to_is_known_too(bringing_in: BringIn, tell: Any) -> None:
    tell("It was warm.", before_review=True)
    brought = bringing_in.take_in(operator(), Batch((row(1, "It was warm."),), ()))
    assert [one.why for one in brought.refused] == [IN_THE_BANK]


@pytest.mark.parametrize(
    ("what", "teller", "told_about", "whose"),
    [
        (Notes.CASE_NOTES, "worker", True, Whose.OUR_NOTES),
        (Notes.PLANS, "worker", True, Whose.OUR_NOTES),
        (Notes.LETTERS, "person", False, Whose.THEIR_WORDS),
        (Notes.ANSWERS, "person", False, Whose.THEIR_WORDS),
    ],
)
def test_texts_of_another_purpose_carry_their_source(
    bank: Any, bringing_in: BringIn, what: Notes, teller: str, told_about: bool, whose: Whose
) -> None:
    source = Source(what, Basis.CARE, Told.EACH)
    story = bringing_in.take_in(operator(), Batch((row(1), row(2)), ()), source=source).stories[0][0]
    with bank.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT what, basis, told FROM source").fetchall()
        told = connection.exec_driver_sql(
            "SELECT story.teller, told_about, source.id IS NOT NULL FROM story LEFT JOIN source "
            "ON story.source = source.id"
        ).fetchall()
    assert [tuple(one) for one in kept] == [(what.value, "6_1_e_9_2_h", "each")]
    assert [tuple(one) for one in told] == [(teller, told_about, True)] * 2
    with bank.reading() as work:
        assert received.load(work.vault.fetch(story, received.STRETCHES))[0].whose is whose
        assert "source_recorded" in [entry.what for entry in work.records.entries(10)]


def test_there_are_words_for_every_source() -> None:
    assert set(NOTES_WORDS) == set(Notes)
    assert set(BASIS_WORDS) == set(Basis)
    assert set(TOLD_WORDS) == set(Told)


def test_at_the_command_line_a_text_comes_in_again(bringing_in: BringIn, tell: Any, tmp_path: Path) -> None:
    (tmp_path / "told.csv").write_text("text\nIt was warm.\n", encoding="utf-8")
    tell("It was warm.", before_review=True)
    assert len(bringing_in.bring_in(operator(), tmp_path / "told.csv").stories) == 1
