"""The plan of something to try: asked for in one form, and read as plain lines."""

import streamlit as st

from insight.access.reader import Reader
from insight.learning.cycle import STAGE_WORDS
from insight.learning.experiment import LONGEST, Experiment, Plan
from pages.parts.act import act
from pages.parts.lines import plain
from pages.parts.options import words_of
from pages.parts.wiring import house

_ASKED = {
    "who": ("Who does it?", "Kinds of job, not names."),
    "small": ("How small can you begin?", "One person, one room, one afternoon. Small tries may fail, and teach."),
    "legal": ("Is it legal? How do you know?", ""),
    "safe": ("Is it safe? For whom might it not be?", ""),
    "surprise": ("What would surprise you?", "If nothing could surprise you, you will learn little."),
    "stop_if": ("What would make you stop?", "Agree on it before you begin."),
}
_READ = {
    "who": "Who does it", "small": "How small it begins", "legal": "Is it legal", "safe": "Is it safe",
    "surprise": "What would surprise us", "stop_if": "What would make us stop",
}  # fmt: skip


def asked_plan(reader: Reader, before: Plan | None, subgroup: str | None) -> Plan:
    """The fields of a plan, filled with the one before; for the inside of a form."""
    name = st.text_input(
        "Its name", value=before.name if before else "", max_chars=LONGEST["name"], autocomplete="off",
        placeholder="A key before the form",
    )  # fmt: skip
    what = st.text_area(
        "What do you want to try?", value=before.what if before else "", max_chars=LONGEST["what"], height=110,
        help="No names of people or places: others will read it.",
    )  # fmt: skip
    said = {
        part: st.text_area(
            label, value=getattr(before, part) if before else "", max_chars=LONGEST[part], height=80, help=help_ or None
        )
        for part, (label, help_) in _ASKED.items()
    }
    return Plan(name, what, **said, cycle=_cycle(reader, before, subgroup))


def plan(reader: Reader, one: Experiment) -> None:
    """What and how, with what is missing said; and a fold to write it anew until it has ended."""
    st.subheader("What we try, and how", anchor=False)
    said = [one.plan.what]
    said += [
        f"{label}: {getattr(one.plan, part) or 'nobody has said'}"
        for part, label in _READ.items()
        if getattr(one.plan, part) or part in {"legal", "safe", "stop_if"}
    ]
    st.text("\n\n".join(said))
    if one.plan.cycle is not None:
        named = {each.cycle.id: each.cycle.name for each in house().learning.cycles.list(reader)}
        if one.plan.cycle in named:
            label = f"A part of “{plain(named[one.plan.cycle])}”"
            st.page_link("pages/cycles.py", label=label, query_params={"cycle": one.plan.cycle})
    if one.ended_on is not None:
        return
    with st.expander("Change the plan"), st.form("plan", border=False):
        changed = asked_plan(reader, one.plan, one.subgroup)
        if st.form_submit_button("Keep this plan"):
            act(lambda: house().learning.experiments.change(reader, one.id, changed), "The plan is changed.")


def _cycle(reader: Reader, before: Plan | None, subgroup: str | None) -> str | None:
    """Which learning cycle it belongs to, of those that go on; nothing is asked where there is none."""
    mine = before.cycle if before else None
    open_ones = {
        each.cycle.id: f"{each.cycle.name} ({STAGE_WORDS[each.cycle.stage]})"
        for each in house().learning.cycles.list(reader)
        if each.cycle.id == mine
        or (each.cycle.ended_on is None and (subgroup is None or each.cycle.subgroup in {None, subgroup}))
    }
    if not open_ones:
        return None
    choices = {None: "no"} | open_ones
    at = list(choices).index(mine) if mine in choices else 0
    return st.selectbox("Is it part of a learning cycle?", choices, index=at, format_func=words_of(choices))
