"""Prompts as people type them and compare them: one a line, checked before they are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from insight.errors import BadInput
from insight.stories.inquiry import Prompt, Stage, TellerKind

MOST_PROMPTS = 40
LONGEST = 300
# On a line the tip stands behind this sign: "What helped? | Leave a silence."
BAR = "|"
# Two prompts that share this much of their words are one that was reworded.
_REWORDED = 0.6

TELLERS: tuple[TellerKind | None, ...] = (None, *TellerKind)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a later set of prompts has that the earlier had not, what it lost, and what was reworded or moved."""

    added: tuple[Prompt, ...]
    removed: tuple[Prompt, ...]
    changed: tuple[tuple[Prompt, Prompt], ...]

    @property
    def same(self) -> bool:
        """Whether the same is asked in both."""
        return not (self.added or self.removed or self.changed)


def as_lines(prompts: Iterable[Prompt], stage: Stage, teller: TellerKind | None) -> str:
    """The prompts of a stage for one kind of teller, or with `None` for everybody, as they are typed."""
    return "\n".join(
        f"{one.text} {BAR} {one.tip}" if one.tip else one.text
        for one in prompts
        if one.stage is stage and one.teller is teller
    )


def from_lines(lines: str, stage: Stage, teller: TellerKind | None) -> tuple[Prompt, ...]:
    """What was typed, one prompt a line; empty lines are none."""
    split = (line.partition(BAR) for line in lines.splitlines() if line.strip())
    return tuple(Prompt("", stage, _tidy(text), _tidy(tip), teller) for text, _, tip in split)


def in_order(prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    """As they are asked: stage by stage, what everybody is asked before what one kind of teller is."""
    stages, tellers = list(Stage), list(TELLERS)
    return tuple(sorted(prompts, key=lambda one: (stages.index(one.stage), tellers.index(one.teller))))


def checked(prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    """The prompts in order and without spaces to spare. `BadInput` says which of them cannot be kept, and why."""
    tidy = in_order(Prompt("", one.stage, _tidy(one.text), _tidy(one.tip), one.teller) for one in prompts)
    if not tidy:
        raise BadInput("There is no question yet. Nothing was kept. Write at least one.")
    if len(tidy) > MOST_PROMPTS:
        raise BadInput(f"These are {len(tidy)} questions. Nothing was kept. An inquiry holds up to {MOST_PROMPTS}.")
    seen = set()
    for one in tidy:
        if not one.text or BAR in one.text:
            raise BadInput(f"A line under “{_where(one)}” has no question before its tip. Nothing was kept.")
        if max(len(one.text), len(one.tip)) > LONGEST:
            raise BadInput(
                f"A question or tip under “{_where(one)}” is longer than {LONGEST} characters. Nothing was kept. "
                "Nobody can hold a question that long in mind: make two of it."
            )
        if (key := (one.text.casefold(), one.stage, one.teller)) in seen:
            raise BadInput(f"A question stands twice under “{_where(one)}”. Nothing was kept. Take one out.")
        seen.add(key)
    return tidy


def compare(before: Iterable[Prompt], after: Iterable[Prompt]) -> Compared:
    """What changed from one version to another, by text, stage and kind of teller; tips are not asked, so not compared.

    The closest pair of what is left on both sides is taken first.
    """
    old, new = list(before), list(after)
    kept = {_key(one) for one in old} & {_key(one) for one in new}
    removed = [one for one in old if _key(one) not in kept]
    added = [one for one in new if _key(one) not in kept]
    alike = sorted(
        ((_alike(one, other), here, there) for here, one in enumerate(removed) for there, other in enumerate(added)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    pairs: dict[int, int] = {}
    for likeness, here, there in alike:
        if likeness >= _REWORDED and here not in pairs and there not in pairs.values():
            pairs[here] = there
    return Compared(
        added=tuple(one for there, one in enumerate(added) if there not in pairs.values()),
        removed=tuple(one for here, one in enumerate(removed) if here not in pairs),
        changed=tuple((removed[here], added[there]) for here, there in sorted(pairs.items())),
    )


def _key(one: Prompt) -> tuple[str, Stage, TellerKind | None]:
    return one.text, one.stage, one.teller


def _alike(one: Prompt, other: Prompt) -> float:
    """How much of their words two prompts share, from 0 to 1."""
    return SequenceMatcher(None, one.text.casefold().split(), other.text.casefold().split(), autojunk=False).ratio()


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _where(one: Prompt) -> str:
    return one.stage.value.capitalize()
