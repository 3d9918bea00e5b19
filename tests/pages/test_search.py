"""Finding stories: what the page says, what narrows it down, and the ways on from a story."""

from datetime import date

import pytest

import pages.parts.letter
from insight.access.reader import Role, system
from insight.stories.consent import Consent
from insight.stories.filters import Filters
from insight.stories.script import Use
from pages.parts.letter import Chosen
from tests.pages.drawn import press, said, texts
from tests.themes.conftest import HashingEmbedder


@pytest.fixture
def bank_of_three(house, tell):
    """Three stories that can be found; their ids."""
    house.embedder = HashingEmbedder()
    quiet = Consent(inside=True, room=False, outside=False, quotes=False)
    stories = (
        tell("The telephone kept ringing and somebody answered.", told_on=date(2026, 4, 9)),
        tell("Nobody answered the telephone at the hostel.", told_on=date(2026, 6, 1), consent=quiet),
        tell("Methadone came with the garden tomatoes.", told_on=date(2026, 6, 30)),
    )
    while house.indexing.index_next(system("index"), "test") is not None:
        pass
    return stories


@pytest.fixture
def shown(monkeypatch):
    """What the page draws as letters, one list a run."""
    drawn = []
    monkeypatch.setattr(pages.parts.letter, "letters", lambda key, items: drawn.append(items))
    return drawn


def ask(app, words):
    app.text_input(key="query").set_value(words)
    return app.run()


def choose(app, label, **which):
    box = next(one for one in app.selectbox if one.label == label)
    box.select_index(which["at"])
    return app.run()


def test_before_anything_is_asked_it_says_how(bank_of_three, draw, as_role):
    said_there = texts(draw(as_role(Role.MEMBER), "search.py"))
    assert "For example:" in said_there
    assert "to leave out" in said_there


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("telephone", "3 stories"),
        ("telephone -hostel", "2 stories"),
        ("methodone", "Searched also for methadone."),
        ("keyworker", "Searched also for key worker, support worker."),
        ("-hostel", "Write what you are looking for"),
    ],
)
def test_what_is_said_of_what_was_found(bank_of_three, draw, as_role, shown, words, expected):
    app = ask(draw(as_role(Role.MEMBER), "search.py"), words)
    assert expected in said(app)
    assert not app.exception
    assert "query" not in app.query_params


@pytest.mark.parametrize(
    ("label", "at", "expected"),
    [
        ("Told from", 1, {1, 2}),  # May
        ("Told until", 2, {0}),  # April
        ("What they agreed to", 0, {0, 2}),
        ("Told by", 0, {0, 1, 2}),
    ],
)
def test_narrowing_down(bank_of_three, draw, as_role, shown, label, at, expected):
    app = choose(ask(draw(as_role(Role.MEMBER), "search.py"), "telephone"), label, at=at)
    assert not app.exception
    texts_of = {0: "kept ringing", 1: "at the hostel", 2: "tomatoes"}
    found = {number for number, words in texts_of.items() if any(words in one.text for one in shown[-1])}
    assert found == expected


def test_each_says_why_it_was_found(bank_of_three, draw, as_role, shown):
    ask(draw(as_role(Role.MEMBER), "search.py"), "ringing")
    first, *others = shown[-1]
    assert [first.text[start:end] for start, end in first.marks] == ["ringing"]
    assert "the words marked" in first.why
    assert all(one.why == "" for one in others if not one.marks)


@pytest.mark.parametrize(
    ("way", "heading"), [("like", "Stories like this one"), ("other", "Where it went the other way")]
)
def test_on_from_a_story_and_back(bank_of_three, draw, as_role, shown, monkeypatch, way, heading):
    pressed = []

    def letters(key, items):
        shown.append(items)
        if not pressed:
            pressed.append(items[0].id)
            return Chosen(items[0].id, way)
        return None

    monkeypatch.setattr(pages.parts.letter, "letters", letters)
    app = ask(draw(as_role(Role.MEMBER), "search.py"), "ringing")
    assert not app.exception
    assert heading in said(app)
    assert pressed[0] not in {one.id for one in shown[-1]}
    assert len(shown[-1]) == 2
    app = press(app, "Back to what you were looking for")
    assert heading not in said(app)
    assert len(shown[-1]) == 3


def test_a_saved_search_opens_filled_in(bank_of_three, draw, as_role):
    app = draw(as_role(Role.MEMBER), "search.py")
    app.session_state["saved_filters"] = Filters(since=date(2026, 6, 1), use=Use.QUOTES, theme="no longer there")
    app.session_state["query"] = "telephone"
    app.run()
    chosen = {one.label: one.value for one in app.selectbox}
    assert (chosen["Told from"], chosen["What they agreed to"]) == (date(2026, 6, 1), Use.QUOTES)
    assert chosen["Theme"] is None
    assert "1 story" in texts(app)
