"""What a build hands over: headings that stay while their words are there, and nothing that went meanwhile."""

import numpy as np
import pytest

from insight.access.gate import scope
from insight.access.reader import system
from insight.clock import now
from insight.themes.building import Finder, NamedTheme, find
from insight.themes.discover import discover, steadiness
from insight.themes.kept import KeptTheme

TODAY = now().date()

CENTRE = np.ones(3, np.float32)
WITHIN = scope(system("theme build"), today=TODAY)


def theme(**values):
    """A theme of three passages that is called in the words of the first."""
    given = {
        "members": (("p1", 0.9, False), ("p2", 0.8, False), ("p3", 0.2, True)),
        "centroid": CENTRE,
        "words": ("waiting", "phone", "hours"),
        "name": "Waiting for somebody to ring",
        "name_passage": "p1",
        "quotes": (("p1", 0, 9), ("p2", 3, 12)),
    }
    return NamedTheme(**{**given, **values})


@pytest.mark.parametrize(
    ("here", "members", "name", "quotes"),
    [
        ({"p1", "p2", "p3"}, ["p1", "p2", "p3"], "Waiting for somebody to ring", ["p1", "p2"]),
        ({"p1", "p3"}, ["p1", "p3"], "Waiting for somebody to ring", ["p1"]),
        ({"p2", "p3"}, ["p2", "p3"], "Waiting, phone, hours", ["p2"]),
        (set(), [], "Waiting, phone, hours", []),
    ],
)
def test_only_what_is_still_here(here, members, name, quotes):
    left = theme().only(here)
    assert [one for one, _, _ in left.members] == members
    assert (left.name, left.name_passage) == (name, "p1" if "p1" in here else None)
    assert [one for one, _, _ in left.quotes] == quotes


@pytest.mark.parametrize(
    ("before", "name", "human"),
    [
        (None, "Waiting for somebody to ring", None),
        (KeptTheme("t", "An older heading", "p2", None, (), CENTRE, False), "An older heading", None),
        (KeptTheme("t", "An older heading", "gone", None, (), CENTRE, False), "Waiting for somebody to ring", None),
        (KeptTheme("t", "Common, words", None, "Ours", (), CENTRE, False), "Waiting for somebody to ring", "Ours"),
    ],
    ids=["new", "its words are still there", "its words went", "named by people"],
)
def test_a_heading_stays_as_long_as_its_words(before, name, human):
    record = theme().record("t", before)
    assert (record.machine_name, record.human_name) == (name, human)
    assert record.name == (human or name)


def test_find_changes_nothing_in_the_bank(bank, tell, index_all, hashing):
    for number in range(12):
        tell(f"The telephone was ringing and the kettle number {number} was on. Somebody answered the telephone.")
    index_all()
    with bank.reading() as work:
        before = work.themes.all(), work.builds.newest()
        found = find(work, WITHIN, hashing, Finder(discover, steadiness))
        assert (work.themes.all(), work.builds.newest()) == before
    assert (found.stories, found.passages) == (12, 12)


def test_the_same_bank_gives_the_same_answer(bank, tell, index_all, hashing):
    for number in range(6):
        tell(f"The telephone and the voicemail were ringing, and the callback came, number {number}.")
        tell(f"The garden had tomatoes and beans and compost, and a greenhouse, row {number}.")
    index_all()
    with bank.reading() as work:
        first, second = (find(work, WITHIN, hashing, Finder(discover, steadiness)) for _ in range(2))
    assert [one.members for one in first.themes] == [one.members for one in second.themes]
    assert [one.name for one in first.themes] == [one.name for one in second.themes]


def test_what_another_embedder_left_steadies_nothing(bank, tell, index_all, hashing, clock):
    tell()
    index_all()
    asked = []

    def discover_with(passages, vectors, *, previous=None, **_):
        asked.append(previous)
        return discover(passages, vectors, previous=previous)

    with bank.writing() as work:
        build = work.builds.begin("another model", clock())
        work.builds.finish(build, "tentative", "", 0, 0, b"not for us", clock())
        find(work, WITHIN, hashing, Finder(discover_with, steadiness))
        build = work.builds.begin(hashing.model_id, clock())
        work.builds.finish(build, "tentative", "", 0, 0, b"damaged", clock())
        find(work, WITHIN, hashing, Finder(discover_with, steadiness))
    assert asked == [None, None]
