"""The word lists that ship with Insight, read once each."""

from functools import cache
from importlib.resources import files

# Endings that turn an everyday word into another everyday word.
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "n't", "'s")


def _lines(name: str) -> list[str]:
    text = files("insight.stories.recognisers").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """A list whose entries are single words, in lower case."""
    return frozenset(word for line in _lines(name) for word in line.lower().split())


@cache
def phrases(name: str) -> frozenset[str]:
    """A list whose entries may hold spaces, one a line or divided by bars, in lower case."""
    return frozenset(phrase.strip() for line in _lines(name) for phrase in line.lower().split("|") if phrase.strip())


@cache
def written(name: str) -> tuple[str, ...]:
    """A list whose entries are kept as written."""
    return tuple(_lines(name))


@cache
def plain_names() -> frozenset[str]:
    """Given names that are hardly ever another word."""
    return (words("given_names") | words("nicknames")) - doubtful_names()


@cache
def doubtful_names() -> frozenset[str]:
    """Given names that are everyday words, places or things as well."""
    either = words("given_names") | words("nicknames") | words("ambiguous_names")
    return words("ambiguous_names") | either & (words("common_words") | phrases("keep") | phrases("towns"))


@cache
def kin_names() -> dict[str, frozenset[str]]:
    """For every given name, the numbers of the nickname groups it belongs to, as text."""
    groups: dict[str, set[str]] = {}
    for number, line in enumerate(_lines("nicknames")):
        for name in line.lower().split():
            groups.setdefault(name, set()).add(str(number))
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def everyday(word: str) -> bool:
    """Whether a word in lower case is an everyday one, by itself or under a common ending."""
    common = words("common_words")
    if word in common or len(word) < 2:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and (stem in common or stem + "e" in common or stem[:-1] in common):
            return True
    return "-" in word and all(part in common for part in word.split("-"))


def kept(word: str) -> bool:
    """Whether the keep list says that this word or phrase, in lower case, identifies nobody."""
    return word in phrases("keep")
