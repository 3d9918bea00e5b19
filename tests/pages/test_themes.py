"""The pages of the themes: naming, pinning, sorting, deciding, taking back, and themes of people's own."""

import pytest

from insight.access.reader import Role, system
from insight.errors import InsightError
from insight.jobs import work_through
from tests.pages.drawn import press, said, texts

KINDS = {
    "ringing back": "They said they would ring back about the {n} appointment and nobody did ring. I waited by the "
    "phone for {n} days. When somebody does ring and remembers my name it changes the whole week.",
    "the allotment": "On the allotment I grew {n} rows of beans and nobody asked for a form. We dug and drank tea in "
    "the rain by the shed. Growing something with my own hands gave me {n} reasons to get up.",
    "papers": "A brown letter came with {n} pages and I could not read it, so it went into the drawer. The office "
    "wanted {n} papers I never had. A worker sat down and filled in the form with me line by line.",
}


@pytest.fixture
def reader(as_role):
    return as_role(Role.MEMBER)


@pytest.fixture
def built(house, tell):
    """A bank of three kinds of stories whose themes were looked for."""
    for text in KINDS.values():
        for number in ("two", "three", "four", "five", "six", "seven"):
            tell(text.format(n=number))
    work_through(house, None, "test")
    house.themes.builds.build(system("theme build"))
    return house.themes


def first(built, reader):
    return built.shelf.list(reader).themes[0]


def test_the_list_shows_each_theme_with_who_is_behind_it(draw, built, reader):
    app = draw(reader, "themes.py")
    names = [one.name for one in built.shelf.list(reader).themes]
    assert [one.value.replace("\\", "") for one in app.subheader][: len(names)] == names
    assert not app.exception


def test_a_theme_is_named_pinned_and_the_last_of_it_is_taken_back(draw, built, reader):
    line = first(built, reader)
    app = draw(reader, "theme.py", theme=line.id)
    next(one for one in app.text_input if one.label == "A better name for it").input("Somebody rings back")
    app = press(app, "Give it this name")
    assert "Somebody rings back" in said(app)
    app = press(app, "Pin it")
    assert "Pinned: no new look changes it." in texts(app)
    assert built.shelf.show(reader, line.id).line.pinned
    assert "Ade pinned it." in texts(app)
    press(app, "Take the last of it back")
    assert not built.shelf.show(reader, line.id).line.pinned


def test_a_theme_is_made_part_of_another(draw, built, reader):
    one, into, *_ = built.shelf.list(reader).themes
    app = draw(reader, "theme.py", theme=one.id)
    radio = next(one for one in app.radio if one.label == "It is the same as")
    radio.set_value(next(other for other in built.shelf.list(reader).themes if other.id == into.id))
    press(app, "Make it part of that")
    with pytest.raises(InsightError):
        built.shelf.show(reader, one.id)
    assert built.shelf.show(reader, into.id).line.size >= one.size + into.size


def note(app):
    """Where a note is written; how somebody reads the theme has a place of its own."""
    return next(one for one in app.text_area if one.label.startswith("A note"))


def test_a_note_is_kept_and_one_that_names_somebody_is_not(draw, built, reader):
    line = first(built, reader)
    app = draw(reader, "theme.py", theme=line.id)
    note(app).input("We heard this in three places.")
    app = press(app, "Keep this note")
    assert "We heard this in three places." in texts(app)
    note(app).input("Shaz Okonjo at Lantern House said it first.")
    app = press(app, "Keep this note")
    assert any("Nothing was kept" in one.value for one in app.error)
    assert [one.text for one in built.by_hand.notes(reader, line.id)] == ["We heard this in three places."]


def test_what_the_machine_suggests_is_decided_by_people(draw, built, reader, house):
    for one in built.shelf.list(reader).themes[1:]:
        built.by_hand.merge(reader, one.id, first(built, reader).id)
    heap = first(built, reader)
    with house.bank.writing() as work:
        build = work.builds.newest()
        assert build is not None
        from insight.themes.identity import Change, Kind

        work.builds.propose(build.id, [Change(Kind.SPLIT, (heap.id,), 1)])
    app = draw(reader, "themes.py")
    app = draw(reader, "theme_suggestions.py")
    assert "could be a theme of its own" in said(app)
    app = press(app, "Make this change")
    assert "It was done." in said(app)
    assert "Nothing is waiting to be decided." in texts(app)
    assert len(built.shelf.list(reader).themes) == 2


def test_a_theme_of_our_own_is_begun_and_retired(draw, built, reader):
    app = draw(reader, "own_themes.py")
    app.text_input[0].input("Somebody sat down with me")
    app = press(app, "Begin this theme")
    app = press(app, "Somebody sat down with me")
    assert "Mark 3 more that belong here" in texts(app)
    press(app, "Retire this theme")
    assert built.marked.list(reader) == ()


def test_earlier_looks_are_shown_as_they_were(draw, built, reader):
    names = [one.name for one in built.shelf.list(reader).themes]
    built.by_hand.rename(reader, first(built, reader).id, "Quite another name")
    app = draw(reader, "theme_past.py")
    shown = [one.value.strip("*").replace("\\", "") for one in app.markdown]
    assert sorted(shown) == sorted(names)
    assert "gave it another name" in texts(app)
