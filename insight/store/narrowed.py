"""What a reader chose besides words, as a `WHERE` clause beside the gate's own."""

from sqlalchemy import ColumnElement, and_, select, text

from insight.store.full_text import full_text
from insight.store.tables import feeling, passage, story, theme_passage
from insight.stories.filters import Filters


def narrowed(filters: Filters) -> ColumnElement[bool]:
    """What the filters choose, for rows of `STORIES`; `filters.use` is the gate's to answer, by the scope."""
    where: list[ColumnElement[bool]] = []
    if filters.inquiry is not None:
        where.append(story.c.inquiry == filters.inquiry)
    if filters.teller is not None:
        where.append(story.c.teller == filters.teller.value)
    if filters.since is not None:
        where.append(story.c.told_on >= filters.since)
    if filters.until is not None:
        where.append(story.c.told_on <= filters.until)
    if filters.feeling is not None:
        # How it is to work here is kept apart, and what is told about somebody says nothing of how they are.
        theirs = (feeling.c.answer == filters.feeling.value) & feeling.c.of_work.is_(False)
        where.append(story.c.told_about.is_(False) & story.c.id.in_(select(feeling.c.story).where(theirs)))
    if filters.theme is not None:
        themed = select(passage.c.story).join(theme_passage, theme_passage.c.passage == passage.c.id)
        where.append(story.c.id.in_(themed.where(theme_passage.c.theme == filters.theme)))
    if filters.without:
        holding = full_text.join(passage, full_text.c.passage == passage.c.id)
        matching = text("full_text MATCH :without").bindparams(without=filters.without)
        where.append(story.c.id.not_in(select(passage.c.story).select_from(holding).where(matching)))
    return and_(True, *where)
