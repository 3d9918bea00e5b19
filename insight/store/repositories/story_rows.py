"""Rows of stories made into records: each with its consent, whom it is kept from, its pair and its stretches."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select

from insight.store.repositories.tellers import consent_of
from insight.store.tables import (
    consent,
    consent_exclusion,
    inquiry,
    inquiry_subgroup,
    interviewer,
    stood_aside,
    story,
    storyteller,
    stretch,
)
from insight.store.visible import STORIES, unsigned
from insight.stories.inquiry import TellerKind, Way
from insight.stories.story import Facts, Part, ProtectedStory, State, Stretch, Whose
from insight.stories.text import Approval, ProtectedText

STORY_ROWS = (
    select(
        story.c.id, story.c.inquiry, inquiry.c.name.label("inquiry_name"), story.c.interview, story.c.storyteller,
        story.c.teller, story.c.told_on, story.c.way, story.c.place_kind, story.c.ref, story.c.title, story.c.state,
        story.c.told_about, story.c.held, story.c.content_note, story.c.brought_by, story.c.consent.label("consent_id"),
        storyteller.c.pseudonym, unsigned().label("unsigned"), story.c.text,
        story.c.approved_by, story.c.approved_at, story.c.approved_outside,
        consent.c.inside, consent.c.room, consent.c.outside, consent.c.quotes, consent.c.script, consent.c.how,
        consent.c.taken_by, consent.c.given_on, consent.c.review_on, consent.c.erase_on, consent.c.to_confirm,
        consent.c.confirmed_on, consent.c.if_they_die,
    )
    .select_from(STORIES.join(inquiry, story.c.inquiry == inquiry.c.id).join(
        storyteller, story.c.storyteller == storyteller.c.id))
)  # fmt: skip
_STRETCHES = select(stretch).where(stretch.c.story.in_(bindparam("stories", expanding=True))).order_by(stretch.c.start)


def read_stories(connection: Connection, query: Select[Any], wanted: Collection[str] = ()) -> list[ProtectedStory]:
    """What a query made of `STORY_ROWS` finds, in its order; `wanted` are the ids that it may ask for."""
    rows = connection.execute(query, {"wanted": list(wanted)} if wanted else {}).mappings().all()
    ids, of = [row["id"] for row in rows], {row["consent_id"] for row in rows}
    organisations = _gathered(connection, consent_exclusion.c.consent, consent_exclusion.c.organisation, of)
    teams = _gathered(connection, consent_exclusion.c.consent, consent_exclusion.c.team, of)
    pairs = _gathered(
        connection, interviewer.c.interview, interviewer.c.account, {row["interview"] for row in rows} - {None}
    )
    subgroups = _gathered(
        connection, inquiry_subgroup.c.inquiry, inquiry_subgroup.c.subgroup, {row["inquiry"] for row in rows}
    )
    aside = _gathered(
        connection, stood_aside.c.storyteller, stood_aside.c.account, {row["storyteller"] for row in rows}
    )
    stretches: dict[str, list[Stretch]] = {one: [] for one in ids}
    for one in connection.execute(_STRETCHES, {"stories": ids}).mappings():
        stretches[one["story"]].append(
            Stretch(one["start"], one["end"], Part(one["part"]), Whose(one["whose"]), one["prompt"])
        )
    none: frozenset[str] = frozenset()
    read = []
    for row in rows:
        agreed = row["consent_id"]
        facts = Facts(
            id=row["id"],
            inquiry=row["inquiry"],
            inquiry_name=row["inquiry_name"],
            interview=row["interview"],
            storyteller=row["storyteller"],
            teller=TellerKind(row["teller"]),
            told_on=row["told_on"],
            way=Way(row["way"]) if row["way"] else None,
            place_kind=row["place_kind"],
            ref=row["ref"],
            title=row["title"],
            state=State(row["state"]),
            told_about=row["told_about"],
            held=row["held"],
            content_note=row["content_note"],
            brought_by=row["brought_by"],
            interviewers=pairs.get(row["interview"], none),
            consent=consent_of(row, organisations.get(agreed, none), teams.get(agreed, none)),
            pseudonym=row["pseudonym"],
            unsigned=row["unsigned"],
            subgroups=subgroups.get(row["inquiry"], none),
            stood_aside=aside.get(row["storyteller"], none),
        )
        approval = Approval(row["approved_by"], row["approved_at"], row["approved_outside"])
        read.append(ProtectedStory(facts, ProtectedText(row["text"], approval), tuple(stretches[row["id"]])))
    return read


def _gathered(
    connection: Connection, key: Column[str], value: Column[str], wanted: Collection[str]
) -> dict[str, frozenset[str]]:
    """The values beside each wanted key."""
    found: dict[str, frozenset[str]] = {}
    rows = connection.execute(_beside(key, value), {"wanted": sorted(wanted)}) if wanted else ()
    for one, beside in rows:
        found[one] = found.get(one, frozenset()) | {beside}
    return found


def said_elsewhere(connection: Connection, words: str, of_story: str) -> bool:
    """Whether another story than this holds these words too, whatever their capitals."""
    where = (story.c.id != of_story) & story.c.text.icontains(words, autoescape=True)
    return connection.execute(select(story.c.id).where(where).limit(1)).first() is not None


@lru_cache(maxsize=16)
def _beside(key: Column[str], value: Column[str]) -> Select[str, str]:
    """Built once for each pair of columns: to build a query takes longer than to run it."""
    return select(key, value).where(key.in_(bindparam("wanted", expanding=True)), value.is_not(None))
