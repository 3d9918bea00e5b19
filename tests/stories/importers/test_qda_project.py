"""Projects of programs for qualitative research: each text source a story, without its name."""

import zipfile
from pathlib import Path

from insight.stories.importers import read

PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project name="Summer" xmlns="urn:QDA-XML:project:1.0"><Users><User guid="u" name="Jo"/></Users>
<Sources>
<TextSource guid="1" name="Shaz" plainTextPath="internal://1.txt"/>
<TextSource guid="2" name="Dee"><PlainTextContent>I was not.</PlainTextContent></TextSource>
<PictureSource guid="3" name="door" path="internal://3.png"/>
<TextSource guid="4" name="Kit" plainTextPath="internal://4.txt"/>
<TextSource guid="5" name="Al" plainTextPath="absolute:///etc/passwd"/>
<AudioSource guid="6" name="tape"><Transcript guid="7" plainTextPath="internal://7.txt"/></AudioSource>
</Sources></Project>"""


def test_each_text_source_is_a_story(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("project.qde", PROJECT)
        archive.writestr("sources/1.txt", "\ufeffI was heard.\r\nTwice.".encode())
        archive.writestr("sources/7.txt", "On tape.")
    batch = read(tmp_path / "a.qdpx")
    assert [(row.row, row.ref, row.text.reveal()) for row in batch.rows] == [
        (1, "1", "I was heard.\nTwice."),
        (2, "2", "I was not."),
        (6, "6", "On tape."),
    ]
    assert [refused.row for refused in batch.refused] == [3, 4, 5]
    assert "no plain text" in batch.refused[0].why
    assert "not in this file" in batch.refused[1].why
    assert not any("Shaz" in repr(item) for item in (*batch.rows, *batch.refused))
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a.qdpx"]


def test_what_another_library_of_the_format_writes_is_read(tmp_path: Path) -> None:
    from pyrefiqda import RefiProject
    from pyrefiqda.models import Project, SourcesType, TextSourceType

    guid = "b5566006-eb5f-43f0-9c1d-3a5a4c9d0001"
    source = TextSourceType(guid=guid, name="Shaz", plain_text_path=f"internal://{guid}.txt")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{guid}.txt").write_text("I was heard.", encoding="utf-8")
    project = Project(name="Summer", sources=SourcesType(text_source=[source]))
    RefiProject.save(project, tmp_path / "a.qdpx", tmp_path / "sources")
    [row] = read(tmp_path / "a.qdpx").rows
    assert row.text.reveal() == "I was heard."
