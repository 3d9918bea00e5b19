"""Reads real texts with few names in them or with marked ones: without such ballast a model sees names everywhere."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from insight.stories.training.marked import OPTIONAL
from insight.stories.training.variants import Variant

_NAMES = frozenset({"PERSON", "ORG", "PLACE"})
_WNUT = {"person": "PERSON", "location": "PLACE", "corporation": "ORG", "group": "ORG"}
_TAB = {"PERSON": "PERSON", "LOC": "PLACE", "ORG": "ORG", "CODE": "CODE"}
_EXACT = re.compile(r"\d{4}|\d [A-Z]")  # a date of which we would say so; "two years" is none
_SHORTEST = 20  # letters of a paragraph worth learning from
_LONGEST = 700  # letters of an account: what comes after says nothing new


def short_messages(path: Path) -> Iterator[Variant]:
    """WNUT-17 (Derczynski et al. 2017): one token and its tag a line, messages divided by empty lines."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, spans = "", list[tuple[int, int, str]]()
        for token, _, tag in (line.partition("\t") for line in block.splitlines() if line.strip()):
            text += " " if text else ""
            start, text = len(text), text + token
            if tag.strip() != "O":  # products and works of art could go either way
                spans.append((start, len(text), _WNUT.get(tag.strip()[2:], OPTIONAL)))
        if text:
            yield Variant(text, tuple(spans), _NAMES)


def court_cases(path: Path) -> Iterator[Variant]:
    """The Text Anonymization Benchmark (Pilán et al. 2022), a paragraph at a time."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for paragraph in re.finditer(r"[^\n]+", case["text"]):
            start, text = paragraph.start(), paragraph.group().rstrip()
            inside = (
                (span["start"] - start, span["end"] - start, _tag(span["label"], case["text"], span))
                for span in case["spans"]
            )
            if len(text) >= _SHORTEST:
                spans = tuple(span for span in inside if span[0] >= 0 and span[1] <= len(text))
                yield Variant(text, spans, _NAMES | {"CODE", "DATE"})


def _tag(label: str, text: str, span: dict[str, int]) -> str:
    if label == "DATETIME" and _EXACT.search(text[span["start"] : span["end"]]):
        return "DATE"
    return _TAB.get(label, OPTIONAL)


def accounts(path: Path, most: int) -> Iterator[str]:
    """People's accounts from a CSV file with a column `text`, cut to a length to learn from; nobody marked them."""
    with path.open(encoding="utf-8", newline="") as file:
        texts = (row["text"].strip()[:_LONGEST] for row in csv.DictReader(file))
        yield from (text for number, text in enumerate(texts) if number < most and text)
