"""How far people agree who coded the same passages apart from each other: Krippendorff's alpha, and it in words."""

from collections.abc import Sequence

import numpy as np

# Fewer passages than this say little: one more could turn the figure round.
FEW = 20
# Krippendorff, Content Analysis: .800 to rely on, from .667 for first conclusions, and nothing below that.
RELIABLE, TENTATIVE = 0.8, 0.667


def alpha(units: Sequence[Sequence[int | None]]) -> float | None:
    """Krippendorff's alpha for names of kinds (nominal): a row for each passage, a place in it for each coder.

    `None` in a row: this coder did not look at it. Rows with fewer than two values say nothing. The answer is `None`
    when everybody said the same everywhere: without any difference in the passages, agreement cannot be told from a
    habit. 1 is full agreement, 0 what chance would give, less is worse than chance.
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).

    >>> round(alpha([[1, 1], [0, 0], [1, 0], [0, 0]]), 3)
    0.533
    """
    rows = [[value for value in unit if value is not None] for unit in units]
    rows = [row for row in rows if len(row) > 1]
    kinds = {kind: at for at, kind in enumerate(sorted({value for row in rows for value in row}))}
    if len(kinds) < 2:
        return None
    together = np.zeros((len(kinds), len(kinds)))
    for row in rows:
        said = np.bincount([kinds[value] for value in row], minlength=len(kinds)).astype(float)
        together += (np.outer(said, said) - np.diag(said)) / (len(row) - 1)
    each = together.sum(axis=0)
    total = each.sum()
    differ = total - np.trace(together)
    by_chance = (total**2 - (each**2).sum()) / (total - 1)
    return float(1 - differ / by_chance)


def in_words(found: float | None, units: int) -> str:
    """What an alpha over so many passages means, for people who never heard of it."""
    if not units:
        return "Nobody to compare yet."
    if found is None:
        return "You all said the same each time. That is too little to tell."
    if found >= RELIABLE:
        said = "You see this alike."
    elif found >= TENTATIVE:
        said = "You mostly see this alike. It will do for a first idea."
    elif found > 0:
        said = "You often see this in different ways. Talk about what it means before you count on it."
    else:
        said = "You see this no more alike than by chance. Talk about what it means."
    return f"{said} This rests on few passages." if units < FEW else said
