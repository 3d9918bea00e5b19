"""Hostile and ordinary files through the whole door: refused in words, in time, with the good rows in.

That 512 MB are enough is what they prove as well: the kernel gives the child no more (`test_sandbox.py`).
"""

import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from insight.errors import BadInput
from insight.stories.importers import Batch, read, read_upload
from insight.stories.importers.columns import Wish

SECONDS = 20

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs or ("I was listened to.",):
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def xlsx(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows or (["text"], ["I was listened to."]):
        book.active.append(row)
    book.save(path)
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The same archive with one part replaced or added."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)
    return path


def document_xml(body: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def with_document(path: Path, body: str, doctype: str = "") -> Path:
    return with_part(docx(path), "word/document.xml", document_xml(body, doctype))


def hungry(count: int) -> str:
    """Paragraphs that take ten times their size in memory, and enough noise not to look like a bomb."""
    noise = random.Random(1)
    return "".join(f"<w:p/><w:p/><!--{noise.getrandbits(32):x}-->" for _ in range(count // 2))


def nested(depth: int) -> bytes:
    """Elements within elements, with enough noise not to look like a bomb."""
    noise = random.Random(1)
    names = [f"a{noise.getrandbits(48):x}" for _ in range(depth)]
    return "".join([f"<{name}>" for name in names] + [f"</{name}>" for name in reversed(names)]).encode()


def locked(path: Path) -> Path:
    """Mark every part as encrypted, in the directory as in the parts."""
    data = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(signature, start + 4)
    path.write_bytes(bytes(data))
    return path


def lying(path: Path) -> Path:
    """A part that unpacks to far more than the directory says."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 24, 100)
    path.write_bytes(bytes(data))
    return path


XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY x '" + "ha" * 1000 + "'>" + "".join(
    f"<!ENTITY x{n} '{f'&x{n - 1 or str()};' * 10}'>" for n in range(1, 9)
) + "]>"  # fmt: skip
ENTITY = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"


def written(data: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


def zipped(parts: dict[str, bytes]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return path

    return write


REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    ("empty.csv", written(b""), "is empty"),
    ("blank.csv", written(b"\n \n"), "is empty"),
    ("header.csv", written(b"text,ref\n"), "no story in this file"),
    ("columns.csv", written(b"story,when\nI went,2025\n"), "no column named “text”.*story, when"),
    ("pdf.csv", written(b"%PDF-1.7\n" + bytes(100)), "named .csv, but it is a PDF"),
    ("pdf.docx", written(b"%PDF-1.7\n" + bytes(100)), "named .docx, but it is a PDF"),
    ("picture.txt", written(PNG), "it is a picture"),
    ("binary.csv", written(random.Random(2).randbytes(50_000)), "no readable text"),
    ("utf16-without-mark.csv", written("text\nI went\n".encode("utf-16-le")), "no readable text"),
    ("cut.csv", written(b"\xff\xfet\0e\0x"), "letters of this file cannot be read"),
    ("word.csv", docx, "it is a Word, Excel or zip file"),
    ("text.docx", written(b"just words"), "it is not a Word document"),
    ("workbook.docx", xlsx, "what is in it is not a Word document"),
    ("document.xlsx", docx, "what is in it is not an Excel workbook"),
    ("word.qdpx", docx, "what is in it is not a REFI-QDA project"),
    ("story.odt", written(b"words"), "does not know this kind"),
    ("nameless", written(b"words"), "does not know this kind"),
    ("old.docx", written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "old Word, Excel"),
    (
        "encrypted.docx",
        written(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000) + "EncryptedPackage".encode("utf-16-le")),
        "locked with a password",
    ),
    ("locked.docx", lambda path: locked(docx(path)), "locked with a password"),
    ("broken.docx", lambda path: path.write_bytes(docx(path).read_bytes()[:3000]), "damaged"),
    ("broken.xlsx", lambda path: path.write_bytes(xlsx(path).read_bytes()[:2000]), "damaged"),
    ("torn.xlsx", lambda path: with_part(xlsx(path), "xl/workbook.xml", b"<a><b>"), "damaged"),
    ("bomb.docx", zipped({"word/document.xml": b" " * 60_000_000}), "larger than 50 MB"),
    ("ratio.docx", zipped({"word/document.xml": b" " * 20_000_000}), "more than 100 times"),
    ("many.xlsx", zipped({f"xl/{n}": b"" for n in range(2_001)}), "more than 2,000 parts"),
    ("lying.docx", lying, "damaged"),
    ("slip.docx", zipped({"word/document.xml": b"<a/>", "../../etc/cron.d/x": b"a"}), "points outside"),
    ("slip.xlsx", zipped({"xl/workbook.xml": b"<a/>", "xl\\..\\..\\x": b"a"}), "points outside"),
    ("root.qdpx", zipped({"project.qde": b"<a/>", "/etc/x": b"a"}), "points outside"),
    ("xxe.docx", lambda path: with_document(path, ENTITY, XXE), "fetch or multiply"),
    ("laughs.docx", lambda path: with_document(path, ENTITY, LAUGHS), "fetch or multiply"),
    ("styles.docx", lambda path: with_part(docx(path), "word/styles.xml", XXE.encode() + b"<a/>"), "fetch or multiply"),
    (
        "xxe.xlsx",
        lambda path: with_part(xlsx(path), "xl/sharedStrings.xml", XXE.encode() + b"<a>&x;</a>"),
        "fetch or multiply",
    ),
    ("xxe.qdpx", zipped({"project.qde": (XXE + "<a>&x;</a>").encode("utf-16")}), "fetch or multiply"),
    ("pdf.html", written(b"%PDF-1.7\n" + bytes(100)), "named .html, but it is a PDF"),
    ("hungry.docx", lambda path: with_document(path, hungry(2_200_000)), "memory|too long|damaged"),
    ("deep.docx", lambda path: with_document(path, "<w:r>" * 50_000 + "</w:r>" * 50_000), "damaged"),
    ("deep.qdpx", zipped({"project.qde": nested(300_000)}), "safely|damaged|memory|no story"),
    ("times.vtt", written(b"WEBVTT\n\nno times here\n"), "nothing said"),
    ("large.txt", written(b"a" * (51 * 2**20)), "larger than 50 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_file_that_cannot_come_in_is_refused_in_words(
    name: str, make: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    path = tmp_path / f"zebra{Path(name).suffix}"
    make(path)
    started = time.monotonic()
    with pytest.raises(BadInput, match=words) as refused:
        read_upload(path.name, path.read_bytes(), Wish())
    assert time.monotonic() - started < SECONDS
    assert "Nothing was brought in." in str(refused.value)
    assert "zebra" not in str(refused.value)
    assert list(tmp_path.iterdir()) == [path]


def timed(path: Path) -> Batch:
    started = time.monotonic()
    batch = read(path)
    assert time.monotonic() - started < SECONDS
    return batch


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "gone.csv", tmp_path / "folder.csv"):
        with pytest.raises(BadInput, match="could not be opened"):
            read(path)


@pytest.mark.parametrize("letter", ["a", "é", "🙂"])
def test_a_cell_of_twenty_megabytes_is_refused_and_the_others_come_in(letter: str, tmp_path: Path) -> None:
    cell = letter * (20_000_000 // len(letter.encode()))
    (tmp_path / "a.csv").write_text(f"ref,text\n1,First.\n2,{cell}\n3,Last.\n", encoding="utf-8")
    batch = timed(tmp_path / "a.csv")
    assert [row.ref for row in batch.rows] == ["1", "3"]
    assert [(refused.row, refused.ref) for refused in batch.refused] == [(2, "2")]
    assert "longer than 200,000" in batch.refused[0].why


def test_a_workbook_with_an_endless_cell_keeps_the_others(tmp_path: Path) -> None:
    texts = ["text", "First.", random.Random(3).randbytes(10_000_000).hex(), "Last."]
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>' for text in texts)
        + "</sheetData></worksheet>"
    )
    path = with_part(xlsx(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", sheet.encode())
    batch = timed(path)
    assert [row.text.reveal() for row in batch.rows] == ["First.", "Last."]
    assert [refused.row for refused in batch.refused] == [2]


def test_a_document_of_very_many_paragraphs_is_refused_as_too_long(tmp_path: Path) -> None:
    noise = random.Random(1)
    body = "".join(f"<w:p><w:r><w:t>{noise.getrandbits(96):x}</w:t></w:r></w:p>" for _ in range(300_000))
    batch = timed(with_document(tmp_path / "a.docx", body))
    assert batch.rows == ()
    assert "longer than 200,000" in batch.refused[0].why


def test_formulas_stay_words_in_a_table_and_their_last_value_in_a_workbook(tmp_path: Path) -> None:
    calls = ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", '=HYPERLINK("http://x.test")']
    (tmp_path / "a.csv").write_text("text\n" + "\n".join(calls) + "\n")
    assert [row.text.reveal() for row in timed(tmp_path / "a.csv").rows] == calls
    book = read_upload("a.xlsx", xlsx(tmp_path / "a.xlsx", ["text"], ["=1+1"], ["I was heard."]).read_bytes(), Wish())
    assert [row.text.reveal() for row in book.rows] == ["I was heard."]


def test_mixed_encodings_in_one_file(tmp_path: Path) -> None:
    rows = ["Café".encode(), "Café one".encode("cp1252"), b"bro\x81ken", b"two\0", b"plain"]
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbftext\r\n" + b"\r\n".join(rows) + b"\r\n")
    batch = timed(tmp_path / "a.csv")
    assert [row.text.reveal() for row in batch.rows] == ["Café", "Café one", "plain"]
    assert [refused.row for refused in batch.refused] == [3, 4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8", "cp1252"])
def test_one_encoding_throughout(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('text,ref\r\n"“Naïve”, she said",7\r\n'.encode(encoding))
    [row] = timed(tmp_path / "a.csv").rows
    assert (row.text.reveal(), row.ref) == ("“Naïve”, she said", "7")
