"""Themes: from ten stories up, the same answer in any order, nearly the same after more stories, none in noise."""

from dataclasses import replace
from importlib.metadata import version

import numpy as np
import pytest

from insight.themes.centroids import Anchors, assign, in_its_story, unit
from insight.themes.discover import LEAST_STORIES, discover, how_many, steadiness
from insight.themes.found import Discovery, State
from insight.themes.passages import Passage

TOPICS = {
    "waiting": "pharmacy queue script waited telephone appointment",
    "warmth": "listened kindness kettle welcome patient friendly",
    "housing": "hostel eviction tenancy landlord deposit keys",
    "work": "caseload supervision paperwork handover rota targets",
}


def bank(stories: int, passages: int = 2, seed: int = 0) -> tuple[list[Passage], np.ndarray]:
    """Stories told about the four topics in turn: words of the topic, and vectors around its centre."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(len(TOPICS), 384))
    rows, vectors = [], []
    for story in range(stories):
        for part in range(passages):
            topic = (story + part) % len(TOPICS)
            said = chance.choice(list(TOPICS.values())[topic].split(), 5)
            text = f"I told [keyworker {story}] it was {' '.join(said)} zq{story}x{part}"
            rows.append(Passage(f"p{story:04d}{part}", f"s{story:04d}", 0, len(text), text))
            vectors.append(centres[topic] + chance.normal(size=384) * 1.2)
    return rows, unit(np.array(vectors, dtype=np.float32))


def themes_of(found: Discovery) -> dict[str, int]:
    return {member.passage: number for number, theme in enumerate(found.themes) for member in theme.members}


@pytest.fixture(scope="module")
def thirty() -> Discovery:
    return discover(*bank(30))


@pytest.mark.parametrize(
    ("stories", "themes"), [(10, 2), (20, 5), (30, 7), (150, 10), (800, 16), (20000, 36), (10**6, 40)]
)
def test_the_number_of_themes_grows_with_the_fourth_root_of_the_stories(stories: int, themes: int) -> None:
    assert how_many(stories) == themes


def test_under_ten_stories_there_is_a_reading_list() -> None:
    found = discover(*bank(9))
    assert (found.state, found.themes, found.reliable) == (State.READING_LIST, (), False)


def test_every_passage_is_in_one_theme_and_a_story_in_several(thirty: Discovery) -> None:
    placed = [member.passage for theme in thirty.themes for member in theme.members]
    assert sorted(placed) == sorted(row.id for row in bank(30)[0])
    assert thirty.state is State.TENTATIVE
    themes = themes_of(thirty)
    assert any(themes[f"p{story:04d}0"] != themes[f"p{story:04d}1"] for story in range(30))


def test_a_theme_holds_one_topic(thirty: Discovery) -> None:
    for theme in thirty.themes:
        topics = {(int(member.passage[1:5]) + int(member.passage[5])) % 4 for member in theme.members}
        assert len(topics) == 1


def test_words_are_the_topic_s_own_and_never_a_replacement_or_one_story_s(thirty: Discovery) -> None:
    known = " ".join(TOPICS.values()).split()
    for theme in thirty.themes:
        assert theme.words
        assert set(theme.words) <= set(known)


def test_no_theme_stands_on_one_or_two_stories(thirty: Discovery) -> None:
    for theme in thirty.themes:
        assert len({member.passage[:5] for member in theme.members}) >= LEAST_STORIES


def test_the_same_stories_in_another_order_give_the_same_answer(thirty: Discovery) -> None:
    rows, vectors = bank(30)
    order = np.random.default_rng(5).permutation(len(rows))
    again = discover([rows[row] for row in order], vectors[order])
    assert themes_of(again) == themes_of(thirty)
    assert [theme.words for theme in again.themes] == [theme.words for theme in thirty.themes]


def test_a_new_story_is_placed_as_the_build_placed_the_others(thirty: Discovery) -> None:
    rows, vectors = bank(30)
    assert thirty.anchors is not None
    placed = assign(in_its_story(vectors, [row.story for row in rows]), thirty.anchors.centroids)
    by_centre = {row.id: int(theme) for row, theme in zip(rows, placed.theme, strict=True)}
    themes = themes_of(thirty)
    assert len(set(zip(by_centre.values(), (themes[id_] for id_ in by_centre), strict=True))) == len(thirty.themes)


@pytest.mark.parametrize(("before", "after", "least"), [(200, 210, 0.98), (200, 300, 0.85)])
def test_passages_stay_in_their_theme_when_stories_are_added(before: int, after: int, least: float) -> None:
    rows, vectors = bank(after)
    first = discover(rows[: before * 2], vectors[: before * 2])
    assert first.anchors is not None
    second = discover(rows, vectors, previous=Anchors.from_bytes(first.anchors.to_bytes()))
    old, new = themes_of(first), themes_of(second)
    pairs: dict[tuple[int, int], int] = {}
    for passage, theme in old.items():
        pairs[theme, new[passage]] = pairs.get((theme, new[passage]), 0) + 1
    kept = sum(max(count for (theme, _), count in pairs.items() if theme == one) for one in set(old.values()))
    assert kept / len(old) >= least
    assert first.state is State.SETTLED


def test_noise_has_no_themes() -> None:
    rows, _ = bank(60)
    noise = unit(np.random.default_rng(3).normal(size=(len(rows), 384)).astype(np.float32) + 0.8)
    found = discover(rows, noise)
    assert (found.state, found.themes, found.anchors) == (State.NOT_RELIABLE, (), None)


def test_stories_of_stop_words_alone_have_themes_without_words() -> None:
    rows, vectors = bank(30)
    found = discover([replace(row, text="and then it was [town 1]") for row in rows], vectors)
    assert found.themes
    assert all(theme.words == () for theme in found.themes)


def test_each_stage_is_announced_and_may_be_stopped() -> None:
    said: list[str] = []
    found = discover(*bank(30), step=said.append)
    assert said == [
        "Comparing 60 passages of 30 stories",
        "Looking for about 7 themes",
        "Looking for the words that set each theme apart",
    ]
    assert found.reliable

    class Stopped(Exception): ...

    def stop(stage: str) -> None:
        if stage.startswith(said[-1][:20]):
            raise Stopped

    with pytest.raises(Stopped):
        discover(*bank(30), step=stop)


def test_what_the_themes_were_made_with_is_kept(thirty: Discovery) -> None:
    made = dict(thirty.made_with)
    assert {made.pop("bertopic"), made.pop("scikit-learn")} == {version("bertopic"), version("scikit-learn")}
    assert made == {"dimensions": 50, "themes_wanted": 7, "continued": False, "seed": None}


def test_a_theme_that_is_there_is_steadier_than_one_that_is_made_up(thirty: Discovery) -> None:
    rows, vectors = bank(30)
    figures = steadiness(rows, vectors, thirty)
    assert len(figures) == len(thirty.themes)
    assert all(0 <= one <= 1 for one in figures)
    assert figures == steadiness(rows[::-1], vectors[::-1], thirty)
    dealt = np.random.default_rng(8).permutation(len(rows))
    made_up = discover(rows, vectors[dealt])
    assert np.mean(figures) > 0.55
    assert np.mean(steadiness(rows, vectors, replace(made_up, anchors=thirty.anchors))) < np.mean(figures) - 0.2


def test_without_themes_nothing_is_steady() -> None:
    assert steadiness(*bank(9), discover(*bank(9))) == ()
