"""What people do with themes stays done, through builds and until they take it back."""

import pytest

from insight.access.reader import Reader, Role, system
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.stories.consent import Consent

BUILDER = system("theme build")
MEMBER = Reader("m", "M", Role.MEMBER)
NO_QUOTES = Consent(inside=True, room=True, outside=True, quotes=False)
OWN_WORDS = "Honestly the swimming pool attendant lent me goggles every single Thursday. "


@pytest.fixture
def built(told, builds, shelf):
    """A built bank; the ids of its themes, largest first."""
    told(8)
    builds.build(BUILDER)
    return [line.id for line in shelf.list(MEMBER).themes]


def inside(shelf, theme):
    return {one.passage for one in shelf.show(MEMBER, theme).passages}


def everything(shelf):
    listed = shelf.list(MEMBER)
    return {
        line.id: (line.name, line.pinned, frozenset(inside(shelf, line.id)))
        for line in (*listed.themes, *listed.set_aside)
    }


def test_a_merged_theme_is_gone_and_its_passages_are_in_the_other(shelf, by_hand, built):
    one, into, *rest = built
    both = inside(shelf, one) | inside(shelf, into)
    by_hand.rename(MEMBER, into, "Growing and ringing")
    by_hand.merge(MEMBER, one, into)
    assert [line.id for line in shelf.list(MEMBER).themes if line.id not in rest] == [into]
    assert inside(shelf, into) == both
    assert shelf.show(MEMBER, into).line.name == "Growing and ringing"
    with pytest.raises(NotFound):
        shelf.show(MEMBER, one)


def test_a_theme_is_split_by_picking_passages_and_takes_along_what_is_nearer(shelf, by_hand, built):
    one, into, *_ = built
    apart = inside(shelf, one)
    by_hand.merge(MEMBER, one, into)
    some = sorted(apart)[:3]
    new = by_hand.split(MEMBER, into, some, "On its own again")
    assert set(some) <= inside(shelf, new)
    assert len(inside(shelf, new) & apart) >= 0.9 * len(apart)
    assert not inside(shelf, new) & inside(shelf, into)
    assert shelf.show(MEMBER, new).line.name == "On its own again"


@pytest.mark.parametrize("chosen", ["none", "all", "of another theme"])
def test_a_split_needs_some_of_its_passages_and_leaves_some(shelf, by_hand, built, chosen):
    one, other, *_ = built
    picked = {"none": [], "all": sorted(inside(shelf, one)), "of another theme": sorted(inside(shelf, other))[:2]}
    before = everything(shelf)
    with pytest.raises(BadInput, match="Nothing was changed"):
        by_hand.split(MEMBER, one, picked[chosen], "New")
    assert everything(shelf) == before


def test_a_passage_that_people_moved_stays_there_through_a_build(shelf, by_hand, builds, told, built):
    one, other, *_ = built
    passage = shelf.show(MEMBER, one).passages[0].passage
    by_hand.move(MEMBER, passage, other)
    assert passage in inside(shelf, other)
    told(1, first=8)
    builds.build(BUILDER)
    assert passage in inside(shelf, other)


def test_a_pinned_theme_keeps_every_passage_through_a_build(shelf, by_hand, builds, told, built):
    one, other, *_ = built
    by_hand.merge(MEMBER, other, one)  # a heap that the machine would take apart
    by_hand.pin(MEMBER, one, pinned=True)
    before = inside(shelf, one)
    told(2, first=8)
    builds.build(BUILDER)
    assert before <= inside(shelf, one)
    assert shelf.list(MEMBER).themes[0].id == one


def test_a_theme_set_aside_leaves_the_list_and_comes_back(shelf, by_hand, builds, built):
    one = built[0]
    by_hand.set_aside(MEMBER, one, aside=True)
    listed = shelf.list(MEMBER)
    assert one not in {line.id for line in listed.themes}
    assert [line.id for line in listed.set_aside] == [one]
    builds.build(BUILDER)
    assert [line.id for line in shelf.list(MEMBER).set_aside] == [one]
    by_hand.set_aside(MEMBER, one, aside=False)
    assert shelf.list(MEMBER).set_aside == ()


def test_a_retired_theme_leaves_its_passages_to_the_nearest(shelf, by_hand, built):
    one, *rest = built
    its = inside(shelf, one)
    by_hand.retire(MEMBER, one)
    assert {line.id for line in shelf.list(MEMBER).themes} == set(rest)
    assert its <= set().union(*(inside(shelf, other) for other in rest))
    assert shelf.list(MEMBER).unplaced == 0


def test_every_act_can_be_taken_back_the_last_one_first(shelf, by_hand, built):
    states, acts = [everything(shelf)], []
    passage = shelf.show(MEMBER, built[0]).passages[0].passage
    for act in (
        lambda: by_hand.rename(MEMBER, built[0], "First name"),
        lambda: by_hand.rename(MEMBER, built[0], "Second name"),
        lambda: by_hand.pin(MEMBER, built[0], pinned=True),
        lambda: by_hand.move(MEMBER, passage, built[1]),
        lambda: by_hand.set_aside(MEMBER, built[1], aside=True),
        lambda: by_hand.merge(MEMBER, built[0], built[1]),
        lambda: by_hand.split(MEMBER, built[1], [passage], "Apart"),
        lambda: by_hand.retire(MEMBER, built[1]),
    ):
        act()
        states.append(everything(shelf))
        acts.append(by_hand.history(MEMBER)[0].act)
    with pytest.raises(Conflict, match="Take that back first"):
        by_hand.undo(MEMBER, acts[0])
    for act, before in zip(reversed(acts), reversed(states[:-1]), strict=True):
        by_hand.undo(MEMBER, act)
        after = everything(shelf)
        assert {key: one[1:] for key, one in after.items()} == {key: one[1:] for key, one in before.items()}
        assert {key: one[0] for key, one in after.items() if one[0].endswith(("name", "Apart"))} == {
            key: one[0] for key, one in before.items() if one[0].endswith(("name", "Apart"))
        }
    with pytest.raises(Conflict):
        by_hand.undo(MEMBER, acts[0])


def test_history_says_who_and_what(bank, shelf, by_hand, built, clock):
    with bank.writing() as work:
        account = work.people.add("jean", "Jean", Role.MEMBER, None, clock())
    jean = Reader(account, "Jean", Role.MEMBER)
    by_hand.rename(jean, built[0], "Being rung back")
    by_hand.pin(jean, built[0], pinned=True)
    lines = by_hand.history(MEMBER, built[0])
    assert [(one.by, one.what) for one in lines] == [("Jean", "pinned"), ("Jean", "renamed"), ("The machine", "found")]
    assert [one.act is not None for one in lines] == [True, False, False]


@pytest.mark.parametrize(("consent", "may"), [(Consent(inside=True, quotes=True), True), (NO_QUOTES, False)])
def test_a_name_in_somebodys_words_needs_their_permission(shelf, by_hand, builds, told, tell, index_all, consent, may):
    told(6)
    tell(OWN_WORDS + "The telephone ringing and the voicemail and the callback.", consent=consent)
    index_all()
    builds.build(BUILDER)
    line = shelf.list(MEMBER).themes[0]
    if may:
        by_hand.rename(MEMBER, line.id, "The swimming pool attendant lent me goggles")
        assert shelf.show(MEMBER, line.id).line.name == "The swimming pool attendant lent me goggles"
        return
    with pytest.raises(BadInput, match="did not agree to be quoted"):
        by_hand.rename(MEMBER, line.id, "The swimming pool attendant lent me goggles")
    assert shelf.show(MEMBER, line.id).line == line


def test_a_name_goes_when_its_teller_narrows_and_comes_back_with_their_yes(
    bank, shelf, by_hand, builds, told, tell, index_all
):
    told(6)
    story = tell(OWN_WORDS + "The telephone ringing and the voicemail and the callback.")
    index_all()
    builds.build(BUILDER)
    theme = shelf.list(MEMBER).themes[0].id
    by_hand.rename(MEMBER, theme, "The swimming pool attendant lent me goggles")

    def allow(quotes):
        with bank.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE consent SET quotes = ? WHERE id = (SELECT consent FROM story WHERE id = ?)", (quotes, story)
            )

    allow(0)
    assert "goggles" not in shelf.show(MEMBER, theme).line.name.lower()
    allow(1)
    assert "goggles" in shelf.show(MEMBER, theme).line.name


def test_common_words_are_nobodys_own(shelf, by_hand, built):
    by_hand.rename(MEMBER, built[0], "The telephone")
    assert shelf.show(MEMBER, built[0]).line.name == "The telephone"


def test_a_note_is_kept_with_its_writer_and_one_with_a_name_in_it_is_not(by_hand, built):
    by_hand.write(MEMBER, built[0], "  We think this is about waiting.  ")
    with pytest.raises(BadInput, match="Nothing was kept"):
        by_hand.write(MEMBER, built[0], "Zebedee said so.")
    for words in ("", " " * 9, "x" * 2_001):
        with pytest.raises(BadInput, match="2,000"):
            by_hand.write(MEMBER, built[0], words)
    assert [one.text for one in by_hand.notes(MEMBER, built[0])] == ["We think this is about waiting."]


def test_what_is_not_there_is_not_changed(shelf, by_hand, built):
    before = everything(shelf)
    for verb in (
        lambda: by_hand.merge(MEMBER, built[0], "nosuch"),
        lambda: by_hand.merge(MEMBER, "nosuch", built[0]),
        lambda: by_hand.move(MEMBER, "nosuch", built[0]),
        lambda: by_hand.pin(MEMBER, "nosuch", pinned=True),
        lambda: by_hand.write(MEMBER, "nosuch", "Words."),
        lambda: by_hand.retire(MEMBER, "nosuch"),
    ):
        with pytest.raises(NotFound):
            verb()
    with pytest.raises(BadInput):
        by_hand.merge(MEMBER, built[0], built[0])
    assert everything(shelf) == before


def test_a_passage_nobody_showed_you_cannot_be_moved(bank, shelf, by_hand, builds, told):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern Housing")
    told(6)
    told(2, first=6, consent=Consent(inside=True, quotes=True, not_organisations=frozenset({lantern})))
    builds.build(BUILDER)
    theirs = Reader("r", "R", Role.MEMBER, lantern)
    one, other, *_ = (line.id for line in shelf.list(MEMBER).themes)
    hidden = inside(shelf, one) - {passage.passage for passage in shelf.show(theirs, one).passages}
    assert hidden
    with pytest.raises(NotFound):
        by_hand.move(theirs, sorted(hidden)[0], other)


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.READER])
def test_whose_hand_does_not_reach(by_hand, role):
    with pytest.raises(NotAllowed):
        by_hand.merge(Reader("r", "R", role), "x", "y")
