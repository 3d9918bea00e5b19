"""A build proposes, people decide: nothing they know changes until they say so, and what they refuse stays refused."""

import pytest

from insight.access.reader import Reader, Role, system
from insight.errors import Conflict
from insight.themes.discover import discover
from insight.themes.found import Discovery, FoundTheme, Member
from insight.themes.identity import Kind

BUILDER = system("theme build")
MEMBER = Reader("m", "M", Role.MEMBER)


def inside(shelf, theme):
    return {one.passage for one in shelf.show(MEMBER, theme).passages}


def state(shelf):
    return {line.id: (line.name, frozenset(inside(shelf, line.id))) for line in shelf.list(MEMBER).themes}


def kind_of(text):
    return next(kind for kind in ("telephone", "tomatoes", "envelope", "onions", "soup", "beans") if kind in text)


def grouped(*groups):
    """A way of grouping: each group is the words whose passages are in it."""

    def found_by(passages, vectors, *, previous=None, **_):
        real = discover(passages, vectors)
        themes = []
        for words in groups:
            rows = [n for n, one in enumerate(passages) if any(word in one.text for word in words)]
            rows = [n for n in rows if not any(passages[n].id in {m.passage for m in t.members} for t in themes)]
            centre = vectors[rows].mean(axis=0)
            members = tuple(Member(passages[n].id, 0.9, weak=False) for n in rows)
            themes.append(FoundTheme(members, centre / (centre @ centre) ** 0.5, tuple(words), ()))
        return Discovery(real.state, real.reason, tuple(themes), real.anchors)

    return found_by


PHONE = ("telephone", "voicemail", "switchboard", "receiver", "callback", "ringing", "answered", "number")
GARDEN = ("garden", "tomatoes", "spade", "allotment", "beans", "compost", "greenhouse", "watering")
LETTER = ("letter", "envelope", "benefits", "appeal", "tribunal", "decision", "brown", "paperwork")
KITCHEN = ("kitchen", "soup", "cooking", "onions", "saucepan", "supper", "ladle", "bread")


@pytest.fixture
def bank_of(told, build_with):
    """A bank whose themes were found as these groups."""
    told(8)

    def built(*groups):
        build_with(grouped(*groups)).build(BUILDER)

    return built


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ((PHONE + GARDEN, LETTER, KITCHEN), (PHONE, GARDEN, LETTER, KITCHEN), [Kind.GROWN, Kind.SPLIT]),
        ((PHONE, GARDEN, LETTER, KITCHEN), (PHONE + GARDEN, LETTER, KITCHEN), [Kind.GROWN, Kind.MERGED]),
        ((PHONE, GARDEN, LETTER, KITCHEN), (PHONE, GARDEN, LETTER, KITCHEN), []),
    ],
    ids=["split", "merged", "the same"],
)
def test_what_a_build_would_change_waits_for_people(bank_of, shelf, proposals, before, after, kinds):
    bank_of(*before)
    known = state(shelf)
    bank_of(*after)
    assert state(shelf) == known
    waiting = proposals.waiting(MEMBER)
    assert sorted(one.kind for one in waiting) == sorted(kinds)
    assert proposals.count(MEMBER) == len(kinds)
    for one in waiting:
        assert one.theme
        assert one.samples or one.goes


def test_a_split_that_is_accepted_and_taken_back(bank_of, shelf, proposals, by_hand):
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    before = state(shelf)
    mixed = next(key for key, (_, its) in before.items() if len(its) > 10)
    by_hand.rename(MEMBER, mixed, "What we called it")
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    split = next(one for one in proposals.waiting(MEMBER) if one.kind is Kind.SPLIT)
    assert split.into == "What we called it"
    proposals.accept(MEMBER, split.id)
    new = next(key for key in state(shelf) if key not in before)
    assert len(inside(shelf, new)) == split.comes
    assert not inside(shelf, new) & inside(shelf, mixed)
    assert shelf.show(MEMBER, mixed).line.name == "What we called it"
    by_hand.undo(MEMBER, by_hand.history(MEMBER)[0].act)
    assert {key: its for key, (_, its) in state(shelf).items()} == {key: its for key, (_, its) in before.items()}


def test_a_merge_that_is_accepted_keeps_the_name_of_the_one_it_goes_into(bank_of, shelf, proposals, by_hand):
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    before = state(shelf)
    for key in before:
        by_hand.rename(MEMBER, key, f"Ours {key[:6]}")
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    merged = next(one for one in proposals.waiting(MEMBER) if one.kind is Kind.MERGED)
    proposals.accept(MEMBER, merged.id)
    after = state(shelf)
    (gone,) = before.keys() - after.keys()
    into = next(key for key, (name, _) in after.items() if name == merged.into)
    assert after[into][1] >= before[gone][1] | before[into][1]
    assert after[into][0] == f"Ours {into[:6]}"


def test_what_people_refuse_is_not_asked_again_until_the_bank_has_grown(bank_of, shelf, proposals, told):
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    known = state(shelf)
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    for one in proposals.waiting(MEMBER):
        proposals.refuse(MEMBER, one.id)
    assert state(shelf) == known
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    assert proposals.waiting(MEMBER) == ()
    assert state(shelf) == known
    told(2, first=8)
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    assert {one.kind for one in proposals.waiting(MEMBER)} == {Kind.GROWN, Kind.SPLIT}


def test_a_proposal_is_decided_once_and_not_about_what_people_changed(bank_of, shelf, proposals, by_hand):
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    first, second = proposals.waiting(MEMBER)
    proposals.refuse(MEMBER, first.id)
    for verb in (proposals.accept, proposals.refuse):
        with pytest.raises(Conflict, match="decided already"):
            verb(MEMBER, first.id)
    mixed = max(state(shelf), key=lambda key: len(inside(shelf, key)))
    by_hand.merge(MEMBER, next(key for key in state(shelf) if key != mixed), mixed)
    with pytest.raises(Conflict):
        proposals.accept(MEMBER, second.id)


def test_a_pinned_theme_is_not_asked_about(bank_of, shelf, proposals, by_hand):
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    mixed = max(state(shelf), key=lambda key: len(inside(shelf, key)))
    by_hand.pin(MEMBER, mixed, pinned=True)
    known = state(shelf)
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    assert proposals.waiting(MEMBER) == ()
    assert state(shelf) == known


def test_what_people_placed_by_hand_is_not_moved_by_what_they_accept(bank_of, shelf, proposals, by_hand):
    bank_of(PHONE + GARDEN, LETTER, KITCHEN)
    mixed = max(state(shelf), key=lambda key: len(inside(shelf, key)))
    other = next(key for key in state(shelf) if key != mixed)
    placed = next(one.passage for one in shelf.show(MEMBER, mixed).passages if "tomatoes" in one.text)
    by_hand.move(MEMBER, placed, other)
    bank_of(PHONE, GARDEN, LETTER, KITCHEN)
    for one in proposals.waiting(MEMBER):
        proposals.accept(MEMBER, one.id)
    assert placed in inside(shelf, other)
