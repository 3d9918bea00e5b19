"""A build of the themes, from a page: asked for, watched while it runs, and stopped."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.wiring import house

EVERY = 2.0  # seconds


def look_again(reader: Reader, running: bool) -> None:
    """The button that asks for a build."""
    if may(reader, Action.BUILD_THEMES) and st.button("Look for themes again", disabled=running):
        house().lanes.build_themes()
        st.success("This has been asked for. It takes a minute or two, and you can leave this page.")


def building(reader: Reader, running: bool) -> None:
    """What the machine is doing, while a build runs; the page is drawn anew when it has ended."""
    if running:
        st.fragment(_watched, run_every=EVERY)(reader)


def _watched(reader: Reader) -> None:
    doing = house().themes.builds.doing(reader)
    if doing is None:
        st.rerun()
    st.info(f"The machine is looking for themes. {doing}." if doing else "The machine is about to look for themes.")
    st.text("This page shows the themes of last time until it is done. You can leave it.")
    if st.button("Stop looking", type="tertiary"):
        house().themes.builds.stop(reader)
        st.text("It stops at its next step. The themes stay as they are.")
