"""Search on real questions and answers: embedding speed, relevance of words, meaning and both, time of a query."""

import csv
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.exact import ExactIndex
from insight.themes.export_embedder import packaged_source
from insight.themes.fusion import fuse
from insight.themes.index import ChromaIndex, server_command
from insight.themes.passages import cut
from insight.themes.words import STOP_WORDS

MODEL = Path(__file__).parents[1] / "models" / "local" / "minilm-int8"
DEMO = Path(__file__).parents[1] / "insight" / "demo"
QUESTIONS = Path(__file__).parent / "data" / "demo_questions.jsonl"
DEPTH = 10
DEEP = 200  # passages asked of each list before they are joined
THROUGHPUT_TEXTS = 300
PASSAGES = 10_000
QUERIES = 200


class Words:
    """Texts in SQLite's FTS5; `stems` adds what we add: Porter stemming and no stop words in the question."""

    def __init__(self, ids: Sequence[str], texts: Sequence[str], *, stems: bool) -> None:
        self._stems = stems
        self._database = sqlite3.connect(":memory:")
        tokenizer = ", tokenize='porter unicode61'" if stems else ""
        self._database.execute(f"CREATE VIRTUAL TABLE told USING fts5(id UNINDEXED, text{tokenizer})")
        self._database.executemany("INSERT INTO told VALUES (?, ?)", zip(ids, texts, strict=True))

    def best(self, question: str, limit: int) -> list[str]:
        """Ids by BM25, best first."""
        words = re.findall(r"[a-z0-9']+", question.lower().replace("’", "'"))
        asked = [word for word in words if word not in STOP_WORDS] or words if self._stems else words
        match = " OR ".join(f'"{word}"' for word in asked)
        found = self._database.execute("SELECT id FROM told WHERE told MATCH ? ORDER BY rank LIMIT ?", (match, limit))
        return [str(row[0]) for row in found]


def ndcg(ranked: Sequence[str], relevant: set[str]) -> float:
    """Normalised discounted cumulative gain of the first ten, every relevant answer worth the same."""
    gain = sum(1 / np.log2(place + 2) for place, id_ in enumerate(ranked[:DEPTH]) if id_ in relevant)
    return float(gain / sum(1 / np.log2(place + 2) for place in range(min(DEPTH, len(relevant)))))


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


def relevance(folder: Path, model: OnnxEmbedder) -> tuple[dict[str, float], list[str], ExactIndex]:
    """nDCG@10 of each way of searching the answers by the questions' titles; and the passages, for timing."""
    with (folder / "counselchat_questions.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["id"]: row["title"] for row in csv.DictReader(file)}
    with (folder / "counselchat_answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [(row["question_id"], row["text"]) for row in csv.DictReader(file) if row["text"].strip()]
    ids, texts = [str(number) for number in range(len(answers))], [text for _, text in answers]
    windows = [
        (f"{id_}:{part.start}", text[part.start : part.end])
        for id_, text in zip(ids, texts, strict=True)
        for part in cut(text)
    ]
    passage_ids, passage_texts = [id_ for id_, _ in windows], [text for _, text in windows]
    story_of = {id_: id_.split(":")[0] for id_ in passage_ids}
    asked: dict[str, set[str]] = {}
    for id_, (question, _) in zip(ids, answers, strict=True):
        if titles.get(question, "").strip():
            asked.setdefault(titles[question], set()).add(id_)
    whole, parts = ExactIndex(ids, model.embed(texts)), ExactIndex(passage_ids, model.embed(passage_texts))
    plain, stemmed = Words(ids, texts, stems=False), Words(ids, texts, stems=True)
    stemmed_parts = Words(passage_ids, passage_texts, stems=True)
    scores: dict[str, list[float]] = {"words": [], "meaning": [], "Insight": []}
    for title, relevant in asked.items():
        vector = model.embed([title])[0]
        by_whole = [id_ for id_, _ in whole.nearest(vector, DEEP)]
        joined = fuse(
            story_of,
            passages_by_meaning=[id_ for id_, _ in parts.nearest(vector, DEEP)],
            stories_by_meaning=by_whole,
            passages_by_words=stemmed_parts.best(title, DEEP),
            stories_by_words=stemmed.best(title, DEEP),
            limit=DEPTH,
        )
        scores["words"].append(ndcg(plain.best(title, DEPTH), relevant))
        scores["meaning"].append(ndcg(by_whole, relevant))
        scores["Insight"].append(ndcg([found.story for found in joined], relevant))
    return {name: float(np.mean(values)) for name, values in scores.items()}, passage_texts, parts


def graded(ranked: Sequence[str], judged: dict[str, int]) -> float:
    """nDCG@10 with judgements from 1 (touches it) to 3 (is about it); what nobody judged counts nothing."""
    gain = sum((2 ** judged.get(id_, 0) - 1) / np.log2(place + 2) for place, id_ in enumerate(ranked[:DEPTH]))
    best = sorted(judged.values(), reverse=True)[:DEPTH]
    return float(gain / sum((2**one - 1) / np.log2(place + 2) for place, one in enumerate(best)))


def demo_relevance(model: OnnxEmbedder) -> dict[str, float]:
    """nDCG@10 over the demo bank, for questions in other words than the stories' own."""
    texts: dict[str, str] = {}
    for file in sorted(DEMO.glob("stories_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            texts[story["ref"]] = "\n\n".join(part["text"] for part in story["parts"])
    windows = [
        (f"{ref}:{part.start}", text[part.start : part.end]) for ref, text in texts.items() for part in cut(text)
    ]
    whole = ExactIndex(list(texts), model.embed(list(texts.values())))
    parts = ExactIndex([id_ for id_, _ in windows], model.embed([text for _, text in windows]))
    words = Words(list(texts), list(texts.values()), stems=True)
    part_words = Words([id_ for id_, _ in windows], [text for _, text in windows], stems=True)
    story_of = {id_: id_.split(":")[0] for id_, _ in windows}
    scores: dict[str, list[float]] = {"words": [], "meaning": [], "Insight": []}
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        vector = model.embed([asked["query"]])[0]
        by_whole, by_words = [id_ for id_, _ in whole.nearest(vector, DEEP)], words.best(asked["query"], DEEP)
        joined = fuse(
            story_of,
            passages_by_meaning=[id_ for id_, _ in parts.nearest(vector, DEEP)],
            stories_by_meaning=by_whole,
            passages_by_words=part_words.best(asked["query"], DEEP),
            stories_by_words=by_words,
            limit=DEPTH,
        )
        for name, ranked in (
            ("words", by_words), ("meaning", by_whole), ("Insight", [found.story for found in joined]),
        ):  # fmt: skip
            scores[name].append(graded(ranked, asked["judgements"]))
    return {name: float(np.mean(values)) for name, values in scores.items()}


def query_times(model: OnnxEmbedder, questions: Sequence[str]) -> tuple[float, float, float, float]:
    """p95 of embedding a question, and of the exact scan and Chroma at PASSAGES vectors; and Chroma's recall of ten."""
    vectors = np.random.default_rng(1).normal(size=(PASSAGES, 384)).astype(np.float32)
    anchors = model.embed(questions)
    vectors = anchors[np.arange(PASSAGES) % len(anchors)] + 0.05 * vectors
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"p{number}" for number in range(PASSAGES)]
    exact = ExactIndex(ids, vectors)
    embedding = p95(lambda number: model.embed([questions[number % len(questions)]]))
    scan = p95(lambda number: exact.nearest(vectors[number], 50))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            server_command(Path(folder), port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            index = ChromaIndex(f"http://127.0.0.1:{port}", "bench")
            while not index.healthy() and server.poll() is None:
                time.sleep(0.1)
            index.add(ids, vectors, [{}] * PASSAGES)
            served = p95(lambda number: index.nearest(vectors[number], 50))
            shared = [
                len(
                    {id_ for id_, _ in index.nearest(vectors[n], 10)}
                    & {id_ for id_, _ in exact.nearest(vectors[n], 10)}
                )
                for n in range(100)
            ]
        finally:
            server.terminate()
            server.wait(20)
    return embedding, scan, served, float(np.mean(shared)) / 10


def main() -> int:
    """Print one table; 1 if the data are not there."""
    data = os.environ.get("INSIGHT_BENCH_DATA")
    if not data:
        print("Set INSIGHT_BENCH_DATA to the folder that holds stories/counselchat_answers.csv.", file=sys.stderr)
        return 1
    model = embedder(Path(os.environ.get("INSIGHT_BENCH_MODEL", str(MODEL))))
    print("| figure | peer | Insight |\n| --- | --- | --- |")
    scores, texts, _ = relevance(Path(data) / "stories", model)
    print(f"| nDCG@10, words alone (FTS5) | {scores['words']:.3f} | {scores['Insight']:.3f} |")
    ratio = scores["Insight"] / scores["meaning"]
    print(
        f"| nDCG@10, meaning alone (whole) | {scores['meaning']:.3f} | {scores['Insight']:.3f} ({ratio:.2f}) |",
        flush=True,
    )
    demo = demo_relevance(model)
    for name in ("words", "meaning"):
        print(f"| nDCG@10, demo bank, {name} alone | {demo[name]:.3f} | {demo['Insight']:.3f} |", flush=True)
    torch_speed, our_speed = throughput(model, texts[:THROUGHPUT_TEXTS])
    print(
        f"| passages embedded a second (torch) | {torch_speed:.0f} | {our_speed:.0f} ({our_speed / torch_speed:.1f}) |"
    )
    embedding, scan, served, recall = query_times(model, [text[:80] for text in texts[:500]])
    print(f"| p95 embedding a question | | {embedding:.1f} ms |")
    print(f"| p95 exact scan, {PASSAGES:,} passages | | {scan:.1f} ms |")
    print(f"| p95 Chroma, {PASSAGES:,} passages (recall of ten {recall:.2f}) | | {served:.1f} ms |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
