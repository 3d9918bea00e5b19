"""What the demo's sub-group tries, and its cycles: invented, and standing on stretches of the demo's stories."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from insight.access.account import Account
from insight.access.gate import Scope
from insight.learning.citation import CitedBy, Stretch
from insight.learning.citing import cite
from insight.learning.cycle import Scale, Stage
from insight.learning.experiment import Answered, EndedAs, Plan
from insight.ports import Work

_PARTS = ("name", "what", "who", "small", "legal", "safe", "surprise", "stop_if")
_FIRST_TO_SECOND = timedelta(days=28)


def add(work: Work, by: Account, refs: Mapping[str, str], within: Scope) -> None:
    """Let `by`, who comes into the sub-group, have tried these things up to today; `refs` are stories by reference."""
    told = json.loads(files("insight.demo").joinpath("trying.json").read_text("utf-8"))
    subgroup = work.alliance.subgroup(told["subgroup"])
    if subgroup not in by.subgroups:
        work.people.join_subgroup(by.id, subgroup)
    cycles: dict[str, str] = {}
    for one in told["cycles"]:
        begun = date.fromisoformat(one["begun_on"])
        whose, parent = subgroup if one["for"] else None, cycles.get(one["parent"])
        cycles[one["key"]] = work.cycles.add(
            one["name"], one["purpose"], Scale(one["scale"]), whose, parent, begun, by.id, _on(begun)
        )
        for step in one["steps"]:
            at = _on(date.fromisoformat(step["on"]))
            work.cycles.step(cycles[one["key"]], Stage(step["stage"]), step["learned"], by.id, at)
        work.cycles.look_after(cycles[one["key"]], by.id)
    for one in told["experiments"]:
        _add_one(work, one, subgroup, cycles, by.id, refs, within)


def _add_one(
    work: Work,
    one: Mapping[str, Any],
    subgroup: str,
    cycles: Mapping[str, str],
    by: str,
    refs: Mapping[str, str],
    within: Scope,
) -> None:
    day, written = date.fromisoformat, _on(date.fromisoformat(one["written_on"]))
    plan = Plan(**{part: one[part] for part in _PARTS}, cycle=cycles.get(one["cycle"]))
    new = work.experiments.add(subgroup, plan, by, written)
    for place in one["cites"]:
        cite(work, by, within, new, CitedBy.EXPERIMENT, _stretch(work, refs[place["ref"]], place, within), written)
    for each in one["permissions"]:
        permission = work.experiments.add_permission(new, each["whose"], by, written)
        work.experiments.ask(permission, each["asked_by"], day(each["asked_on"]))
        work.experiments.answer(permission, Answered(each["answer"]), each["said"])
    work.experiments.begin(new, day(one["since"]), day(one["first_review"]))
    for number, each in enumerate(one["tries"], 1):
        begun = day(each["begun_on"])
        tried = work.experiments.add_try(new, number, each["did"], begun, by, _on(begun))
        if each["ended_on"]:
            work.experiments.end_try(tried, each["happened"], day(each["ended_on"]))
    due = day(one["first_review"])
    for each in one["reviews"]:
        on = due if each["on"] == "due" else day(each["on"])
        days = each["days_to_next"]
        later = on + _FIRST_TO_SECOND if days is None else within.today + timedelta(days=days)
        work.experiments.add_review(new, due, each["held"], each["said"], later, by, _on(on))
        due = later
    for each in one["notes"]:
        work.experiments.add_note(new, day(each["on"]), each["text"], each["source"], by, _on(day(each["on"])))
    if "ended_on" in one:
        work.experiments.end(new, EndedAs(one["ended_as"]), one["lesson"], day(one["ended_on"]))


def _stretch(work: Work, story: str, place: Mapping[str, str], within: Scope) -> Stretch:
    """From the first of its words to the last, where they stand in the story."""
    text = str(work.stories.get(story, within).text)
    start = text.index(place["from"])
    return Stretch(story, start, text.index(place["to"], start) + len(place["to"]))


def _on(day: date) -> datetime:
    return datetime.combine(day, time(15), UTC)
