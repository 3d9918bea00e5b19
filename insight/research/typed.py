"""What staff type at the desk is read by others: it is short, and says nobody's name."""

from collections.abc import Callable

from insight.errors import BadInput
from insight.stories.protect import Detector


def checked(detector: Callable[[], Detector], *typed: tuple[str, int]) -> tuple[str, ...]:
    """Each text without white space around it, if none is longer than its number or names anybody; else `BadInput`."""
    texts = tuple(text.strip() for text, _ in typed)
    for text, (_, longest) in zip(texts, typed, strict=True):
        if len(text) > longest:
            raise BadInput(f"Please say it in {longest:,} characters or fewer. Nothing was kept.")
    written = "\n\n".join(text for text in texts if text)
    if written and any(one.surely_names for one in detector().detect(written)):
        raise BadInput("Please leave out names, numbers and addresses: others will read this. Nothing was kept.")
    return texts
