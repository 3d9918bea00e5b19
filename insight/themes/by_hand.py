"""What people do with themes: name, pin, merge, split, move, set aside, retire, note; and take back what they did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Conflict, NotFound
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.stories.protect import Detector
from insight.stories.script import Use
from insight.themes.changing import Dresser, join, name_of, retire, scatter, take
from insight.themes.kept import FOUND, Event, KeptTheme

LONGEST_NAME = 80  # a heading that is longer is a sentence
LONGEST_NOTE = 2_000
SHOWN_ACTS = 200


@dataclass(frozen=True, slots=True)
class Done:
    """A line of what was done with themes: `by` is a name, `act` takes it back where that can be done now."""

    theme: str
    at: datetime
    by: str
    what: str
    undone: bool
    act: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A note about a theme, with the name of whoever wrote it."""

    by: str
    at: datetime
    text: str


class ByHand:
    """The human hand."""

    def __init__(
        self, bank: Bank, dresser: Dresser, detector: Callable[[], Detector], clock: Callable[[], datetime]
    ) -> None:
        """`dresser` names what people changed; `detector` reads the notes of staff before they are kept."""
        self._bank = bank
        self._dresser = dresser
        self._detector = detector
        self._clock = clock

    def rename(self, reader: Reader, theme: str, name: str) -> None:
        """Give a theme a human name, which wins over the machine's from now on; an empty one takes it back.

        `BadInput`: it is too long, or repeats words of one person who may not be quoted.
        """
        require(reader, Action.DECIDE_THEMES)
        clean, now = _clean(name), self._clock()
        with self._bank.writing() as work:
            before = work.themes.get(theme)
            work.themes.rename(theme, clean or None, self._whose(work, reader, clean))
            work.theme_acts.note(theme, reader.id, "renamed", before.human_name or "", now, new_id())
            work.records.write(reader.id, "theme_renamed", theme, now)

    def pin(self, reader: Reader, theme: str, pinned: bool) -> None:
        """Leave a theme as it is, whatever later builds would make of it; or no longer."""
        require(reader, Action.DECIDE_THEMES)
        self._switch(reader, theme, "pinned" if pinned else "unpinned")

    def set_aside(self, reader: Reader, theme: str, aside: bool) -> None:
        """Take a theme out of the list for now, with its passages; or bring it back."""
        require(reader, Action.DECIDE_THEMES)
        self._switch(reader, theme, "set_aside" if aside else "brought_back")

    def merge(self, reader: Reader, theme: str, into: str) -> None:
        """Two themes are one: everything in `theme` goes into the other, which keeps its name and its notes."""
        require(reader, Action.DECIDE_THEMES)
        if theme == into:
            raise BadInput("Choose another theme for it to become part of.")
        now, act = self._clock(), new_id()
        with self._bank.writing() as work:
            one, _ = _found(work, theme), _found(work, into)
            moved = join(work, act, one, into, reader.id, now)
            self._changed(work, into)
            work.records.write(reader.id, "themes_merged", into, now, passages=moved)

    def split(self, reader: Reader, theme: str, passages: Sequence[str], name: str = "") -> str:
        """Some passages of a theme begin one of their own, and take along what lies nearer to them; its id."""
        require(reader, Action.DECIDE_THEMES)
        clean, now, act, new = _clean(name), self._clock(), new_id(), new_id()
        with self._bank.writing() as work:
            one = _found(work, theme)
            open_to = work.passages.some(passages, scope(reader, today=now.date()))
            begun = [key for key, at in work.themes.where(list(open_to)).items() if at.was_in == theme]
            ids, vectors = work.themes.vectors_in(theme, self._dresser.model)
            rows = [row for row, key in enumerate(ids) if key in set(begun)]
            if not rows or len(rows) == len(ids):
                raise BadInput("Choose some of its passages for the new theme, and leave some. Nothing was changed.")
            centre = vectors[rows].mean(axis=0)
            rest = np.delete(vectors, rows, axis=0).mean(axis=0)
            fixed = {key for key, at in work.themes.where(ids).items() if at.by is not None}
            along = [
                key for key, vector in zip(ids, vectors, strict=True)
                if key not in begun and key not in fixed and vector @ centre > vector @ rest
            ]  # fmt: skip
            work.themes.keep(KeptTheme(new, "", None, None, (), one.centroid, False), len(work.themes.all()), None)
            take(work, act, new, [(key, 0.0, False) for key in begun], reader.id)
            take(work, act, new, [(key, 0.0, False) for key in along])
            work.themes.rename(new, clean or None, self._whose(work, reader, clean))
            work.theme_acts.note(new, reader.id, "split_off", "", now, act)
            work.theme_acts.note(theme, reader.id, "split", "", now, act)
            self._changed(work, new, theme)
            work.records.write(reader.id, "theme_split", theme, now, passages=len(begun) + len(along))
        return new

    def move(self, reader: Reader, passage: str, into: str) -> None:
        """A passage belongs to another theme, and stays there whatever later builds say."""
        require(reader, Action.DECIDE_THEMES)
        now, act = self._clock(), new_id()
        with self._bank.writing() as work:
            _found(work, into)
            if passage not in work.passages.some([passage], scope(reader, today=now.date())):
                raise NotFound("There is no such passage. It may have been removed.")
            before = work.themes.where([passage]).get(passage)
            take(work, act, into, [(passage, 0.0, False)], reader.id)
            work.theme_acts.note(into, reader.id, "moved_in", "", now, act)
            left = before.was_in if before and before.was_in != into else None
            if left:
                work.theme_acts.note(left, reader.id, "moved_out", "", now, act)
            self._changed(work, into, *([left] if left else []))
            work.records.write(reader.id, "passage_moved", into, now)

    def retire(self, reader: Reader, theme: str) -> None:
        """A theme is no longer used; what is in it goes to whatever is nearest."""
        require(reader, Action.DECIDE_THEMES)
        now, act = self._clock(), new_id()
        with self._bank.writing() as work:
            one = work.themes.get(theme)
            taken = scatter(work, act, theme, self._dresser.model) if one.origin == FOUND else set[str]()
            retire(work, act, one, reader.id, "retired", now)
            self._changed(work, *taken)
            work.records.write(reader.id, "theme_retired", theme, now)

    def write(self, reader: Reader, theme: str, words: str) -> None:
        """Keep a note about a theme. `BadInput`: it is too long, or could say who somebody is."""
        require(reader, Action.DECIDE_THEMES)
        clean, now = words.strip(), self._clock()
        if not 0 < len(clean) <= LONGEST_NOTE:
            raise BadInput(f"Write your note in {LONGEST_NOTE:,} characters or fewer.")
        if self._detector().detect(clean):
            raise BadInput(
                "There is something in this note that could say who somebody is: a name, a place or a date. "
                "Nothing was kept. Say it in other words."
            )
        with self._bank.writing() as work:
            work.themes.get(theme)
            work.theme_acts.write(theme, reader.id, clean, now)
            work.records.write(reader.id, "theme_noted", theme, now)

    def notes(self, reader: Reader, theme: str) -> tuple[Written, ...]:
        """What people wrote about a theme, the oldest first."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            return tuple(Written(name_of(work, one.by), one.at, one.text) for one in work.theme_acts.notes(theme))

    def history(self, reader: Reader, theme: str | None = None) -> tuple[Done, ...]:
        """What was done with a theme, or with any, the newest first."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            events = work.theme_acts.history()
            latest = _takes_back(events)
            shown = [one for one in events if theme is None or one.theme == theme][:SHOWN_ACTS]
            called = {by: name_of(work, by) for by in {one.by for one in shown}}
        return tuple(
            Done(one.theme, one.at, called[one.by], one.what, one.undone, one.act if one.act in latest else None)
            for one in shown
        )

    def undo(self, reader: Reader, act: str) -> None:
        """Take back what somebody did. `Conflict`: something was done with the same themes since."""
        require(reader, Action.DECIDE_THEMES)
        now = self._clock()
        with self._bank.writing() as work:
            events = work.theme_acts.history()
            lines = [one for one in events if one.act == act]
            if not lines or act not in _takes_back(events):
                raise Conflict("Something was done with this theme since. Take that back first. Nothing was changed.")
            touched = {one.theme for one in lines}
            for one in lines:
                _take_back(work, one, now)
            for move in work.theme_acts.moves(act):
                work.themes.put_back(move.passage, move)
                touched |= {move.was_in} if move.was_in else set()
            work.theme_acts.undone(act)
            for theme in {one.theme for one in lines}:
                work.theme_acts.note(theme, reader.id, "undone", "", now)
            if work.theme_acts.moves(act):
                self._changed(work, *(one.id for one in work.themes.all() if one.id in touched))
            work.records.write(reader.id, "theme_undone", lines[0].theme, now)

    def _switch(self, reader: Reader, theme: str, what: str) -> None:
        now = self._clock()
        with self._bank.writing() as work:
            work.themes.get(theme)
            _set(work, theme, what, now)
            work.theme_acts.note(theme, reader.id, what, "", now, new_id())
            work.records.write(reader.id, f"theme_{what}", theme, now)

    def _whose(self, work: Work, reader: Reader, name: str) -> str | None:
        """The story whose words a name repeats. `BadInput`: its teller did not agree to be quoted."""
        of = work.theme_words.whose(name) if name else None
        if of is not None and not work.stories.some([of], scope(reader, Use.QUOTES, today=self._clock().date())):
            raise BadInput(
                "These are the words of one person who did not agree to be quoted word for word. "
                "Say it in words of your own. The old name is kept."
            )
        return of

    def _changed(self, work: Work, *themes: str) -> None:
        """What is in these themes is not what it was: names and centres follow, and proposals about them are old."""
        for theme in themes:
            self._dresser.dress(work, theme)
            work.builds.drop_proposals(theme)


_OPPOSITE = {
    "pinned": "unpinned",
    "unpinned": "pinned",
    "set_aside": "brought_back",
    "brought_back": "set_aside",
}
_BEGAN = {"split_off", "new", "split_found"}  # with these a theme began
_ENDED = {"merged", "retired", "faded"}  # and with these it ended


def _set(work: Work, theme: str, what: str, now: datetime) -> None:
    if what in ("pinned", "unpinned"):
        work.themes.change(theme, pinned=what == "pinned")
    else:
        work.themes.change(theme, set_aside_at=now if what == "set_aside" else None)


def _take_back(work: Work, one: Event, now: datetime) -> None:
    """Undo one line of an act; moves of passages are undone after all lines."""
    if one.what == "renamed":
        work.themes.rename(one.theme, one.detail or None, work.theme_words.whose(one.detail) if one.detail else None)
    elif one.what in _OPPOSITE:
        _set(work, one.theme, _OPPOSITE[one.what], now)
    elif one.what in _ENDED:
        work.themes.change(one.theme, retired_at=None)
    elif one.what in _BEGAN:
        work.themes.retire(one.theme, now)


def _takes_back(events: Sequence[Event]) -> set[str]:
    """The acts that can be taken back now: nothing was done since with any of their themes. Newest events first."""
    seen: set[str] = set()
    free: set[str] = set()
    themes: dict[str, set[str]] = {}
    for one in events:
        if one.act and not one.undone:
            themes.setdefault(one.act, set()).add(one.theme)
    for act, its in themes.items():  # in the order of the events: the newest act first
        if not its & seen:
            free.add(act)
        seen |= its
    return free


def _found(work: Work, theme: str) -> KeptTheme:
    """A found theme in use; one that people made of marked passages holds none, so nothing is moved in it."""
    for one in work.themes.all():
        if one.id == theme:
            return one
    raise NotFound("There is no such theme. It may have become part of another one.")


def _clean(name: str) -> str:
    clean = " ".join(name.split())
    if len(clean) > LONGEST_NAME:
        raise BadInput(f"A name has {LONGEST_NAME} characters at most. The old one is kept.")
    return clean
