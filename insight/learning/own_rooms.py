"""Which sub-groups' rooms and which themes are open to one reader."""

from collections.abc import Collection
from datetime import date

from insight.access.gate import Scope, scope
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.ports import Work
from insight.research.collecting import own_subgroups
from insight.stories.script import Use
from insight.themes.called import names
from insight.themes.kept import KeptTheme, plain_name

NO_ROOM = "There is no such room, or it is not open to you."
NO_THEME = "There is no such theme, or it is not open to you."


def open_room(work: Work, within: Scope, subgroup: str) -> str:
    """The name of a sub-group whose room the scope reaches. `NotFound`: it does not, or there is none."""
    name = own_subgroups(work, within).get(subgroup)
    if name is None:
        raise NotFound(NO_ROOM)
    return name


def open_theme(work: Work, within: Scope, theme: str) -> None:
    """`NotFound` unless the theme is in use and the scope admits a story of it."""
    work.themes.get(theme)
    if theme not in work.themes.counted(within, theme):
        raise NotFound(NO_THEME)


def open_themes(work: Work, reader: Reader, today: date, *, together: bool) -> dict[str, str]:
    """The names of the themes in use of which a reader may read something, by id.

    With `together` a name is in somebody's words only where those may be read out in a room, whoever sits there.
    """
    counted = work.themes.counted(scope(reader, today=today))
    found = [one for one in work.themes.all() if one.id in counted and not one.set_aside]
    return called(work, reader, found, today, together=together)


def called(work: Work, reader: Reader, themes: Collection[KeptTheme], today: date, *, together: bool) -> dict[str, str]:
    """The names of these themes for one reader, by id, or for everybody in a room (see `open_themes`)."""
    named = names(work, reader, themes, today)
    if together:
        whose = work.theme_views.named_after()
        said = work.stories.some(sorted(set(whose.values())), scope(reader, Use.ROOM, today=today))
        for_all = {one.id for one in said if one.facts.for_a_room(today)}
        named |= {one.id: plain_name(one.words) for one in themes if whose.get(one.id, "") not in for_all | {""}}
    return named
