"""Everything a reader may use in one way, as a study: each stretch of a story is a quote, and themes are its codes."""

from datetime import datetime

from insight.access.gate import Scope
from insight.access.reader import Reader
from insight.ports import Work
from insight.research.guids import guid_of
from insight.research.study import Code, Coding, Collection, Quote, Study, words_hash
from insight.stories.script import Use
from insight.themes.called import names
from insight.themes.kept import plain_name

NAME = "What people told us"
WHO = "Insight"  # put the codes there, not a person


def whole_bank(work: Work, reader: Reader, within: Scope, now: datetime, inquiry: str | None = None) -> Study:
    """A study of all stories that the scope admits, or of one inquiry's, oldest first.

    Stretches are as they were told: an answer, the story itself, what made the difference. A passage has the theme in
    which it lies as its code; themes that are set aside or retired are none, nor those of which nothing is here.
    """
    stories = work.stories.some(tuple(reversed(work.stories.admitted(within, inquiry))), within)
    texts = {one.id: str(one.text) for one in stories}
    by = reader.id
    quotes = tuple(
        Quote(f"{one.id}-{part.start}", one.id, part.start, part.end, words_hash(words), "", by, now)
        for one in stories
        for part in one.stretches
        if (words := texts[one.id][part.start : part.end]).strip()
    )
    placed = work.themes.placed(within)
    lying = [
        (one, each.passage)
        for one in (*work.themes.all(), *work.themes.marked())
        for each in placed.get(one.id, ())
        if not one.set_aside and each.passage.story in texts
    ]
    themes = tuple({one.id: one for one, _ in lying}.values())
    called = names(work, reader, themes, now.date())
    if within.use is not Use.INSIDE:  # a heading in somebody's words is for those who may read that somebody's story
        theirs = {one.id for one in themes if one.human_name is None or one.human_name_of}
        called = {one.id: plain_name(one.words) if one.id in theirs else called[one.id] for one in themes}
    codes = tuple(
        Code(one.id, None, called[one.id], ", ".join(one.words), guid_of("theme", one.id), retired=False)
        for one in themes
    )
    codings = tuple(
        Coding(
            f"{theme.id}-{one.id}", theme.id, one.story, one.start, one.end,
            words_hash(texts[one.story][one.start : one.end]), by, now, suggested=False,
        )
        for theme, one in lying
    )  # fmt: skip
    collection = Collection("everything", NAME, "", None, by, now, None)
    return Study(collection, tuple(stories), quotes, codes, codings, (), {by: WHO}, left_out=0, changed=0)
