"""How far a theme can be trusted: said before anybody acts on it."""

from types import SimpleNamespace

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotFound
from insight.stories.interview import KindOfJob, Listener
from insight.themes.honesty import Honest
from tests.themed import themed

MEMBER = Reader("m", "M", Role.MEMBER)


@pytest.fixture
def about(bank, clock, hashing):
    """`about(themes, …)` is what is said of the first of these themes."""

    def about(themes, which="theme0", **how):
        ids = themed(bank, clock, hashing, themes, **how)
        lines = tuple(SimpleNamespace(id=key, name=name) for name, key in ids.items())
        names = SimpleNamespace(list=lambda reader: SimpleNamespace(themes=lines))
        return Honest(bank, names, clock).about(MEMBER, which)

    return about


@pytest.fixture
def heard(bank, clock, tell, index_all):
    """`heard(words, pair…)` is a story that a pair of (organisation, job) listened to."""

    def heard(words, *pair, **facts):
        interview = None
        if pair:
            with bank.writing() as work:
                inquiry = work.inquiries.add("What people told us", "To learn.", (), clock())
                questions = work.inquiries.get(inquiry).questions.id
                listeners = tuple(Listener(work.alliance.organisation(name), job) for name, job in pair)
                interview = work.interviews.open(inquiry, questions, listeners, clock())
        story = tell(words, interview=interview, **facts)
        index_all()
        return story

    return heard


LANTERN, KITE = ("Lantern", KindOfJob.WITH_PEOPLE), ("Kite", KindOfJob.LIVED)


def test_who_stands_behind_it(about, heard):
    stories = [
        heard("They rang back.", LANTERN, KITE), heard("They rang again.", KITE, LANTERN),
        heard("She rang me.", LANTERN, ("Kite", KindOfJob.TEAM)), heard("He rang, from a file."),
    ]  # fmt: skip
    said = about({"Ringing": stories})
    assert (said.people, said.stories, said.passages) == (4, 4, 4)
    assert (said.pairs, said.organisations, said.without_pair) == (2, 2, 1)
    assert said.steadiness is None
    assert said.rival is None


@pytest.mark.parametrize(
    ("tellers", "make", "fill"),
    [("a", True, False), ("ab", True, False), ("abc", False, True), ("aabc", False, True), ("abcd", False, False)],
)
def test_two_people_are_two_people(bank, about, heard, tellers, make, fill):
    ids = {}
    stories = []
    for number, one in enumerate(tellers):
        story = heard(f"They rang me back on day {number}.", storyteller=ids.get(one))
        with bank.reading() as work:
            ids[one] = work.stories.storyteller_of(story)
        stories.append(story)
    said = about({"Ringing": stories})
    assert (said.two_make_it, said.two_fill_it) == (make, fill)


def test_what_fits_badly_and_what_is_next_to_it(about, heard):
    rings = [heard(f"They rang the telephone back, day {n}.") for n in range(3)]
    calls = [heard(f"Nobody rang the telephone at all, week {n}.") for n in range(3)]
    digs = [heard(f"Tomatoes and beans in a greenhouse, row {n}.") for n in range(3)]
    said = about({"Ringing": rings, "Garden": digs, "Calling": calls}, weak=rings[:1])
    assert said.weak == 1
    assert said.rival.name == "Calling"
    assert said.rival.next_best == 3
    assert 0 < said.rival.likeness <= 1


def test_the_other_side_is_marked_and_each_person_speaks_once(about, heard):
    turning = heard("They never rang. To be fair, she wrote to me.")
    plain = heard("They never rang.")
    weak = heard("He never rang. To be fair, it was Friday.")
    said = about({"Ringing": [turning, plain, weak]}, weak=[weak])
    (one,) = said.against
    assert one.facts.id == turning
    assert one.text[slice(*one.mark)] == "To be fair"


def test_how_steady_it_is_comes_from_the_build(about, heard):
    story = heard("They rang back.")
    assert about({"Ringing": [story]}).steadiness is None
    assert about({"Ringing": [story]}, steadiness=0.75).steadiness == 0.75


def test_a_theme_that_is_not_there(about, heard):
    with pytest.raises(NotFound):
        about({"Ringing": [heard("They rang back.")]}, "theme7")
