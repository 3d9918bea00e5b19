"""Projects and codebooks of other programs through the whole door: what is read, what is told, what is refused."""

import zipfile
from io import BytesIO

import pytest

from insight.errors import BadInput
from insight.share import qda_read
from insight.stories.importers import codes_of, sandbox
from insight.stories.importers.content import CODED_KINDS

GUID = "b5566006-eb5f-43f0-9c1d-3a5a4c9d000"
CODES = f"""<CodeBook><Codes><Code guid="{{{GUID}1}}" name="Trust"><Description>When it holds.</Description>
<Code guid="{GUID}2" name="by phone"/></Code><Code guid="{GUID}3" name="Warmth" color="#ff0000"/></Codes></CodeBook>"""
PROJECT = f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="Summer" xmlns="urn:QDA-XML:project:1.0"><Users><User guid="u" name="Jo"/></Users>{CODES}
<Variables><Variable guid="v" name="age" typeOfVariable="Text"/></Variables><Cases><Case guid="c" name="Kit"/></Cases>
<Sources>
<TextSource guid="1" name="Story 1" plainTextPath="internal://1.txt">
  <PlainTextSelection guid="s" startPosition="2" endPosition="5">
    <Coding guid="k" creatingUser="u"><CodeRef targetGUID="{GUID.upper()}1"/></Coding>
    <Coding guid="l" creatingUser="w"><CodeRef targetGUID="{GUID}1"/></Coding>
    <Coding guid="m"><CodeRef targetGUID="{GUID}2"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="t" startPosition="0" endPosition="1"/>
  <Coding guid="n"><CodeRef targetGUID="{GUID}3"/></Coding></TextSource>
<TextSource guid="2" name="Story 2"><PlainTextContent>I was not.</PlainTextContent></TextSource>
<TextSource guid="4" name="gone" plainTextPath="internal://4.txt"/>
<TextSource guid="5" name="away" plainTextPath="absolute:///etc/passwd"/>
<PictureSource guid="3" name="door" path="internal://3.png"/><AudioSource guid="6" name="tape"/>
</Sources><Notes><Note guid="x" name="Memo"/><Note guid="y"/></Notes>
<Links><Link guid="z"/></Links><Sets><Set guid="o" name="p"/></Sets></Project>"""
BOOK = CODES.replace("</CodeBook>", '<Sets><Set guid="o" name="p"/></Sets></CodeBook>')


def a_project(written: str = PROJECT, **parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", written)
        for name, body in ({"sources/1.txt": "\ufeffI was 😀.\r\n".encode()} | parts).items():
            archive.writestr(name, body)
    return made.getvalue()


def test_codes_texts_and_stretches_are_read_and_the_rest_is_told() -> None:
    found = codes_of("a.qdpx", a_project())
    assert [(one.name, one.description) for one in found.codes] == [
        ("Trust", "When it holds."), ("by phone", ""), ("Warmth", ""),
    ]  # fmt: skip
    assert [one.parent for one in found.codes] == [None, f"{GUID}1".upper(), None]
    first, second = found.texts
    assert (first.text, second.text) == ("I was 😀.\r\n", "I was not.")
    assert first.stretches == ((2, 5, f"{GUID}1".upper()), (2, 5, f"{GUID}2".upper()))
    assert dict(found.unread) == {
        "variables": 1, "cases": 1, "pictures": 1, "recordings": 1, "notes": 2, "links": 1, "sets": 1,
        qda_read.NO_TEXT: 2, qda_read.WHOLE: 1, qda_read.NO_CODE: 1,
    }  # fmt: skip
    assert "Jo" not in repr(found)


def test_a_codebook_is_read() -> None:
    found = codes_of("a.qdc", BOOK.encode())
    assert [(one.name, one.guid) for one in found.codes] == [
        ("Trust", f"{{{GUID}1}}"), ("by phone", f"{GUID}2"), ("Warmth", f"{GUID}3"),
    ]  # fmt: skip
    assert found.unread == (("sets", 1),)


def bomb() -> bytes:
    return a_project(**{"sources/2.txt": b"a" * 60 * 2**20})


def thin() -> bytes:
    return a_project(**{"sources/2.txt": b"a" * 4 * 2**20})


def many() -> bytes:
    return a_project(**{f"sources/{at}.txt": b"x" for at in range(2_001)})


def entities() -> bytes:
    doctype = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Project'
    return a_project(PROJECT.replace("<Project", doctype))


def deep() -> bytes:
    return a_project(PROJECT.replace("</Codes>", '<Code guid="q" name="q">' * 6_000 + "</Code>" * 6_000 + "</Codes>"))


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        pytest.param("a.qdpx", bomb(), "larger than 50 MB", id="too large unpacked"),
        pytest.param("a.qdpx", thin(), "more than 100 times", id="a bomb"),
        pytest.param("a.qdpx", many(), "more than 2,000 parts", id="many parts"),
        pytest.param("a.qdpx", a_project(**{"../1.txt": b"x"}), "points outside", id="leads out"),
        pytest.param("a.qdpx", entities(), "fetch or multiply", id="entities"),
        pytest.param("a.qdpx", deep(), "more than 5,000 codes", id="too many codes, and too deep"),
        pytest.param("a.qdpx", a_project("<Project"), "damaged", id="no XML"),
        pytest.param(
            "a.qdpx", a_project(PROJECT.replace('"2" endPosition', '"two" endPosition')), "damaged", id="no number"
        ),
        pytest.param("a.qdpx", BOOK.encode(), "not a REFI-QDA project", id="a codebook named a project"),
        pytest.param("a.qdc", a_project(), "Word, Excel or zip", id="a project named a codebook"),
        pytest.param("a.qdc", PROJECT.encode(), "not a codebook", id="XML of another kind"),
        pytest.param("a.qdc", b"<CodeBook/>", "There is no code in this file", id="no code"),
        pytest.param("a.qdc", b"", "empty", id="empty"),
        pytest.param("a.docx", a_project(), "It reads qdpx, qdc, csv and xlsx", id="another kind"),
    ],
)
def test_a_file_that_could_harm_is_refused_in_words(name: str, body: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        codes_of(name, body)
    assert "Nothing was brought in" in str(refused.value)
    assert "Jo" not in str(refused.value)


def test_more_stretches_than_anybody_marks_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(qda_read, "MOST_STRETCHES", 1)
    (tmp_path / "a.qdpx").write_bytes(a_project())
    with pytest.raises(BadInput, match="too many coded stretches"):
        list(qda_read.project(tmp_path / "a.qdpx"))


def test_every_kind_of_coded_file_has_its_reader() -> None:
    assert set(sandbox.CODED) == set(CODED_KINDS.values())
