"""Themes of people's own: they learn from marks, sit beside the found ones, and show only what a reader may see."""

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotFound
from insight.stories.consent import Consent

MEMBER = Reader("m", "M", Role.MEMBER)


def passages(bank, story):
    with bank.reading() as work:
        return [one for one in work.passages.ids_of(story) if not _whole(work, one)]


def _whole(work, one):
    from insight.access.gate import scope
    from insight.clock import now

    return work.passages.some([one], scope(MEMBER, today=now().date()))[one].whole


def test_it_learns_from_marks_and_shows_what_else_belongs(bank, told, marked, shelf):
    ids = told(8)
    theme = marked.begin(MEMBER, "  Growing   things ")
    assert (
        marked.show(MEMBER, theme).why_none == "Mark 3 more that belong here, and what else may belong will be shown."
    )
    for story in ids["garden"][:5]:
        marked.mark(MEMBER, theme, passages(bank, story)[0], belongs=True)
    marked.mark(MEMBER, theme, passages(bank, ids["kitchen"][0])[0], belongs=False)
    shown = marked.show(MEMBER, theme)
    assert (shown.theme.name, shown.theme.belong, shown.theme.not_belong) == ("Growing things", 5, 1)
    assert len(shown.belong) == 5
    assert shown.suggested
    assert {one.facts.id for one in shown.suggested[:3]} <= set(ids["garden"])
    assert not {one.passage for one in shown.suggested} & {one.passage for one in (*shown.belong, *shown.not_belong)}
    assert shelf.list(MEMBER).themes == ()  # beside the found ones, not among them


def test_a_mark_is_changed_and_taken_away(bank, told, marked):
    passage = passages(bank, told(1)["garden"][0])[0]
    theme = marked.begin(MEMBER, "Growing")
    for belongs, counts in ((True, (1, 0)), (False, (0, 1)), (None, (0, 0))):
        marked.mark(MEMBER, theme, passage, belongs)
        (line,) = marked.list(MEMBER)
        assert (line.belong, line.not_belong) == counts


def test_only_what_a_reader_may_see_is_shown(bank, told, marked):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern Housing")
    hidden = told(3, consent=Consent(inside=True, quotes=True, not_organisations=frozenset({lantern})))["garden"]
    open_ones = told(3, first=3)["garden"]
    theme = marked.begin(MEMBER, "Growing")
    for story in (*hidden, *open_ones):
        marked.mark(MEMBER, theme, passages(bank, story)[0], belongs=True)
    theirs = marked.show(Reader("r", "R", Role.MEMBER, lantern), theme)
    assert {one.facts.id for one in theirs.belong} == set(open_ones)
    assert not {one.facts.id for one in theirs.suggested} & set(hidden)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_it_needs_a_name(marked, name):
    with pytest.raises(BadInput):
        marked.begin(MEMBER, name)


def test_found_themes_are_not_marked_nor_marked_ones_moved_in(bank, told, marked, builds, by_hand, shelf):
    from insight.access.reader import system

    passage = passages(bank, told(6)["garden"][0])[0]
    builds.build(system("theme build"))
    found, own = shelf.list(MEMBER).themes[0].id, marked.begin(MEMBER, "Ours")
    with pytest.raises(NotFound):
        marked.mark(MEMBER, found, passage, belongs=True)
    with pytest.raises(NotFound):
        by_hand.move(MEMBER, passage, own)
    by_hand.retire(MEMBER, own)
    assert marked.list(MEMBER) == ()
