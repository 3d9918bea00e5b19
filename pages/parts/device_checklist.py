"""What on a phone, tablet or laptop may pass on what is typed, and how to turn it off: a short list to go through."""

import streamlit as st

# What to look at, and what to do about it.
CHECKS = (
    (
        "The spelling check of the browser",
        "Chrome and Edge can send what you type to be checked. In the settings, choose the basic check, or none. "
        "Turn off help with writing.",
    ),
    (
        "The keyboard on a phone or tablet",
        "Gboard, SwiftKey and others learn from what you type. In the settings of the keyboard, turn off learning, "
        "sharing and backup. Do not speak your text: voice typing may send it out.",
    ),
    (
        "Extras in the browser",
        "Grammar helpers, translators and AI helpers can read the page. Turn them off, or use a private window.",
    ),
    ("Screen recording and shared screens", "Stop any recording, and any call that shows your screen."),
    (
        "Who else uses it",
        "Use a profile of your own, not one that is shared. It needs a screen lock with a code that only you know.",
    ),
    ("When you go", "Lock the screen when you walk away. Sign out when you have finished."),
)


def device_checklist() -> None:
    """The list, folded away; nothing is ticked and nothing is kept."""
    with st.expander("Before you write: check this phone or laptop"):
        st.text("Insight asks your browser to leave your words alone. Some programs do not listen. So check these:")
        st.markdown("\n".join(f"- **{what}.** {how}" for what, how in CHECKS))
