"""What a sub-group noticed, so what, now what: written down, tied to themes and stories, and never thrown away."""

from collections.abc import Callable, Collection
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotAllowed, NotFound
from insight.learning.citation import CitedBy, Stretch
from insight.learning.citing import cite
from insight.learning.learned import Entry
from insight.learning.own_rooms import NO_THEME, open_room
from insight.ports import Bank, Work
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST = 2_000


class Entries:
    """Entries of a room. Their writer may change them, everybody of the room may put them away and bring them back."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def write(
        self,
        reader: Reader,
        subgroup: str,
        noticed: str,
        so_what: str,
        now_what: str,
        *,
        themes: Collection[str] = (),
        stretches: Collection[Stretch] = (),
    ) -> str:
        """A new entry about these themes, standing on these stretches of stories; its id.

        `BadInput`: nothing was noticed, or a text is too long or names somebody.
        """
        require(reader, Action.LEARN)
        noticed, so_what, now_what = self._checked(noticed, so_what, now_what)
        now = self._clock()
        within = scope(reader, today=now.date())
        with self._bank.writing() as work:
            open_room(work, within, subgroup)
            new = work.rooms.add_entry(subgroup, noticed, so_what, now_what, reader.id, now)
            _tie(work, reader, within, new, themes, stretches, now)
            work.records.write(reader.id, "entry_written", new, now)
        return new

    def change(
        self,
        reader: Reader,
        entry: str,
        noticed: str,
        so_what: str,
        now_what: str,
        *,
        themes: Collection[str] = (),
        stretches: Collection[Stretch] = (),
        without: Collection[Stretch] = (),
    ) -> None:
        """Change an entry of one's own. It stands on these stretches too, and no longer on those `without` which it is.

        Themes of which the reader may read nothing stay.
        """
        require(reader, Action.LEARN)
        noticed, so_what, now_what = self._checked(noticed, so_what, now_what)
        now = self._clock()
        within = scope(reader, today=now.date())
        with self._bank.writing() as work:
            if _entry(work, within, entry).by != reader.id:
                raise NotAllowed("Whoever wrote this can change it. You can write another beside it.")
            work.rooms.change_entry(entry, noticed, so_what, now_what, now)
            _drop(work, within, entry, without)
            _tie(work, reader, within, entry, themes, stretches, now)
            work.records.write(reader.id, "entry_changed", entry, now)

    def put_away(self, reader: Reader, entry: str) -> None:
        """The entry leaves the columns; it can be found below them, and brought back."""
        require(reader, Action.LEARN)
        self._put_away(reader, entry, self._clock(), "entry_put_away")

    def bring_back(self, reader: Reader, entry: str) -> None:
        """The entry stands in the columns again."""
        require(reader, Action.LEARN)
        self._put_away(reader, entry, None, "entry_brought_back")

    def _put_away(self, reader: Reader, entry: str, at: datetime | None, what: str) -> None:
        with self._bank.writing() as work:
            _entry(work, scope(reader, today=self._clock().date()), entry)
            work.rooms.put_entry_away(entry, at)
            work.records.write(reader.id, what, entry, self._clock())

    def _checked(self, *texts: str) -> tuple[str, ...]:
        if not texts[0].strip():
            raise BadInput("Write what you noticed first. The rest can come later.")
        return checked(self._detector, *((one, LONGEST) for one in texts))


def _entry(work: Work, within: Scope, wanted: str) -> Entry:
    entry = work.rooms.entry(wanted)
    open_room(work, within, entry.subgroup)
    return entry


def _tie(
    work: Work,
    reader: Reader,
    within: Scope,
    entry: str,
    themes: Collection[str],
    stretches: Collection[Stretch],
    now: datetime,
) -> None:
    """Tie an entry to these themes, in place of those before that the scope admits, and to these stretches as well."""
    admitted = work.themes.counted(within).keys()
    if not set(themes) <= admitted:
        raise NotFound(NO_THEME)
    hidden = work.citations.themes_of([entry]).get(entry, frozenset()) - admitted
    work.citations.be_about(entry, [*hidden, *themes])
    for stretch in stretches:
        cite(work, reader.id, within, entry, CitedBy.ENTRY, stretch, now)


def _drop(work: Work, within: Scope, entry: str, without: Collection[Stretch]) -> None:
    for one in work.citations.cited([entry], within).get(entry, ()):
        if one.stretch in without:
            work.citations.drop(one.citation.id)
