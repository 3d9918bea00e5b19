"""Share-backs: what people told us and what came of it, for those outside; made from what may go there."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.share.share_back import GivenPart, in_sections
from pages.parts import share_back_hand as hand
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.share_back_view import body, head, left_out, sources
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.GIVE_BACK)
share_backs = house().giving.share_backs


def every_one() -> None:
    """All that are open to the reader."""
    st.title("Share-backs")
    st.text("What we heard, what we try and what came of it, for the people who told us and for whoever else asks.")
    found, named = share_backs.making.list(reader), share_backs.making.about(reader).subgroups
    for one in found:
        with st.container(gap=None):
            if st.button(plain(one.title), key=one.id, type="tertiary"):
                hand.go(share=one.id)
            st.text(hand.list_line(one, named.get(one.subgroup or "", "")))
    if not found:
        st.text("There is none yet. One could be: “What we heard about waiting”, for the people who told us.")
    if st.button("Make a share-back", type="primary"):
        hand.go(new="yes")


def one_share_back(wanted: str) -> None:
    """As others read it, with a margin."""
    opened = share_backs.giving.look(reader, wanted)
    kept, given = opened.share_back, opened.given
    head(given)
    st.text("This is how others read it. The margin says where each quote comes from; nobody outside sees that.")

    def margin(one: GivenPart) -> None:
        sources(one, opened.sources[one.id])
        if one.empty and not kept.finished:
            st.text("Nothing stands here yet. Others do not see this part.")
        if not kept.finished:
            _deeds(wanted, one)

    body(tuple(in_sections(given.parts)), margin)
    if not kept.finished and st.button("Add a part of your own", type="tertiary"):
        hand.go(share=wanted, add="yes")
    left_out(given.left_out)
    if kept.finished:
        st.text("It is finished: others read it.")
        if st.button("Open it again, to change it", type="tertiary"):
            share_backs.making.open_again(reader, wanted)
            st.rerun()
    else:
        hand.title(reader, kept, given.title)
        st.text("When it is finished, whoever has an account can read it, also those who read nothing else.")
        if st.button("It is finished", type="primary"):
            share_backs.making.finish(reader, wanted)
            st.rerun()
    hand.give(reader, kept)


def _deeds(wanted: str, one: GivenPart) -> None:
    with st.container(horizontal=True):
        if st.button("Change this part", key=f"change-{one.id}", type="tertiary"):
            hand.go(share=wanted, part=one.id)
        for words, by in (("Up", -1), ("Down", 1)):
            if st.button(words, key=f"{words}-{one.id}", type="tertiary"):
                share_backs.making.move(reader, wanted, one.id, by)
                st.rerun()


asked = st.query_params
wanted = asked.get("share", "")
begin_at_the_top("|".join(asked.to_dict().values()))
try:
    if "new" in asked:
        hand.make(reader)
    elif wanted and "add" in asked:
        hand.add(reader, wanted)
    elif wanted and "part" in asked:
        hand.change(reader, share_backs.giving.look(reader, wanted), asked["part"])
    elif wanted:
        one_share_back(wanted)
    else:
        every_one()
except InsightError as error:
    st.error(str(error))
if wanted and ("part" in asked or "add" in asked) and st.button("Back to the share-back", type="tertiary"):
    hand.go(share=wanted)
elif (wanted or "new" in asked) and st.button("All share-backs", type="tertiary"):
    hand.go()
