"""Runs in Taguette's own Python: takes our codebook, marks our stories, and writes what Taguette exports.

`python in_taguette.py FOLDER`, where FOLDER holds `codebook.csv`, `codebook.qdc`, and each story as `NAME.txt`. Every
tag is put on the first line of every story. What happened to the .qdc is written to `qdc.txt`.
"""

import asyncio
import html
import io
import sys
from pathlib import Path

from taguette import convert, database, export, extract, import_codebook, validate

folder = Path(sys.argv[1])
tags = import_codebook.list_tags(io.BytesIO((folder / "codebook.csv").read_bytes()))
try:
    import_codebook.list_tags(io.BytesIO((folder / "codebook.qdc").read_bytes()))
    said = "read"
except import_codebook.InvalidCodebook as error:
    said = str(error)
(folder / "qdc.txt").write_text(said, "utf-8")

db = database.connect(f"sqlite:///{folder / 'taguette.sqlite3'}")()
project = database.Project(name="Test", description="")
db.add(project)
db.flush()
rows = []
for tag in tags:
    validate.tag_path(tag["path"])
    validate.description(tag["description"])
    rows.append(database.Tag(project_id=project.id, path=tag["path"], description=tag["description"]))
db.add_all(rows)
for file in sorted(folder.glob("*.txt")):
    if file.name == "qdc.txt":
        continue
    lines = file.read_text("utf-8").split("\n")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = f"<html><head><meta charset='UTF-8'></head><body>{body}</body></html>"
    contents = asyncio.run(convert.to_html(page.encode(), "text/html", "story.html", {}))
    document = database.Document(
        name=file.stem, description="", filename=file.name, project_id=project.id, contents=contents,
        text_direction=database.TextDirection.LEFT_TO_RIGHT,
    )  # fmt: skip
    db.add(document)
    db.flush()
    end = len(lines[0].encode())  # Taguette counts bytes
    snippet = extract.extract(contents, 0, end)
    db.add(database.Highlight(document_id=document.id, start_offset=0, end_offset=end, snippet=snippet, tags=rows))
db.commit()

with (folder / "out-highlights.csv").open("w", newline="", encoding="utf-8") as file:
    export.highlights_csv(db, project.id, "", file)
export.highlights_xslx(db, project.id, "", str(folder / "out-highlights.xlsx"))
db.refresh(project)
with (folder / "out-codebook.csv").open("w", newline="", encoding="utf-8") as file:
    export.codebook_csv(project.tags, file)
export.codebook_xlsx(project.tags, str(folder / "out-codebook.xlsx"))
export.codebook_xml(project.tags, str(folder / "out-codebook.qdc"))
