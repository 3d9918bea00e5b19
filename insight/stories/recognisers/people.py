"""People that the text announces: by a title, an introduction, a role or kinship, or a word such as "called"."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday
from insight.stories.recognisers.names import is_listed, is_plain, may_name, name_end
from insight.stories.recognisers.roles import PLURAL_KIN, ROLE, TITLE, role_of, title_of
from insight.stories.recognisers.wording import RELATIVES
from insight.stories.spans import Label

_TITLED = re.compile(rf"(?<!\w)(?P<title>{TITLE})\.? (?=[^\W\d_])", re.IGNORECASE)
_TOLD_NAME = re.compile(
    r"\b(?:my (?:full |real |government |birth |proper |given )?name(?:['’]?s| is|"
    r" was)|name['’]?s|(?:goverment|government|real|full) name(?: is)?:?"
    r"|name: |client:? |patient:? |re:? |interview(?:ee)? with |known as|named|by the name of|"
    r"aka|a\.k\.a\.?|signed,?|regards,?|yours,?)\s+"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?:(?P<role>{ROLE}),? (?:who (?:is|was) |is |was )?)?(?:called|named|nicknamed|known as)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_NOT_PERSON = re.compile(
    r"\b(?:dog|cat|puppy|pup|kitten|rabbit|ferret|horse|pony|parrot|hamster|budgie|"
    r"staffy|band|boat|ship|place|pub|project|group|charity|"
    r"service|street|book|film|song|game|centre|house|hostel|company|village|town|"
    r"app|drug|it|was|is|are|were|were|he|she|they|we|i|got)"
    r"(?:,? (?:who|that|which) (?:is|was))?,? (?:is |was |are |were )?$",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\b(?:i am|i['’]?m|this is|its|it['’]s|it is|it was|me and|me n|me,|myself,)\s+(?=[^\W\d_])", re.IGNORECASE
)
_ROLED = re.compile(rf"(?<![\w\-])(?P<role>{ROLE})(?:,? (?:is |was )?| \(| [-–—:] |: )(?=[^\W\d_])", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    rf"(?<=[^\W\d_]),? (?:who(?:['’]s| is| was) )?"
    rf"(?:my|his|her|their|our|the|a|an) (?:[\w\-]+ ){{0,2}}?(?P<role>{ROLE})\b",
    re.IGNORECASE,
)
# After these titles any word that is not an everyday one is a name.
_FORMAL = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "pc", "revd", "rev", "sgt"})
# A list of names after "two children" is read for this many words.
_LIST_LENGTH = 14


def find(reading: Reading) -> Iterator[Evidence]:
    """Every announced name, with the role that the text gives it."""
    yield from _titled(reading)
    for match in _TOLD_NAME.finditer(reading.cased):
        yield from _person(reading, match.end(), True, "person", "follows words that tell a name")
    for match in _CALLED.finditer(reading.cased):
        if match["role"] or not _NOT_PERSON.search(reading.cased, max(0, match.start() - 30), match.start()):
            role = role_of(match["role"]) if match["role"] else "person"
            yield from _person(reading, match.end(), True, role, "follows a word such as “called”")
    for match in _I_AM.finditer(reading.cased):
        index = reading.at(match.end())
        if (index >= 0 and not everyday(reading.words[index].low)) or is_plain(reading.words[index].low):
            yield from _person(reading, match.end(), False, "person", "follows an introduction")
    for match in _ROLED.finditer(reading.cased):
        yield from _person(reading, match.end(), _firm(reading, match.end()), role_of(match["role"]), "follows a role")
    for match in _ROLE_AFTER.finditer(reading.cased):
        index = reading.at(match.start())
        if index >= 0 and reading.words[index].end >= match.start() - 2 and reading.words[index].capital:
            clear = is_plain(reading.words[index].low) or reading.text[reading.words[index].end] in ",-–"
            if is_listed(reading.words[index].low) and clear and not reading.quiet:
                word = reading.words[index]
                yield _evidence(word.start, word.end, role_of(match["role"]), "a role follows it", SHAPE)
    yield from _listed_kin(reading)


def _firm(reading: Reading, offset: int) -> bool:
    """After a role an unknown word is a name only if it is followed like one: by a stop or a bracket."""
    index = reading.at(offset)
    word = reading.words[index]
    return is_listed(word.low) or (
        len(word.cased) > 2 and reading.text[word.end : word.end + 1] in (",", ".", ")", "'", "’")
    )


def _titled(reading: Reading) -> Iterator[Evidence]:
    for match in _TITLED.finditer(reading.cased):
        index = reading.at(match.end())
        if index < 0 or reading.words[index].start != match.end():
            continue
        kin = title_of(match["title"]) in RELATIVES
        formal = match["title"].lower().rstrip(".") in _FORMAL
        word = reading.words[index]
        if (
            formal
            and (word.capital or reading.quiet)
            and (len(word.cased) > 1 or name_end(reading, index) > index)
            and (word.capital or not everyday(word.low))
        ):
            able = True
        else:
            able = may_name(reading, index, strong=False) and (
                match["title"][0].isupper() or reading.quiet or is_listed(word.low)
            )
        if able:
            end = reading.words[name_end(reading, index)].end
            reason = "a title and a name"
            label = Label.REL if kin else Label.PERSON
            yield Evidence(
                match.start(),
                end,
                label,
                CUE + 1,
                "people",
                reason,
                title_of(match["title"]),
                who=reading.cased[match.end() : end],
            )


def _person(reading: Reading, offset: int, strong: bool, role: str, reason: str) -> Iterator[Evidence]:
    index = reading.at(offset)
    if index < 0 or reading.words[index].start != offset or not may_name(reading, index, strong):
        return
    last = name_end(reading, index)
    yield _evidence(offset, reading.words[last].end, role, reason, CUE)
    # "my sister Jo and Dave": what "and" adds to an announced name is a name as well.
    if last + 1 < len(reading.words) and reading.words[last + 1].low in ("and", "n", "or"):
        other = last + 2
        if (
            other < len(reading.words)
            and is_listed(reading.words[other].low)
            and may_name(reading, other, strong=False)
        ):
            end = reading.words[name_end(reading, other)].end
            yield _evidence(reading.words[other].start, end, role if role in RELATIVES else "person", reason, SHAPE)


def _listed_kin(reading: Reading) -> Iterator[Evidence]:
    for match in PLURAL_KIN.finditer(reading.cased):
        index = reading.at(match.end()) + 1
        for number in range(index, min(index + _LIST_LENGTH, len(reading.words))):
            if re.search(r"[.!?\n]", reading.text[match.end() : reading.words[number].start]):
                break
            word = reading.words[number]
            if is_plain(word.low) and word.capital:
                yield _evidence(word.start, word.end, role_of(match["role"]), "named among kin", SHAPE)


def _evidence(start: int, end: int, role: str, reason: str, weight: int) -> Evidence:
    label = Label.REL if role in RELATIVES else Label.PERSON
    return Evidence(start, end, label, weight, "people", reason, role)
