"""The ways to see themes, page by page: what stands there, what is hidden, and where a press leads."""

import hashlib

import numpy as np
import pytest

from insight.access.reader import Role, system
from insight.stories.inquiry import TellerKind
from insight.themes.honesty import Honesty, Rival
from insight.themes.indexing import Indexing
from insight.themes.seen import Column, Voice
from pages.parts.honesty import in_words, warnings
from pages.parts.voices import how_many
from tests.pages.drawn import press, texts
from tests.themed import themed

PAGES = (
    "theme_wall.py", "theme_map.py", "theme_voices.py", "theme_times.py", "hand_overs.py", "least_read.py",
)  # fmt: skip
OUT = "They let me out of hospital with nowhere to go, the night they rang number {}."


class AnyVectors:
    """A direction for each text, dealt by its hash."""

    dimensions = 16
    model_id = "any-16"

    def embed(self, some):
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in some]
        rows = np.array([np.random.default_rng(seed).standard_normal(self.dimensions) for seed in seeds])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


@pytest.fixture
def stories(bank, clock, tell, house):
    """Two themes: one of seven people and two workers, one of six others."""
    ids = [tell(OUT.format(one)) for one in range(7)]
    ids += [tell(f"At work they rang me, day {one}.", teller=TellerKind.WORKER) for one in range(2)]
    others = [tell(f"We dig the garden, row {one}.") for one in range(6)]
    embedder = AnyVectors()
    indexing = Indexing(bank, lambda: embedder, lambda: None, clock)
    while indexing.index_next(system("index"), "test"):
        pass
    themed(bank, clock, embedder, {"They rang me": ids, "In the garden": others}, quoted=True)
    house.seeing.seams.catch_up(system("index"))
    return ids


@pytest.mark.parametrize("file", PAGES)
def test_each_way_leads_to_all_the_others(draw, member, stories, file):
    app = draw(member, file)
    assert not app.exception
    labels = {one.proto.label for one in app.get("page_link")}
    ways = {"As a list", "For a room", "As a map", "By who speaks", "Over time", "Hand-overs", "Hardly read yet"}
    assert len(ways & labels) == len(ways) - 1


def test_a_few_people_are_not_counted_on_any_page(draw, member, stories):
    voices = texts(draw(member, "theme_voices.py"))
    assert "Too few to count, here or beside." in voices
    assert "Nobody yet. We may not have asked." in voices
    assert (
        "They rang me. People using services: too few to show. People working in services: too few to show." in voices
    )
    assert "In the garden. People using services: 6" in voices
    assert "2 of" not in voices


def test_over_time_is_told_in_words_too(draw, member, stories):
    app = draw(member, "theme_times.py")
    assert "They rang me. Apr–Jun 2026: 9 of 15." in texts(app)
    app.radio[0].set_value("Round")
    app.run()
    assert "In the garden. What people told us: 6 of 15." in texts(app)
    app.radio[0].set_value("Month")
    app.run()
    assert "They rang me. Jun 2026: 9 of 15." in texts(app)


def test_a_hand_over_is_opened_and_left_again(draw, member, stories):
    app = draw(member, "hand_overs.py")
    assert "Of 15 people who told us, 7 speak of one." in texts(app)
    app = press(app, "From hospital to the street: 7 people")
    assert [one.value for one in app.title] == ["From hospital to the street"]
    assert "The themes there: They rang me" in texts(app)
    app = press(app, "All hand-overs")
    assert [one.value for one in app.title] == ["Hand-overs"]


@pytest.mark.parametrize("two", [("hospital", "care"), ("nowhere", "street")])
def test_an_address_that_leads_nowhere_says_so(draw, member, stories, two):
    app = draw(member, "hand_overs.py", **dict(zip(("from", "to"), two, strict=True)))
    assert not app.exception
    assert [one.value for one in app.error] == (
        ["Nobody speaks of this, or it is not open to you."] if two[0] == "hospital" else []
    )


def test_what_is_hardly_read_says_how_much_and_more_is_shown(draw, member, stories):
    app = draw(member, "least_read.py")
    assert "15 of 15 stories have not been opened whole yet." in texts(app)
    assert not press(app, "Show more").exception


# In words.


def said(**how):
    facts = {
        "theme": "t", "people": 9, "stories": 12, "passages": 20, "pairs": 5, "organisations": 4, "without_pair": 0,
        "steadiness": None, "weak": 0, "rival": None, "against": (), "two_make_it": False, "two_fill_it": False,
    }  # fmt: skip
    return Honesty(**{**facts, **how})


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ({}, "9 people told of this, in 12 stories. 5 pairs from 4 organisations listened."),
        ({"pairs": 0, "without_pair": 12}, "12 stories came in without a pair."),
        ({}, "How steady it is has not been tried yet."),
        ({"steadiness": 0.9}, "It came back almost every time."),
        ({"steadiness": 0.7}, "It is fairly steady."),
        ({"steadiness": 0.3}, "It is shaky."),
        ({"weak": 3}, "3 of 20 passages fit badly."),
        ({}, "All 20 passages fit well enough."),
        ({"rival": Rival("u", "Waiting", 0.85, 7)}, "It is much like it (0.85 of 1). 7 of 20 passages would go there"),
    ],
)
def test_honesty_in_words(how, line):
    assert line in "\n".join(in_words(said(**how)))


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ({}, ""),
        ({"two_make_it": True, "people": 2}, "Two people make this theme."),
        ({"two_make_it": True, "people": 1}, "One person makes this theme."),
        ({"two_fill_it": True}, "Most of this theme is what two people told us."),
        ({"pairs": 1}, "Only one pair heard all of this."),
        ({"pairs": 1, "without_pair": 2}, ""),
    ],
)
def test_warnings_come_first_and_only_where_they_are_due(how, line):
    lines = warnings(said(**how))
    assert bool(lines) is bool(line)
    assert line in "\n".join(lines)


@pytest.mark.parametrize(
    ("people", "words"),
    [(None, "Too few to count, here or beside."), (0, "Nobody yet. We may not have asked."), (7, "7 people")],
)
def test_a_voice_in_words(people, words):
    assert how_many(Column(Voice.WORK, people, ())) == words
