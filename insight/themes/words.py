"""Which words can stand for a theme: those that many of its stories use and few others, without stop words."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

WORDS_A_THEME = 10  # that are shown beside its name
WORD_PATTERN = r"(?u)\b[a-z][a-z'’-]{2,}\b"  # three letters and more, without figures
# A word that fewer of a theme's stories use is an incident in them, however rare it is elsewhere.
LEAST_SHARE = 0.07
_WORD = re.compile(WORD_PATTERN)
_REPLACEMENT = re.compile(r"\[[^\[\]\n]{0,60}\]")

STOP_WORDS = frozenset(
    """
    a about above across actually after again against ago ain't all almost alone along already alright
    also although always am among an and another any anybody anyone anything anyway are aren't around as
    ask asked asking at away back be because been before began behind being below beside besides between
    bit both but by call called came can can't cannot cause come comes coming could couldn't couldnt cos
    coz did didn't didnt do does doesn't doesnt doing don't done dont down during each either else end
    ended enough er erm even ever every everybody everyone everything exactly far feel few find first
    for found four from gave get gets getting give given gives giving go goes going gone gonna good got
    gotta had hadn't half happen happened happens hardly has hasn't have haven't having he he'd he'll
    he's hello her here hers herself hi him himself his how how's i'd i'll i'm i've ive if im in instead
    into is isn't isnt it it'd it'll it's its itself just keep kept kind knew know known knows last
    later least left less let let's like likes little long look looked looking looks lot lots made make
    makes making many may maybe me mean means meant might mine more most much must my myself near need
    needed needs neither never new next nice no nobody none nor not nothing now obviously of off often
    oh ok okay on once one ones only onto or other others our ours ourselves out over own part people
    per perhaps person place probably put quite rather really right round said same sat saw say saying
    says see seem seemed seems seen several shall she she'd she'll she's should shouldn't side since so
    some somebody someone something sometimes somewhere sort sorta still stop stuff such suppose sure
    take taken takes taking tell telling than thank thanks that that'd that'll that's thats the their
    theirs them themselves then there there'd there's theres these they they'd they'll they're they've
    thing things think thinking third this those though thought three through thus till time times to
    today together told too took toward towards tried try trying turned two under until up upon us use
    used using usually very want wanted wants was wasn't wasnt way we we'd we'll we're we've well went
    were weren't what what's whatever when whenever where whether which while who who's whoever whole
    whom whose why will with within without won't wont word words would wouldn't wouldnt yeah year years
    yes yesterday yet you you'd you'll you're you've your yours yourself yourselves day days week weeks
    month months minute minutes hour hours morning night monday tuesday wednesday thursday friday
    saturday sunday mondays tuesdays fridays eleven twelve stood man woman lad lads fella bloke remember
    walked sat went number big read start started hand front five six seven eight nine ten twenty
    hundred second asks hadnt hasnt havent theyre youre hes shes theyd
    """.split()
)


def plain(text: str) -> str:
    """The text with straight apostrophes and without replacements such as [keyworker 1], for counting words.

    >>> plain("I told [keyworker 1] it’s hard")
    "I told   it's hard"
    """
    return (_REPLACEMENT.sub(" ", text) if "[" in text else text).replace("’", "'")


def stem(word: str) -> str:
    """The word without a common ending, so that "waiting" and "waited" count as one.

    >>> [stem(word) for word in ("waiting", "waited", "hours", "dogs", "address", "bus")]
    ['wait', 'wait', 'hour', 'dog', 'address', 'bus']
    """
    for ending, left in (("ing", 4), ("ed", 4), ("es", 4), ("'s", 2), ("s", 3)):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= left:
            return word[: -len(ending)]
    return word


def content(text: str) -> list[str]:
    """The words of a text that are no stop words, as often as they stand in it; replacements left out.

    >>> content("I was waiting, and waiting, for [nurse 1]")
    ['waiting', 'waiting']
    """
    return [word for word in _WORD.findall(plain(text).lower()) if word not in STOP_WORDS]


def stems(text: str) -> set[str]:
    """The stems of the words of a text that are no stop words; replacements left out."""
    return {stem(word) for word in content(text)}


def users(told: Sequence[tuple[str, set[str]]]) -> dict[str, set[str]]:
    """Which stories use each stem, from (story, stems of a passage)."""
    found: dict[str, set[str]] = {}
    for story, used in told:
        for one in used:
            found.setdefault(one, set()).add(story)
    return found


def set_apart(
    told: Sequence[tuple[str, Collection[str]]],
    groups: Sequence[int],
    candidates: Mapping[int, Sequence[str]],
    fewest: int,
) -> dict[int, list[str]]:
    """Each group's candidates that many of its stories use and few others, the most telling first.

    `told` are (story, its words) of each passage, `groups` the passages' groups in the same order.
    """
    roots = {word: stem(word) for word in set(chain.from_iterable(words for _, words in told))}
    wanted = {stem(word) for words in candidates.values() for word in words}
    where: dict[str, dict[str, set[int]]] = {}  # which groups each story uses a stem in
    stands: dict[str, set[int]] = {}
    for (story, words), group in zip(told, groups, strict=True):
        stands.setdefault(story, set()).add(group)
        used = where.setdefault(story, {})
        for root in {roots[word] for word in words} & wanted:
            used.setdefault(root, set()).add(group)
    inside = {group: Counter[str]() for group in groups}  # stories that use a stem in the group
    alone = {group: Counter[str]() for group in groups}  # … and nowhere else
    every = Counter[str]()
    for used in where.values():
        for root, among in used.items():
            every[root] += 1
            for group in among:
                inside[group][root] += 1
                alone[group][root] += len(among) == 1
    here = Counter(group for among in stands.values() for group in among)
    only = Counter(next(iter(among)) for among in stands.values() if len(among) == 1)
    return {
        group: telling(words, inside[group], here[group], every - alone[group], len(stands) - only[group], fewest)
        for group, words in candidates.items()
    }


def telling(
    candidates: Collection[str],
    inside: Mapping[str, int],
    stories_inside: int,
    outside: Mapping[str, int],
    stories_outside: int,
    fewest: int,
) -> list[str]:
    """Those candidates that many of the theme's stories use and few others, the most telling first.

    A word must come from `fewest` stories of the theme, and from a fair share of a large one: by its frequency
    alone the onions of one loud story would name the theme. Of words with one stem the first candidate stands.
    """
    fewest = max(fewest, math.ceil(LEAST_SHARE * stories_inside))
    weight: dict[str, float] = {}
    seen: set[str] = set()
    for word in candidates:
        root = stem(word)
        count = inside.get(root, 0)
        if root in seen or count < fewest:
            continue
        seen.add(root)
        here = (count + 0.5) / (stories_inside + 1)
        there = (outside.get(root, 0) + 0.5) / (stories_outside + 1)
        if here > there:
            weight[word] = here * math.log(here / there)
    return sorted(weight, key=lambda word: (-weight[word], word))
