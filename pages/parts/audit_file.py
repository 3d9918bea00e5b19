"""A button that takes the audit along as a table, made by a route of ours that asks who wants it and notes it."""

import streamlit as st

from insight.governance.trail import Wanted
from pages.parts.files import script, sheet

_FILE = st.components.v2.component(
    "insight_audit_file",
    html='<div class="ins audit-file"></div>',
    css=sheet("audit_file"),
    js=script("audit_file"),
)


def audit_file(wanted: Wanted) -> None:
    """Draw the button for these entries."""
    month = f"{wanted.month:%Y-%m}" if wanted.month else ""
    data = {"month": month, "by": wanted.by or "", "kinds": "\n".join(wanted.kinds or ())}
    _FILE(key="audit-file", data=data)
