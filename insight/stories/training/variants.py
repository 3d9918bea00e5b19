"""Tells an invented story again with other names in it: a model is to learn where names stand, not which."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from insight.stories.recognisers.lexicon import phrases, words
from insight.stories.tags import TAGS
from insight.stories.training.marked import INNOCENT, OPTIONAL, Mark, Marked

# What the model is to tell apart, by what is marked.
LABELS = {
    "PERSON": "PERSON", "NICK": "PERSON", "REL": "PERSON", "PET": "PET", "ORG": "ORG", "PLACE": "PLACE",
    "JOB": "JOB", "EVENT": "EVENT", "DATE": "DATE", "AGE": "AGE", "DEM": "DEM", "ADDR": "ADDR",
    **dict.fromkeys(("REF", "PHONE", "NINO", "BANK", "HANDLE", "NHS", "PCODE", "DOB", "VRM", "EMAIL"), "CODE"),
    INNOCENT: INNOCENT, OPTIONAL: OPTIONAL,
}  # fmt: skip
KEPT_AS_WRITTEN = 0.2  # the share of identities that stay: some names are in the sentence for a reason
_TITLES = frozenset("mr mrs ms miss dr pc sgt sister father auntie aunty uncle nana nan nurse revd".split())
_FORMAL = frozenset("mr mrs ms miss dr pc sgt".split())
_SIZES = ("Big", "Little", "Young", "Old", "Mad", "Scouse", "Ginger", "Daft", "Wee", "Lanky")
# Names that no list holds, so that the model cannot learn the lists.
_FIRST = """
    bar bel bran car cor dal den dun fal gar gil hal har ken kil lan lin mal mar mor nor pen por ral ros sal sel tam tar
    ther tre ul var wes win yar zan aki ade olu nwa ngo pat sri kow zie jan wal abd has kha mah
""".split()
_LAST = """
    a e i o an en in on er ar ley ton ford wick by worth ham field more well sey den man son ska ski wicz wu li ola ami
    esh eep preet deep ullah zai oglu escu eira inho
""".split()
_THINGS = """
    Ash Oak Elm Birch Willow Rowan Cedar Maple Hazel Holly Juniper Alder Beech Hawthorn Sycamore Larch Kestrel Heron
    Swift Robin Lantern Harbour Anchor Bridge Beacon Compass Haven Phoenix Gateway Crossroads Riverside Hillside
    Fairview Kingfisher Lighthouse Sanctuary Northgate Victoria Albert Wellington Nelson
""".split()
_ORGANISATIONS = (
    "{} House", "{} Lodge", "{} Court", "{} Unit", "{} Ward", "{} Project", "the {} Centre", "{} Surgery", "HMP {}",
    "{} Hostel", "{} Hospital", "{} Primary", "{} Academy", "{} Trust", "the {}", "{} Place", "St {}'s", "{} Outreach",
    "{} Recovery", "{} Arms", "{} Community Centre", "{} Housing", "{} Foyer",
)  # fmt: skip
_PLACES = (
    "{}", "{}", "{}", "{} Park", "{} Estate", "{} Green", "{} Street", "{} Road", "the {}", "{} Hill", "{} Lane",
    "{} Bridge", "Upper {}", "Little {}", "{} Common",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A text and what the model is to find in it: (start, end, tag), sorted, in code points.

    A span may also be INNOCENT, to be learnt with emphasis, or OPTIONAL, from which nothing is learnt. `marked` are
    the tags that whoever marked the text looked for: the others may stand in it unmarked.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...]
    marked: frozenset[str] = frozenset(TAGS)


class Variants:
    """Makes them, always the same from one seed."""

    def __init__(self, seed: int) -> None:
        """Names come from the lists that ship with Insight, and from thin air."""
        self._chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
        self._given, self._family = sorted(words("given_names")), sorted(words("surnames"))
        self._doubtful, self._towns = sorted(words("ambiguous_names")), sorted(phrases("towns"))

    def as_written(self, story: Marked) -> Variant:
        """The story with its own names."""
        return _told(story, {})

    def another(self, story: Marked) -> Variant:
        """The story with most of its names replaced, each identity alike throughout."""
        mentions: dict[str, list[Mark]] = {}
        for mark in story.marks:
            mentions.setdefault(mark.entity, []).append(mark)
        new: dict[Mark, str] = {}
        for its in mentions.values():
            if self._chance.random() >= KEPT_AS_WRITTEN:
                new |= self._renamed(story.text, its)
        return self._in_another_hand(_told(story, new))

    def _renamed(self, text: str, mentions: Sequence[Mark]) -> dict[Mark, str]:
        said = {mark: text[mark.start : mark.end] for mark in mentions}
        match mentions[0].label:
            case "PERSON" | "REL":
                new = self._person({mark: words_ for mark, words_ in said.items() if mark.label != "NICK"})
            case "NICK":
                new = {mark: self._nickname(words_) for mark, words_ in said.items()}
            case "ORG":
                new = dict.fromkeys(said, self._of(_ORGANISATIONS))
            case "PLACE":
                new = dict.fromkeys(said, self._of(_PLACES))
            case "PET":
                new = dict.fromkeys(said, self._chance.choice([self._given_name(), self._chance.choice(_THINGS)]))
            case _:
                new = {}
        return {mark: _cased_as(said[mark], words_) for mark, words_ in new.items()}

    def _person(self, said: dict[Mark, str]) -> dict[Mark, str]:
        """Full name, first name, family name and short forms of one person, each where its kind stood."""
        whole = max(said.values(), key=lambda words_: len(words_.split())).lower().split()
        given, family = self._given_name(), self._family_name()
        new = {}
        for mark, words_ in said.items():
            first, *rest = words_.split()
            title = first if first.lower().rstrip(".") in _TITLES and rest else ""
            if len(rest) - bool(title) >= 1:
                name = f"{given} {family}"
            elif title:
                name = family if title.lower().rstrip(".") in _FORMAL else given
            elif len(whole) > 1 and first.lower() == whole[-1]:
                name = family
            elif first.lower() not in whole and len(first) < len(given):
                name = given[: self._chance.choice([3, 4])] + self._chance.choice(["", "", "z", "y"])
            else:
                name = given
            new[mark] = f"{title} {name}".strip()
        return new

    def _nickname(self, said: str) -> str:
        if " " in said:
            return f"{self._chance.choice(_SIZES)} {self._given_name()}"
        short = self._given_name()[:4] + self._chance.choice("zyo")
        return self._chance.choice([said, short, self._chance.choice(_THINGS)])

    def _of(self, forms: Sequence[str]) -> str:
        town = self._chance.choice(self._towns).title()
        heart = [self._chance.choice(_THINGS), town, self._family_name(), self._made_up(), self._given_name()]
        return self._chance.choice(forms).format(self._chance.choice(heart))

    def _given_name(self) -> str:
        lists = self._chance.choices([self._given, self._doubtful], [8, 2])[0]
        return self._chance.choice(lists).title() if self._chance.random() < 0.9 else self._made_up()

    def _family_name(self) -> str:
        return self._chance.choice(self._family).title() if self._chance.random() < 0.6 else self._made_up()

    def _made_up(self) -> str:
        middle = self._chance.choice(["", "", "a", "e", "i", "o"])
        return (self._chance.choice(_FIRST) + middle + self._chance.choice(_LAST)).capitalize()

    def _in_another_hand(self, told: Variant) -> Variant:
        """The same letters as somebody else would type them: without capitals, shouting, without full stops."""
        text = self._chance.choices(
            [told.text, told.text.lower(), told.text.upper(), told.text.replace(".", " ")], [60, 22, 6, 12]
        )[0]
        return replace(told, text=text) if len(text) == len(told.text) else told


def _told(story: Marked, new: dict[Mark, str]) -> Variant:
    """The story with other words where `new` has them."""
    text, at, spans = "", 0, []
    for mark in story.marks:
        text += story.text[at : mark.start]
        start = len(text)
        text += new.get(mark, story.text[mark.start : mark.end])
        at = mark.end
        if mark.label in LABELS:
            spans.append((start, len(text), LABELS[mark.label]))
    return Variant(text + story.text[at:], tuple(spans))


def _cased_as(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.lower() if old.islower() else new
