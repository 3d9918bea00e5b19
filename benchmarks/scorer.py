"""Scores hidden text against marked identities, after the Text Anonymization Benchmark (Pilán et al., 2022).

An identity counts as hidden only if every telling word of every mention of it is hidden. Precision is the share of
hidden letters and digits that are marked; stretches marked as optional count neither way.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
_WORD = re.compile(r"\w+")
# Words that identify nobody and so need not be hidden with a name.
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "s",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "no",
        "nr",
        "about",
        "as",
        "into",
    ]
)
_STRUCTURED = frozenset({"NHS", "NINO", "PCODE", "PHONE", "EMAIL", "DOB", "BANK", "VRM", "REF"})


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def share(self, part: str, whole: str) -> float | None:
        return round(self.counts[part] / self.counts[whole], 4) if self.counts[whole] else None


def score(gold: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The figures for documents `{"id", "text", "spans", "hard_negatives"?, "optional"?}` and the spans found in each.

    Spans are `{"start", "end"}` in code points; those found may have a `tier`, which is "mask" unless it says
    "suggest"; those marked have `label`, `kind` (direct or quasi) and maybe `entity`. Shares are rounded to four
    places and None where there was nothing to count. Raises ValueError for a span outside its text.
    """
    tally = _tallied(gold, predicted)
    return {
        "docs": tally.counts["docs"],
        "direct_recall": tally.share("direct_hidden", "direct"),
        "direct_n": tally.counts["direct"],
        "quasi_recall": tally.share("quasi_hidden", "quasi"),
        "quasi_n": tally.counts["quasi"],
        "precision": tally.share("letters_right", "letters"),
        "hard_negatives_hidden": tally.share("hard_hidden", "hard"),
        "structured_recall": tally.share("structured_hidden", "structured"),
        "docs_without_direct_leak": tally.share("docs_tight", "docs"),
        "docs_without_direct_leak_after_review": tally.share("docs_tight_after_review", "docs"),
        "offered_share": tally.share("words_offered", "words"),
        "direct_recall_with_suggestions": tally.share("direct_seen", "direct"),
        "quasi_recall_with_suggestions": tally.share("quasi_seen", "quasi"),
        "mention_recall_by_label": {
            label: f"{count['hidden']}/{count['all']}" for label, count in sorted(tally.labels.items())
        },
    }


def pairs(gold: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> dict[str, tuple[int, int]]:
    """The same as so many of so many, in the words that a steward reads."""
    counts = _tallied(gold, predicted).counts
    return {
        words: (counts[part], counts[whole])
        for words, part, whole in (
            ("names, numbers and addresses hidden", "direct_hidden", "direct"),
            ("details that identify together hidden", "quasi_hidden", "quasi"),
            ("of the letters hidden, those that should be", "letters_right", "letters"),
            ("stories in which no name or number was left", "docs_tight", "docs"),
            ("… when two people take every suggestion", "docs_tight_after_review", "docs"),
        )
    }


def _tallied(gold: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> _Tally:
    tally = _Tally()
    for document in gold:
        _count(tally, document, predicted.get(document["id"], ()))
    return tally


def _count(tally: _Tally, document: Row, found: Sequence[Row]) -> None:
    text = document["text"]
    if any(not 0 <= span["start"] < span["end"] <= len(text) for span in found):
        raise ValueError(f"{document['id']}: a span lies outside its text")
    hidden = _cover(len(text), (span for span in found if span.get("tier", "mask") == "mask"))
    offered = _cover(len(text), found)
    counts = tally.counts
    counts["docs"] += 1
    leaks = _count_identities(tally, document, hidden, offered)
    counts["docs_tight"] += not leaks["hidden"]
    counts["docs_tight_after_review"] += not leaks["seen"]
    for match in _WORD.finditer(text):
        counts["words"] += 1
        counts["words_offered"] += any(offered[slice(*match.span())]) and not all(hidden[slice(*match.span())])
    marked = _cover(len(text), document["spans"])
    optional = _cover(len(text), document.get("optional", ()))
    for place, char in enumerate(text):
        if hidden[place] and char.isalnum() and (marked[place] or not optional[place]):
            counts["letters"] += 1
            counts["letters_right"] += marked[place]
    for span in document.get("hard_negatives", ()):
        counts["hard"] += 1
        counts["hard_hidden"] += any(hidden[span["start"] : span["end"]])


def _count_identities(tally: _Tally, document: Row, hidden: bytearray, offered: bytearray) -> Counter[str]:
    text, leaks = document["text"], Counter[str]()
    for mentions in _identities(document["spans"]):
        for mention in mentions:
            tally.labels[mention["label"]]["all"] += 1
            tally.labels[mention["label"]]["hidden"] += _is_hidden(text, hidden, mention)
        kind = "direct" if any(mention["kind"] == "direct" for mention in mentions) else "quasi"
        whole = {
            "hidden": all(_is_hidden(text, hidden, mention) for mention in mentions),
            "seen": all(_is_hidden(text, offered, mention) for mention in mentions),
        }
        tally.counts[kind] += 1
        for name, holds in whole.items():
            tally.counts[f"{kind}_{name}"] += holds
            leaks[name] += kind == "direct" and not holds
        if any(mention["label"] in _STRUCTURED for mention in mentions):
            tally.counts["structured"] += 1
            tally.counts["structured_hidden"] += whole["hidden"]
    return leaks


def _identities(spans: Iterable[Row]) -> Iterator[list[Row]]:
    by_entity: dict[object, list[Row]] = defaultdict(list)
    for span in spans:
        by_entity[span.get("entity") or (span["start"], span["end"])].append(span)
    yield from by_entity.values()


def _cover(length: int, spans: Iterable[Row]) -> bytearray:
    covered = bytearray(length)
    for span in spans:
        covered[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    return covered


def _is_hidden(text: str, hidden: bytearray, span: Row) -> bool:
    every = [match.span() for match in _WORD.finditer(text, span["start"], span["end"])]
    telling = [(start, end) for start, end in every if text[start:end].lower() not in _EMPTY] or every
    return all(all(hidden[start:end]) for start, end in telling)
