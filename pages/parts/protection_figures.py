"""How well protection does, for the steward: what was measured, what it means, and what people had to add here."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.figures import Share
from insight.stories.spans import Label
from pages.parts.lines import counted, plain
from pages.parts.wiring import house

_KINDS = {
    Label.PERSON: "names of people", Label.NICK: "nicknames", Label.REL: "names of relatives",
    Label.ORG: "organisations",
    Label.PLACE: "places", Label.ADDR: "addresses", Label.DATE: "dates", Label.AGE: "ages", Label.JOB: "jobs",
    Label.EVENT: "events and anything else", Label.PET: "pets", Label.DEM: "where people come from",
}  # fmt: skip


def protection_figures(reader: Reader) -> None:
    """Draw the last benchmark and the counts of this bank."""
    services = house().figures
    st.subheader("How well identities are found", anchor=False)
    for one in services.measured(reader):
        st.text(
            f"Measured on {counted(one.texts, 'story', 'stories')} ({one.stories}), {one.on}, by the machine alone:"
        )
        st.markdown("\n".join(f"- {_told(share)}" for share in one.shares))
    st.text(
        "Read it as: of every hundred names and numbers that point at somebody, the machine alone leaves some in. "
        "Looking over every story is not a formality."
    )
    stories, recognised = services.stories_and_recognised(reader)
    st.text(
        f"Here: {counted(stories, 'story', 'stories')} approved; somebody thought they knew who it was "
        f"{counted(recognised, 'time', 'times')}."
    )
    for row in services.in_use(reader):
        st.markdown(
            f"- {_KINDS.get(row.label, row.label.value)}: {row.proposed:,} proposed, {row.taken_away:,} taken away by "
            f"people, {row.added + row.accepted:,} added by people, so {row.missed:.0%} missed"
        )


def _told(share: Share) -> str:
    low, high = share.interval
    between = f"{share.right:,} of {share.of:,}; likely between {low:.0%} and {high:.0%}"
    return f"{plain(share.what)}: **{share.share:.0%}** ({between})"
