"""Listening: a conversation is opened, written down bit by bit, agreed to, and handed in. Nothing typed is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound, Refused
from insight.governance.keeping import years_kept
from insight.governance.readiness import refuse_unless_ready
from insight.measure.answers import Felt
from insight.ports import Bank, Work
from insight.stories import received
from insight.stories.code import CODE_PEPPER, code_hash, new_code
from insight.stories.consent import REVIEWED_AFTER, Consent
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet, TellerKind, Way
from insight.stories.interview import (
    MOST_STORIES,
    MOST_TELLERS,
    Draft,
    Interview,
    KindOfJob,
    Listener,
    Telling,
)
from insight.stories.kept_for import last_day
from insight.stories.story import NewStory, Part, Whose

# The longest text taken in one piece: some 35,000 words, more than any conversation.
LONGEST = 200_000
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TheirCard:
    """What one teller takes home: the code, shown once and kept by nobody, and what was agreed.

    `code` is `None` for somebody who came with the card of an earlier time: that one goes on being theirs.
    """

    place: int
    code: str | None
    agreed: Consent
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The stories that came in, and a card for everybody who told one."""

    cards: tuple[TheirCard, ...]

    @property
    def stories(self) -> tuple[str, ...]:
        """All that came in, in the order of their tellers."""
        return tuple(story for card in self.cards for story in card.stories)


class Listening:
    """What a pair does, from opening a conversation to handing it in."""

    def __init__(
        self,
        bank: Bank,
        code_words: Callable[[], Sequence[str]],
        clock: Callable[[], datetime],
        hint: Callable[[str], None],
        years_kept: int = 5,
        *,
        demo: bool = False,
    ) -> None:
        """`code_words` are what codes are drawn from; `hint` tells the worker what the database knows anyway.

        What is told is kept until the end of the year that lies `years_kept` ahead, unless the alliance decided
        otherwise. In a `demo` nobody has to set anything up first.
        """
        self._bank = bank
        self._code_words = code_words
        self._clock = clock
        self._hint = hint
        self._years_kept = years_kept
        self._demo = demo

    # Before the conversation.

    def inquiries(self, reader: Reader) -> tuple[Inquiry, ...]:
        """The inquiries one may listen for: those that ask something."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return tuple(one for one in work.inquiries.all() if one.questions.prompts)

    def organisations(self, reader: Reader) -> dict[str, str]:
        """Names of the alliance's organisations by id, for the pair and for whom not to let read."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.alliance.organisations()

    def teams(self, reader: Reader) -> dict[str, str]:
        """Names of teams by id, each with its organisation's: "Lantern Housing, night team"."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.alliance.teams()

    def my_job(self, reader: Reader) -> KindOfJob | None:
        """The kind of job that the reader named when they last listened."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            account = work.people.by_id(reader.id)
            return account.job if account else None

    def kept_until(self) -> date:
        """The day on which a story that is told today is removed."""
        with self._bank.reading() as work:
            return last_day(years_kept(work, self._years_kept), self._clock().date())

    def open(
        self,
        reader: Reader,
        inquiry: str,
        partner: Listener,
        job: KindOfJob | None = None,
        way: Way = Way.IN_PERSON,
        place_kind: str = "",
    ) -> str:
        """Begin a conversation with a partner from elsewhere; its id. Both can go on with it, each on any machine.

        `Refused` while the bank is not set up for it.
        """
        require(reader, Action.LISTEN)
        now = self._clock()
        with self._bank.writing() as work:
            if not self._demo:
                refuse_unless_ready(work, now.date(), inquiry)
            questions = work.inquiries.get(inquiry).questions
            work.inquiries.freeze(questions.id)
            pair = (Listener(reader.organisation, job, reader.id), partner)
            opened = work.interviews.open(inquiry, questions.id, pair, now)
            work.interviews.change(opened, now, way=way.value, place_kind=place_kind[:LONGEST_NAME])
            if job is not None:
                work.people.works_as(reader.id, job)
            return opened

    # One conversation.

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

    def questions(self, reader: Reader, interview: str, place: int = 1) -> tuple[Prompt, ...]:
        """The prompts for whoever tells at this place, in the version that the conversation began with."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            one = work.interviews.get(interview, reader.id)
            return work.inquiries.questions(one.questions).for_teller(one.telling(place).teller)

    def save(self, reader: Reader, interview: str, field: str, text: str, revision: int) -> Draft:
        """Keep what was typed. `Conflict` when another screen saved since `revision`; nothing is overwritten then."""
        require(reader, Action.LISTEN)
        if len(text) > LONGEST:
            raise BadInput(f"This is longer than {LONGEST:,} characters. What was saved before is kept.")
        with self._bank.writing() as work:
            one = work.interviews.get(interview, reader.id)
            if field not in _fields(one, work.inquiries.questions(one.questions)):
                raise BadInput("There is no such place to write in.")
            return work.interviews.save(interview, field, text, revision, self._clock())

    # Who tells.

    def tells(
        self,
        reader: Reader,
        interview: str,
        place: int,
        *,
        teller: TellerKind,
        told_about: bool = False,
        they_agreed: bool | None = None,
    ) -> None:
        """What kind of person tells at this place, and whether about somebody else, who said yes or no to that."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            before = self._telling(work, reader, interview, place)
            agreed = they_agreed if told_about else None
            self._keep(work, interview, replace(before, teller=teller, told_about=told_about, they_agreed=agreed))

    def words_are(self, reader: Reader, interview: str, place: int, whose: Whose) -> None:
        """Whose words are written down: theirs, written by them, or the notes of the two who listen."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            self._keep(work, interview, replace(self._telling(work, reader, interview, place), whose=whose))

    def somebody_else(self, reader: Reader, interview: str, teller: TellerKind) -> int:
        """One more person tells in this conversation; their place."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            one = work.interviews.get(interview, reader.id)
            place = one.tellings[-1].place + 1
            if place > MOST_TELLERS:
                raise Refused(f"One conversation holds {MOST_TELLERS} people. Begin another one for the rest.")
            self._keep(work, interview, Telling(place, teller))
            return place

    def came_back(self, reader: Reader, interview: str, place: int, storyteller: str) -> None:
        """Whoever tells at this place has told before and came with their card."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            self._keep(work, interview, replace(self._telling(work, reader, interview, place), storyteller=storyteller))

    def another_story(self, reader: Reader, interview: str, place: int) -> None:
        """One more page to write on for this teller."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            before = self._telling(work, reader, interview, place)
            if before.stories >= MOST_STORIES:
                raise Refused(f"One person's part holds {MOST_STORIES} stories. Begin another conversation.")
            self._keep(work, interview, replace(before, stories=before.stories + 1))

    def feel(self, reader: Reader, interview: str, place: int, felt: Felt | None) -> None:
        """What the person tapped; `None` when they were not asked."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            before = self._telling(work, reader, interview, place)
            of_work = before.teller.works
            self._keep(work, interview, replace(before, felt=replace(felt, of_work=of_work) if felt else None))

    # What they agree to.

    def agreed(self, reader: Reader, interview: str, place: int = 1) -> Consent | None:
        """What the person agreed to so far, if they were asked."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            consent = work.interviews.get(interview, reader.id).telling(place).consent
            return work.tellers.consent(consent) if consent else None

    def agree(self, reader: Reader, interview: str, place: int, agreed: Consent) -> None:
        """Keep what the person agreed to so far; what they said before in this conversation is let go."""
        require(reader, Action.LISTEN)
        now = self._clock()
        given = replace(
            agreed,
            taken_by=reader.id,
            given_on=now.date(),
            review_on=(now + REVIEWED_AFTER).date(),
            erase_on=self.kept_until(),
        )
        with self._bank.writing() as work:
            before = self._telling(work, reader, interview, place)
            teller = before.storyteller or work.tellers.add(before.teller)
            consent = work.tellers.agree(teller, given)
            self._keep(work, interview, replace(before, storyteller=teller, consent=consent))
            if before.consent is not None:
                work.tellers.forget_consent(before.consent)

    def called(self, reader: Reader, interview: str, place: int) -> str:
        """The name that the person chose to go by in the story; empty for none."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            teller = self._telling(work, reader, interview, place).storyteller
            return work.tellers.called(teller) if teller else ""

    def call(self, reader: Reader, interview: str, place: int, name: str) -> None:
        """Keep the name that the person chose to go by in the story."""
        require(reader, Action.LISTEN)
        with self._bank.writing() as work:
            teller = self._telling(work, reader, interview, place).storyteller
            if teller is None:
                raise Refused("Ask for their agreement first. Everything typed is kept.")
            work.tellers.call(teller, " ".join(name.split())[:LONGEST_NAME])

    def leave(self, reader: Reader, interview: str, place: int) -> None:
        """This person would rather not: their part goes, and with the last one the whole conversation."""
        require(reader, Action.LISTEN)
        now = self._clock()
        with self._bank.writing() as work:
            one = work.interviews.get(interview, reader.id)
            gone = [telling for telling in one.tellings if telling.place == place]
            if len(gone) == len(one.tellings):
                work.interviews.forget(interview)
            elif gone:
                work.interviews.leave(interview, gone[0], now)
            for telling in gone:
                if telling.storyteller:
                    work.tellers.forget_if_silent(telling.storyteller)
            work.records.write(reader.id, "conversation_discarded", interview, now)

    # The end.

    def submit(self, reader: Reader, interview: str) -> HandedIn:
        """Hand in what was told. It can be searched by nobody until a person has approved it."""
        require(reader, Action.LISTEN)
        now = self._clock()
        with self._bank.writing() as work:
            one = work.interviews.get(interview, reader.id)
            drafts = work.interviews.drafts(interview)
            questions = work.inquiries.questions(one.questions)
            cards = tuple(self._hand_in(work, reader, one, telling, drafts, questions) for telling in one.tellings)
            work.interviews.submit(interview, now)
        for story in (handed := HandedIn(cards)).stories:
            self._hint(story)
        return handed

    def _hand_in(
        self,
        work: Work,
        reader: Reader,
        one: Interview,
        telling: Telling,
        drafts: Mapping[str, Draft],
        questions: QuestionSet,
    ) -> TheirCard:
        now = self._clock()
        if telling.storyteller is None or telling.consent is None:
            raise Refused("Ask for their agreement first. Everything typed is kept.")
        agreed = work.tellers.consent(telling.consent)
        if not agreed.inside:
            raise Refused("The person did not agree that anybody reads this. It can only be taken away again.")
        stories = []
        for pieces in _told(telling, drafts, questions):
            new = NewStory(
                inquiry=one.inquiry,
                storyteller=telling.storyteller,
                teller=telling.teller,
                consent=telling.consent,
                brought_by=reader.id,
                told_on=one.held_on,
                interview=one.id,
                way=one.way,
                place_kind=one.place_kind,
                told_about=telling.told_about,
                they_agreed=telling.they_agreed,
            )
            story = received.keep(work, new, received.joined(pieces), pieces, now)
            work.records.write(reader.id, "story_received", story, now)
            stories.append(story)
        if telling.felt is not None:
            work.feelings.add(telling.storyteller, one.inquiry, stories[0], telling.felt, one.held_on)
        code = None
        if not work.tellers.has_code(telling.storyteller):
            code = new_code(self._code_words())
            work.tellers.give_code(telling.storyteller, code_hash(code, work.vault.derive(CODE_PEPPER)))
        return TheirCard(telling.place, code, agreed, tuple(stories))

    def _telling(self, work: Work, reader: Reader, interview: str, place: int) -> Telling:
        for telling in work.interviews.get(interview, reader.id).tellings:
            if telling.place == place:
                return telling
        raise NotFound("This person's part is not there any more.")

    def _keep(self, work: Work, interview: str, telling: Telling) -> None:
        work.interviews.tell(interview, telling, self._clock())


def _fields(one: Interview, questions: QuestionSet) -> set[str]:
    """Every place to write in."""
    return {
        field
        for telling in one.tellings
        for field in (
            *telling.story_fields,
            telling.difference_field,
            *(telling.field(prompt.id) for prompt in questions.prompts),
        )
    }


def _told(
    telling: Telling, drafts: Mapping[str, Draft], questions: QuestionSet
) -> tuple[tuple[received.Piece, ...], ...]:
    """The pieces of each story: with the first go the answers, in the order asked, and what made the difference."""

    def pieces(field: str, part: Part, prompt: str | None = None) -> tuple[received.Piece, ...]:
        written = drafts.get(field)
        if written is None or not written.text.strip():
            return ()
        return (received.Piece(written.text, part, telling.whose, prompt),)

    answers = [piece for one in questions.prompts for piece in pieces(telling.field(one.id), Part.ANSWER, one.text)]
    first, *more = telling.story_fields
    opening = (*answers, *pieces(first, Part.STORY))
    told = [one for one in (opening, *(pieces(field, Part.STORY) for field in more)) if one]
    if not told:
        raise Refused("Nothing has been written down yet.")
    told[0] = (*told[0], *pieces(telling.difference_field, Part.DIFFERENCE))
    return tuple(told)
