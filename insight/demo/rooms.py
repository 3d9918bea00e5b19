"""Two rooms of the demo bank, with what its invented groups noticed, what struck them, and whom they have not heard."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from insight.access.gate import Scope, scope
from insight.access.reader import operator
from insight.learning.citation import CitedBy, Resonance
from insight.ports import Work
from insight.research.study import words_hash


def add_rooms(work: Work, stories: Mapping[str, str], people: Mapping[str, str], now: datetime) -> None:
    """Furnish the rooms. `stories` gives ids by the refs of the demo's stories, `people` accounts by sign-in name."""
    for room in json.loads(files("insight.demo").joinpath("rooms.json").read_text("utf-8")):
        _furnish(work, room, stories, people, now)


def _furnish(
    work: Work, room: dict[str, Any], stories: Mapping[str, str], people: Mapping[str, str], now: datetime
) -> None:
    subgroup, within = work.alliance.subgroup(room["subgroup"]), scope(operator(), today=now.date())
    for name in room["members"]:
        account = work.people.by_id(people[name])
        if account is not None and subgroup not in account.subgroups:
            work.people.join_subgroup(account.id, subgroup)

    def cite(of: str, kind: CitedBy, number: int) -> None:
        one = room["wall"][number]
        start, end, words = _place(work, within, stories[one["ref"]], one["words"])
        work.citations.cite(
            of, kind, stories[one["ref"]], start, end, words_hash(words), people[one["by"]], now,
            resonance=Resonance(one["resonance"]) if kind is CitedBy.WALL else None,
            why=one["why"] if kind is CitedBy.WALL else "",
        )  # fmt: skip

    for number in range(len(room["wall"])):
        cite(subgroup, CitedBy.WALL, number)
    written: dict[int, list[str]] = {}
    for one in room["entries"]:
        at, by = now - timedelta(days=one["days_ago"]), people[one["by"]]
        entry = work.rooms.add_entry(subgroup, one["noticed"], one["so_what"], one["now_what"], by, at)
        written.setdefault(one["days_ago"], []).append(entry)
        for number in one["stories"]:
            cite(entry, CitedBy.ENTRY, number)
    for one in room["sessions"]:
        session = work.rooms.add_session(
            subgroup, now.date() - timedelta(days=one["days_ago"]), [people[who] for who in one["people"]],
            one["others"], one["decisions"], now.date() + timedelta(days=one["next_in"]), people[one["by"]], now,
            entries=written.get(one["days_ago"], ()),
        )  # fmt: skip
        for number in one["struck"]:
            cite(session, CitedBy.WALL, number)
    for one in room["gaps"]:
        at = now - timedelta(days=one["days_ago"])
        gap = work.rooms.add_gap(subgroup, one["who"], one["why"], people[one["by"]], at)
        if "heard" in one:
            on = (now - timedelta(days=one["heard_days_ago"])).date()
            work.rooms.heard(gap, on, people[one["heard_by"]], one["heard"])


def _place(work: Work, within: Scope, story: str, words: str) -> tuple[int, int, str]:
    """Where these words stand in a story. `ValueError`: they do not."""
    start = str(work.stories.get(story, within).text).index(words)
    return start, start + len(words), words
