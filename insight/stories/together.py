"""Which two have listened together, of organisations or of kinds of job: by name, and in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

# Up to this many pairs are told one by one; more are a number in the sentence, and stand in the list.
TOLD_ONE_BY_ONE = 3


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two by name, and how many conversations they have listened in together."""

    one: str
    other: str
    times: int


@dataclass(frozen=True, slots=True)
class Together:
    """All organisations, or all kinds of job, in a fixed order, and which of them have met; no two equal ones.

    `who` stands before a name where it says what somebody does, and not where they come from.
    """

    names: tuple[str, ...]
    met: tuple[Meeting, ...]
    who: bool = False

    @property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """Those that have not met."""
        seen = {frozenset((one.one, one.other)) for one in self.met}
        return tuple(two for two in combinations(self.names, 2) if frozenset(two) not in seen)

    def in_words(self) -> str:
        """What is seen, before any picture."""
        if not self.met:
            return f"No two {self._called} have listened together yet."
        pairs = len(self.met) + len(self.apart)
        said = [f"{len(self.met)} of {pairs} pairs of {self._called} have listened together."]
        if len(self.met) <= TOLD_ONE_BY_ONE:
            said = [f"{self.told(one)}." for one in self.met]
        if not self.apart:
            said.append("So each has listened with every other.")
        elif len(self.apart) <= TOLD_ONE_BY_ONE:
            said += [f"{self.told_apart(two)}." for two in self.apart]
        elif len(self.met) <= TOLD_ONE_BY_ONE:
            said.append(f"{len(self.apart)} other pairs of {self._called} have not yet.")
        return " ".join(said)

    def told(self, one: Meeting) -> str:
        """`Lantern Housing and Kite Advocacy have listened together 6 times`."""
        often = {1: "once", 2: "twice"}.get(one.times, f"{one.times} times")
        first, second = (f"somebody who {name}" if self.who else name for name in (one.one, one.other))
        return f"{first[0].upper()}{first[1:]} and {second} have listened together {often}"

    def told_apart(self, two: tuple[str, str]) -> str:
        """`Nobody from Lantern Housing has listened with somebody from Kite Advocacy yet`."""
        link = "who" if self.who else "from"
        return f"Nobody {link} {two[0]} has listened with somebody {link} {two[1]} yet"

    @property
    def _called(self) -> str:
        return "kinds of job" if self.who else "organisations"


def together(names: tuple[str, ...], counted: Iterable[tuple[tuple[str, str], int]], *, who: bool) -> Together:
    """Two by two in the order of `names`, whichever was named first; two of the same name are left out."""
    place = {name: at for at, name in enumerate(names)}
    folded: Counter[tuple[str, str]] = Counter()
    for two, times in counted:
        one, other = sorted(two, key=place.__getitem__)
        if one != other:
            folded[one, other] += times
    met = sorted(folded.items(), key=lambda each: (place[each[0][0]], place[each[0][1]]))
    return Together(names, tuple(Meeting(one, other, times) for (one, other), times in met), who)
