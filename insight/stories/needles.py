"""What a removed story would be known by again: its words, names and numbers, in every form a file may hold them in."""

import json
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from insight.stories.recognisers.lexicon import everyday, phrases, words

# So many letters in a row do not come together by chance in somebody else's file; pieces overlap by half.
LETTERS, STEP = 32, 16
# A text that is shorter than this could be anybody's.
SHORTEST_TEXT = 12
# A shorter name, or number, stands in many places by chance.
SHORTEST_NAME, SHORTEST_NUMBER = 5, 7
READ_AT_ONCE = 8 * 1024 * 1024
_LISTS = ("given_names", "surnames", "nicknames", "months_and_days")
_PHRASES = ("towns", "local_places", "organisations", "keep")

_SPREAD, _BITS = np.uint64(0x9E3779B97F4A7C15), 18  # multiplicative hashing (Knuth, TAOCP 3, 6.4)
_WIDE, _NARROW = 8, 5


def pieces(text: str) -> tuple[str, ...]:
    """The text in pieces that are told from chance: any 48 letters of it in a row hold one."""
    if len(text) <= LETTERS:
        return (text,) if len(text.strip()) >= SHORTEST_TEXT else ()
    cuts = (text[at : at + LETTERS] for at in [*range(0, len(text) - LETTERS, STEP), len(text) - LETTERS])
    return tuple(one for one in cuts if len(one.strip()) >= SHORTEST_TEXT)


def telling(name: str) -> bool:
    """Whether a name or number is rare enough that finding it means something: "Sharon" is on every list of names."""
    letters, either = sum(map(str.isalpha, name)), sum(map(str.isalnum, name))
    long_enough = letters >= SHORTEST_NAME or (letters and either >= SHORTEST_NAME) or either >= SHORTEST_NUMBER
    low = name.casefold().strip()
    known = everyday(low) or any(low in words(one) for one in _LISTS) or any(low in phrases(one) for one in _PHRASES)
    return bool(long_enough) and not known


class Needles:
    """A set of strings and bytes that is looked for in one pass over a file, however many there are."""

    def __init__(self, stretches: Iterable[str], names: Iterable[str] = (), raw: Iterable[bytes] = ()) -> None:
        """`stretches` count wherever they stand; `names` where no letter or figure is beside them; `raw` is bytes."""
        self.stretches, self.names = frozenset(stretches), frozenset(names)
        self.raw = frozenset(one for one in raw if len(one) >= _WIDE)
        self._means = {form: one for one in self.stretches | self.names for form in _forms(one)}
        bodies = {*self._means, *self.raw}
        self._longest = max(map(len, bodies), default=0)
        self._wide = _Group([one for one in bodies if len(one) >= _WIDE], _WIDE)
        self._narrow = _Group([one for one in bodies if _NARROW <= len(one) < _WIDE], _NARROW)

    def besides(self, others: Iterable[str], for_names: Iterable[str] = ()) -> "Needles":
        """Only what is in none of the others' texts; names besides in nothing of `for_names` either."""
        said, named = (
            {self._means[one] for body in _joined(texts) for _, one in self._places(body) if one in self._means}
            for texts in (others, for_names)
        )
        return Needles(self.stretches - said, self.names - said - named, self.raw)

    def stand_in(self, read: Callable[[int], bytes]) -> bool:
        """Whether one of them stands in what `read` gives, so many bytes at a time."""
        before = b""
        while more := read(READ_AT_ONCE):
            body = before + more
            if any(self._means.get(one) not in self.names or _alone(body, at, one) for at, one in self._places(body)):
                return True
            before = body[-self._longest :] if self._longest else b""
        return False

    def _places(self, body: bytes) -> Iterator[tuple[int, bytes]]:
        for group in (self._wide, self._narrow):
            if group.bodies:
                yield from group.places(body)


class _Group:
    """Byte strings by their first few bytes, looked for at every place of a body at once."""

    def __init__(self, bodies: Iterable[bytes], width: int) -> None:
        self.bodies: dict[int, list[bytes]] = {}
        for one in bodies:
            self.bodies.setdefault(int.from_bytes(one[:width], "little"), []).append(one)
        self._mask = np.uint64((1 << 8 * width) - 1)
        self._firsts = np.array(sorted(self.bodies), dtype=np.uint64)
        self._maybe = np.zeros(1 << _BITS, dtype=bool)
        self._maybe[_spread(self._firsts)] = True

    def places(self, body: bytes) -> Iterator[tuple[int, bytes]]:
        padded = body + bytes(_WIDE)
        for offset in range(_WIDE):
            firsts = np.frombuffer(padded, "<u8", len(body) // _WIDE + 1 - (offset > len(body) % _WIDE), offset)
            firsts = firsts & self._mask
            near = np.flatnonzero(self._maybe[_spread(firsts)])
            at = near[np.isin(firsts[near], self._firsts)]
            for place, first in zip((at * _WIDE + offset).tolist(), firsts[at].tolist(), strict=True):
                for one in self.bodies[first]:
                    if body.startswith(one, place):
                        yield place, one


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    """Many short texts as few long ones: looking costs little a byte and much a text."""
    body = bytearray()
    for text in texts:
        body += text.encode() + b"\n"
        if len(body) > READ_AT_ONCE:
            yield bytes(body)
            body.clear()
    yield bytes(body)


def _spread(firsts: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return (firsts * _SPREAD) >> np.uint64(64 - _BITS)


def _forms(text: str) -> set[bytes]:
    """As databases, programs and JSON write it."""
    escaped = json.dumps(text)[1:-1]
    return {text.encode(), text.encode("utf-16-le"), escaped.encode()}


def _alone(body: bytes, at: int, one: bytes) -> bool:
    return not (body[at - 1 : at].isalnum() or body[at + len(one) : at + len(one) + 1].isalnum())
