"""Projects and codebooks by the standard: valid by its schema, read by pyrefiqda, and back again without a loss."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiCodebook, RefiProject

from insight.errors import BadInput
from insight.research.elsewhere import Elsewhere
from insight.research.guids import guid_of
from insight.research.parcel import Way, inside, outside
from insight.research.study import Memo, Study
from insight.share import qda_read
from insight.share.qda import qdc, qdpx
from insight.stories.importers import codes_of, elsewhere
from tests.research.made import AT, TODAY, a_code, a_story, a_study, noted
from tests.share.refi_schema import faults

WORDS = "I waited 😀 nine weeks.\nNobody told me why: שלום, e\u0301te\u0301.\nThen she rang."
NOBODY, RANG = (WORDS.index("Nobody"), WORDS.index(":")), (WORDS.index("Then"), len(WORDS))
CODES = (
    a_code("Waiting"), a_code("for <script> & \"more\"\nof it", parent="Waiting", description="Nine weeks.\nOr more."),
    a_code("Warmth"), a_code("by phone", parent="Warmth"), a_code("at night", parent="by phone"),
)  # fmt: skip
MEMOS = (
    Memo("m1", None, None, "All of it.", "ines", AT), Memo("m2", "Waiting", None, "Nine?", "kit", AT),
    Memo("m3", None, "a", "Loud.", "kit", AT),
)  # fmt: skip
STUDY = noted(
    a_study(
        a_story(WORDS), a_story("Nobody asked.", "b"), quotes=(("a", *NOBODY),), codes=CODES,
        codings=(("Waiting", "a", *NOBODY), ("at night", "a", *RANG), ("Warmth", "b", 0, 13)), memos=MEMOS,
    ),
    "Strong.",
)  # fmt: skip


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_pyrefiqda(made: bytes, folder: Path):
    (folder / "a.qdpx").write_bytes(made)
    return RefiProject.load(folder / "a.qdpx", str(folder / "out"))


def test_a_project_is_valid_and_pyrefiqda_reads_all_of_it(tmp_path: Path) -> None:
    made = qdpx(inside(STUDY, TODAY))
    assert faults(parts(made)["project.qde"]) == []
    project = by_pyrefiqda(made, tmp_path)
    assert (project.name, project.origin) == ("Being listened to", "Insight")
    assert project.description.startswith("For work inside the alliance.\nIt stays inside the alliance.")
    assert [one.name for one in project.users.user] == ["Ines", "Kit"]
    waiting, warmth = project.code_book.codes.code
    assert [one.name for one in waiting.code] == ['for <script> & "more"\nof it']
    assert waiting.code[0].description == "Nine weeks.\nOr more."
    assert [one.name for one in warmth.code[0].code] == ["at night"]
    first, second = project.sources.text_source
    assert (first.name, second.name) == ("Story 1", "Story 2")
    kept = RefiProject.resolve_source_path(first.plain_text_path, tmp_path / "out").read_bytes()
    assert kept == WORDS.encode()
    places = [(one.start_position, one.end_position) for one in first.plain_text_selection]
    assert [kept.decode()[slice(*one)] for one in places] == ["Nobody told me why", "Then she rang."]
    notes = {one.guid: one.plain_text_content for one in project.notes.note}
    assert [notes[one.target_guid] for one in project.note_ref] == ["All of it."]
    assert [notes[one.target_guid] for one in waiting.note_ref] == ["Nine?"]
    assert [notes[one.target_guid] for one in first.note_ref] == ["Loud."]
    assert first.plain_text_selection[0].description == "Strong."
    users = {one.guid: one.name for one in project.users.user}
    assert users[first.plain_text_selection[0].coding[0].creating_user] == "Kit"


def test_a_codebook_is_valid_and_pyrefiqda_reads_it(tmp_path: Path) -> None:
    made = qdc(inside(STUDY, TODAY))
    assert faults(made) == []
    (tmp_path / "a.qdc").write_bytes(made)
    book = RefiCodebook.load(tmp_path / "a.qdc")
    assert [one.name for one in book.codes.code] == ["Waiting", "Warmth"]
    assert [one.guid for one in book.codes.code] == [CODES[0].guid, CODES[2].guid]
    retired = inside(a_study(codes=(replace(CODES[0], retired=True),)), TODAY)
    assert b'isCodable="false"' in qdc(retired)
    with pytest.raises(BadInput, match="no code in this collection"):
        qdc(inside(a_study(a_story(WORDS)), TODAY))


def test_an_empty_collection_is_a_valid_project() -> None:
    for parcel in (inside(a_study(), TODAY), inside(a_study(a_story(WORDS)), TODAY)):
        assert faults(parts(qdpx(parcel))["project.qde"]) == []


def test_the_schema_is_one_that_can_say_no() -> None:
    written = parts(qdpx(inside(STUDY, TODAY)))["project.qde"].decode()
    for wrong, right in (
        ("isCodable", "isCodeable"), ('startPosition="', 'startPosition="x'), ("<CodeBook>", "<Sources/><CodeBook>"),
        ('guid="b5566006', 'guid="b556600'), ("</Notes>", "</Notes><Sets/>"),
    ):  # fmt: skip
        assert faults(written.replace(wrong, right).encode()), right


def test_outside_holds_neither_names_nor_our_words_nor_the_rest_of_a_story(tmp_path: Path) -> None:
    made = parts(qdpx(outside(STUDY, frozenset("a"), lambda _: False, 1, TODAY)))
    assert faults(made["project.qde"]) == []
    everything = b"\n".join(made.values()).decode()
    for word in ("Ines", "Kit", "Strong", "Loud", "Nine?", "council", "I waited", "asked", "Sunny"):
        assert word not in everything
    assert "Nobody told me why\n\n[…]\n\nThen she rang." in everything
    assert guid_of("story", "a") not in everything


def test_the_archive_tells_nothing_else() -> None:
    with zipfile.ZipFile(BytesIO(qdpx(inside(STUDY, TODAY)))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[1:] == [f"sources/{guid_of('story', one, Way.INSIDE)}.txt" for one in "ab"]


# There and back.

LETTERS = "ab é\u0301של😀👩\u200d🚀\u202e\u00a0.\n"
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])), min_size=1).map(
    lambda text: text.replace("\r\n", "\n").replace("\r", "\n")
)
NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=9
)


@st.composite
def studies(draw) -> Study:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    stories = [a_story(text, id) for id, text in zip("abc", texts, strict=False)]
    names = draw(st.lists(NAMES, min_size=1, max_size=4))
    parents = [draw(st.sampled_from([None, *map(str, range(at))])) for at in range(len(names))]
    codes = tuple(a_code(name, str(at), parent) for at, (name, parent) in enumerate(zip(names, parents, strict=True)))
    places = st.sampled_from(stories).flatmap(
        lambda one: st.tuples(st.just(one.id), st.integers(0, len(one.text) - 1), st.integers(1, len(one.text)))
    ).filter(lambda place: place[1] < place[2])  # fmt: skip
    codings = draw(st.lists(st.tuples(st.sampled_from([one.id for one in codes]), places), max_size=6))
    return a_study(*stories, codes=codes, codings=tuple(dict.fromkeys((code, *place) for code, place in codings)))


def there_and_back(made: bytes, folder: Path) -> Elsewhere:
    (folder / "a.qdpx").write_bytes(made)
    return elsewhere(qda_read.project(folder / "a.qdpx"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies())
def test_whatever_was_coded_comes_back_where_it_stood(tmp_path: Path, study: Study) -> None:
    made = qdpx(inside(study, TODAY))
    assert faults(parts(made)["project.qde"]) == []
    back = there_and_back(made, tmp_path)
    by_guid = {one.guid.upper(): one.id for one in study.codes}
    assert [(by_guid[one.key], one.parent and by_guid[one.parent]) for one in back.codes] == [
        (one.id, one.parent) for one in _below(study)
    ]
    texts = {guid_of("story", one.id): one for one in study.stories}
    assert [one.text for one in back.texts] == [str(texts[one.guid].text) for one in back.texts]
    found = {
        (by_guid[code], texts[one.guid].id, start, end) for one in back.texts for start, end, code in one.stretches
    }
    assert found == {(one.code, one.story, one.start, one.end) for one in study.codings}


def _below(study: Study, parent: str | None = None):
    for one in study.codes:
        if one.parent == parent:
            yield one
            yield from _below(study, one.id)


def test_through_the_child_it_is_the_same(tmp_path: Path) -> None:
    made = qdpx(inside(STUDY, TODAY))
    assert codes_of("a.qdpx", made) == there_and_back(made, tmp_path)


def test_a_project_that_pyrefiqda_saved_again_comes_home(tmp_path: Path) -> None:
    project = by_pyrefiqda(qdpx(inside(STUDY, TODAY)), tmp_path)
    RefiProject.save(project, tmp_path / "b.qdpx", tmp_path / "out" / "sources")
    assert faults(parts((tmp_path / "b.qdpx").read_bytes())["project.qde"]) == []
    assert elsewhere(qda_read.project(tmp_path / "b.qdpx")) == there_and_back(qdpx(inside(STUDY, TODAY)), tmp_path)
