"""Repairs capitals without moving a letter, so that what reads names by their capitals works on every writer's text."""

import re

from insight.stories.recognisers.lexicon import everyday, kept, phrases, plain_names, words, written

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:\A|[.!?\n][\"'”’)]*\s+)[\"'“‘(]*([^\W\d_])")
_SHOUT = re.compile(r"\b[A-Z][A-Z'’]*(?:[ ,]+[A-Z][A-Z'’]*){5,}\b")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|pc|hmp|st) ([^\W\d_])")
# Above the first share of capitals a text is shouted; below the second share of sentences that open with one,
# capitals say nothing.
_SHOUTED, _UNCAPPED = 0.6, 0.3
# A writer who skips capitals at sentences but gives one to this many words or fewer does give them to names.
_WORDS_A_NAME = 15


def repaired(text: str) -> tuple[str, bool]:
    """The text with names and sentences in capitals, of the same length, and whether its own capitals say nothing."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return text, False
    if sum(char.isupper() for char in letters) > _SHOUTED * len(letters) and len(letters) > len("ok yes"):
        return _lift(_lower(text), guess=True), True
    openings = [match.group(1) for match in _SENTENCE.finditer(text)]
    capitals = sum(char.isupper() for char in openings)
    inner = (
        sum(match.group()[0].isupper() and match.group() not in ("I", "I'm") for match in _WORD.finditer(text))
        - capitals
    )
    if capitals < _UNCAPPED * len(openings) and inner * _WORDS_A_NAME < text.count(" ") + 1:
        return _lift(text, guess=False), True
    return _SHOUT.sub(lambda run: _lift(_lower(run.group()), guess=True), text), False


def _lower(text: str) -> str:
    # Some capitals have no small letter of the same length; they stay, so that no offset moves.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _upper(char: str) -> str:
    return char.upper() if len(char.upper()) == 1 else char


def _lift(text: str, guess: bool) -> str:
    """Put capitals on sentences, names, towns and what follows a title; on every word nobody knows too, if asked."""
    chars = list(text)
    for form in (_SENTENCE, _TITLE):
        for match in form.finditer(text):
            chars[match.start(1)] = _upper(chars[match.start(1)])
    named = False
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        surname = named and word in words("surnames") and not everyday(word)
        unknown = guess and len(word) > 3 and not everyday(word) and not kept(word)
        name = word in plain_names() and not kept(word)
        if name or surname or unknown or word == "i":
            chars[match.start()] = _upper(chars[match.start()])
        if "-" in word and (name or unknown):
            hyphen = match.start() + word.index("-") + 1
            chars[hyphen] = _upper(chars[hyphen])
        named = name or surname
    for match in _places().finditer(text):
        for word_match in _WORD.finditer(text, *match.span()):
            chars[word_match.start()] = _upper(chars[word_match.start()])
    return "".join(chars)


def _places() -> re.Pattern[str]:
    names = [
        name
        for name in phrases("towns") | {place.lower() for place in written("local_places")}
        if " " in name or not everyday(name)
    ]
    return _compiled(tuple(sorted(names, key=lambda name: (-len(name), name))))


def _compiled(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)
