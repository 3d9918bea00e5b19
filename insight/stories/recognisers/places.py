"""Towns, countries and the districts of the city, from the lists."""

import re
from collections.abc import Iterator
from functools import cache

from insight.stories.recognisers.contract import LISTED, SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday, kept, written
from insight.stories.spans import Label

_BEFORE = re.compile(
    r"\b(?:in|to|from|at|near|of|around|round|outside|through|via|towards|leave|"
    r"left|for|over|live|grew up)\s(?:the\s)?$",
    re.IGNORECASE,
)
_TAIL = r"(?: (?:docks?|marina|station|estate|market|precinct|beach|woods?|moor|barracks|bus station|roundabout))?"
# How far back a word such as "from" is looked for.
_NEAR = 14


# A word that no list knows before one of these is the name of a place, in whatever letters it is written.
_ENDED = re.compile(
    r"(?<![\w'’])(?P<name>[^\W\d_][\w'’]{2,}(?: [^\W\d_][\w'’]{2,})?) (?:park|cemetery|bridge|harbour|beach|common|"
    r"woods|loch|lake|tarn|moor|pier|estate|hill|green|precinct|shopping centre|bus station|high street)(?!\w)",
    re.IGNORECASE,
)


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = {name for listed in ("towns", "local_places") for name in written(listed)}
    both = [name for name in names if everyday(name.lower()) and " " not in name]
    clear = sorted(names - set(both), key=len, reverse=True)
    return _compiled(clear, re.IGNORECASE), _compiled(sorted(both, key=len, reverse=True), re.NOFLAG)


def _compiled(names: list[str], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w'’])(?:" + "|".join(re.escape(name).replace("'", "['’]") for name in names) + r")" + _TAIL + r"(?!\w)",
        flags,
    )


def find(reading: Reading) -> Iterator[Evidence]:
    """Every listed place; one whose name is a word too ("Reading") needs a capital and a word such as "from"."""
    clear, doubtful = _forms()
    for match in clear.finditer(reading.text):
        yield _evidence(match, "a place on the lists")
    for match in _ENDED.finditer(reading.text):
        name = match["name"].lower().replace("’", "'").split()
        plain = len(name) > 1 and (everyday(name[0]) or kept(name[0]))
        if not everyday(name[-1]) and not kept(name[-1]) and not kept(match.group().lower()):
            start = match.end("name") - len(name[-1]) if plain else match.start()
            yield Evidence(start, match.end(), Label.PLACE, SHAPE, "places", "ends like the name of a place", "place")
    for match in doubtful.finditer(reading.cased):
        if _BEFORE.search(reading.text, max(0, match.start() - _NEAR), match.start()):
            yield _evidence(match, "a place on the lists, by the words around it")


def _evidence(match: re.Match[str], reason: str) -> Evidence:
    return Evidence(match.start(), match.end(), Label.PLACE, LISTED + 1, "places", reason, "place")
