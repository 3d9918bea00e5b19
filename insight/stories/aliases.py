"""Keeps what stands in for somebody the same within one storyteller's stories, as long as an original is kept.

Names are kept as keyed hashes only, sealed beside the original of the story they stand in, and go with it. Numbers
that stand in stories kept before are not given to anybody else, so that [friend 1] is never two people.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from insight.ports import Work
from insight.stories.mask import renumber
from insight.stories.recognisers.wording import standing
from insight.stories.spans import Span, Tier

_KEPT_AS, _PURPOSE = "aliases", "aliases"
_SHORTEST = 3  # letters of a part of a name that is told from another's


def known(work: Work, story: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with what stood in for the same people in this storyteller's other stories."""
    teller = work.stories.storyteller_of(story)
    if teller is None:
        return tuple(spans)
    others = [one for one in work.stories.of_storyteller(teller) if one != story]
    texts = [work.stories.text_for_erasure(one) or "" for one in others]
    taken = {text[start:end] for text in texts for start, end in standing(text)}
    aliases: dict[str, str] = {}
    for one in others:
        aliases |= json.loads(work.vault.fetch(one, _KEPT_AS) or "{}")
    if not taken and not aliases:
        return tuple(spans)
    secret = work.vault.derive(_PURPOSE)
    same = {}
    for entity in {span.entity for span in spans}:
        found = {aliases[mark] for mark in _marks(secret, entity) if mark in aliases}
        if len(found) == 1:
            same[entity] = found.pop()
    new = renumber([span for span in spans if span.entity not in same], taken | set(same.values()))
    old = [replace(span, replacement=same[span.entity]) for span in spans if span.entity in same]
    return tuple(sorted([*new, *old], key=lambda span: span.start))


def remember(work: Work, story: str, spans: Sequence[Span]) -> None:
    """Keep what stood in for whom, as long as the story's original is kept."""
    secret = work.vault.derive(_PURPOSE)
    hidden = [span for span in spans if span.tier is Tier.MASK]
    aliases = {mark: span.replacement for span in hidden for mark in _marks(secret, span.entity)}
    work.vault.keep(story, _KEPT_AS, json.dumps(aliases))


def _marks(secret: bytes, entity: str) -> Iterable[str]:
    """Keyed hashes of an identity: of each part of a person's name, of the whole of anything else."""
    label, _, name = entity.partition(":")
    parts = [part for part in name.split() if len(part) >= _SHORTEST] if label == "PERSON" else [name]
    return [hmac.new(secret, f"{label}:{part}".encode(), hashlib.sha256).hexdigest() for part in parts if part]
