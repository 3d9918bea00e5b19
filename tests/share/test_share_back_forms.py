"""A share-back on paper and as a page: opened again, and with nothing in it that runs."""

from datetime import date
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.share.share_back import ENDS, Given, GivenPart, GivenQuote, PartKind
from insight.share.share_back_document import share_back_document
from insight.share.share_back_page import share_back_page

QUOTE = GivenQuote("They kept ringing until I picked up.", "Someone using services", "")
HARD = GivenQuote("I slept in the stairwell.", "Somebody", "About sleeping outside.")
PARTS = (
    GivenPart("a", PartKind.HEARD, "Nobody rings back", "", (QUOTE, HARD)),
    GivenPart("b", PartKind.HEARD, "At the desk", "What we make of it.\n\nTwo things.", ()),
    GivenPart("c", PartKind.FEELING, "How people feel", "Of 42 people, 26 feel better.", ()),
    GivenPart("d", PartKind.TRYING, "A chair", "", ()),
    GivenPart("e", PartKind.OWN, "What we ask of you", "Tell us.", ()),
)
WHOLE = Given("What we heard", "Estates", date(2026, 6, 15), PARTS, ("1 quote is not here: why.",))


class Tags(HTMLParser):
    """Which tags a page has, with their attributes, and all its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data


def test_sections_hold_what_follows_one_another_and_pass_over_what_is_empty() -> None:
    told = [(one.heading, [part.heading for part in one.parts]) for one in WHOLE.sections]
    assert told == [
        ("What we heard", ["Nobody rings back", "At the desk"]), ("How people feel", [""]),
        ("What we ask of you", [""]),
    ]  # fmt: skip


def test_the_document_has_headings_a_language_and_a_title_and_warns_before_what_is_hard() -> None:
    document = Document(BytesIO(share_back_document(WHOLE)))
    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Title", "What we heard"),
        ("Normal", "From the sub-group Estates. 15 June 2026. These are people's own words. Names are left out, and "
         "times and places are made less exact."),
        ("Heading 1", "What we heard"), ("Heading 2", "Nobody rings back"), ("Quote", QUOTE.words),
        ("Normal", QUOTE.line), ("Normal", "Before you read on: About sleeping outside."), ("Quote", HARD.words),
        ("Normal", "Somebody"), ("Heading 2", "At the desk"), ("Normal", "What we make of it."),
        ("Normal", "Two things."), ("Heading 1", "How people feel"), ("Normal", "Of 42 people, 26 feel better."),
        ("Heading 1", "What we ask of you"), ("Normal", "Tell us."), ("Heading 1", "What is not here"),
        ("List Bullet", "1 quote is not here: why."), ("Normal", ENDS),
    ]  # fmt: skip
    core = document.core_properties
    assert (core.title, core.language, core.author, core.last_modified_by) == ("What we heard", "en-GB", "", "")
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.styles["Quote"].font.name == "Georgia"


def test_the_page_has_headings_a_language_and_no_address_of_anything() -> None:
    page = Tags(share_back_page(WHOLE))
    tags = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert [tag for tag in tags if tag[0] == "h" and tag[1:].isdigit()] == ["h1", "h2", "h3", "h3", "h2", "h2", "h2"]
    assert tags.count("figure") == tags.count("blockquote") == tags.count("figcaption") == 2
    assert not {"script", "link", "img", "iframe", "a"} & set(tags)
    assert not [one for _, attrs in page.tags for one in attrs if one.startswith("on") or one in ("src", "href")]
    assert "Before you read on: About sleeping outside." in page.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_said_stands_there_and_runs_nowhere(said: str) -> None:
    quote = GivenQuote(f"a{said}<script>alert(1)</script>", f"<b>{said}", f"&{said}")
    whole = Given(f"T{said}", said, date(2026, 6, 15), (GivenPart("a", PartKind.OWN, said, f"x{said}", (quote,)),), ())
    page = Tags(share_back_page(whole))
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "section", "figure",
        "blockquote", "figcaption", "ul", "li",
    }  # fmt: skip
    assert "<script>alert(1)</script>" in page.text
    assert Document(BytesIO(share_back_document(whole))).paragraphs[0].text.startswith("T")
