"""The questions as they will stand on paper, with a button that prints the paper and nothing else of the page."""

import streamlit as st

from insight.share.sheet import BEFORE, FEELING, FEELING_TIP, Sheet
from pages.parts.files import script, sheet

# Not isolated: the print rules have to hide everything else on the page.
_PAPER = st.components.v2.component(
    "insight_paper",
    html='<div class="ins paper"></div>',
    css=sheet("paper"),
    js=script("paper"),
    isolate_styles=False,
)


def paper(key: str, shown: Sheet) -> None:
    """Draw a sheet: the script and its questions first, then what is asked by stage, with lines to write on."""
    _PAPER(
        key=key,
        data={
            "title": shown.title,
            "to": f"Questions for {shown.to}",
            "before": BEFORE,
            "said": list(shown.said),
            "askings": [{"question": one.question, "note": one.note} for one in shown.askings],
            "notes": list(shown.notes),
            "stages": [
                {
                    "heading": heading,
                    "questions": [
                        {"text": one.text, "tip": one.tip, "to": f"To {one.to}:" if one.to else "", "lines": one.lines}
                        for one in questions
                    ],
                }
                for heading, questions in shown.stages
            ],
            "feeling": {"question": FEELING, "tip": FEELING_TIP, "answers": list(shown.feelings)},
        },
    )
