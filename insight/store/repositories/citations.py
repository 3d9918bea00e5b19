"""What entries, experiments, walls and share-backs stand on: stretches of stories, and themes."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, select

from insight.access.gate import Scope
from insight.identifiers import new_id
from insight.learning.citation import Citation, Cited, CitedBy, Resonance
from insight.research.study import still_says
from insight.store.insert import insert
from insight.store.repositories.stories import Stories
from insight.store.tables import about_theme, citation


class Citations:
    """Stretches and themes by the id of what stands on them. Words are read through a scope."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def cite(
        self,
        of: str,
        kind: CitedBy,
        story: str,
        start: int,
        end: int,
        words_hash: str,
        by: str,
        now: datetime,
        *,
        resonance: Resonance | None = None,
        why: str = "",
    ) -> bool:
        """Let something stand on a stretch; false when it does already."""
        adding = insert(self._connection, citation).values(
            id=new_id(), of=of, kind=kind.value, story=story, start=start, end=end, words_hash=words_hash,
            resonance=resonance.value if resonance else "", why=why, by=by, at=now,
        )  # fmt: skip
        return self._connection.execute(adding.on_conflict_do_nothing()).rowcount == 1

    def drop(self, wanted: str) -> None:
        """It stands on this stretch no longer."""
        self._connection.execute(delete(citation).where(citation.c.id == wanted))

    def cited(self, of: Collection[str], scope: Scope) -> dict[str, tuple[Cited, ...]]:
        """What each of these stands on that the scope admits and whose words are the same, in the order it was cited.

        What stands on nothing that can be read is left out.
        """
        found = self._rows(of)
        stories = {one.id: one for one in Stories(self._connection).some(sorted({one.story for one in found}), scope)}
        by: dict[str, list[Cited]] = {}
        for one in found:
            if one.story in stories and still_says(str(stories[one.story].text), one):
                by.setdefault(one.of, []).append(Cited(one, stories[one.story]))
        return {of: tuple(each) for of, each in by.items()}

    def places(self, of: Collection[str]) -> tuple[Citation, ...]:
        """The stretches that these stand on, whoever may read them, as they were cited: to say why one is left out."""
        return tuple(self._rows(of))

    def how_many(self, of: Collection[str]) -> dict[str, int]:
        """On how many stretches each of these stands, whoever may read them: to say how many are left out."""
        counting = select(citation.c.of, func.count()).where(citation.c.of.in_(sorted(of))).group_by(citation.c.of)
        return {row[0]: row[1] for row in self._connection.execute(counting)}

    def citing(self, stories: Collection[str]) -> tuple[Citation, ...]:
        """Everything that stands on one of these stories, oldest first: what they led to."""
        rows = select(citation).where(citation.c.story.in_(sorted(stories))).order_by(citation.c.at, citation.c.id)
        return tuple(_citation(row) for row in self._connection.execute(rows).mappings())

    # Themes.

    def be_about(self, of: str, themes: Iterable[str]) -> None:
        """Say which themes something is about, in place of those before."""
        self._connection.execute(delete(about_theme).where(about_theme.c.of == of))
        rows = [{"of": of, "theme": one} for one in dict.fromkeys(themes)]
        if rows:
            self._connection.execute(about_theme.insert(), rows)

    def themes_of(self, of: Collection[str]) -> dict[str, frozenset[str]]:
        """The themes that each of these is about."""
        found: dict[str, set[str]] = {}
        for row in self._connection.execute(select(about_theme).where(about_theme.c.of.in_(sorted(of)))):
            found.setdefault(row.of, set()).add(row.theme)
        return {of: frozenset(themes) for of, themes in found.items()}

    def about(self, theme: str) -> frozenset[str]:
        """The ids of all that is about a theme."""
        rows = select(about_theme.c.of).where(about_theme.c.theme == theme)
        return frozenset(self._connection.execute(rows).scalars())

    def _rows(self, of: Collection[str]) -> list[Citation]:
        rows = select(citation).where(citation.c.of.in_(sorted(of))).order_by(citation.c.at, citation.c.id)
        return [_citation(row) for row in self._connection.execute(rows).mappings()]


def _citation(row: RowMapping) -> Citation:
    resonance = Resonance(row["resonance"]) if row["resonance"] else None
    return Citation(**(dict(row) | {"kind": CitedBy(row["kind"]), "resonance": resonance}))
