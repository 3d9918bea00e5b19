"""Themes beside stock BERTopic on real accounts, in one run: who is placed, agreement with topics, steadiness, time."""

import csv
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import marked
from insight.themes.centroids import unit
from insight.themes.discover import discover, steadiness
from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.found import Discovery
from insight.themes.identity import changes, match
from insight.themes.passages import Passage, cut

Labels = NDArray[np.intp]
Vectors = NDArray[np.float32]

SAMPLES = 6  # of each size below the whole: small samples differ more than methods do
SIZES = (30, 50, 150, 400)
RUNS = 5  # of stock over the whole, which differs from run to run; Insight has one answer
MORE = (0.05, 0.5)
TIMED = (1_104, 3_312, 20_000)  # passages: the same ones with a little noise on their vectors
MODEL = Path(__file__).parents[1] / "models" / "local" / "minilm-int8"


class Accounts:
    """CounselChat questions with their topics; whole texts and passages embedded once by the same model."""

    def __init__(self, folder: Path, model: OnnxEmbedder) -> None:
        with (folder / "counselchat_questions.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["text"].strip()]
        self.texts = [row["text"].strip() for row in rows]
        self.topics = np.array([row["topic"] for row in rows])
        self.whole = model.embed(self.texts)
        self.passages = [
            Passage(
                f"{story:05d}-{window.start}", str(story), window.start, window.end, text[window.start : window.end]
            )
            for story, text in enumerate(self.texts)
            for window in cut(text)
        ]
        self.vectors = model.embed([passage.text for passage in self.passages])
        self._owner = np.array([int(passage.story) for passage in self.passages])

    def part(self, stories: Sequence[int] | Labels) -> tuple[list[Passage], Vectors]:
        """The passages of some stories, story by story in their order, with their vectors."""
        rows = [row for story in stories for row in np.flatnonzero(self._owner == story)]
        return [self.passages[row] for row in rows], self.vectors[rows]


def labels_of(found: Discovery, passages: Sequence[Passage], stories: Sequence[int] | Labels) -> Labels:
    """One theme a story, for comparing with one topic a story: where its passages fit best in sum; -1 for none."""
    story_of = {passage.id: passage.story for passage in passages}
    weight: dict[str, dict[int, float]] = {}
    for number, theme in enumerate(found.themes):
        for member in theme.members:
            fits = weight.setdefault(story_of[member.passage], {})
            fits[number] = fits.get(number, 0.0) + member.fit
    best = {story: max(fits, key=fits.__getitem__) for story, fits in weight.items()}
    return np.array([best.get(str(story), -1) for story in stories])


def stock(accounts: Accounts, stories: Sequence[int] | Labels) -> Labels:
    """What BERTopic does by itself with the whole accounts and the same model's vectors."""
    from bertopic import BERTopic

    chosen = list(stories)
    return np.array(BERTopic().fit_transform([accounts.texts[story] for story in chosen], accounts.whole[chosen])[0])


def ours(accounts: Accounts, stories: Sequence[int] | Labels) -> Labels:
    """What Insight does, read as one theme a story."""
    passages, vectors = accounts.part(stories)
    return labels_of(discover(passages, vectors), passages, stories)


def kept(before: Labels, after: Labels) -> float:
    """The share of stories that stay with most of their former theme; those outside count as lost."""
    inside = before >= 0
    same = sum(
        np.unique(now[now >= 0], return_counts=True)[1].max(initial=0)
        for theme in np.unique(before[inside])
        if len(now := after[before == theme])
    )
    return float(same / max(1, len(before)))


def agreement(
    accounts: Accounts, method: Callable[[Accounts, Labels], Labels], size: int
) -> tuple[float, float, float]:
    """Share of stories in a theme, adjusted mutual information and adjusted Rand index, means over the samples."""
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    rounds = SAMPLES if size < len(accounts.texts) else RUNS if method is stock else 1
    figures = []
    for seed in range(rounds):
        stories = np.random.default_rng(seed).permutation(len(accounts.texts))[:size]
        found, topics = method(accounts, stories), accounts.topics[stories]
        figures.append(
            (np.mean(found >= 0), adjusted_mutual_info_score(topics, found), adjusted_rand_score(topics, found))
        )
    placed, information, rand = np.mean(figures, axis=0)
    return float(placed), float(information), float(rand)


def same_answer(accounts: Accounts) -> list[tuple[str, str, str]]:
    """Rows about the same answer: shuffled, and with 5% and 50% more stories."""
    from sklearn.metrics import adjusted_rand_score

    size = len(accounts.texts)
    everyone, shuffled = np.arange(size), np.random.default_rng(1).permutation(size)
    back = np.argsort(shuffled)
    theirs, mine = stock(accounts, everyone), ours(accounts, everyone)
    rows = [(
        "same answer when shuffled (ARI)",
        f"{adjusted_rand_score(theirs, stock(accounts, shuffled)[back]):.3f}",
        f"{adjusted_rand_score(mine, ours(accounts, shuffled)[back]):.3f}",
    )]  # fmt: skip
    for more in MORE:
        fewer = everyone[: round(size / (1 + more))]
        few_passages, few_vectors = accounts.part(fewer)
        first = discover(few_passages, few_vectors)
        passages, vectors = accounts.part(everyone)
        anchored = discover(passages, vectors, previous=first.anchors)
        before, after = labels_of(first, few_passages, fewer), labels_of(anchored, passages, everyone)[: len(fewer)]
        stock_before, stock_after = stock(accounts, fewer), theirs[: len(fewer)]
        rows.append((f"stories keeping their theme, {more:.0%} more",
                     f"{kept(stock_before, stock_after):.1%}", f"{kept(before, after):.1%}"))  # fmt: skip
        rows.append(("the same, ARI", f"{adjusted_rand_score(stock_before, stock_after):.3f}",
                     f"{adjusted_rand_score(before, after):.3f}"))  # fmt: skip
    return rows


def dealt(accounts: Accounts, model: OnnxEmbedder) -> tuple[str, str]:
    """What stock and we say of a bank whose words were dealt anew among its passages: there is nothing in it."""
    from bertopic import BERTopic

    chance = np.random.default_rng(3)
    passages = accounts.passages[:400]
    words = chance.permutation([word for passage in passages for word in passage.text.split()])
    parts = np.split(words, np.cumsum([len(passage.text.split()) for passage in passages])[:-1])
    noise = [replace(passage, text=" ".join(part)) for passage, part in zip(passages, parts, strict=True)]
    vectors = model.embed([passage.text for passage in noise])
    topics = BERTopic().fit_transform([passage.text for passage in noise], vectors)[0]
    return f"{len(set(topics) - {-1})} themes", discover(noise, vectors).state.value


def names_kept(accounts: Accounts) -> str:
    """How many themes, each named by people, go on under their name when there are 20% more stories."""
    fewer = np.arange(round(len(accounts.texts) / 1.2))
    first = discover(*accounts.part(fewer))
    after = discover(*accounts.part(np.arange(len(accounts.texts))), previous=first.anchors)
    named = {str(number): {one.passage for one in theme.members} for number, theme in enumerate(first.themes)}
    now = tuple({one.passage for one in theme.members} for theme in after.themes)
    found = match(named, now)
    asked = {theme for change in changes(named, now, found) for theme in change.themes}
    kept_on = named.keys() & set(found.ids)
    return (
        f"{len(kept_on)} of {len(named)}; people are asked about {len((named.keys() - kept_on) & asked)} of the others"
    )


def seconds(accounts: Accounts, count: int) -> tuple[float, float, float, float, float]:
    """The seconds that stock, we, and our look at steadiness take over the same texts and vectors, without imports.

    Then which share of the passages stock leaves outside, and which fit weakly with us.
    """
    from bertopic import BERTopic

    copies = -(-count // len(accounts.passages))
    noise = np.random.default_rng(2).normal(
        scale=0.02, size=(copies * len(accounts.vectors), accounts.vectors.shape[1])
    )
    vectors = unit((np.tile(accounts.vectors, (copies, 1)) + noise).astype(np.float32))[:count]
    passages = [
        Passage(f"{copy}-{one.id}", f"{copy}-{one.story}", one.start, one.end, one.text)
        for copy in range(copies)
        for one in accounts.passages
    ][:count]
    start = time.perf_counter()
    found = discover(passages, vectors)
    built = time.perf_counter()
    steadiness(passages, vectors, found)
    looked = time.perf_counter()
    topics = np.array(BERTopic().fit_transform([passage.text for passage in passages], vectors)[0])
    took = time.perf_counter() - looked
    weak = np.mean([one.weak for theme in found.themes for one in theme.members])
    return took, built - start, looked - built, float(np.mean(topics < 0)), float(weak)


def main() -> int:
    """Print one table; 1 if the data or the model are not there."""
    data = os.environ.get("INSIGHT_BENCH_DATA")
    if not data:
        print("Set INSIGHT_BENCH_DATA to the folder that holds stories/counselchat_questions.csv.", file=sys.stderr)
        return 1
    model = embedder(Path(os.environ.get("INSIGHT_BENCH_MODEL", str(MODEL))))
    accounts = Accounts(Path(data) / "stories", model)
    stock(accounts, range(200))  # imports and compiles, which neither side is charged for
    print("| figure | stock BERTopic | Insight |\n| --- | --- | --- |")
    for size in (*SIZES, len(accounts.texts)):
        theirs, mine = agreement(accounts, stock, size), agreement(accounts, ours, size)
        for name, one, other in zip(("in a theme", "AMI with topics", "ARI with topics"), theirs, mine, strict=True):
            print(f"| {size} stories: {name} | {one:.3f} | {other:.3f} |", flush=True)
    for name, one_text, other_text in same_answer(accounts):
        print(f"| {name} | {one_text} | {other_text} |", flush=True)
    print(f"| names that people gave, after 20% more stories | none | {names_kept(accounts)} |", flush=True)
    print(f"| words dealt anew | {' | '.join(dealt(accounts, model))} |", flush=True)
    for name, *both in marked.rows(marked.Marked(model)):
        print(f"| {name} | {' | '.join(both)} |", flush=True)
    for count in TIMED:
        theirs_took, ours_took, look_took, outside, weak = seconds(accounts, count)
        took = f"{ours_took:.2f} s (1/{theirs_took / ours_took:.0f}), steadiness {look_took:.2f} s"
        print(f"| build, {count:,} passages | {theirs_took:.1f} s | {took} |", flush=True)
        print(f"| … outside every theme; weak in theirs | {outside:.1%} | {weak:.1%} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
