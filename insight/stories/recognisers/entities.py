"""Gathers mentions into identities and words what stands in for each."""

from collections.abc import Sequence

from insight.stories.recognisers.carry import parts, slip
from insight.stories.recognisers.contract import Evidence, Reading
from insight.stories.recognisers.lexicon import kin_names
from insight.stories.recognisers.names import is_listed
from insight.stories.recognisers.resolve import PEOPLE
from insight.stories.spans import Label, Span


def spans(reading: Reading, found: Sequence[Evidence]) -> tuple[Span, ...]:
    """Every finding as a span; mentions of one person share their entity and what stands in for them."""
    people = _People()
    # Whole names first, so that a family name alone finds its owner.
    mentions = {item: parts(item.who or reading.text[item.start : item.end]) for item in found if item.label in PEOPLE}
    for names in sorted(mentions.values(), key=len, reverse=True):
        people.meet(names)
    owners = {item: people.meet(names) for item, names in mentions.items()}
    roles: dict[int, Evidence] = {}
    for item in found:
        if item in owners and item.words != "person":
            best = roles.get(owners[item])
            if best is None or item.weight > best.weight:
                roles[owners[item]] = item
    made = []
    for item in found:
        words, label = item.words, item.label
        if item in owners:
            role = roles.get(owners[item])
            words = role.words if role else words
            label = role.label if role and Label.REL in (role.label, label) else label
            entity = "PERSON:" + people.name(owners[item])
        else:
            entity = f"{label}:{' '.join(reading.text[item.start : item.end].casefold().removeprefix('the ').split())}"
        made.append(Span(item.start, item.end, label, item.tier, f"[{words}]", item.source, item.reason, entity))
    return tuple(made)


_SHORTEST = 3  # letters of a short form


class _People:
    """Who is who in one text, by the parts of their names."""

    def __init__(self) -> None:
        self._parts: list[list[str]] = []
        self._by_part: dict[str, list[int]] = {}

    def name(self, number: int) -> str:
        return " ".join(self._parts[number])

    def meet(self, names: list[str]) -> int:
        """The number of the person these parts of a name belong to: a known one if they fit, else a new one."""
        keys = [key for name in names for key in (name, *kin_names().get(name, ()))]
        seen = sorted({number for key in keys for number in self._by_part.get(key, ())})
        for number in seen:
            if _same(names, self._parts[number]):
                return number
        if len(names) == 1:
            slips = not is_listed(names[0])
            for number, known in enumerate(self._parts):
                if _short(names[0], known[0]) or (slips and any(slip(part, names[0]) for part in known)):
                    return number
        self._parts.append(names)
        for key in dict.fromkeys(keys):
            self._by_part.setdefault(key, []).append(len(self._parts) - 1)
        return len(self._parts) - 1


def _same(names: list[str], known: list[str]) -> bool:
    if set(names) <= set(known):
        return True
    if len(names) == 1:
        return _kin(names[0], known[0])
    return _kin(names[0], known[0]) and names[-1] == known[-1]


def _short(name: str, known: str) -> bool:
    """Whether a name is the beginning of another, as Shaz is of Shaznay; "Dan" and "Daniela" are left to the lists."""
    return len(name) >= _SHORTEST and known.startswith(name) and not is_listed(known)


def _kin(one: str, other: str) -> bool:
    return one == other or bool(kin_names().get(one, frozenset()) & kin_names().get(other, frozenset()))
