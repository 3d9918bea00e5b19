"""Begins a new step at its top: Streamlit keeps the old scroll position when only the content changes."""

import streamlit as st

_TOP = st.components.v2.component(
    "insight_top",
    html="<span></span>",
    js="""
export default function ({ data, parentElement }) {
  const main = document.querySelector('[data-testid="stMain"]');
  if (main && window.insightStep !== undefined && window.insightStep !== data.step) {
    main.scrollTo({ top: 0 });
    const heading = main.querySelector("h1");
    if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
  }
  window.insightStep = data.step;
}
""",
)


def begin_at_the_top(step: str) -> None:
    """Scroll up, and put a screen reader at the heading, when `step` is another than in the run before."""
    _TOP(key="top", data={"step": step})
