"""Before wider sharing: what would single a person out, and a checklist after the ICO's motivated intruder test."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import NotFound, Refused
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.stories import risk
from insight.stories.risk import Risk, Trait
from insight.stories.story import ProtectedStory

# A motivated intruder is competent, has the internet, libraries and public records, and asks people; no burglar
# and no hacker (ICO, Anonymisation guidance: How do we ensure anonymisation is effective?).
CHECKLIST = (
    "I have looked for this as somebody curious would: on the internet, in local papers, on social media.",
    "Somebody who knows the person would not recognise them by it.",
    "Nobody else who is spoken of in it could be recognised either.",
    "No offence, allegation or case in it could be matched with news or court lists.",
    "Whatever somebody may conclude from it would not harm the person if it came out.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A story that waits for a signature, its risk, and the pairs of details that few or none in the bank share."""

    story: ProtectedStory
    risk: Risk
    singled_out: tuple[tuple[Trait, Trait], ...]


class SignOff:
    """The steward's signature under wider use."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Fewer storytellers than `small_number` who share a pair of details single somebody out."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def waiting(self, reader: Reader) -> tuple[ProtectedStory, ...]:
        """Stories that could be shared outside but for a signature."""
        require(reader, Action.SIGN_OFF)
        with self._bank.reading() as work:
            inside = scope(reader, today=self._clock().date())
            return work.stories.some(work.reviews.to_sign(inside), inside)

    def look(self, reader: Reader, story: str) -> Judged:
        """One of them, with what could give somebody away. Opening it is audited."""
        require(reader, Action.SIGN_OFF)
        with self._bank.writing() as work:
            found = self._waits(work, reader, story)
            work.records.write(reader.id, "story_opened", story, self._clock())
            text, teller = str(found.text), found.facts.storyteller
            inside = scope(reader, today=self._clock().date())
            sharers = {trait: work.stories.tellers_of(trait[1], inside, teller) for trait in risk.traits(text)}
            few = rule_in(work, self._small_number).hidden_below
        return Judged(found, risk.judged(text), risk.singled_out(sharers, few))

    def sign(self, reader: Reader, story: str, ticked: Collection[str]) -> None:
        """From now on its consent alone decides. Refused unless every line of the checklist is ticked."""
        require(reader, Action.SIGN_OFF)
        if set(CHECKLIST) - set(ticked):
            raise Refused("Please tick every line, or leave the story as it is: inside the alliance only.")
        now = self._clock()
        with self._bank.writing() as work:
            self._waits(work, reader, story)
            work.reviews.sign(story, reader.id)
            work.records.write(reader.id, "story_signed_off", story, now)

    def _waits(self, work: Work, reader: Reader, story: str) -> ProtectedStory:
        inside = scope(reader, today=self._clock().date())
        if story not in work.reviews.to_sign(inside):
            raise NotFound("This story does not wait for a signature.")
        return work.stories.get(story, inside)
