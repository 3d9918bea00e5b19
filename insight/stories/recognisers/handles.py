"""Names people go by online, and links."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, FORM, Evidence, Reading
from insight.stories.spans import Label

_AT = re.compile(r"(?<![\w.@])@[A-Za-z0-9_][\w.]{1,29}(?<!\.)")
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"”)\]]{3,200}|(?<![\w\-.])[\w\-]{1,63}\.(?:com|"
    r"co\.uk|org\.uk|org|me|tv)/[^\s<>\"”)\]]{1,200}"
)
# Nobody writes prose with underscores, or with a full stop or a capital inside a word that ends in figures.
_ODD = re.compile(
    r"(?<![\w@./:])(?=\w*[A-Za-z]\w*[A-Za-z])(?:\w+_\w+|[A-Za-z]{2,}\.[A-Za-z]+\d+|[a-z]+[A-Z]\w*\d\w*)(?![\w@/]|\.\w)"
)
_APPS = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|twitter|facebook|fb|messenger|discord|psn|xbox|gamertag|kik|telegram|"
    r"sound ?cloud|youtube|reddit|twitch|steam|grindr|handle|user ?name|screen ?name)"
)
_TOLD = re.compile(
    rf"\b{_APPS}\b(?:\s*(?:(?:name|handle|account|page|tag|everywhere|as|under|is|"
    rf"its|it['’]s|it|me|at)\b|[:=\-–]))*[\s\"“']*"
    r"(?P<handle>[A-Za-z0-9_][\w.\-]{2,29})",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Evidence]:
    """What starts with @, every link, what no word looks like, and what follows the name of an app if it is odd."""
    for form in (_AT, _LINK):
        for match in form.finditer(reading.text):
            yield _evidence(*match.span(), FORM, "has the form of a name online or a link")
    for match in _ODD.finditer(reading.text):
        yield _evidence(*match.span(), CUE, "written as only names online are")
    for match in _TOLD.finditer(reading.text):
        handle = match["handle"].rstrip(".-")
        odd = re.search(r"[\d_]|\w\.\w|[a-z][A-Z]", handle)
        if odd and not handle.isdigit():
            start = match.start("handle")
            yield _evidence(start, start + len(handle), CUE, "a name told beside an app")


def _evidence(start: int, end: int, weight: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.HANDLE, weight, "handles", reason, "username")
