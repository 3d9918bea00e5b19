"""Studies made out of words, without a bank: what files are made from."""

from dataclasses import replace
from datetime import UTC, date, datetime

from insight.research.study import Code, Coding, Collection, Memo, Quote, Study, words_hash
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.story import Facts, Part, ProtectedStory, State, Stretch, Whose
from insight.stories.text import Approval, ProtectedText

AT = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
TODAY = AT.date()
ALL_AGREED = Consent(inside=True, room=True, outside=True, quotes=True)
PEOPLE = {"ines": "Ines", "kit": "Kit"}


def a_story(
    words: str, id: str = "a", consent: Consent = ALL_AGREED, whose: Whose = Whose.THEIR_WORDS, **facts: object
) -> ProtectedStory:
    """A story in one piece, by default in the teller's words and agreed to for every use."""
    told = {
        "inquiry": "i", "inquiry_name": "Round one", "interview": None, "storyteller": f"teller of {id}",
        "teller": TellerKind.PERSON, "told_on": date(2026, 6, 1), "way": None, "place_kind": "", "ref": None,
        "title": "", "state": State.PROTECTED, "told_about": False, "held": False, "content_note": "",
        "brought_by": "ines", "interviewers": frozenset(), "pseudonym": "Sunny",
    }  # fmt: skip
    return ProtectedStory(
        Facts(id=id, consent=consent, **(told | facts)),
        ProtectedText(words, Approval("reviewer", AT)),
        (Stretch(0, len(words), Part.STORY, whose),),
    )


def a_study(
    *stories: ProtectedStory,
    quotes: tuple[tuple[str, int, int], ...] = (),
    codes: tuple[Code, ...] = (),
    codings: tuple[tuple[str, str, int, int], ...] = (),
    memos: tuple[Memo, ...] = (),
    name: str = "Being listened to",
) -> Study:
    """A study of these; quotes are `(story, start, end)`, codings `(code, story, start, end)`."""
    texts = {one.id: str(one.text) for one in stories}

    def hashed(story: str, start: int, end: int) -> str:
        return words_hash(texts[story][start:end])

    return Study(
        collection=Collection("c", name, "To show the council.", None, "ines", AT, None),
        stories=stories,
        quotes=tuple(Quote(f"q{at}", *one, hashed(*one), "", "ines", AT) for at, one in enumerate(quotes)),
        codes=codes,
        codings=tuple(
            Coding(f"k{at}", code, *one, hashed(*one), "kit", AT, suggested=False)
            for at, (code, *one) in enumerate(codings)
        ),
        memos=memos,
        people=dict(PEOPLE),
        left_out=0,
        changed=0,
    )


def a_code(name: str, id: str | None = None, parent: str | None = None, description: str = "") -> Code:
    """A code, known by its name where no id is given."""
    guid = f"b5566006-eb5f-43f0-9c1d-{sum(map(ord, id or name)):012x}"
    return Code(id or name, parent, name, description, guid, retired=False)


def noted(study: Study, *notes: str) -> Study:
    """The study with these notes beside its quotes, in their order."""
    quotes = tuple(replace(one, note=note) for one, note in zip(study.quotes, notes, strict=True))
    return replace(study, quotes=quotes)
