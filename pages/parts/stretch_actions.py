"""What can be done with a stretch of a story under its letter: keep it, put it on a wall, try something."""

from insight.access.reader import Reader
from pages.parts.keeping_quotes import KEEP, keep_this, keeps
from pages.parts.struck import STRUCK, strikes, struck_us
from pages.parts.trying_because import TRY, tries, try_because


def stretch_actions(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Those that are open to this reader."""
    return (*keeps(reader), *strikes(reader), *tries(reader))


def with_stretch(reader: Reader, action: str, story: str, start: int, end: int, theme: str = "") -> bool:
    """Do what was pressed, if it is one of them; whether it was. `theme` is the one it was read under."""
    if action == TRY[0]:
        try_because(story, start, end, theme)
    do = {KEEP[0]: keep_this, STRUCK[0]: struck_us}.get(action)
    if do is not None:
        do(reader, story, start, end)
    return do is not None
