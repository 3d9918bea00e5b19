"""Finds the short clauses in what people said that can stand alone as a heading."""

import re
from dataclasses import dataclass

from insight.themes.passages import sentences

FEWEST_WORDS, MOST_WORDS = 3, 8  # what fits one line of a projector and still says something

_BREAK = re.compile(
    r"[,;:()\n]+|\s[-–—]+\s|—|\s(?=(?:and|but|because|so|when|if|until|unless|although|cos)\s)", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:and|but|so|because|cos|cause|then|well|also|like|or|plus|just|now|anyway|basically|honestly|actually|that|which"
    r"|yeah|yes|no|oh|um|ok|okay|maybe|today|yesterday)\s+)+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
_AROUND = " \t\n.!?…\"“”'‘*"
# "He goes we can't assess you": what was said, without who said it.
_REPORTED = re.compile(
    r"^(?:(?:it means|(?:i|he|she|they|we|you) (?:say|says|said|goes|go|went|thought|think)|for)\s+(?:that\s+)?)"
    r"(?=(?:i|we|you|they|it|nobody|somebody|everybody|everyone|people|there|no)\b[\S]*\s+\S+\s+\S)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_ALLOWED = re.compile(r"[A-Za-z'’ -]+")

_OPENERS = frozenset(
    """
    i i'm i've i'd i'll we we're we've we'd you you're you've you'd they they're they've they'd it it's
    nobody somebody everybody everyone someone anyone people nothing everything something being having
    getting feeling knowing not my our your the a an no there there's this that's what it'd he he's she
    she's one don't trying asking waiting listening talking going living losing coming staying sitting
    finding
    """.split()
)
_THIRD = frozenset("he he's he'd she she's she'd him her his hers".split())
_SUBJECTS = frozenset(
    """
    i i'm i've i'd i'll we we're we've we'd we'll you you're you've you'd they they're they've they'd
    they'll it it's he he's he'd she she's she'd nobody somebody everybody everyone someone anyone
    people nothing everything something
    """.split()
)
_FINITE = frozenset(
    """
    is isn't are aren't was wasn't were weren't am be been has hasn't have haven't had hadn't do don't
    does doesn't did didn't can can't could couldn't will won't would wouldn't should shouldn't must
    might may i'm i've i'd i'll it's that's there's we're we've they're they've you're you've he's she's
    feel feels felt know knows knew think thinks thought want wants need needs get gets got go goes went
    come comes came make makes made take takes took keep keeps kept tell tells told say says said ask
    asks asked see sees saw give gives gave find finds found leave leaves left let lets sit sits sat
    stand stands stood hear hears heard lose loses lost put puts run runs ran bring brings brought spend
    spends spent mean means meant understand understood remember write wrote learn learnt sleep slept
    eat eats ate drink drank help helps work works love loves hate hates trust trusts miss stay stays
    live lives talk talks listen listens care cares matter matters change changes wait waits start
    starts stop stops try
    """.split()
)
# What was so always, for everybody or not at all says more of a theme than what happened once at a door.
_GENERAL = frozenset(
    """
    nobody nothing never always everybody everyone everything every anybody anyone somebody someone
    people same again still whole ever enough without can't couldn't don't didn't won't wouldn't wasn't
    isn't not
    """.split()
)
_REPORTING = frozenset(
    "told said say says asked tell called rang wrote give goes showed hear heard".split()
)  # as in "I told her about the door"
_DANGLING = frozenset(
    """
    a an the and or but so because if when while than that which who what where how as to of in on at by
    for from with without into onto about over under between through during after before until since
    like my your his her its our their this these those some any no every each i we he she they is are
    was were am be been being has have had do does did can could will would should must might may not
    very really quite just too then also more most i'm i've i'd it's that's there's we're they're you're
    he's she's because although though unless whether until per via being got said says say thought
    don't didn't can't couldn't won't wouldn't isn't wasn't haven't hasn't hadn't even only still always
    never both either a.m p.m such other another there's what's them's or's one's gonna wanna who's
    whose ones into at there here somewhere myself numerous between near next first second make made
    makes keep keeps kept need needs want wants feel feels felt put puts get gets give gave gives let
    lets
    """.split()
)
# A heading is read aloud in a room: these words belong to the story, beside its content note.
_HARD = frozenset(
    """
    die died dying dead death kill killed killing suicide suicidal rape raped abuse abused cutting cut
    overdose overdosed hanged stabbed murder fuck fucking fucked shit shitty cunt bastard wank erection
    penis porn sex naked knife blood molested assaulted ashes funeral foreplay orgasm intercourse
    self-harm
    """.split()
)
_TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february april june july august
    september october november december christmas easter
    """.split()
)


# "I was a bus driver thirty-one year": who one story is about, and how long, never what a theme is about.
_WHO = re.compile(
    r"^(?:i'm|i am|i was|i've|he's|he was|she's|she was|we're|we were|they're|they were) "
    r"(?:also |only |just )?(?:a|an|the|my|his|her|in|from|down|called|fostered|volunteered|worked)\b"
)
_AMOUNTS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand year years month months week weeks
    quid pound pounds
    """.split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words as somebody said them, fit for a heading; `shape` from 0 to 1 says how well they stand alone."""

    text: str
    shape: float


def clauses(passage: str) -> tuple[Clause, ...]:
    """The clauses of a passage that could be a heading: no replacement, no name, no figure, no loose end.

    >>> [clause.text for clause in clauses("Then she sat with me. Nobody made me tell it again.")]
    ['She sat with me', 'Nobody made me tell it again']
    """
    found: list[Clause] = []
    for sentence in sentences(passage):
        said = passage[sentence.start : sentence.end]
        question = said.rstrip("\"'”’) ").endswith("?")
        pieces = [said, *_BREAK.split(said)] if _BREAK.search(said) else [said]
        for piece in pieces:
            clause = _clause(piece.strip(_AROUND), whole=piece is said, question=question)
            if clause is not None:
                found.append(clause)
    return tuple(dict.fromkeys(found))


def heading(words: str) -> str:
    """The words with a capital first, straightened spaces and nothing after them."""
    text = " ".join(words.split()).strip(" -")
    text = re.sub(r"\bi(?=['’]|\b)", "I", text)
    return text[:1].upper() + text[1:]


def sayable(said: str) -> str | None:
    """The words as a heading, or `None`: three to eight, no name, figure, day, replacement, hard word or loose end.

    >>> sayable("nobody told me."), sayable("I told Lorna everything")
    ('Nobody told me', None)
    """
    stripped = said.strip(_AROUND)
    return heading(stripped) if _ALLOWED.fullmatch(stripped) and _may_stand(_WORD.findall(stripped)) else None


def _may_stand(raw: list[str]) -> bool:
    """Whether words, as they are spelt, can stand as a heading by themselves."""
    words = _lower(raw)
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or words[-1] in _DANGLING:
        return False
    named = any(word[:1].isupper() and not word.startswith("I") for word in raw[1:])
    return not (named or set(words) & _HARD or set(words) & _TIMES or _WHO.match(" ".join(words)))


def _lower(raw: list[str]) -> list[str]:
    return [word.lower().replace("’", "'") for word in raw]


def _clause(piece: str, *, whole: bool, question: bool) -> Clause | None:
    """The piece as a clause, or None if it cannot stand alone."""
    stripped = _REPORTED.sub("", _LEADING.sub("", piece))
    raw = _WORD.findall(stripped)
    if not _ALLOWED.fullmatch(stripped.replace(",", "") if whole else stripped) or not _may_stand(raw):
        return None
    words = _lower(raw)
    has_verb = bool(set(words) & _FINITE) or any(word.endswith(("ed", "n't")) for word in words)
    if not has_verb and not words[0].endswith("ing"):
        return None
    return Clause(heading(stripped), _shape(words, whole=whole, question=question, has_verb=has_verb))


def _shape(words: list[str], *, whole: bool, question: bool, has_verb: bool) -> float:
    """How well the words stand alone: a whole short sentence with somebody in it reads best, a torn-off end worst."""
    shape = 0.2
    shape += 0.3 if whole else 0.0
    shape += 0.15 if words[0] in _OPENERS else -0.15
    shape += 0.15 if has_verb and words[0] in _SUBJECTS else 0.0
    shape += 0.1 if 4 <= len(words) <= 7 else 0.0
    shape += 0.2 if set(words) & _GENERAL else 0.0
    shape -= 0.2 if len(words) == FEWEST_WORDS else 0.0  # "I couldn't cook" is an answer, not a heading
    shape -= 0.5 if words[1] in _REPORTING else 0.0
    shape -= 0.2 if question else 0.0
    shape -= 0.15 if set(words) & _THIRD else 0.0
    shape -= 0.5 if {word.split("-")[0] for word in words} & _AMOUNTS else 0.0
    return min(1.0, max(0.0, shape))
