"""Listening: a conversation is opened, written down bit by bit, agreed to, and handed in. Nothing typed is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, Refused
from insight.measure.answers import Answer
from insight.ports import Bank
from insight.stories import received
from insight.stories.code import CODE_PEPPER, code_hash, new_code
from insight.stories.consent import Consent
from insight.stories.inquiry import Inquiry, Prompt, TellerKind, Way
from insight.stories.interview import DIFFERENCE_FIELD, STORY_FIELD, Draft, Interview, Listener
from insight.stories.story import NewStory, Part, Whose
from insight.stories.text import Original

# The longest text taken in one piece: some 35,000 words, more than any conversation.
LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A story that came in, and the code for the storyteller's card: it is shown once and kept by nobody."""

    story: str
    code: str


class Listening:
    """What a pair does, from opening a conversation to handing it in."""

    def __init__(
        self,
        bank: Bank,
        code_words: Callable[[], Sequence[str]],
        clock: Callable[[], datetime],
        hint: Callable[[str], None],
    ) -> None:
        """`code_words` are what codes are drawn from; `hint` tells the worker what the database knows anyway."""
        self._bank = bank
        self._code_words = code_words
        self._clock = clock
        self._hint = hint

    def inquiries(self, reader: Reader) -> tuple[Inquiry, ...]:
        """The inquiries one may listen for."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.inquiries.all()

    def organisations(self, reader: Reader) -> dict[str, str]:
        """Names of the alliance's organisations by id, for the pair and for whom not to let read."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.alliance.organisations()

    def open(self, reader: Reader, inquiry: str, partner: Listener, position: str = "") -> str:
        """Begin a conversation with a partner from elsewhere; its id."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            questions = work.inquiries.get(inquiry).questions
            work.inquiries.freeze(questions.id)
            pair = (Listener(reader.organisation, position, reader.id), partner)
            return work.interviews.open(inquiry, questions.id, pair, self._clock())

    def unfinished(self, reader: Reader) -> tuple[Interview, ...]:
        """This account's conversations that are still open, newest first."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.interviews.open_of(reader.id)

    def get(self, reader: Reader, interview: str) -> Interview:
        """One open conversation of this account's."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.interviews.get(interview, reader.id)

    def drafts(self, reader: Reader, interview: str) -> dict[str, Draft]:
        """Everything typed so far, by field."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            work.interviews.get(interview, reader.id)
            return work.interviews.drafts(interview)

    def agreed(self, reader: Reader, interview: str) -> Consent | None:
        """What the person agreed to so far, if they were asked."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            consent = work.interviews.get(interview, reader.id).consent
            return work.tellers.consent(consent) if consent else None

    def questions(self, reader: Reader, interview: str) -> tuple[Prompt, ...]:
        """The prompts for whoever tells in this conversation."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            one = work.interviews.get(interview, reader.id)
            return work.inquiries.get(one.inquiry).questions.for_teller(one.teller or TellerKind.PERSON)

    def save(self, reader: Reader, interview: str, field: str, text: str, revision: int) -> Draft:
        """Keep what was typed. `Conflict` when another screen saved since `revision`; nothing is overwritten then."""
        require(reader, Action.LISTEN)
        if len(text) > LONGEST:
            raise BadInput(f"This is longer than {LONGEST:,} characters. What was saved before is kept.")
        with self._bank.writing() as work:
            open_one = work.interviews.get(interview, reader.id)
            fields = {
                STORY_FIELD,
                DIFFERENCE_FIELD,
                *(p.id for p in work.inquiries.get(open_one.inquiry).questions.prompts),
            }
            if field not in fields:
                raise BadInput("There is no such place to write in.")
            return work.interviews.save(interview, field, text, revision, self._clock())

    def describe(
        self,
        reader: Reader,
        interview: str,
        *,
        teller: TellerKind,
        way: Way,
        place_kind: str,
        told_about: bool,
        whose: Whose,
    ) -> None:
        """Who tells, how and in what kind of place; whether it is about somebody else; whose words these are."""
        self._change(
            reader, interview, teller=teller.value, way=way.value, place_kind=place_kind[:60], told_about=told_about,
            whose=whose.value,
        )  # fmt: skip

    def feel(self, reader: Reader, interview: str, answer: Answer | None, compared_with: str) -> None:
        """What the person tapped, against the time they picked; `None` when they were not asked."""
        value = answer.value if answer else None
        self._change(reader, interview, feeling=value, compared_with=compared_with[:100])

    def agree(self, reader: Reader, interview: str, agreed: Consent) -> None:
        """Keep what the person agreed to; asking again makes a new version."""
        require(reader, Action.LISTEN)
        now = self._clock()
        given = replace(agreed, taken_by=reader.id, given_on=now.date(), review_on=(now + timedelta(days=365)).date())
        with self._bank.writing() as work:
            open_one = work.interviews.get(interview, reader.id)
            teller = open_one.storyteller or work.tellers.add(open_one.teller or TellerKind.PERSON)
            consent = work.tellers.agree(teller, given, open_one.consent)
            work.interviews.change(interview, now, storyteller=teller, consent=consent)

    def discard(self, reader: Reader, interview: str) -> None:
        """The person would rather not: remove the conversation and everything typed in it."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            open_one = work.interviews.get(interview, reader.id)
            work.interviews.forget(interview)
            if open_one.storyteller:
                work.tellers.forget_if_silent(open_one.storyteller)
            work.records.write(reader.id, "conversation_discarded", interview, self._clock())

    def submit(self, reader: Reader, interview: str) -> HandedIn:
        """Hand in what was told. It can be searched by nobody until a person has approved it."""
        require(reader, Action.LISTEN)
        now = self._clock()
        with self._bank.writing() as work:
            one = work.interviews.get(interview, reader.id)
            if one.storyteller is None or one.consent is None or one.teller is None:
                raise Refused("Ask for their agreement first. Everything typed is kept.")
            if not work.tellers.consent(one.consent).inside:
                raise Refused("The person did not agree that anybody reads this. It can only be taken away again.")
            original, stretches = self._assemble(
                work.interviews.drafts(interview), work.inquiries.get(one.inquiry), one
            )
            story = received.keep(
                work,
                NewStory(
                    inquiry=one.inquiry,
                    storyteller=one.storyteller,
                    teller=one.teller,
                    consent=one.consent,
                    brought_by=reader.id,
                    told_on=one.held_on,
                    interview=interview,
                    way=one.way,
                    place_kind=one.place_kind,
                    told_about=one.told_about,
                ),
                original,
                stretches,
                now,
            )
            if one.feeling is not None:
                work.feelings.add(one.storyteller, one.inquiry, story, one.feeling, one.compared_with, one.held_on)
            code = new_code(self._code_words())
            work.tellers.give_code(one.storyteller, code_hash(code, work.vault.derive(CODE_PEPPER)))
            work.interviews.submit(interview, now)
            work.records.write(reader.id, "story_received", story, now)
        self._hint(story)
        return HandedIn(story, code)

    def _assemble(
        self, drafts: dict[str, Draft], inquiry: Inquiry, one: Interview
    ) -> tuple[Original, tuple[received.Piece, ...]]:
        """Answers in the order they are asked, then the story, then what made the difference."""
        questions = {prompt.id: prompt.text for prompt in inquiry.questions.prompts}
        order = [*questions, STORY_FIELD, DIFFERENCE_FIELD]
        parts = {STORY_FIELD: Part.STORY, DIFFERENCE_FIELD: Part.DIFFERENCE}
        pieces = tuple(
            received.Piece(drafts[field].text, parts.get(field, Part.ANSWER), one.whose, questions.get(field))
            for field in order
            if field in drafts and drafts[field].text.strip()
        )
        if not any(piece.part is not Part.DIFFERENCE for piece in pieces):
            raise Refused("Nothing has been written down yet.")
        return received.joined(pieces), pieces

    def _change(self, reader: Reader, interview: str, **values: object) -> None:
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            work.interviews.get(interview, reader.id)
            work.interviews.change(interview, self._clock(), **values)
