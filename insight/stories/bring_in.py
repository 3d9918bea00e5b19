"""Bringing in what exists: rows that importers read become stories, and each refused row says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, Unavailable
from insight.measure.answers import Answer, Felt
from insight.ports import Bank, Work
from insight.stories import received
from insight.stories.consent import Consent
from insight.stories.importers.batch import Batch, Refusal, Row, teller_kind
from insight.stories.inquiry import TellerKind
from insight.stories.protect import keep_approved
from insight.stories.script import Use
from insight.stories.story import NewStory
from insight.stories.text import Approval, ProtectedText

OF_NO_INQUIRY = "Stories brought in"
PURPOSE = "They were told elsewhere and brought in from a file."
# One transaction holds this many rows: few enough that a pair's save never waits for long behind them.
ROWS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in, in the order of the file, and what did not, with the reasons."""

    stories: tuple[tuple[str, str | None], ...]
    refused: tuple[Refusal, ...]


class BringIn:
    """From a file to stories that wait for review, or that a named person has already protected."""

    def __init__(
        self,
        bank: Bank,
        read: Callable[[Path], Batch],
        read_upload: Callable[[str, bytes], Batch],
        clock: Callable[[], datetime],
        hint: Callable[[str], None],
    ) -> None:
        """`read` and `read_upload` turn files into rows; `hint` tells the worker what came in."""
        self._bank = bank
        self._read = read
        self._read_upload = read_upload
        self._clock = clock
        self._hint = hint

    def bring_in(
        self,
        reader: Reader,
        path: Path,
        *,
        inquiry: str | None = None,
        uses: Sequence[Use] = (),
        approved_by: str | None = None,
    ) -> Brought:
        """Take in a file. With `approved_by`, that person has read and protected the texts, which are kept exactly."""
        require(reader, Action.BRING_IN)
        return self.take_in(reader, self._read(path), inquiry=inquiry, uses=uses, approved_by=approved_by)

    def preview(self, reader: Reader, name: str, body: bytes) -> Batch:
        """What a file that came through the browser holds. Nothing is kept yet, nor its name at any time."""
        require(reader, Action.BRING_IN)
        return self._read_upload(name, body)

    def take_in(
        self,
        reader: Reader,
        batch: Batch,
        *,
        inquiry: str | None = None,
        uses: Sequence[Use] = (),
        approved_by: str | None = None,
    ) -> Brought:
        """Take in rows that were read before, for a preview."""
        require(reader, Action.BRING_IN)
        if approved_by is not None and not approved_by.strip():
            raise BadInput("Say who approved these texts. Nothing was brought in.")
        consent = consent_for(uses, approved=approved_by is not None)
        stories: list[tuple[str, str | None]] = []
        tellers: dict[str, tuple[str, str]] = {}
        for at in range(0, len(batch.rows), ROWS_AT_ONCE):
            rows = batch.rows[at : at + ROWS_AT_ONCE]
            try:
                with self._bank.writing() as work:
                    within = work.inquiries.add(inquiry or OF_NO_INQUIRY, PURPOSE, (), self._clock())
                    some = [self._keep(work, reader, row, within, consent, tellers, approved_by) for row in rows]
            except Unavailable as error:
                raise Unavailable(f"{error} The {len(stories):,} stories before row {rows[0].row} are in.") from error
            stories.extend(zip(some, (row.ref for row in rows), strict=True))
        for story, _ in stories:
            self._hint(story)
        return Brought(tuple(stories), batch.refused)

    def _keep(
        self,
        work: Work,
        reader: Reader,
        row: Row,
        inquiry: str,
        consent: Consent,
        tellers: dict[str, tuple[str, str]],
        approved_by: str | None,
    ) -> str:
        now = self._clock()
        kind = TellerKind(teller_kind(row.teller or ""))
        known = tellers.get(row.storyteller) if row.storyteller else None
        if known is None:
            teller = work.tellers.add(kind)
            known = teller, work.tellers.agree(teller, consent)
            if row.storyteller:
                tellers[row.storyteller] = known
        piece = received.Piece(row.text.reveal())
        new = NewStory(
            inquiry=inquiry,
            storyteller=known[0],
            teller=kind,
            consent=known[1],
            brought_by=reader.id,
            told_on=row.told_on,
            ref=row.ref,
        )
        if approved_by is None:
            story = received.keep(work, new, row.text, (piece,), now)
            work.records.write(reader.id, "story_brought_in", story, now)
        else:
            story = self._keep_protected(work, new, row, approved_by.strip(), now)
            work.records.write(reader.id, "story_brought_in_protected", story, now)
        if row.feeling is not None:
            work.feelings.add(known[0], inquiry, story, Felt(Answer(row.feeling)), row.told_on)
        return story

    def _keep_protected(self, work: Work, new: NewStory, row: Row, approved_by: str, now: datetime) -> str:
        """Kept exactly: whoever protected it decided every letter."""
        text = ProtectedText(row.text.reveal(), Approval(approved_by, now, outside=True))
        story = work.stories.receive(new, len(str(text).split()), now)
        whole = received.whole(str(text))
        keep_approved(work, story, text, whole)
        return story


def consent_for(uses: Sequence[Use], *, approved: bool) -> Consent:
    """What a file's stories may be used for: unknown unless said; an approval and wider uses imply `inside`."""
    if not uses and not approved:
        return Consent(how="unknown")
    named = set(uses)
    return Consent(
        inside=True,
        room=Use.ROOM in named,
        outside=Use.OUTSIDE in named,
        quotes=Use.QUOTES in named,
        how="recorded elsewhere",
    )
