"""What views of the themes are made from: who told which passage, who listened, what was opened, which hand-overs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, delete, func, select, true

from insight.access.gate import Scope
from insight.store.insert import insert
from insight.store.tables import (
    hand_over,
    inquiry,
    interviewer,
    passage,
    story,
    story_opened,
    theme,
    theme_passage,
)
from insight.store.visible import STORIES, visible
from insight.stories.inquiry import TellerKind
from insight.stories.interview import KindOfJob, Listener
from insight.stories.story import State
from insight.themes.hand_overs import HandOver, Place
from insight.themes.seen import KeptHandOver, Placing


class ThemeViews:
    """Ids, numbers and facts; no word of any story."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def placings(self, scope: Scope, in_theme: str | None = None) -> tuple[Placing, ...]:
        """Every passage that the scope admits, or those in one theme, with the theme in use that it is in, if any,
        nearest its centre first.

        A theme that is set aside is in use. A passage in two themes comes twice.
        """
        in_use = and_(theme_passage.c.theme == theme.c.id, theme.c.retired_at.is_(None))
        placed = theme_passage.join(theme, in_use)
        wanted = true() if in_theme is None else theme.c.id == in_theme
        rows = self._connection.execute(
            select(
                passage.c.id, passage.c.story, story.c.storyteller, story.c.teller, story.c.told_on,
                inquiry.c.name.label("inquiry"), theme_passage.c.theme, theme_passage.c.fit, theme_passage.c.weak,
            )
            .select_from(
                passage.join(STORIES, passage.c.story == story.c.id)
                .join(inquiry, story.c.inquiry == inquiry.c.id)
                .outerjoin(placed, theme_passage.c.passage == passage.c.id)
            )
            .where(visible(scope) & passage.c.whole.is_(False) & wanted)
            .order_by(theme_passage.c.fit.desc(), passage.c.text_hash, passage.c.id)
        )  # fmt: skip
        return tuple(
            Placing(
                row["id"], row["story"], row["storyteller"], TellerKind(row["teller"]), row["told_on"], row["inquiry"],
                row["theme"], row["fit"] or 0.0, bool(row["weak"]),
            )
            for row in rows.mappings()
        )  # fmt: skip

    def named_after(self) -> dict[str, str]:
        """Of each theme that is named in somebody's words, the story they are from."""
        whose = func.coalesce(theme.c.human_name_of, passage.c.story)
        rows = self._connection.execute(
            select(theme.c.id, whose)
            .select_from(theme.outerjoin(passage, theme.c.name_passage == passage.c.id))
            .where(
                whose.is_not(None)
                & (theme.c.human_name.is_(None) | theme.c.human_name_of.is_not(None))
                & theme.c.retired_at.is_(None)
            )
        )
        return {row[0]: row[1] for row in rows}

    def listeners(self, scope: Scope) -> dict[str, frozenset[Listener]]:
        """Who heard each story that the scope admits and that was told in a conversation."""
        rows = self._connection.execute(
            select(story.c.id, interviewer.c.organisation, interviewer.c.job, interviewer.c.account)
            .select_from(STORIES.join(interviewer, story.c.interview == interviewer.c.interview))
            .where(visible(scope))
        )
        heard: dict[str, frozenset[Listener]] = {}
        for of, organisation, job, account in rows.all():
            one = Listener(organisation, KindOfJob(job) if job else None, account)
            heard[of] = heard.get(of, frozenset()) | {one}
        return heard

    # What is opened: how often, never by whom or when.

    def opened(self, wanted: str) -> None:
        """A story was opened once more."""
        once = insert(self._connection, story_opened).values(story=wanted, times=1)
        again = once.on_conflict_do_update(index_elements=["story"], set_={"times": story_opened.c.times + 1})
        self._connection.execute(again)

    def openings(self, scope: Scope) -> dict[str, int]:
        """How often each story that the scope admits was opened."""
        rows = self._connection.execute(
            select(story.c.id, func.coalesce(story_opened.c.times, 0))
            .select_from(STORIES.outerjoin(story_opened, story_opened.c.story == story.c.id))
            .where(visible(scope))
        )
        return {row[0]: row[1] for row in rows}

    # Hand-overs: found by the program itself when a story is indexed, and read through a scope.

    def keep_hand_overs(self, found: Mapping[str, Iterable[HandOver]]) -> None:
        """What each of these passages speaks of, in place of what was found before."""
        self._connection.execute(delete(hand_over).where(hand_over.c.passage.in_(list(found))))
        for one, many in found.items():
            for each in many:
                self._connection.execute(
                    hand_over.insert().values(passage=one, from_kind=each.from_place.value, to_kind=each.to_place.value)
                )

    def hand_overs(self, scope: Scope) -> tuple[KeptHandOver, ...]:
        """Every hand-over that a passage speaks of whose story the scope admits, the newest told first."""
        rows = self._connection.execute(
            select(
                passage.c.id, passage.c.story, story.c.storyteller, hand_over.c.from_kind, hand_over.c.to_kind
            )
            .select_from(
                hand_over.join(passage, hand_over.c.passage == passage.c.id).join(
                    STORIES, passage.c.story == story.c.id
                )
            )
            .where(visible(scope))
            .order_by(story.c.told_on.desc().nulls_last(), passage.c.story, passage.c.start)
        )  # fmt: skip
        return tuple(KeptHandOver(row[0], row[1], row[2], Place(row[3]), Place(row[4])) for row in rows)

    def indexed(self) -> tuple[str, ...]:
        """The stories whose passages can be read, for the program itself."""
        rows = self._connection.execute(select(story.c.id).where(story.c.state == State.INDEXED.value))
        return tuple(rows.scalars())

    def passages_of(self, wanted: str) -> dict[str, tuple[int, int]]:
        """Where a story's passages stand in it, by id, the whole of it left out; for the program itself."""
        rows = self._connection.execute(
            select(passage.c.id, passage.c.start, passage.c.end).where(
                (passage.c.story == wanted) & passage.c.whole.is_(False)
            )
        )
        return {row[0]: (row[1], row[2]) for row in rows}
