"""A collection as a REFI-QDA project (.qdpx) or codebook (.qdc), by pyrefiqda's models; in memory, never on a disk.

Format: REFI-QDA standard 1.5, https://www.qdasoftware.org. Positions are code points of the plain text, from 0, up to
and without the end; sources are UTF-8 with LF; codes stand within their parents, in their order.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from insight.errors import BadInput
from insight.research.guids import guid_of
from insight.research.parcel import Parcel
from insight.research.study import Coding, Memo
from insight.share.inert import printable
from insight.stories.story import ProtectedStory

ORIGIN = "Insight"
NO_CODES = "There is no code in this collection yet, so there is no codebook to take along."
_PROJECT, _CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the time in the archive tells nobody when somebody worked


def qdpx(parcel: Parcel) -> bytes:
    """The project: its codebook, each story as a source with its coded stretches, and memos as notes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_part("project.qde"), _xml(_project(parcel), _PROJECT))
        for story in parcel.study.stories:
            archive.writestr(_part(f"sources/{_guid(parcel, 'story', story.id)}.txt"), _text(story).encode())
    return made.getvalue()


def qdc(parcel: Parcel) -> bytes:
    """The codebook alone. `BadInput`: there is no code, and the standard knows no empty codebook."""
    from pyrefiqda.models import codebook

    codes = _codes(parcel, codebook.CodeType)
    if not codes:
        raise BadInput(NO_CODES)
    return _xml(codebook.CodeBook(codes=codebook.CodesType(code=codes), origin=ORIGIN), _CODEBOOK)


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _WHEN)
    part.compress_type = ZIP_DEFLATED
    return part


def _xml(root: Any, namespace: str) -> bytes:
    from xsdata.formats.dataclass.serializers.config import SerializerConfig
    from xsdata_pydantic.bindings import XmlSerializer

    written = XmlSerializer(config=SerializerConfig(xml_declaration=True, encoding="UTF-8"))
    return str(written.render(root, ns_map={None: namespace})).encode()


def _guid(parcel: Parcel, kind: str, one: str) -> str:
    return guid_of(kind, one, parcel.way)


def _text(story: ProtectedStory) -> str:
    """The story's words exactly: they have LF only since they came in."""
    return str(story.text)


def _project(parcel: Parcel) -> Any:
    from pyrefiqda.models import project as refi

    study = parcel.study
    codes = _codes(parcel, refi.CodeType, refi.NoteRefType)
    users = [
        refi.UserType(guid=_guid(parcel, "person", one), name=printable(name)) for one, name in study.people.items()
    ]
    notes = [_note(parcel, memo) for memo in study.memos]
    sources = [_source(parcel, story) for story in study.stories]
    whole = [memo for memo in study.memos if memo.code is None and memo.story is None]
    left = ["Left out:", *parcel.left_out] if parcel.left_out else []
    about = "\n".join((*parcel.first_lines, study.collection.reason, *left))
    return refi.Project(
        name=printable(study.collection.name),
        origin=ORIGIN,
        users=refi.UsersType(user=users) if users else None,
        code_book=refi.CodeBookType(codes=refi.CodesType(code=codes)) if codes else None,
        sources=refi.SourcesType(text_source=sources) if sources else None,
        notes=refi.NotesType(note=notes) if notes else None,
        description=printable(about),
        note_ref=_refs(parcel, whole, refi.NoteRefType),
    )


def _codes(parcel: Parcel, kind: type, note_ref: type | None = None) -> list[Any]:
    """The codes as elements of this kind, each within its parent, with references to their memos where there are."""
    above: list[list[Any]] = [[]]
    for depth, code in parcel.codebook:
        memos = [memo for memo in parcel.study.memos if memo.code == code.id]
        one = kind(
            guid=code.guid,
            name=printable(code.name),
            is_codable=not code.retired,
            description=printable(code.description) or None,
            **({"note_ref": _refs(parcel, memos, note_ref)} if note_ref else {}),
        )
        above[depth].append(one)
        above[depth + 1 :] = [one.code]
    return above[0]


def _refs(parcel: Parcel, memos: Sequence[Memo], kind: type) -> list[Any]:
    return [kind(target_guid=_guid(parcel, "memo", memo.id)) for memo in memos]


def _note(parcel: Parcel, memo: Memo) -> Any:
    from pyrefiqda.models import project as refi

    return refi.TextSourceType(
        guid=_guid(parcel, "memo", memo.id),
        name="Memo",
        plain_text_content=printable(memo.text),
        creating_user=_guid(parcel, "person", memo.by),
    )


def _source(parcel: Parcel, story: ProtectedStory) -> Any:
    from pyrefiqda.models import project as refi

    guid, source = _guid(parcel, "story", story.id), parcel.sources[story.id]
    guids = {code.id: code.guid for code in parcel.study.codes}
    codings: dict[tuple[int, int], list[Coding]] = {}
    for one in parcel.study.codings:
        if one.story == story.id:
            codings.setdefault((one.start, one.end), []).append(one)
    return refi.TextSourceType(
        guid=guid,
        name=source.name,
        description=f"{source.line}: {source.uses}",
        plain_text_path=f"internal://{guid}.txt",
        plain_text_selection=[
            refi.PlainTextSelectionType(
                guid=_guid(parcel, "excerpt", f"{one.story}/{one.start}/{one.end}"),
                name=printable(" ".join(one.words.split())[:60]),
                start_position=one.start,
                end_position=one.end,
                description=printable("\n".join(one.notes)) or None,
                coding=[_coding(parcel, coding, guids) for coding in codings.get((one.start, one.end), ())],
            )
            for one in parcel.excerpts
            if one.story == story.id
        ],
        note_ref=_refs(parcel, [memo for memo in parcel.study.memos if memo.story == story.id], refi.NoteRefType),
    )


def _coding(parcel: Parcel, one: Coding, guids: Mapping[str, str]) -> Any:
    from pyrefiqda.models import project as refi

    return refi.CodingType(
        guid=_guid(parcel, "coding", one.id),
        code_ref=refi.CodeRefType(target_guid=guids[one.code]),
        creating_user=_guid(parcel, "person", one.by),
    )
