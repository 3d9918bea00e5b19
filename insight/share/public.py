"""What anybody may read and quote today, whoever they are: for papers and cards that go outside."""

from collections.abc import Sequence
from datetime import date

from insight.access.gate import scope
from insight.access.reader import Reader
from insight.ports import Work
from insight.stories.script import Use
from insight.stories.story import ProtectedStory


def public(work: Work, reader: Reader, wanted: Sequence[str], today: date) -> tuple[ProtectedStory, ...]:
    """Those of these stories that may be shared outside and quoted word for word, told by people of themselves, and
    kept from nobody; in the order asked for.
    """
    outside = work.stories.some(wanted, scope(reader, Use.OUTSIDE, today=today))
    quotable = scope(reader, Use.QUOTES, today=today)
    return tuple(
        one for one in outside if quotable.admits(one.facts) and one.facts.for_everybody and not one.facts.told_about
    )
