"""Making a share-back of a theme as a member does, and reading what is in it."""

from io import BytesIO

from docx import Document

from insight.access.reader import Reader, Role
from insight.share.giving import Form
from insight.share.share_back import PartKind
from insight.share.share_backs import ShareBacks

RANG = "They kept ringing until I picked up, and then they rang again."
WAITED = "I waited nine weeks for a letter that said to wait."
STOOD = "Somebody stood with me at the desk until they listened."
SLEPT = "I slept in the stairwell and nobody asked me why."
MEMBER = Reader("jean", "Jean", Role.MEMBER)
OUTSIDE = Reader("councillor", "Ro", Role.READER)


def draft(back: ShareBacks, theme: str, reader: Reader = MEMBER, subgroup: str | None = None) -> str:
    return back.making.make(reader, "What we heard about waiting", subgroup, None, theme)


def words(back: ShareBacks, share: str, reader: Reader = MEMBER) -> list[str]:
    return [one.words for part in back.giving.look(reader, share).given.parts for one in part.quotes]


def part_of(back: ShareBacks, share: str, kind: PartKind = PartKind.HEARD) -> str:
    return next(one.id for one in back.giving.look(MEMBER, share).given.parts if one.kind is kind)


def files(back: ShareBacks, share: str) -> str:
    """All words of both files."""
    docx = Document(BytesIO(back.giving.file(MEMBER, share, Form.DOCX, "the council")))
    page = back.giving.file(MEMBER, share, Form.HTML, "the council").decode()
    return "\n".join([*(one.text for one in docx.paragraphs), docx.core_properties.title, page])
