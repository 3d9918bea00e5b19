"""Bringing codes home: what a file brings and what is lost is said first, then one button."""

import pytest

from insight.access.reader import Role
from insight.research.study import words_hash

WORDS = "They kept ringing until I picked up."
ROWS = (
    "id,document,tag,content",
    "1,Story 1,Phone,kept ringing",
    "2,Story 1,Phone,Nobody said this.",
    "3,Story 1,,picked up",
)


@pytest.fixture
def collection(bank, clock, tell) -> str:
    story = tell(WORDS)
    with bank.writing() as work:
        made = work.studies.add_collection("Ringing", "To see.", None, "ines", clock())
        work.studies.add_quote(made, story, 0, len(WORDS), words_hash(WORDS), "ines", clock())
    return made


@pytest.fixture
def finds_nothing(house) -> None:
    """Names are looked for elsewhere; here it would load the models."""

    class Nobody:
        def detect(self, text: str) -> tuple:
            return ()

    house.leaving.coming_home._detector = Nobody


def texts(app) -> str:
    return "\n".join(one.value for one in app.text)


def test_codes_come_home_and_what_is_lost_is_said(draw, as_role, finds_nothing, collection: str, bank, clock) -> None:
    app = draw(as_role(Role.PEER_RESEARCHER), "codes_home.py", collection=collection)
    app = app.file_uploader[0].set_value(("highlights.csv", "\n".join(ROWS).encode(), "text/csv")).run()
    assert not app.exception
    assert "It brings 1 new code and 1 suggestion." in texts(app)
    assert "• Passages without a tag: 1.\n• Passages that stand nowhere in this collection: 1." in texts(app)
    assert "kept ringing" not in texts(app)
    app = next(one for one in app.button if one.label == "Bring them home").click().run()
    assert [one.value for one in app.success] == ["1 code and 1 suggestion are home."]


def test_a_file_that_is_none_is_refused_and_nothing_can_be_pressed(
    draw, as_role, finds_nothing, collection: str
) -> None:
    app = draw(as_role(Role.PEER_RESEARCHER), "codes_home.py", collection=collection)
    app = app.file_uploader[0].set_value(("a.csv", b"a,b\n1,2\n", "text/csv")).run()
    assert "neither Taguette's codebook" in app.error[0].value
    assert not [one for one in app.button if one.label == "Bring them home"]
