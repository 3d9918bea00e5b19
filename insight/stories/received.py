"""How a story's original comes in: its pieces become one text with stretches, sealed in the vault from the start."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from insight.ports import Work
from insight.stories.story import NewStory, Part, Stretch, Whose
from insight.stories.text import Original

ORIGINAL, STRETCHES, PROPOSAL, MACHINE = "original", "stretches", "proposal", "machine"
BETWEEN = "\n\n"
SAME_TEXT = "same text"
"""What the vault's secret for `text_key` is derived for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer, story or "what made the difference", as it was typed."""

    text: str
    part: Part = Part.STORY
    whose: Whose = Whose.THEIR_WORDS
    prompt: str | None = None


def joined(pieces: Sequence[Piece]) -> Original:
    """The pieces as one original, parted by an empty line."""
    return Original(BETWEEN.join(_clean(piece.text) for piece in pieces))


def stretches_of(pieces: Sequence[Piece]) -> tuple[Stretch, ...]:
    """Where each piece stands in the joined original."""
    at, found = 0, []
    for piece in pieces:
        end = at + len(_clean(piece.text))
        found.append(Stretch(at, end, piece.part, piece.whose, piece.prompt))
        at = end + len(BETWEEN)
    return tuple(found)


def keep(work: Work, new: NewStory, original: Original, pieces: Sequence[Piece], now: datetime) -> str:
    """Seal the original and its stretches under the story's own key; the story's id."""
    key = new.text_key or text_key(work.vault.derive(SAME_TEXT), original.reveal())
    new = replace(new, text_key=key)
    story = work.stories.receive(new, len(original.reveal().split()), now)
    work.vault.keep(story, ORIGINAL, original.reveal())
    work.vault.keep(story, STRETCHES, dump(stretches_of(pieces)))
    return story


def text_key(secret: bytes, text: str) -> str:
    """A keyed hash by which the same text is known again, whatever its white space; nobody without the key can try.

    HMAC-SHA256 (FIPS 198-1), in hexadecimal.
    """
    return hmac.new(secret, " ".join(text.split()).encode(), hashlib.sha256).hexdigest()


def whole(text: str) -> tuple[Stretch, ...]:
    """One stretch over a text that came in as one piece."""
    return (Stretch(0, len(text), Part.STORY, Whose.THEIR_WORDS),)


def dump(stretches: Sequence[Stretch]) -> str:
    """Stretches as JSON for the vault."""
    return json.dumps([[s.start, s.end, s.part.value, s.whose.value, s.prompt] for s in stretches])


def load(text: str) -> tuple[Stretch, ...]:
    """Stretches from the vault's JSON."""
    return tuple(Stretch(s[0], s[1], Part(s[2]), Whose(s[3]), s[4]) for s in json.loads(text))


def _clean(text: str) -> str:
    return Original(text).reveal().strip()
