"""Codes that were made elsewhere come home: new ones, suggestions, and a list of what was lost."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.research.elsewhere import CodeElsewhere, Elsewhere, PassageElsewhere, TextElsewhere
from insight.research.exporting import Format, TakingAlong
from insight.research.guids import guid_of
from insight.research.importing import ComingHome, Homecoming
from insight.research.parcel import BETWEEN, Way
from insight.research.study import Study, words_hash
from insight.share.qda import qdpx
from insight.store.unit_of_work import Bank
from insight.stories.importers import codes_of
from tests.detectors import NamesShaz

WORDS = "They kept ringing 😀 until I picked up.\nThen she came."
RINGING, CAME = (0, 17), (39, 53)
GUID = "B5566006-EB5F-43F0-9C1D-3A5A4C9D0001"
NEW = CodeElsewhere("new", None, "Warmth", "A kind word.", None)


class FromAFile:
    """Stands where the child would read a file: `holds` is what it would find."""

    def __init__(self) -> None:
        self.holds = Elsewhere((), (), (), ())

    def __call__(self, name: str, body: bytes) -> Elsewhere:
        return self.holds


@pytest.fixture
def file() -> FromAFile:
    return FromAFile()


@pytest.fixture
def home(bank: Bank, clock: Callable, file: FromAFile) -> ComingHome:
    return ComingHome(bank, file, NamesShaz, clock)


@pytest.fixture
def story(bank: Bank, clock: Callable, tell: Callable, collection: str, ada: Reader) -> str:
    """A story of the collection with one code, "Trust", on its first words."""
    told = tell(WORDS)
    with bank.writing() as work:
        code = work.studies.add_code(collection, "Trust", "", None, GUID.lower(), ada.id, clock())
        place = (told, *RINGING, words_hash(WORDS[slice(*RINGING)]), ada.id, clock())
        work.studies.add_coding(code, *place, suggested=False)
        work.studies.add_quote(collection, *place)
    return told


@pytest.fixture
def studied(bank: Bank, clock: Callable, collection: str, ada: Reader) -> Callable[[], Study]:
    def studied() -> Study:
        with bank.reading() as work:
            return work.studies.study(collection, scope(ada, today=clock().date()))

    return studied


def text(story: str, *stretches: tuple[int, int, str], words: str = WORDS, way: Way = Way.INSIDE) -> TextElsewhere:
    return TextElsewhere(guid_of("story", story, way), "Story 1", words, stretches)


def look(home: ComingHome, file: FromAFile, reader: Reader, collection: str, **holds: tuple) -> Homecoming:
    file.holds = replace(Elsewhere((), (), (), ()), **holds)
    return home.look(reader, collection, "a.qdpx", b"")


def test_a_new_code_comes_in_and_stands_as_a_suggestion(home, file, story, ada, collection, studied, bank) -> None:
    found = look(home, file, ada, collection, codes=(NEW,), texts=(text(story, (*CAME, "new")),))
    assert (len(found.codes), len(found.suggestions), found.again, found.lost) == (1, 1, 0, ())
    assert "she came" not in repr(found)
    assert home.take(ada, found) == 1
    study = studied()
    [warmth] = [one for one in study.codes if one.name == "Warmth"]
    assert (warmth.description, warmth.parent) == ("A kind word.", None)
    [coding] = [one for one in study.codings if one.code == warmth.id]
    assert (coding.suggested, coding.by, WORDS[coding.start : coding.end]) == (True, ada.id, "Then she came.")
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.what, entry.detail) == ("codes_came_home", '{"codes": 1, "suggestions": 1}')


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(CodeElsewhere("k", None, "Trust", "", f"{{{GUID.lower()}}}"), id="by its guid, in braces"),
        pytest.param(CodeElsewhere("k", None, "trust", "", None), id="by its name"),
        pytest.param(
            CodeElsewhere("k", None, "Trust", "", "b5566006-eb5f-43f0-9c1d-3a5a4c9d0099"), id="name, other guid"
        ),
    ],
)
def test_a_code_that_is_here_is_known_again(home, file, story, ada, collection, there: CodeElsewhere) -> None:
    found = look(home, file, ada, collection, codes=(there,), texts=(text(story, (*RINGING, "k"), (*CAME, "k")),))
    assert (found.codes, len(found.suggestions), found.again, found.lost) == ((), 1, 1, ())


def test_a_code_keeps_the_name_it_has_here(home, file, story, ada, collection) -> None:
    renamed = CodeElsewhere("k", None, "Confidence", "", GUID)
    found = look(home, file, ada, collection, codes=(renamed,))
    assert found.lost == ("New names of codes: here they keep the name they have: 1.",)
    assert not found.brings


def test_codes_come_in_below_their_parents_and_below_ours(home, file, story, ada, collection, studied) -> None:
    codes = (
        CodeElsewhere("a", None, "Trust", "", GUID), CodeElsewhere("b", "a", "by phone", "", None),
        CodeElsewhere("c", "b", "", "", None), CodeElsewhere("d", "c", "at night", "", None),
    )  # fmt: skip
    found = look(home, file, ada, collection, codes=codes)
    assert found.lost == ("Codes without a name, or with a very long one: 1.",)
    home.take(ada, found)
    ids = {one.name: one for one in studied().codes}
    assert ids["by phone"].parent == ids["Trust"].id
    assert ids["at night"].parent == ids["by phone"].id


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (CodeElsewhere("k", None, "Shaz said so", "", None), "Codes that seem to name a person or a place: 1."),
        (CodeElsewhere("k", None, "Warmth", "As Shaz does", None), "Codes that seem to name a person or a place: 1."),
        (CodeElsewhere("k", None, "x" * 201, "", None), "Codes without a name, or with a very long one: 1."),
    ],
)
def test_a_code_that_may_not_come_in_is_lost_with_what_it_stands_on(
    home, file, story, ada, collection, code, why
) -> None:
    found = look(home, file, ada, collection, codes=(code, NEW), texts=(text(story, (*CAME, "k"), (*CAME, "new")),))
    assert why in found.lost
    assert [one.name for one in found.codes] == ["Warmth"]


def test_a_long_meaning_is_lost_and_its_code_is_not(home, file, story, ada, collection) -> None:
    found = look(home, file, ada, collection, codes=(replace(NEW, description="x" * 2_001),))
    assert (found.codes[0].description, found.lost) == ("", ("Meanings of codes that are too long: 1.",))


def test_what_nobody_here_can_read_is_told(home, file, story, ada, collection) -> None:
    found = look(home, file, ada, collection, codes=(NEW,), unread=(("recordings", 2), ("codes on a whole text", 1)))
    assert found.lost == ("Recordings: 2.", "Codes on a whole text: 1.")


def test_texts_that_are_not_in_the_collection_bring_nothing_and_add_no_story(
    home, file, story, ada, collection, bank
) -> None:
    other = TextElsewhere(None, "Minutes", "Somebody else's words.", ((0, 8, "new"), (9, 13, "new")))
    found = look(home, file, ada, collection, codes=(NEW,), texts=(other,))
    assert (found.suggestions, found.lost) == ((), ("Coded stretches in texts that are not in this collection: 2.",))
    home.take(ada, found)
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 1


def test_a_file_that_went_outside_comes_home_by_its_words(home, file, story, ada, collection) -> None:
    cut = f"They kept ringing{BETWEEN}Then she came."
    at = cut.index("Then")
    one = text(story, (at, at + 14, "new"), (0, 20, "new"), words=cut, way=Way.OUTSIDE)
    found = look(home, file, ada, collection, codes=(NEW,), texts=(one,))
    assert [(each.start, each.end) for each in found.suggestions] == [CAME]
    assert found.lost == ("Coded stretches whose words are not the same here: 1.",)


def test_a_text_is_known_by_its_words_when_its_name_is_lost(home, file, story, ada, collection) -> None:
    one = TextElsewhere("no guid", "", "\ufeff" + WORDS.replace("\n", "\r\n"), ((CAME[0] + 1, CAME[1] + 1, "new"),))
    found = look(home, file, ada, collection, codes=(NEW,), texts=(one,))
    assert [(each.start, each.end) for each in found.suggestions] == [CAME]


@pytest.mark.parametrize(
    ("document", "words", "lost"),
    [
        ("Story 1", "Then she   came.", None),
        ("story 1.txt", "picked up. Then she came.", None),
        ("anything", "kept ringing 😀 until", None),
        ("Story 1", "e", "Passages that stand here more than once: 1."),
        ("Story 1", "Then he came.", "Passages that stand nowhere in this collection: 1."),
        ("Story 1", " ", "Passages that stand nowhere in this collection: 1."),
    ],
)
def test_a_passage_is_found_by_its_words(home, file, story, ada, collection, document, words, lost) -> None:
    passage = PassageElsewhere(document, words, "new")
    found = look(home, file, ada, collection, codes=(NEW,), passages=(passage,))
    assert found.lost == ((lost,) if lost else ())
    for one in found.suggestions:
        assert " ".join(WORDS[one.start : one.end].split()) == " ".join(words.split())
    assert len(found.suggestions) == (lost is None)


def test_what_somebody_may_not_read_takes_no_code(home, file, story, ada, collection, bank, clock) -> None:
    found = look(home, file, ada, collection, codes=(NEW,), texts=(text(story, (*CAME, "new")),))
    with bank.writing() as work:
        work.stories.hold(story)
    assert home.take(ada, found) == 0
    found = look(home, file, ada, collection, codes=(NEW,), texts=(text(story, (*CAME, "new")),))
    assert found.suggestions == ()


def test_a_closed_collection_takes_nothing(home, file, story, ada, collection, bank, clock) -> None:
    found = look(home, file, ada, collection, codes=(NEW,))
    with bank.writing() as work:
        work.studies.close_collection(collection, clock())
    for asked in (lambda: home.take(ada, found), lambda: look(home, file, ada, collection)):
        with pytest.raises(Conflict, match="closed"):
            asked()


def test_whoever_may_not_brings_nothing(home, file, story, collection, person) -> None:
    with pytest.raises(NotAllowed):
        look(home, file, person("Jean", Role.MEMBER), collection)
    with pytest.raises(NotFound):
        look(home, file, person("Kit"), "nothing")


def test_a_whole_project_goes_out_and_comes_home(bank, clock, story, ada, sol, collection) -> None:
    """Made by us, saved with CR LF and a mark by somebody, read by the child, taken by somebody else."""
    along = TakingAlong(bank, clock, {Format.QDPX: qdpx}, 5)
    made = along.file(ada, collection, Way.INSIDE, Format.QDPX)
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith(".txt"):
                body = b"\xef\xbb\xbf" + body.replace(b"\n", b"\r\n")
            else:
                body = body.replace(
                    b"</Codes>", b'<Code guid="%s" name="Phone" isCodable="true"/></Codes>' % GUID[::-1].encode()
                )
            new.writestr(name, body)
    home = ComingHome(bank, codes_of, NamesShaz, clock)
    found = home.look(sol, collection, "a.qdpx", again.getvalue())
    assert (len(found.codes), found.suggestions, found.again) == (1, (), 1)


@pytest.mark.parametrize("name", ["a.docx", "a.qdpx", "a.qdc", "a.csv", "a.xlsx", "a"])
def test_a_file_that_is_none_is_refused_in_words(bank, clock, story, ada, collection, name: str) -> None:
    home = ComingHome(bank, codes_of, NamesShaz, clock)
    with pytest.raises(BadInput, match="Nothing was brought in"):
        home.look(ada, collection, name, b"Only some words.")
