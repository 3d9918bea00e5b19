"""Whatever is typed, quoted and agreed to, and in whatever order: no form of a share-back holds what may not go."""

from dataclasses import replace
from io import BytesIO

from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.reader import Reader, Role
from insight.errors import InsightError
from insight.measure.answers import Answer
from insight.measure.feeling import Feeling
from insight.share.giving import Form
from insight.share.share_back_document import share_back_document
from insight.share.share_back_page import share_back_page
from insight.share.share_backs import share_backs
from insight.store.tables import share_back, story
from insight.stories.consent import Consent
from tests.detectors import NamesShaz
from tests.share.heard import heard

SAID = (
    "They kept ringing until I picked up, and then they rang again.",
    "Somebody stood beside me at the counter while I shouted.",
    "My letters went to an address that I left nine winters ago.",
    "The allotment gave me back my mornings, onions and all.",
    "Nights were longest, with the radiator clanking like a train.",
    "Her dog was let in, and so for once was she.",
)
MEMBER, OUTSIDE = Reader("jean", "Jean", Role.MEMBER), Reader("councillor", "Ro", Role.READER)
AGREED = st.builds(
    Consent,
    inside=st.sampled_from([True, True, True, False, None]),
    room=st.booleans(),
    outside=st.sampled_from([True, True, False]),
    quotes=st.sampled_from([True, True, False]),
    to_confirm=st.sampled_from([False, False, True]),
)
# What a member does: which deed, with which part, and with whose words.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["word", "head", "title", "add", "quote", "move", "drop"]), st.integers(0, 5),
        st.integers(0, len(SAID) - 1),
    ),
    max_size=6,
)  # fmt: skip


def do(back, share: str, ids: list[str], deed: tuple[str, int, int]) -> None:
    """One deed; what is refused is refused."""
    what, at, whose = deed
    parts = back.giving.look(MEMBER, share).given.parts
    part, words = parts[at % len(parts)].id if parts else "", SAID[whose]
    try:
        match what:
            case "word":
                back.making.word(MEMBER, share, part, "", f"As one said: {words}")
            case "head":
                back.making.word(MEMBER, share, part, words, "")
            case "title":
                back.making.rename(MEMBER, share, words)
            case "add":
                back.making.add(MEMBER, share, "Besides", words)
            case "quote":
                back.making.quote(MEMBER, share, part, ids[whose], 0, len(words))
            case "move":
                back.making.move(MEMBER, share, part, 1)
            case "drop":
                back.making.drop(MEMBER, share, part)
    except InsightError:
        pass


def forms(back, share: str) -> dict[str, str]:
    """Every way in which it can be read, as text."""
    docx = Document(BytesIO(back.giving.file(MEMBER, share, Form.DOCX, "the council")))
    said = {
        "docx": "\n".join([*(one.text for one in docx.paragraphs), docx.core_properties.title]),
        "html": back.giving.file(MEMBER, share, Form.HTML, "the council").decode(),
        "inside": str(back.giving.look(MEMBER, share).given),
        "room": str(back.giving.for_a_room(MEMBER, share)),
    }
    back.making.finish(MEMBER, share)
    return said | {"outside": str(back.giving.read(OUTSIDE, share)), "list": str(back.giving.finished(OUTSIDE))}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(AGREED, min_size=len(SAID), max_size=len(SAID)),
    st.lists(st.none() | AGREED, min_size=len(SAID), max_size=len(SAID)),
    st.lists(st.booleans(), min_size=len(SAID), max_size=len(SAID)),
    DEEDS,
)
def test_no_form_holds_words_or_figures_that_may_not_go(bank, clock, tell, before, after, held, deeds) -> None:
    with bank.engine.begin() as connection:  # each example begins with nothing
        for table in ("given_out_story", "given_out", "share_back_part"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.execute(share_back.delete())
        connection.execute(story.delete())
        for table in ("theme_passage", "full_text", "theme"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    writers = {Form.DOCX: share_back_document, Form.HTML: share_back_page}
    back = share_backs(bank, Feeling(bank, clock, 5), NamesShaz, clock, writers, 5)
    ids = [tell(words, consent=one, feeling=Answer.BETTER) for words, one in zip(SAID, before, strict=True)]
    share = back.making.make(MEMBER, "What we heard", None, None, heard(bank, clock, ids))
    for deed in deeds:
        do(back, share, ids, deed)
    agreed = [new or old for old, new in zip(before, after, strict=True)]
    for one, new, out_of_view in zip(ids, after, held, strict=True):
        with bank.writing() as work:
            if new is not None:
                teller = work.stories.storyteller_of(one)
                old = work.stories.told_by(teller)[0].consent
                work.stories.agree_anew(old, work.tellers.agree(teller, replace(new), old))
            work.stories.hold(one, out_of_view)
    said = forms(back, share)
    shares = [
        bool(one.inside and one.outside) and not one.to_confirm and not gone
        for one, gone in zip(agreed, held, strict=True)
    ]
    for words, one, goes in zip(SAID, agreed, shares, strict=True):
        telling = " ".join(words.split()[:6])
        for form, read in said.items():
            may = goes and one.quotes and (form != "room" or one.room)
            assert may or telling not in read.replace("&#x27;", "'"), (form, one)
    people = sum(shares)
    for form, read in said.items():
        assert people >= 5 or "feel better" not in read, form
        assert not any(one in read for one in ids), form
