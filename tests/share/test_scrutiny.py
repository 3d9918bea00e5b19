"""A page for scrutiny: only what may be public, nothing small, no feeling, and one page of A4."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action
from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound
from insight.measure.answers import Answer
from insight.share.council_paper import Paper, Said
from insight.share.paper_document import paper_document
from insight.share.paper_page import paper_page
from insight.share.scrutiny import PaperFile, Scrutiny, Wanted
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use
from tests.detectors import NamesShaz

TODAY = date(2026, 6, 15)
PAPER = Paper(
    "Warmth & <b>risk</b>", TODAY, "To learn.", "People <i>wait</i>.", (Said("x-0-1", "They rang.", "A worker"),),
    ("12 people told us.",), (), ("We do not know about the others.",), (),
)  # fmt: skip
TOO_FEW = "So few people told us, here or in a round beside this one, that we do not say how many."
FEELING = re.compile(r"feel|better|worse|up and down", re.IGNORECASE)


@pytest.fixture
def scrutiny(bank: Any, clock: Any) -> Scrutiny:
    return Scrutiny(bank, clock, NamesShaz, {PaperFile.DOCX: paper_document, PaperFile.HTML: paper_page}, 5)


def searchable(bank: Any, story: str) -> None:
    with bank.writing() as work:
        text = work.stories.text_for_indexing(story)
        work.passages.replace(story, text, [(0, len(text))])


def offered(scrutiny: Scrutiny, reader: Reader, inquiry: str = "") -> list[str]:
    return [one.words for one in scrutiny.offered(reader, inquiry).quotes]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_offered_or_stands_in_a_paper_that_may_not_be_public_and_quoted(
    scrutiny: Scrutiny, tell: Callable, data: st.DataObject
) -> None:
    yes = st.sampled_from([True, False, None])
    days = st.sampled_from([None, TODAY, date(2026, 6, 16)])
    consent = Consent(
        data.draw(yes), data.draw(yes), data.draw(yes), data.draw(yes), review_on=data.draw(days),
        erase_on=data.draw(days), to_confirm=data.draw(st.booleans()),
    )  # fmt: skip
    about = data.draw(st.booleans())
    tell("A first story.")  # so that there is something to make a paper of
    made = tell("They rang.", consent=consent, told_about=about)
    public = consent.allows(Use.OUTSIDE, TODAY) and consent.allows(Use.QUOTES, TODAY) and not about
    quote = f"{made}-0-10"
    assert (quote in {one.id for one in scrutiny.offered(operator(), "").quotes}) in {public, False}
    paper = scrutiny.look(operator(), Wanted(quotes=(quote,)))
    if not public:
        assert paper.quotes == ()
        assert paper.left_out == ("1 quote may not be public any more.",)


def test_a_quote_is_whole_their_own_and_one_a_person(
    bank: Any, scrutiny: Scrutiny, ada: Reader, tell: Callable
) -> None:
    first = tell("They rang.")
    with bank.reading() as work:
        teller = work.stories.storyteller_of(first)
    tell("They rang again.", storyteller=teller)
    tell("It was a long way. " * 40)
    assert sorted(offered(scrutiny, ada)) in (["They rang."], ["They rang again."])


def test_whom_somebody_named_keeps_it_out_of_public_papers(
    bank: Any, scrutiny: Scrutiny, ada: Reader, tell: Callable
) -> None:
    with bank.writing() as work:
        named = frozenset({work.alliance.organisation("Riverbank")})
    tell("They rang.", consent=Consent(inside=True, room=True, outside=True, quotes=True, not_organisations=named))
    assert offered(scrutiny, ada) == []


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        ({TellerKind.PERSON: 4}, (TOO_FEW,)),
        ({TellerKind.PERSON: 6}, ("6 people told us, in one inquiry.", "Of them, 6 use services.")),
        (
            {TellerKind.PERSON: 12, TellerKind.WORKER: 7, TellerKind.MANAGER: 2, TellerKind.FAMILY: 3},
            (
                "24 people told us, in one inquiry.",
                "Of them, 12 use services, 7 work in services; the others are too few of a kind to be counted.",
            ),
        ),
    ],
)  # fmt: skip
def test_figures_are_of_people_and_none_is_small(
    scrutiny: Scrutiny, ada: Reader, tell: Callable, told: dict[TellerKind, int], figures: tuple[str, ...]
) -> None:
    for kind, number in told.items():
        for at in range(number):
            tell(f"{kind.value} {at}.", teller=kind)
    assert scrutiny.look(ada, Wanted()).figures == figures


@pytest.mark.parametrize(
    "more",
    [{"consent": Consent(inside=True)}, {"told_about": True}],
)
def test_people_are_counted_only_where_they_told_of_themselves_and_agreed_to_share_it_outside(
    scrutiny: Scrutiny, ada: Reader, tell: Callable, more: dict
) -> None:
    for at in range(6):
        tell(f"Warmth {at}.", inquiry="Warmth")
        tell(f"Risk {at}.", inquiry="Risk", **more)
    assert list(scrutiny.inquiries(ada).values()) == ["Warmth"]
    assert scrutiny.look(ada, Wanted()).figures == ("6 people told us, in one inquiry.", "Of them, 6 use services.")


def test_figures_are_the_same_whoever_makes_the_paper(
    bank: Any, scrutiny: Scrutiny, ada: Reader, person: Callable, tell: Callable
) -> None:
    with bank.writing() as work:
        apart = work.alliance.organisation("Riverbank")
    agreed = Consent(inside=True, outside=True, quotes=True, not_organisations=frozenset({apart}))
    for at in range(12):
        tell(f"Warmth {at}.", consent=agreed if at < 6 else Consent(inside=True, outside=True))
    figures = [scrutiny.look(one, Wanted()).figures for one in (ada, replace(ada, organisation=apart), person("Jean"))]
    assert {one[0] for one in figures} == {"12 people told us, in one inquiry."}


def test_a_name_or_purpose_that_repeats_somebody_does_not_stand_in_a_paper(
    bank: Any, clock: Any, scrutiny: Scrutiny, ada: Reader, tell: Callable
) -> None:
    words = "The stairwell smelled of paraffin and wet dogs all winter."
    tell("They rang.", inquiry="Warmth")
    with bank.writing() as work:
        made = work.inquiries.add(words, f"To learn why: {words}", (), clock())
    tell("They rang back.", inquiry=words)
    assert scrutiny.look(ada, Wanted(made)).about == words
    searchable(bank, tell(words, consent=Consent(inside=True)))
    paper = scrutiny.look(ada, Wanted(made))
    assert (paper.about, paper.purpose) == ("A round", "")
    assert paper.left_out == ("2 names or purposes of rounds repeat somebody who may not be quoted in public.",)
    assert scrutiny.look(ada, Wanted()).purpose == "To learn."


def test_nobody_is_found_by_taking_one_paper_from_another(scrutiny: Scrutiny, ada: Reader, tell: Callable) -> None:
    for at in range(20):
        tell(f"Warmth {at}.", inquiry="Warmth")
    for at in range(3):
        tell(f"Risk {at}.", inquiry="Risk")
    named = {name: one for one, name in scrutiny.inquiries(ada).items()}
    told = {name: scrutiny.look(ada, Wanted(one)).figures for name, one in (named | {"": ""}).items()}
    assert told[""][0] == "23 people told us, in 2 inquiries."
    assert all(not any(letter.isdigit() for letter in told[name][0]) for name in ("Warmth", "Risk"))


def test_what_is_tried_is_ours_and_says_what_came_of_it(
    scrutiny: Scrutiny, person: Callable, tell: Callable, trying: Callable
) -> None:
    jean = person("Jean", Role.MEMBER, "Estates")
    tell("They rang.")
    ours = trying("Ring first", "Estates", ended_on=TODAY, ended_as="discarded", lesson="Nobody was in.")
    theirs = trying("Write first", "Workforce")
    assert [one.of for one in scrutiny.offered(jean, "").tried] == [ours]
    paper = scrutiny.look(jean, Wanted(tried=(ours, theirs)))
    assert [one.name for one in paper.tried] == ["Ring first"]
    said = "\n".join(one.text for one in Document(BytesIO(paper_document(paper))).paragraphs)
    assert "Ring first. It did not help, and was stopped. Nobody was in." in said


def test_what_repeats_somebody_who_may_not_be_quoted_does_not_go_out(
    bank: Any, scrutiny: Scrutiny, ada: Reader, tell: Callable, trying: Callable
) -> None:
    words = "The stairwell smelled of paraffin and wet dogs all winter."
    searchable(bank, tell(words, consent=Consent(inside=True)))
    tell("They rang.")
    with pytest.raises(BadInput, match="own words"):
        scrutiny.look(ada, Wanted(heard=words))
    with pytest.raises(BadInput, match="own words"):
        scrutiny.look(ada, Wanted(not_known=words))
    tried = trying("Warm stairs", "Estates", ended_on=TODAY, ended_as="changed", lesson=words)
    paper = scrutiny.look(ada, Wanted(tried=(tried,)))
    assert paper.tried == ()
    assert paper.left_out == ("1 thing we try repeats somebody who may not be quoted in public.",)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted(heard="Shaz said so."), "leave out names"),
        (Wanted(not_known="Where Shaz is."), "leave out names"),
        (Wanted(heard="a" * 351), "350 characters"),
        (Wanted(quotes=("a", "b", "c", "d")), "3 quotes"),
    ],
)
def test_what_does_not_fit_or_names_somebody_is_refused(
    scrutiny: Scrutiny, ada: Reader, tell: Callable, wanted: Wanted, why: str
) -> None:
    tell("They rang.")
    with pytest.raises(BadInput, match=why):
        scrutiny.file(ada, wanted, PaperFile.DOCX, "The committee")


def test_for_whom_it_is_has_to_be_said(scrutiny: Scrutiny, ada: Reader, tell: Callable) -> None:
    tell("They rang.")
    with pytest.raises(BadInput, match="for whom it is"):
        scrutiny.file(ada, Wanted(), PaperFile.DOCX, " ")


def test_where_nobody_told_anything_there_is_no_paper(scrutiny: Scrutiny, ada: Reader, tell: Callable) -> None:
    assert scrutiny.inquiries(ada) == {}
    with pytest.raises(NotFound):
        scrutiny.look(ada, Wanted("nowhere"))


@pytest.mark.parametrize("kind", PaperFile)
def test_a_file_has_no_feeling_in_it_and_is_kept_with_its_stories(
    bank: Any, scrutiny: Scrutiny, ada: Reader, tell: Callable, kind: PaperFile
) -> None:
    story = tell("They rang.", feeling=Answer.WORSE)
    for at in range(9):
        tell(f"Number {at} told us.", feeling=Answer.MUCH_BETTER)
    wanted = Wanted(quotes=(f"{story}-0-10",), heard="People wait.")
    made = scrutiny.file(ada, wanted, kind, "The health scrutiny committee")
    text = made.decode() if kind is PaperFile.HTML else "\n".join(
        one.text for one in Document(BytesIO(made)).paragraphs
    )  # fmt: skip
    assert "They rang." in text
    assert not FEELING.search(text)
    with bank.reading() as work:
        [(given_out, of)] = work.given_out.holding_any([story])
        [entry] = [one for one in work.records.entries(9) if one.what == "scrutiny_given"]
    assert (given_out.kind, given_out.to_whom, of) == ("scrutiny", "The health scrutiny committee", story)
    assert (entry.by, "rang" in entry.detail) == (ada.id, False)
    with pytest.raises(BadInput):
        scrutiny.file(ada, wanted, kind, "Shaz")


def test_every_word_of_the_web_page_is_escaped_and_nothing_comes_from_elsewhere() -> None:
    page = paper_page(PAPER).decode()
    assert "Warmth &amp; &lt;b&gt;risk&lt;/b&gt;" in page
    assert "People &lt;i&gt;wait&lt;/i&gt;." in page
    assert page.count("<h1>") == 1
    for one in ("<script", "http", "src=", "<b>", "<i>"):
        assert one not in page


def test_the_document_names_no_author() -> None:
    core = Document(BytesIO(paper_document(replace(PAPER, quotes=())))).core_properties
    assert (core.author, core.title, core.comments, core.last_modified_by) == ("", "", "", "")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_may_make_one(scrutiny: Scrutiny, person: Callable, role: Role) -> None:
    reader = person("Ro", role)
    if role in MAY[Action.GIVE_BACK]:
        assert scrutiny.inquiries(reader) == {}
        return
    for verb in (
        lambda: scrutiny.inquiries(reader), lambda: scrutiny.offered(reader, ""),
        lambda: scrutiny.look(reader, Wanted()), lambda: scrutiny.file(reader, Wanted(), PaperFile.DOCX, ""),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()
