"""Themes beside what one person marked in the demo bank: agreement, several themes in a story, and the codebook."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from insight.demo.load import stories
from insight.themes.codebook import learn
from insight.themes.discover import discover
from insight.themes.embedder import Embedder
from insight.themes.lean import lean
from insight.themes.passages import Passage

Labels = NDArray[np.intp]
Method = Callable[["Marked", int], Labels]

CODES = Path(__file__).parent / "data" / "demo_codes.jsonl"
COUNTS = (8, 12, 16, 24, 32, 40)
HALVES = 20
EXAMPLES, DRAWS = 10, 6
FEWEST_PASSAGES, FEWEST_STORIES = 22, 13  # of a code that ten examples can be drawn from and leave some to be found


class Marked:
    """The demo bank's passages with the codes that one person gave each, none to four, and the same vectors for all."""

    def __init__(self, model: Embedder) -> None:
        told = {one["ref"]: "\n\n".join(part["text"].strip() for part in one["parts"]) for one in stories()}
        rows = [json.loads(line) for line in CODES.read_text("utf-8").splitlines()]
        self.passages = [
            Passage(f"{row['ref']}:{start:05d}", row["ref"], start, end, told[row["ref"]][start:end])
            for row in rows
            for start, end, _ in row["passages"]
        ]
        given = [codes for row in rows for *_, codes in row["passages"]]
        self.stories = np.array([passage.story for passage in self.passages])
        names = sorted({code for codes in given for code in codes})
        marks = np.array([[name in codes for name in names] for codes in given])
        enough = [
            row for row, mark in enumerate(marks.T)
            if mark.sum() >= FEWEST_PASSAGES and len(set(self.stories[mark])) >= FEWEST_STORIES
        ]  # fmt: skip
        self.names = [names[row] for row in enough]
        self.marks = marks[:, enough]
        self.single = np.array([codes[0] if len(codes) == 1 else "" for codes in given])
        self.vectors = model.embed([passage.text for passage in self.passages])

    def by_story(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which stories (s,) have a passage in these rows (n,)."""
        return np.array([rows[self.stories == story].any() for story in np.unique(self.stories)])


def ours(marked: Marked, count: int) -> Labels:
    """Insight's theme of each passage, with as many themes as are wanted."""
    with patch("insight.themes.discover.how_many", lambda _: count):
        found = discover(marked.passages, marked.vectors)
    theme = {member.passage: number for number, one in enumerate(found.themes) for member in one.members}
    return np.array([theme[passage.id] for passage in marked.passages])


def stock(marked: Marked, count: int) -> Labels:
    """Stock BERTopic's topic of each passage, merged down to as many as are wanted; -1 for none."""
    from bertopic import BERTopic

    texts = [passage.text for passage in marked.passages]
    return np.array(BERTopic(nr_topics=count + 1).fit_transform(texts, marked.vectors)[0])


def agreement(marked: Marked, labels: Labels) -> float:
    """(NMI − shuffled) ÷ (1 − shuffled) with the codes, over the passages that have one code."""
    from sklearn.metrics import normalized_mutual_info_score as information

    one = marked.single != ""
    codes, found, chance = marked.single[one], labels[one], np.random.default_rng(0)
    shuffled = np.mean([information(codes, chance.permutation(found)) for _ in range(20)])
    return float((information(codes, found) - shuffled) / (1 - shuffled))


def several(marked: Marked, labels: Labels) -> float:
    """Macro-F1 over stories: each code is read off the one or two themes that told it best in the other half."""
    themes = [marked.by_story(labels == theme) for theme in np.unique(labels[labels >= 0])]
    codes = [marked.by_story(mark) for mark in marked.marks.T]
    figures = []
    for seed in range(HALVES):
        known = np.random.default_rng(seed).permutation(len(codes[0])) < len(codes[0]) // 2
        for code in codes:
            first = max(themes, key=lambda theme: f1(code[known], theme[known]))
            both = max((first | theme for theme in themes), key=lambda theme: f1(code[known], theme[known]))
            figures.append(f1(code[~known], both[~known]))
    return float(np.mean(figures))


def codebook(marked: Marked) -> tuple[float, float, float, float]:
    """With ten marked passages a code: macro-F1 and, over passages with a code, the share given one they have.

    First over all passages besides the examples, then over those of stories that lent no example.
    """
    vectors = lean(marked.passages, marked.vectors)
    figures = []
    for examples in _draws(marked):
        score = np.zeros(marked.marks.shape)
        f1s: list[tuple[float, float]] = []
        seen = np.zeros(marked.marks.shape, dtype=bool)
        for code, mine in enumerate(examples):
            others = [row for rows in examples for row in rows if not marked.marks[row, code]]
            learned = learn(vectors[mine], vectors[others], vectors)
            score[:, code] = learned.score(vectors)
            seen[:, code] = np.isin(marked.stories, marked.stories[mine])
            rest = np.ones(len(vectors), dtype=bool)
            rest[mine] = False
            found, told = score[:, code] >= learned.belongs, marked.marks[:, code]
            f1s.append((f1(told[rest], found[rest]), f1(told[~seen[:, code]], found[~seen[:, code]])))
        drawn = np.zeros(len(vectors), dtype=bool)
        drawn[[row for rows in examples for row in rows]] = True
        right = marked.marks[np.arange(len(vectors)), score.argmax(axis=1)]
        coded = marked.marks.any(axis=1) & ~drawn
        unseen = coded & ~(seen & marked.marks).any(axis=1)
        first, second = np.mean(f1s, axis=0)
        figures.append((first, right[coded].mean(), second, right[unseen].mean()))
    one, two, three, four = np.mean(figures, axis=0)
    return float(one), float(two), float(three), float(four)


def f1(told: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall; 0 where nothing was told or found."""
    return float(2 * (told & found).sum() / max(1, told.sum() + found.sum()))


def rows(marked: Marked) -> Iterator[tuple[str, ...]]:
    """The table's rows: figure, stock, ours."""
    placed: dict[str, list[tuple[float, float]]] = {"stock": [], "ours": []}
    labels = {(name, count): method(marked, count) for count in COUNTS for name, method in METHODS.items()}
    for (name, _), found in labels.items():
        placed[name].append((agreement(marked, found), float((found < 0).mean())))
    for at, count in enumerate(COUNTS):
        yield (f"agreement with marked passages, {count} themes", *(f"{placed[name][at][0]:.3f}" for name in METHODS))
    yield ("the same, mean", *(f"{np.mean([one for one, _ in placed[name]]):.3f}" for name in METHODS))
    yield ("passages outside every theme", *(f"{np.mean([out for _, out in placed[name]]):.0%}" for name in METHODS))
    for count in (12, 24, 40):
        yield (f"several themes in a story, macro-F1, {count} themes",
               *(f"{several(marked, labels[name, count]):.3f}" for name in METHODS))  # fmt: skip
    f1_all, right_all, f1_new, right_new = codebook(marked)
    yield "codebook of 10 passages a theme, macro-F1, all other passages", "none", f"{f1_all:.3f}"
    yield "… passages given a theme they have", "none", f"{right_all:.3f}"
    yield "codebook, macro-F1, stories that lent no example", "none", f"{f1_new:.3f}"
    yield "… passages given a theme they have", "none", f"{right_new:.3f}"


METHODS: dict[str, Method] = {"stock": stock, "ours": ours}


def _draws(marked: Marked) -> Iterator[Sequence[list[int]]]:
    """Ten examples of each code, of as many stories, drawn several times."""
    for seed in range(DRAWS):
        chance = np.random.default_rng(seed)
        yield [
            [
                int(chance.choice(np.flatnonzero((marked.stories == story) & mark)))
                for story in chance.permutation(np.unique(marked.stories[mark]))[:EXAMPLES]
            ]
            for mark in marked.marks.T
        ]
