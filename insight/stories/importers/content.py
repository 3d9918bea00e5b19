"""What a file is, judged by its content and its name together, and the checks made before anything in it is parsed."""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile, ZipInfo

from insight.errors import BadInput
from insight.stories.importers.refusals import refusal

Kind = Literal["csv", "xlsx", "docx", "txt", "transcript", "qdpx", "qdc", "html"]

KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".txt": "txt",
    ".vtt": "transcript",
    ".srt": "transcript",
    ".qdpx": "qdpx",
    ".html": "html",
    ".htm": "html",
}

CODED_KINDS: dict[str, Kind] = {".qdpx": "qdpx", ".qdc": "qdc", ".csv": "csv", ".xlsx": "xlsx"}
"""Where codes come from that were made elsewhere."""

ARCHIVES: dict[Kind, tuple[str, str]] = {
    "xlsx": ("xl/workbook.xml", "an Excel workbook"),
    "docx": ("word/document.xml", "a Word document"),
    "qdpx": ("project.qde", "a REFI-QDA project"),
}
"""The zipped formats: the part without which it is not one, and what to call it."""

MAX_FILE_BYTES = 50 * 2**20
"""A bank's whole year of stories as text is about 10 MB; and the parser holds a file in 512 MB."""

MAX_UNPACKED_BYTES = 50 * 2**20
"""As large as an unzipped file may be."""

MAX_RATIO = 100
"""Office files of prose shrink 3 to 20 times; a bomb shrinks a thousand times."""

RATIO_FLOOR_BYTES = 2**20
"""Parts smaller than this can do no harm, however well they shrink."""

MAX_PARTS = 2_000

_ALSO = (".tsv", ".htm")  # other names of what has a better known one
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_BOMS_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 2**16


def kind_of(path: Path, suffix: str, known: Mapping[str, Kind] = KINDS) -> Kind:
    """Which parser reads this file; raises `BadInput` where its name's ending and its content do not go together."""
    kind = known.get(suffix.lower())
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
            encrypted = head.startswith(_OLE) and _says_encrypted(head + file.read(MAX_FILE_BYTES))
    except OSError:
        raise BadInput("This file could not be opened. Nothing was brought in. Is it still there?") from None
    if size == 0:
        raise BadInput("This file is empty. Nothing was brought in.")
    if size > MAX_FILE_BYTES:
        raise BadInput(refusal(f"This file is larger than {MAX_FILE_BYTES >> 20} MB", "Cut it into smaller files."))
    if kind is None:
        raise BadInput(refusal("Insight does not know this kind of file", f"It reads {_named(known)}."))
    _check_signature(head, kind, suffix.lower(), encrypted, known)
    return kind


def _named(known: Mapping[str, Kind]) -> str:
    """`csv, xlsx and html`."""
    *first, last = (suffix[1:] for suffix in known if suffix not in _ALSO)
    return f"{', '.join(first)} and {last}"


def _says_encrypted(data: bytes) -> bool:
    """Office keeps a locked file as an OLE container whose directory names this stream (MS-OFFCRYPTO 1.4)."""
    return "EncryptedPackage".encode("utf-16-le") in data


def _check_signature(head: bytes, kind: Kind, suffix: str, encrypted: bool, known: Mapping[str, Kind]) -> None:
    """Refuse a file whose first bytes say that it is something else than its name says."""
    if encrypted:
        raise BadInput(refusal("This file is locked with a password", "Save a copy without one and bring in that."))
    if head.startswith(_OLE):
        what = "This is a file of an old Word, Excel or Outlook"
        raise BadInput(refusal(what, "Save it as .docx or .xlsx and try again."))
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            what = f"This file is named {suffix}, but it is {name}"
            raise BadInput(refusal(what, f"Insight reads {_named(known)}."))
    zipped = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if kind in ARCHIVES and not zipped:
        what = f"This file is named {suffix}, but it is not {ARCHIVES[kind][1]}"
        raise BadInput(refusal(what, "It may be damaged: try another copy."))
    if kind not in ARCHIVES and zipped:
        what = f"This file is named {suffix}, but it is a Word, Excel or zip file"
        raise BadInput(refusal(what, "Give it the name it had, or save it again."))
    if kind not in ARCHIVES and _is_binary(head):
        raise BadInput(refusal("There is no readable text in this file", "Save it again as UTF-8 text."))


def _is_binary(head: bytes) -> bool:
    """Whether more than half of the lines hold control bytes: a few broken rows do not make a file binary."""
    if head.startswith(_BOMS_16):
        return False
    lines = head.splitlines()
    return sum(1 for line in lines if _CONTROL.search(line)) * 2 > len(lines)


def decoded_lines(data: bytes) -> Iterator[str]:
    """The lines of a text file with their line ends, each decoded by itself.

    UTF-16 by its mark; otherwise UTF-8, and Windows-1252 for a line that is not. A byte that neither knows is left as
    a lone surrogate, which no readable text holds, so that its row is refused and the others come in.
    Raises `BadInput` where the whole file is in an encoding nobody can read.
    """
    if data.startswith(_BOMS_16):
        try:
            yield from io.StringIO(data.decode("utf-16"), newline="")
        except UnicodeDecodeError:
            raise BadInput(refusal("The letters of this file cannot be read", "Save it again as UTF-8.")) from None
        return
    for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True):
        yield _decoded(line)


def _decoded(line: bytes) -> str:
    """One line, by the first of two encodings that fits; bytes unknown to both stay visible as surrogates."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "surrogateescape")


def check_archive(path: Path, kind: Kind) -> None:
    """Refuse a zipped file that is dangerous, locked or not what its name says, from its directory and XML prologues.

    Sizes are those the directory declares: zipfile never unpacks more of a part than was declared for it.
    Raises `BadInput`; a damaged archive raises what zipfile, zlib and the XML parser raise.
    """
    needed, name = ARCHIVES[kind]
    with ZipFile(path) as archive:
        parts = archive.infolist()
        _check_parts(parts)
        if needed not in {part.filename for part in parts}:
            what = f"This file is named .{kind}, but what is in it is not {name}"
            raise BadInput(refusal(what, "Save it again from the program it came from."))
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels", ".qde")):
                _check_prologue(archive, part)


def _check_parts(parts: list[ZipInfo]) -> None:
    """Refuse by number, names, locks and sizes of the parts."""
    unsafe = "This file is built in a way that could harm the machine"
    save = "Save it again from the program it came from."
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadInput(refusal("This file is locked with a password", "Save a copy without one."))
    if len(parts) > MAX_PARTS:
        raise BadInput(refusal(f"{unsafe}: it has more than {MAX_PARTS:,} parts", save))
    if any(_leads_out(part.filename) for part in parts):
        raise BadInput(refusal(f"{unsafe}: a part of it points outside the file", save))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES:
        what = f"{unsafe}: unpacked it is larger than {MAX_UNPACKED_BYTES >> 20} MB"
        raise BadInput(refusal(what, "Take out pictures or cut it into smaller files."))
    if any(p.file_size > RATIO_FLOOR_BYTES and p.file_size > MAX_RATIO * p.compress_size for p in parts):
        raise BadInput(refusal(f"{unsafe}: it unpacks to more than {MAX_RATIO} times its size", save))


def _leads_out(name: str) -> bool:
    """Whether the name of a part would lead out of the folder it were unpacked to."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _check_prologue(archive: ZipFile, part: ZipInfo) -> None:
    """Refuse a part that declares a document type: office files never do, and outside and endless entities need one.

    A document type can only stand before the root element, so nothing after that is read here.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with archive.open(part) as stream:
            next(iter(iterparse(stream, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException:
        what = "This file asks the machine to fetch or multiply text that is not in it"
        raise BadInput(refusal(what, "Save it again from the program it came from.")) from None


def xml_root(data: bytes) -> Any:
    """The root element of a part, parsed without a document type; raises what the XML parser raises."""
    from defusedxml.ElementTree import fromstring

    return fromstring(data, forbid_dtd=True)
