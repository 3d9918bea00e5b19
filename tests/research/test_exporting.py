"""Taking a collection along over a real bank: who may, what leaves which way, and what the audit says."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import product

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed, NotFound
from insight.research.exporting import Format, TakingAlong
from insight.research.parcel import Way
from insight.research.study import words_hash
from insight.share.qda import qdc, qdpx
from insight.share.study_document import study_document
from insight.share.study_sheets import codebook_table, quotes_table, study_workbook
from insight.store.unit_of_work import Bank
from insight.stories.consent import Consent
from insight.stories.story import Part, Stretch, Whose
from insight.stories.text import Approval, ProtectedText
from tests.share.heard import heard

WRITERS = {
    Format.DOCX: study_document, Format.XLSX: study_workbook, Format.CSV: quotes_table, Format.QDPX: qdpx,
    Format.QDC: qdc, Format.CODEBOOK: codebook_table,
}  # fmt: skip


@pytest.fixture
def along(bank: Bank, clock: Callable) -> TakingAlong:
    return TakingAlong(bank, clock, WRITERS, 5)


@pytest.fixture
def keep(bank: Bank, clock: Callable, collection: str, ada: Reader) -> Callable[..., None]:
    """`keep(story, words)` quotes the whole of it and puts the one code on it."""
    with bank.writing() as work:
        code = work.studies.add_code(
            collection, "Warmth", "", None, "b5566006-eb5f-43f0-9c1d-3a5a4c9d0001", ada.id, clock()
        )

    def keep(story: str, words: str) -> None:
        place = (story, 0, len(words), words_hash(words), ada.id, clock())
        with bank.writing() as work:
            work.studies.add_quote(collection, *place)
            work.studies.add_coding(code, *place, suggested=False)

    return keep


def said(made: bytes, kind: Format) -> str:
    """Every letter that stands in a file."""
    if kind is Format.DOCX:
        return "\n".join(one.text for one in Document(BytesIO(made)).paragraphs)
    if kind is Format.XLSX:
        book = load_workbook(BytesIO(made))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if kind is Format.QDPX:
        with zipfile.ZipFile(BytesIO(made)) as archive:
            return "\n".join(archive.read(one).decode() for one in archive.namelist())
    return made.decode("utf-8-sig")


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize("way", Way)
def test_a_file_is_made_of_every_kind_and_the_audit_says_so(
    along: TakingAlong, bank: Bank, keep, tell, ada: Reader, collection: str, kind: Format, way: Way
) -> None:
    words = "They kept ringing until I picked up."
    keep(tell(words), words)
    made = said(along.file(ada, collection, way, kind), kind)
    assert "Warmth" in made
    assert ("kept ringing" in made) is (kind not in {Format.QDC, Format.CODEBOOK})
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.by, entry.what, entry.subject) == (ada.id, "study_taken_along", collection)
    assert entry.detail == f'{{"codes": 1, "file": "{kind}", "quotes": 1, "stories": 1, "way": "{way}"}}'


@pytest.mark.parametrize("role", [Role.MEMBER, Role.INTERVIEWER, Role.READER])
def test_whoever_may_not_takes_nothing_along(
    along: TakingAlong, bank: Bank, person, collection: str, role: Role
) -> None:
    somebody = person("Jean", role)
    for asked in (
        lambda: along.file(somebody, collection, Way.INSIDE, Format.DOCX),
        lambda: along.collections(somebody),
    ):
        with pytest.raises(NotAllowed):
            asked()
    with bank.reading() as work:
        assert [one.what for one in work.records.entries(9) if one.what == "study_taken_along"] == []


def test_there_is_no_file_of_a_collection_that_is_not_there(along: TakingAlong, ada: Reader) -> None:
    with pytest.raises(NotFound):
        along.file(ada, "nothing", Way.INSIDE, Format.CSV)


ANSWERS = st.sampled_from([True, False, None])


@st.composite
def tellings(draw) -> tuple[Consent, bool, bool, bool]:
    """What a teller agreed to; whether it is told about somebody, held by now, and whether our notes stand in it."""
    review = draw(st.sampled_from([None, -1, 1]))
    consent = Consent(
        inside=draw(ANSWERS), room=draw(ANSWERS), outside=draw(ANSWERS), quotes=draw(ANSWERS),
        to_confirm=draw(st.booleans()), how=str(review),
    )  # fmt: skip
    return consent, draw(st.booleans()), draw(st.integers(0, 4)) == 0, draw(st.integers(0, 3)) == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tellings(), min_size=1, max_size=5))
def test_no_word_leaves_but_by_the_way_that_was_agreed_to(
    along: TakingAlong, bank: Bank, clock, keep, tell, ada: Reader, at_desk, told: list
) -> None:
    """The rule again, from the answers alone; each story has a word of its own, and each file is looked through."""
    collection = at_desk.collecting.make(ada, "Another", "To see.", None)
    today = clock().date()
    agreed: dict[str, dict[Way, bool]] = {}
    for at, (consent, about, held, noted) in enumerate(told):
        days = int(consent.how) if consent.how != "None" else None
        review = today + timedelta(days=days) if days is not None else None
        canary = f"kestrel{at}x{len(told)}"
        words = f"The {canary} rang."
        story = tell(words, consent=replace(consent, review_on=review, how="spoken"), told_about=about)
        with bank.writing() as work:
            if noted:
                notes = Stretch(0, len(words), Part.STORY, Whose.OUR_NOTES)
                work.stories.approve(story, ProtectedText(words, Approval("x", clock())), (notes,), "")
            if held:
                work.stories.hold(story)
            work.studies.add_quote(collection, story, 0, len(words), words_hash(words), ada.id, clock())
        inside = consent.inside is True and not held
        outside = (
            inside and consent.outside is True and consent.quotes is True and not consent.to_confirm
            and days != -1 and not about and not noted
        )  # fmt: skip
        agreed[canary] = {Way.INSIDE: inside, Way.OUTSIDE: outside}
    for way, kind in product(Way, (Format.DOCX, Format.XLSX, Format.CSV, Format.QDPX)):
        made = said(along.file(ada, collection, way, kind), kind)
        assert {one: one in made for one in agreed} == {one: may[way] for one, may in agreed.items()}, (way, kind)


def test_what_was_agreed_is_asked_again_each_time(
    along: TakingAlong, bank: Bank, clock, keep, tell, ada, collection
) -> None:
    words = "They kept ringing."
    consent = Consent(inside=True, outside=True, quotes=True, review_on=clock().date() + timedelta(days=1))
    keep(tell(words, consent=consent), words)
    assert words in said(along.file(ada, collection, Way.OUTSIDE, Format.CSV), Format.CSV)
    clock.forward(days=1)
    assert words not in said(along.file(ada, collection, Way.OUTSIDE, Format.CSV), Format.CSV)
    assert "1 story may not be shared outside." in along.look(ada, collection, Way.OUTSIDE).left_out


def test_a_code_named_in_words_that_may_not_go_out_goes_without_its_name(
    along: TakingAlong, bank: Bank, clock, keep, tell, ada: Reader, collection: str
) -> None:
    keep(tell("They never once gave up on me.", consent=Consent(inside=True)), "They never once gave up on me.")
    with bank.writing() as work:
        for at, name in enumerate(("Never once gave up on me", "Trust in the end")):
            guid = f"b5566006-eb5f-43f0-9c1d-3a5a4c9d001{at}"
            work.studies.add_code(collection, name, "", None, guid, ada.id, clock())
    names = said(along.file(ada, collection, Way.OUTSIDE, Format.CODEBOOK), Format.CODEBOOK)
    assert "gave up" not in names
    assert {"Warmth,", "A code,", "Trust in the end,"} <= set(names.splitlines())
    assert "Never once gave up on me," in said(
        along.file(ada, collection, Way.INSIDE, Format.CODEBOOK), Format.CODEBOOK
    )


@pytest.mark.parametrize(
    ("way", "inquiry", "codes"),
    [
        (Way.INSIDE, None, {"Goes", "Stays", "Ours", "Noted"}),
        (Way.INSIDE, "Ours", {"Ours"}),
        (Way.OUTSIDE, None, {"Goes", "Ours"}),
        (Way.OUTSIDE, "Ours", {"Ours"}),
    ],
)
def test_of_the_whole_bank_a_theme_goes_only_with_a_stretch_that_goes(
    along: TakingAlong, bank: Bank, clock, tell, ada: Reader, way: Way, inquiry: str | None, codes: set[str]
) -> None:
    noted = "We saw that the lamp was broken."
    told = {
        "Goes": tell("They kept ringing."), "Stays": tell("A kettle.", consent=Consent(inside=True)),
        "Ours": tell("A ferry left.", inquiry="Ours"), "Noted": tell(noted), "Nothing": None,
    }  # fmt: skip
    with bank.writing() as work:
        notes = Stretch(0, len(noted), Part.STORY, Whose.OUR_NOTES)
        work.stories.approve(told["Noted"], ProtectedText(noted, Approval("x", clock())), (notes,), "")
        of_inquiry = next((one.id for one in work.inquiries.all() if one.name == inquiry), None)
    for name, story in told.items():
        heard(bank, clock, [story] if story else [], theme=name.casefold(), name=name)
    made, parcel = along.everything(ada, way, Format.CODEBOOK, of_inquiry)
    assert {one.name for one in parcel.study.codes} == codes
    assert {one: one in said(made, Format.CODEBOOK) for one in told} == {one: one in codes for one in told}
    assert not any("name" in one for one in parcel.left_out)


def test_nothing_of_a_file_touches_a_disk(along: TakingAlong, keep, tell, ada, collection, monkeypatch) -> None:
    import tempfile

    def no(*_: object, **__: object) -> None:
        raise AssertionError("a file with somebody's words")

    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "TemporaryDirectory"):
        monkeypatch.setattr(tempfile, name, no)
    words = "They kept ringing."
    keep(tell(words), words)
    for kind in Format:
        assert along.file(ada, collection, Way.INSIDE, kind)
