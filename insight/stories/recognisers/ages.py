"""Ages, in figures or in words, where the text says that they are ages."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, Evidence, Reading
from insight.stories.recognisers.wording import age_band
from insight.stories.spans import Label

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_NUMBER = (
    rf"(?<![\w£$.,/\-])(?P<age>1[01]\d|[1-9]\d?|(?:{'|'.join(_TENS)})(?:[ \-](?:one|"
    rf"two|three|four|five|six|seven|eight|nine))?"
    rf"|{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![\w%£]|[.,:/\-]\d)"
)
# What may come after "I'm 34" if it is an age: the sentence ends or turns; a unit would make it a measure.
_TURN = (
    r"(?=\s*(?:$|[.,;:!?)\n\"”]|[-–—] |and\b(?! (?:a|half))|now\b|but\b|when\b|with\b|"
    r"this\b|next\b|then\b|so\b|i\b|im\b|at the\b|in (?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)|from\b|years? old|yrs? old))"
)
_WHO = (
    r"(?:i['’]?m|i am|i was|ah['’]?m|ah wis|he wis|she wis|he['’]?s|she['’]?s|they['’]?re|(?:he|she|they|who|you|"
    r"it|me) (?:is|are|was|were)|(?:is|was|am))"
)
_COUNTED = (
    r"years?|yrs?|months?|weeks?|days?|hours?|hrs?|mins?|minutes|seconds|quid|pounds?|p|k|stone|st|lbs?|kg|miles?|"
    r"percent|per cent|times|of|for|foot|feet|ft|in|on|out|to|past|more|other|different|people|kids|grand|steps?|mg|ml"
)
_SOON = r"(?:(?:now|only|just|nearly|almost|about|still|like|barely|already|over|a|all of)\s)*"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_NUMBER}[ \-]?(?:years?|yrs?|yr)[ \-](?:and \w+ months?[ \-])?(?:old|of age|young)\b",
        r"(?<![\w£$.,/\-])(?P<age>1[01]\d|[1-9]\d?)[ \-]?(?:y/?o|yrs?)"
        r"\b(?! clean| sober| in| on| ago| of| with| later| since| \d)",
        rf"\baged?[ :\-]*(?:of |about |around |just |only )?{_NUMBER}",
        rf"\b{_WHO}\s{_SOON}{_NUMBER}{_TURN}",
        rf"\b{_WHO}\s{_SOON}\d{{1,2}} (?:and|&) {_NUMBER}{_TURN}",
        rf"\b(?:turned|turning|turn|hit|reached|approaching|pushing)\s{_NUMBER}{_TURN}",
        rf"(?<=[a-z]), {_NUMBER}(?=,|\.\s|\.$|;|\))",
        rf"(?:^|(?<=[.!?\n] )|(?<=\n)){_NUMBER}(?=\.(?:\s|$))",
        rf"(?<=[a-z]) \({_NUMBER}\)",
        rf"\b(?:male|female|man|woman|boy|girl|lad|m|f)[, /]+{_NUMBER}(?=[,. )])",
        rf"\b(?:me|him|her) (?:at|when (?:i|he|she) (?:was|wis)) {_NUMBER}\b",
        # Without full stops nothing ends the sentence, so it is an age unless something is counted.
        rf"\b(?:i['’]?m|im|he['’]?s|hes|she['’]?s|shes) {_NUMBER}(?!\s*(?:%|{_COUNTED})\b)",
    )
)
# A bare number reads as a person's age only within these bounds.
_BARE, _YOUNGEST = 6, 14


def years(words: str) -> int:
    """The number that words or figures say.

    >>> years("34"), years("seventy-one"), years("Twelve")
    (34, 71, 12)
    """
    if words.isdigit():
        return int(words)
    parts = re.split(r"[ \-]", words.lower())
    return sum(_TENS.get(part, _UNITS.get(part, 0)) for part in parts)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every age, as the whole mention ("34 years old"), with the decade that would stand in for it."""
    for number, form in enumerate(_FORMS):
        for match in form.finditer(reading.text):
            age = years(match["age"])
            if (number >= _BARE and age < _YOUNGEST) or (number == 3 and age < 3):
                continue
            start = match.start("age")
            end = match.end() if number < 2 else match.end("age")
            yield Evidence(start, end, Label.AGE, CUE, "ages", "an age: made less exact", age_band(age))
