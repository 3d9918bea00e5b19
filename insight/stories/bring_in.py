"""Bringing in what exists: rows that importers read become stories, and each refused row says why."""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from insight.access.gate import Action, require
from insight.access.reader import Reader, Role
from insight.errors import BadInput, Unavailable
from insight.governance.readiness import refuse_unless_ready
from insight.measure.answers import Answer, Felt
from insight.ports import Bank, Work
from insight.stories import received
from insight.stories.consent import Consent
from insight.stories.importers.batch import Batch, Refusal, Row, teller_kind
from insight.stories.importers.columns import Columns, Headings, Wish, columns_of, proposed, read_columns
from insight.stories.inquiry import TellerKind
from insight.stories.protect import keep_approved
from insight.stories.script import Use
from insight.stories.source import Source
from insight.stories.story import NewStory, Part, Whose
from insight.stories.text import Approval, ProtectedText

OF_NO_INQUIRY = "Stories brought in"
PURPOSE = "They were told elsewhere and brought in from a file."
# One transaction holds this many rows: few enough that a pair's save never waits for long behind them.
ROWS_AT_ONCE = 50
SHAPE = "shape of a table"
IN_THE_BANK = "this text is in the bank already"


@dataclass(frozen=True, slots=True)
class Files:
    """What reads files: one on a disk, one from the browser as it was wished, and the headings of a table."""

    read: Callable[[Path], Batch]
    read_upload: Callable[[str, bytes, Wish], Batch]
    headings_of: Callable[[str, bytes], Headings | None]


@dataclass(frozen=True, slots=True)
class Look:
    """What a file holds before anything of it is kept.

    `batch` is `None` where a person has to say first which column holds what. `columns` is what was read, or a guess;
    `names` are the headings of a table, and empty for what is none.
    """

    batch: Batch | None
    names: tuple[str, ...] = ()
    columns: Columns = field(default_factory=Columns)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in, in the order of the file, and what did not, with the reasons."""

    stories: tuple[tuple[str, str | None], ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Of:
    """What all rows of one file have in common."""

    by: str
    consent: Consent
    approved_by: str | None
    source: Source | None
    tellers: dict[str, tuple[str, str]] = field(default_factory=dict)


class BringIn:
    """From a file to stories that wait for review, or that a named person has already protected."""

    def __init__(
        self,
        bank: Bank,
        files: Files,
        clock: Callable[[], datetime],
        hint: Callable[[str], None],
        *,
        demo: bool = False,
    ) -> None:
        """`hint` tells the worker what came in. In a `demo` nobody has to set anything up first."""
        self._bank = bank
        self._files = files
        self._clock = clock
        self._hint = hint
        self._demo = demo

    def bring_in(
        self,
        reader: Reader,
        path: Path,
        *,
        inquiry: str | None = None,
        uses: Sequence[Use] = (),
        approved_by: str | None = None,
    ) -> Brought:
        """Take in a file. With `approved_by`, that person has read and protected the texts, which are kept exactly.

        Whoever names a file at the command line knows whether its texts are in the bank already: they come in again.
        """
        require(reader, Action.BRING_IN)
        batch = self._files.read(path)
        return self.take_in(reader, batch, inquiry=inquiry, uses=uses, approved_by=approved_by, again=True)

    def look(self, reader: Reader, name: str, body: bytes, *, whole: bool = False) -> Look:
        """What a file that came through the browser holds. Nothing is kept yet, nor its name at any time.

        `whole` makes one story of a document. Raises `BadInput` in words where the file is refused.
        """
        require(reader, Action.BRING_IN)
        headings = self._files.headings_of(name, body)
        if headings is None:
            return Look(self._files.read_upload(name, body, Wish(whole=whole)))
        columns, sure = self._columns(headings)
        batch = self._files.read_upload(name, body, Wish(columns)) if sure else None
        return Look(batch, headings.names, columns)

    def choose(self, reader: Reader, names: Sequence[str], columns: Columns) -> None:
        """Read tables with these headings in this way, from now on."""
        require(reader, Action.BRING_IN)
        if columns.text is None and not columns.answers:
            raise BadInput("Choose the column that holds the story, or its answers. Nothing was changed.")
        with self._bank.writing() as work:
            work.brought.choose(_shape(work, names), columns.written())

    def _columns(self, headings: Headings) -> tuple[Columns, bool]:
        """Which columns hold what, and whether somebody or the headings themselves said so."""
        with self._bank.reading() as work:
            chosen = work.brought.choice(_shape(work, headings.names))
        if chosen is not None:
            return read_columns(chosen), True
        try:
            return columns_of(headings.names), True
        except BadInput:
            return proposed(headings), False

    def take_in(
        self,
        reader: Reader,
        batch: Batch,
        *,
        inquiry: str | None = None,
        uses: Sequence[Use] = (),
        approved_by: str | None = None,
        source: Source | None = None,
        again: bool = False,
    ) -> Brought:
        """Take in rows that were read before, for a preview; `source` where they were written for another purpose.

        A text that is in the bank already stays outside, unless it is meant to come in `again`. `Refused` while the
        bank is not set up for it; whoever sits at the machine's command line is told so there, and not stopped.
        """
        require(reader, Action.BRING_IN)
        if not self._demo and reader.role is not Role.OPERATOR:
            self._refuse_unless_ready(inquiry or OF_NO_INQUIRY)
        if approved_by is not None and not approved_by.strip():
            raise BadInput("Say who approved these texts. Nothing was brought in.")
        consent = consent_for(uses, approved=approved_by is not None)
        of = _Of(reader.id, consent, approved_by and approved_by.strip(), source)
        from_where = self._source(of)
        stories: list[tuple[str, str | None]] = []
        refused = list(batch.refused)
        for at in range(0, len(batch.rows), ROWS_AT_ONCE):
            rows = batch.rows[at : at + ROWS_AT_ONCE]
            try:
                with self._bank.writing() as work:
                    within = work.inquiries.add(inquiry or OF_NO_INQUIRY, PURPOSE, (), self._clock())
                    secret = work.vault.derive(received.SAME_TEXT)
                    keys = [received.text_key(secret, received.joined(_pieces(row)).reveal()) for row in rows]
                    known = set() if again else work.stories.known_texts(keys)
                    some = [
                        (self._keep(work, row, of, inquiry=within, text_key=key, source=from_where), row.ref)
                        for row, key in zip(rows, keys, strict=True)
                        if key not in known
                    ]
            except Unavailable as error:
                raise Unavailable(f"{error} The {len(stories):,} stories before row {rows[0].row} are in.") from error
            stories.extend(some)
            refused += [
                Refusal(row.row, row.ref, IN_THE_BANK) for row, key in zip(rows, keys, strict=True) if key in known
            ]
        for story, _ in stories:
            self._hint(story)
        return Brought(tuple(stories), tuple(sorted(refused, key=lambda one: one.row)))

    def _refuse_unless_ready(self, name: str) -> None:
        with self._bank.reading() as work:
            found = {one.name: one.id for one in (*work.inquiries.all(), *work.inquiries.all(closed=True))}
            refuse_unless_ready(work, self._clock().date(), found.get(name))

    def _source(self, of: _Of) -> str | None:
        """Record where the texts come from, before any of them goes in."""
        if of.source is None:
            return None
        with self._bank.writing() as work:
            source = work.brought.add_source(of.source, of.by, self._clock())
            known = {"notes": of.source.what.value, "basis": of.source.basis.value, "told": of.source.told.value}
            work.records.write(of.by, "source_recorded", source, self._clock(), **known)
        return source

    def _keep(self, work: Work, row: Row, of: _Of, *, inquiry: str, text_key: str, source: str | None) -> str:
        now = self._clock()
        by_staff = of.source is not None and of.source.what.by_staff
        kind = TellerKind(teller_kind(row.teller or ("worker" if by_staff else "")))
        known = of.tellers.get(row.storyteller) if row.storyteller else None
        if known is None:
            teller = work.tellers.add(kind)
            known = teller, work.tellers.agree(teller, of.consent)
            if row.storyteller:
                of.tellers[row.storyteller] = known
        new = NewStory(
            inquiry=inquiry,
            storyteller=known[0],
            teller=kind,
            consent=known[1],
            brought_by=of.by,
            told_on=row.told_on,
            ref=row.ref,
            told_about=by_staff,
            text_key=text_key,
            source=source,
        )
        if of.approved_by is None:
            pieces = _pieces(row, Whose.OUR_NOTES if by_staff else Whose.THEIR_WORDS)
            story = received.keep(work, new, received.joined(pieces), pieces, now)
            work.records.write(of.by, "story_brought_in", story, now)
        else:
            story = self._keep_protected(work, new, row, of.approved_by, now)
            work.records.write(of.by, "story_brought_in_protected", story, now)
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


def _pieces(row: Row, whose: Whose = Whose.THEIR_WORDS) -> tuple[received.Piece, ...]:
    """The answers with their questions, in their order, then the story."""
    answers = [received.Piece(words.reveal(), Part.ANSWER, whose, asked) for asked, words in row.answers]
    story = row.text.reveal()
    return (*answers, received.Piece(story, Part.STORY, whose)) if story.strip() else tuple(answers)


def _shape(work: Work, names: Sequence[str]) -> str:
    """A keyed hash of headings: they are questions of a form, and now and then somebody's words."""
    return hmac.new(work.vault.derive(SHAPE), json.dumps(list(names)).encode(), hashlib.sha256).hexdigest()


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
