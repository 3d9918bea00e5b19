"""What a theme is called for one reader: people's name first, and nobody's words without their permission today."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from insight.access.gate import scope
from insight.access.reader import Reader
from insight.ports import Work
from insight.stories.script import Use
from insight.themes.kept import BuiltTheme, KeptTheme, plain_name


class Named(Protocol):
    """A heading by the machine, and the passage whose words it is."""

    @property
    def name_passage(self) -> str | None: ...


def names(
    work: Work, reader: Reader, themes: Iterable[KeptTheme], today: date, mine: Collection[str] = ()
) -> dict[str, str]:
    """The names of themes by their ids. A name in somebody's words is for those who may read that somebody's story,
    while it may be quoted; others read common words. `mine`: passages and stories that are open besides.
    """
    found = tuple(themes)
    passages = _open(work, reader, found, today) | set(mine)
    of = [one.human_name_of for one in found if one.human_name_of]
    stories = {one.id for one in work.stories.some(of, scope(reader, Use.QUOTES, today=today))} | set(mine)
    return {
        one.id: str(one.human_name)
        if one.human_name and (one.human_name_of is None or one.human_name_of in stories)
        else _heading(one.machine_name, one, passages)
        for one in found
    }


def headings(work: Work, reader: Reader, themes: Iterable[BuiltTheme], today: date) -> dict[int, str]:
    """What a build called what it found, by number, under the same rule."""
    found = tuple(themes)
    passages = _open(work, reader, found, today)
    return {one.number: _heading(one.name, one, passages) for one in found}


def _open(work: Work, reader: Reader, themes: Iterable[Named], today: date) -> set[str]:
    wanted = [one.name_passage for one in themes if one.name_passage]
    return set(work.passages.some(wanted, scope(reader, Use.QUOTES, today=today)))


def _heading(heading: str, of: KeptTheme | BuiltTheme, passages: Collection[str]) -> str:
    return heading if of.name_passage is None or of.name_passage in passages else plain_name(of.words)
