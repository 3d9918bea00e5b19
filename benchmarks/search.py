"""Search on real questions and answers: embedding speed, relevance of words, meaning and both, time of a query."""

import csv
import json
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import search_speed
from insight.minilm import packaged_source
from insight.themes.asking import telling
from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.exact import ExactIndex
from insight.themes.fusion import LOOKED_AT_AGAIN, Evidence, fuse, look_again, shares
from insight.themes.passages import cut

MODEL = Path(__file__).parents[1] / "models" / "local" / "minilm-int8"
DEMO = Path(__file__).parents[1] / "insight" / "demo"
QUESTIONS = Path(__file__).parent / "data" / "demo_questions.jsonl"
DEPTH = 10
SPARE = 3  # more than DEPTH, for the texts that are left out
OWN = -1  # the very text a question was taken from
DEEP = 100  # passages asked of each list before they are joined
THROUGHPUT_TEXTS = 300
QUERIES = 200


class Collection:
    """Texts to be searched in three ways: by words as FTS5 comes, by meaning of whole texts, and as Insight does it."""

    def __init__(self, texts: Mapping[str, str], model: OnnxEmbedder) -> None:
        self._model = model
        rows: list[tuple[str, int | None, str]] = []
        for id_, text in texts.items():
            rows += [(id_, part.start, text[part.start : part.end]) for part in cut(text)]
        self._rows = [*rows, *((id_, None, text) for id_, text in texts.items())]
        self.vectors = model.embed([text for *_, text in self._rows])
        self._whole = ExactIndex(list(texts), self.vectors[-len(texts) :])
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE plain USING fts5(row UNINDEXED, text)")
        self._database.execute(
            "CREATE VIRTUAL TABLE ours USING fts5(row UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._database.executemany("INSERT INTO plain VALUES (?, ?)", texts.items())
        self._database.executemany("INSERT INTO ours VALUES (?, ?)", enumerate(text for *_, text in self._rows))

    def ranked(self, question: str, own: Container[str] = ()) -> dict[str, list[str]]:
        """Ids, best first, for each of the three ways; the texts that are the question's `own` are as if not there."""
        vector = self._model.embed([question])[0]
        asked = " OR ".join(f'"{word}"' for word in re.findall(r"[a-z0-9]+", question.lower()))
        matched = {
            row: score
            for row, score in self._found("ours", telling(self._common, len(self._rows), question), DEEP)
            if self._rows[row][0] not in own
        }
        cosines = self.vectors @ vector
        near = {row for row in np.argsort(-cosines, kind="stable")[:DEEP].tolist() if self._rows[row][0] not in own}
        proposed = {self._rows[row][0] for row in near | matched.keys()}
        words = shares((str(row), self._rows[row][1] is None, score) for row, score in matched.items())
        rows = [row for row, (id_, *_) in enumerate(self._rows) if id_ in proposed]
        evidence = [
            Evidence(f"{id_}:{start}", id_, start is None, float(cosines[row]), words.get(str(row), 0.0), row in near)
            for row, (id_, start, _) in ((row, self._rows[row]) for row in rows)
        ]
        found = look_again(vector, fuse(evidence, LOOKED_AT_AGAIN), evidence, self.vectors[rows])
        return {
            "words": [id_ for id_, _ in self._found("plain", asked, DEPTH + SPARE) if id_ not in own][:DEPTH],
            "meaning": [id_ for id_, _ in self._whole.nearest(vector, DEPTH + SPARE) if id_ not in own][:DEPTH],
            "Insight": [one.story for one in found[:DEPTH]],
        }

    def _common(self, expressions: Iterable[str], than: int) -> frozenset[str]:
        """Which of the expressions more than so many rows match."""
        count = "SELECT count(*) FROM ours WHERE ours MATCH ?"
        return frozenset(one for one in expressions if self._database.execute(count, (one,)).fetchone()[0] > than)

    def _found(self, table: str, expression: str, limit: int) -> list[tuple[Any, float]]:
        """Rows by BM25, best first, with it."""
        select = f"SELECT row, -rank FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?"
        return list(self._database.execute(select, (expression, limit))) if expression else []


def ndcg(ranked: Sequence[str], judged: Mapping[str, int]) -> float:
    """nDCG@10 with judgements from 1 (touches it) to 3 (is about it); what nobody judged counts nothing."""
    gain = sum((2 ** judged.get(id_, 0) - 1) / np.log2(place + 2) for place, id_ in enumerate(ranked[:DEPTH]))
    best = sorted(judged.values(), reverse=True)[:DEPTH]
    return float(gain / sum((2**one - 1) / np.log2(place + 2) for place, one in enumerate(best)))


def p95(ask: Callable[[int], object]) -> float:
    """The 95th percentile of QUERIES calls, in milliseconds."""
    times = []
    for number in range(QUERIES):
        start = time.perf_counter()
        ask(number)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.percentile(times, 95))


def throughput(model: OnnxEmbedder, texts: Sequence[str]) -> tuple[float, float]:
    """Texts a second of sentence-transformers on torch and of ours, one thread each."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    reference = SentenceTransformer(str(packaged_source()), device="cpu")
    speeds = []
    for embed in (lambda part: reference.encode(part, show_progress_bar=False), model.embed):
        embed(texts[:8])
        start = time.perf_counter()
        embed(texts)
        speeds.append(len(texts) / (time.perf_counter() - start))
    return speeds[0], speeds[1]


def counsel_chat(folder: Path) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The answers by their number, and for each question's title the answers that were given to it."""
    with (folder / "counselchat_questions.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["id"]: row["title"] for row in csv.DictReader(file)}
    with (folder / "counselchat_answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [(row["question_id"], row["text"]) for row in csv.DictReader(file) if row["text"].strip()]
    judged: dict[str, dict[str, int]] = {}
    for number, (question, _) in enumerate(answers):
        if titles.get(question, "").strip():
            judged.setdefault(titles[question], {})[str(number)] = 1
    return {str(number): text for number, (_, text) in enumerate(answers)}, judged


def same_topic(folder: Path) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The questions by their number; for every second one's title the others of its topic. Its own is not asked for."""
    with (folder / "counselchat_questions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"].strip() and row["title"].strip()]
    judged: dict[str, dict[str, int]] = {}
    for one in rows[::2]:
        others = {row["id"]: 1 for row in rows if row["topic"] == one["topic"] and row["title"] != one["title"]}
        if others:
            judged[one["title"]] = {**others, **{row["id"]: OWN for row in rows if row["title"] == one["title"]}}
    return {row["id"]: row["text"] for row in rows}, judged


def demo() -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The demo bank's stories, and what one judge found right for questions in other words than the stories' own."""
    told = [json.loads(line) for file in sorted(DEMO.glob("stories_*.jsonl")) for line in file.open(encoding="utf-8")]
    texts = {one["ref"]: "\n\n".join(part["text"] for part in one["parts"]) for one in told}
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return texts, {one["query"]: one["judgements"] for one in asked}


def relevance(collection: Collection, judged: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """The mean nDCG@10 of each way of searching."""
    scores: dict[str, list[float]] = {}
    for question, right in judged.items():
        own = {id_ for id_, grade in right.items() if grade == OWN}
        others = {id_: grade for id_, grade in right.items() if grade != OWN}
        for way, ranked in collection.ranked(question, own).items():
            scores.setdefault(way, []).append(ndcg(ranked, others))
    return {way: float(np.mean(values)) for way, values in scores.items()}


def main() -> int:
    """Print one table; 1 if the data are not there."""
    data = os.environ.get("INSIGHT_BENCH_DATA")
    if not data:
        print("Set INSIGHT_BENCH_DATA to the folder that holds stories/counselchat_answers.csv.", file=sys.stderr)
        return 1
    model = embedder(Path(os.environ.get("INSIGHT_BENCH_MODEL", str(MODEL))))
    print("| figure | words (FTS5) | meaning (whole) | Insight | ratio to meaning |\n| --- | --- | --- | --- | --- |")
    stories = Path(data) / "stories"
    collections = {
        "CounselChat, title to answers": counsel_chat(stories),
        "CounselChat, title to questions of its topic": same_topic(stories),
        "demo bank": demo(),
    }
    for name, (texts, judged) in collections.items():
        scores = relevance(Collection(texts, model), judged)
        ours, meaning = scores["Insight"], scores["meaning"]
        print(
            f"| nDCG@10, {name}, {len(judged)} questions | {scores['words']:.3f} | {meaning:.3f} | {ours:.3f} "
            f"| {ours / meaning:.2f} |",
            flush=True,
        )
    passages = [text[part.start : part.end] for text in texts.values() for part in cut(text)]
    print("\n| figure | peer | Insight |\n| --- | --- | --- |")
    torch_speed, our_speed = throughput(model, passages[:THROUGHPUT_TEXTS])
    print(
        f"| passages embedded a second (torch) | {torch_speed:.0f} | {our_speed:.0f} ({our_speed / torch_speed:.1f}) |"
    )
    questions = [text[:80] for text in passages[:QUERIES]]
    print(f"| p95 embedding a question | | {p95(lambda number: model.embed([questions[number]])):.1f} ms |", flush=True)
    search_speed.main(stories, model)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
