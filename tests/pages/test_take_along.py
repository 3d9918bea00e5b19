"""Taking a collection along: what it is for is asked first; then what is in it, what is not, and one button."""

from collections.abc import Callable

import pytest

from insight.access.reader import Role
from insight.research.parcel import Way
from insight.research.study import words_hash
from insight.stories.consent import Consent

WORDS = "They kept ringing until I picked up."
INSIDE, OUTSIDE = "For work inside the alliance", "To go outside"


@pytest.fixture
def collection(bank, clock, tell) -> str:
    stories = [tell(WORDS), tell("I waited nine weeks.", consent=Consent(inside=True))]
    with bank.writing() as work:
        made = work.studies.add_collection("Ringing", "To see.", None, "ines", clock())
        for story, words in zip(stories, (WORDS, "I waited nine weeks."), strict=True):
            work.studies.add_quote(made, story, 0, len(words), words_hash(words), "ines", clock())
    return made


def texts(app) -> str:
    return "\n".join(one.value for one in app.text)


def test_what_it_is_for_is_asked_before_anything_is_shown(draw: Callable, as_role: Callable, collection: str) -> None:
    app = draw(as_role(Role.PEER_RESEARCHER), "take_along.py", collection=collection)
    assert "Say what it is for" in texts(app)
    assert "In it" not in texts(app)
    assert app.radio[0].value is None
    assert app.radio[0].options == [INSIDE, OUTSIDE]


@pytest.mark.parametrize(
    ("way", "held", "left"),
    [
        ("inside", "In it: 2 quotes from 2 stories, 0 codes.", ()),
        (
            "outside", "In it: 1 quote from 1 story, 0 codes.",
            ("1 story may not be shared outside.", "1 reason, note or memo is ours: what we wrote stays inside."),
        ),
    ],
)  # fmt: skip
def test_it_says_what_is_in_it_and_what_is_left_out(
    draw, as_role, collection, way: int, held: str, left: tuple
) -> None:
    app = draw(as_role(Role.STEWARD), "take_along.py", collection=collection)
    app = app.radio[0].set_value(Way(way)).run()
    assert not app.exception
    assert held in texts(app)
    assert [one for one in left if one not in texts(app)] == []
    assert ("Left out" in texts(app)) is bool(left)
    assert WORDS not in texts(app)


def test_where_there_is_no_collection_it_says_what_comes_first(draw: Callable, as_role: Callable) -> None:
    app = draw(as_role(Role.PEER_RESEARCHER), "take_along.py")
    assert "There is no collection yet." in texts(app)
    assert not app.radio
