"""The import table of docs/architecture.md, held over the syntax trees: who may know what, with file and line."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What a module is: the first pattern that fits its path. `*` reaches over folders.
KINDS = (
    ("app.py", "front"),
    ("pages/parts/wiring.py", "front"),
    ("pages/*", "page"),
    ("insight/wiring.py", "wiring"),
    ("insight/wiring_leaving.py", "wiring"),
    ("insight/wiring_keeping.py", "wiring"),
    ("insight/wiring_themes.py", "wiring"),
    ("insight/wiring_learning.py", "wiring"),
    ("insight/wiring_giving.py", "wiring"),
    ("insight/wiring_index.py", "wiring"),
    ("insight/wiring_measure.py", "wiring"),
    ("insight/__main__.py", "command"),
    ("insight/cli.py", "command"),
    ("insight/wiring_access.py", "wiring"),
    ("insight/wiring_web.py", "wiring"),
    ("insight/model_commands.py", "command"),
    ("insight/audit_commands.py", "command"),
    ("insight/keeping_commands.py", "command"),
    ("insight/giving_commands.py", "command"),
    ("insight/user_commands.py", "command"),
    ("insight/terminal.py", "command"),
    ("insight/jobs.py", "command"),
    ("insight/launcher.py", "command"),
    ("insight/index_keeper.py", "command"),
    ("insight/child.py", "command"),
    ("insight/doctor/*", "command"),
    ("insight/web/*", "web"),
    ("insight/store/*", "store"),
    ("insight/access/passwords.py", "adapter"),
    ("insight/access/one_time_codes.py", "adapter"),
    ("insight/access/openid.py", "adapter"),
    ("insight/logs.py", "adapter"),
    ("insight/settings.py", "settings"),
    ("insight/stories/code_words.py", "adapter"),
    ("insight/stories/detect.py", "adapter"),
    ("insight/stories/detect_apart.py", "adapter"),
    ("insight/stories/pieces.py", "adapter"),
    ("insight/stories/tagger.py", "adapter"),
    ("insight/stories/training/examples.py", "adapter"),
    ("insight/stories/training/network.py", "adapter"),
    ("insight/stories/training/train.py", "adapter"),
    ("insight/stories/importers/batch.py", "pure"),
    ("insight/stories/importers/columns.py", "pure"),
    ("insight/stories/importers/refusals.py", "pure"),
    ("insight/stories/importers/*", "adapter"),
    ("insight/share/guide.py", "adapter"),
    ("insight/share/papers.py", "service"),
    ("insight/share/xlsform.py", "adapter"),
    ("insight/share/pack.py", "service"),
    ("insight/share/public.py", "service"),
    ("insight/share/pack_document.py", "adapter"),
    ("insight/share/paper_document.py", "adapter"),
    ("insight/share/scrutiny.py", "service"),
    ("insight/share/told.py", "service"),
    ("insight/share/card_document.py", "adapter"),
    ("insight/share/copy_document.py", "adapter"),
    ("insight/share/qda.py", "adapter"),
    ("insight/share/qda_read.py", "adapter"),
    ("insight/share/study_document.py", "adapter"),
    ("insight/share/share_back_document.py", "adapter"),
    ("insight/share/giving.py", "service"),
    ("insight/share/making.py", "service"),
    ("insight/share/may_go.py", "service"),
    ("insight/share/share_backs.py", "service"),
    ("insight/share/theme_card_document.py", "adapter"),
    ("insight/share/study_sheets.py", "adapter"),
    ("insight/share/taguette_read.py", "adapter"),
    ("insight/themes/discover.py", "adapter"),
    ("insight/themes/embed.py", "adapter"),
    ("insight/themes/export_embedder.py", "adapter"),
    ("insight/themes/index.py", "adapter"),
    ("insight/access/accounts.py", "service"),
    ("insight/access/links.py", "service"),
    ("insight/access/my_account.py", "service"),
    ("insight/access/provider.py", "service"),
    ("insight/access/sign_in.py", "service"),
    ("insight/demo/*", "service"),
    ("insight/governance/asked.py", "pure"),
    ("insight/governance/audit_words.py", "pure"),
    ("insight/governance/closed.py", "pure"),
    ("insight/governance/lawful.py", "pure"),
    ("insight/governance/ports.py", "pure"),
    ("insight/governance/*", "service"),
    ("insight/keeping/backups.py", "service"),
    ("insight/keeping/restore.py", "service"),
    ("insight/measure/feeling.py", "service"),
    ("insight/measure/of_themes.py", "service"),
    ("insight/measure/small_numbers.py", "service"),
    ("insight/measure/over_time.py", "service"),
    ("insight/research/elsewhere.py", "pure"),
    ("insight/research/guids.py", "pure"),
    ("insight/research/parcel.py", "pure"),
    ("insight/learning/citation.py", "pure"),
    ("insight/learning/citing.py", "service"),
    ("insight/learning/check_back.py", "service"),
    ("insight/learning/entries.py", "service"),
    ("insight/learning/gaps.py", "service"),
    ("insight/learning/own_rooms.py", "service"),
    ("insight/learning/readings.py", "service"),
    ("insight/learning/room.py", "service"),
    ("insight/learning/sessions.py", "service"),
    ("insight/learning/wall.py", "service"),
    ("insight/learning/cycle.py", "pure"),
    ("insight/learning/cycles.py", "service"),
    ("insight/learning/experiment.py", "pure"),
    ("insight/learning/experiments.py", "service"),
    ("insight/learning/trials.py", "service"),
    ("insight/learning/traces.py", "service"),
    ("insight/research/agreement.py", "pure"),
    ("insight/research/comparing.py", "pure"),
    ("insight/research/study.py", "pure"),
    ("insight/research/*", "service"),
    ("insight/stories/bring_in.py", "service"),
    ("insight/stories/card.py", "service"),
    ("insight/stories/collect.py", "service"),
    ("insight/stories/inquiries.py", "service"),
    ("insight/stories/originals.py", "service"),
    ("insight/stories/pairs.py", "service"),
    ("insight/stories/holder.py", "service"),
    ("insight/stories/letters_back.py", "service"),
    ("insight/stories/policies.py", "service"),
    ("insight/stories/aliases.py", "service"),
    ("insight/stories/figures.py", "service"),
    ("insight/stories/proposal.py", "service"),
    ("insight/stories/protect.py", "service"),
    ("insight/stories/recognised.py", "service"),
    ("insight/stories/safety.py", "service"),
    ("insight/stories/sign_off.py", "service"),
    ("insight/stories/read.py", "service"),
    ("insight/stories/objection.py", "service"),
    ("insight/stories/removal.py", "service"),
    ("insight/stories/retention.py", "service"),
    ("insight/stories/their_copy.py", "service"),
    ("insight/stories/withdraw.py", "service"),
    ("insight/themes/building.py", "service"),
    ("insight/themes/builds.py", "service"),
    ("insight/themes/by_hand.py", "service"),
    ("insight/themes/called.py", "service"),
    ("insight/themes/changing.py", "service"),
    ("insight/themes/marked.py", "service"),
    ("insight/themes/proposals.py", "service"),
    ("insight/themes/shown.py", "service"),
    ("insight/themes/honesty.py", "service"),
    ("insight/themes/seams.py", "service"),
    ("insight/themes/seeing.py", "service"),
    ("insight/themes/views.py", "service"),
    ("insight/themes/indexing.py", "service"),
    ("insight/themes/asking.py", "service"),
    ("insight/themes/nearest.py", "service"),
    ("insight/themes/ranking.py", "service"),
    ("insight/themes/search.py", "service"),
    ("insight/themes/shelf.py", "service"),
    ("insight/*", "pure"),
)

# Which kinds of our own modules each kind may import.
MAY_KNOW = {
    "front": {"front", "page", "wiring", "web"},
    "page": {"page", "front", "service", "pure"},
    "wiring": {"wiring", "command", "web", "service", "store", "adapter", "settings", "pure"},
    "command": {"wiring", "command", "service", "settings", "pure"},
    "web": {"web", "service", "pure"},
    "service": {"service", "pure"},
    "store": {"store", "settings", "pure"},
    "adapter": {"pure"},
    "settings": {"pure"},
    "pure": {"pure"},
}

# Which libraries each kind may import besides the standard library; `numpy` is arithmetic and open to the whole house.
LIBRARIES = {
    "front": {"streamlit"},
    "page": {"streamlit"},
    "wiring": {"cryptography"},
    "command": {"typer", "pydantic", "structlog"},
    "web": {"starlette"},
    "service": set(),
    "store": {"sqlalchemy", "alembic", "cryptography"},
    "pure": set(),
}

# Each library's one home. Whatever else an adapter imports is a violation.
HOMES = {
    "insight/access/passwords.py": {"argon2", "zxcvbn"},
    "insight/access/one_time_codes.py": {"pyotp", "segno"},
    "insight/access/openid.py": {"authlib", "httpx2", "joserfc"},
    "insight/logs.py": {"structlog"},
    "insight/settings.py": {"pydantic", "pydantic_settings"},
    "insight/share/card_document.py": {"docx"},
    "insight/share/copy_document.py": {"docx"},
    "insight/share/pack_document.py": {"docx"},
    "insight/share/paper_document.py": {"docx"},
    "insight/share/qda.py": {"pyrefiqda", "xsdata", "xsdata_pydantic"},
    "insight/share/study_document.py": {"docx"},
    "insight/share/share_back_document.py": {"docx"},
    "insight/share/theme_card_document.py": {"docx"},
    "insight/share/study_sheets.py": {"xlsxwriter"},
    "insight/stories/code_words.py": {"xkcdpass"},
    "insight/stories/detect.py": {"spacy"},
    "insight/stories/pieces.py": {"tokenizers"},
    "insight/stories/tagger.py": {"spacy", "onnxruntime"},
    "insight/stories/training/network.py": {"torch", "transformers", "onnxruntime"},
    "insight/stories/training/train.py": {"spacy", "torch"},
    "insight/stories/importers/content.py": {"defusedxml", "puremagic"},
    "insight/stories/importers/docx_text.py": {"docx"},
    "insight/stories/importers/xlsx_rows.py": {"openpyxl"},
    "insight/share/guide.py": {"docx"},
    "insight/share/xlsform.py": {"openpyxl"},
    "insight/themes/discover.py": {"bertopic", "sklearn"},
    "insight/themes/embed.py": {"onnxruntime", "tokenizers"},
    # It makes the model that embed.py runs, and checks it against the very runtime that will run it.
    "insight/themes/export_embedder.py": {"torch", "transformers", "onnx", "onnxruntime"},
    "insight/themes/index.py": {"chromadb"},
    "insight/jobs.py": {"huey"},
    "pages/parts/charts.py": {"altair"},
    "pages/parts/theme_charts.py": {"altair"},
    "pages/parts/line_chart.py": {"altair"},
}

# What the table does not say, each with its reason: (importing file, imported module).
EXCEPTIONS = {
    ("insight/stories/importers/*", "insight.stories.importers*"): "importers are one adapter in several files",
    ("insight/stories/importers/sandbox.py", "insight.share.*_read"): "one child reads every file from outside",
    ("insight/share/*_read.py", "insight.stories.importers*"): "every file from outside passes the same checks",
    ("insight/stories/detect.py", "insight.stories.tagger"): "the pipeline is loaded with our own part of it",
    ("insight/stories/tagger.py", "insight.stories.pieces"): "the tagger reads texts in pieces",
    ("insight/stories/training/*", "insight.stories.*"): "training makes the tagger out of the parts that run it",
    ("insight/jobs.py", "insight.logs"): "a worker is a process of its own and sets up its log",
    ("insight/launcher.py", "insight.logs"): "the launcher is a process of its own and sets up its log",
    ("insight/index_keeper.py", "insight.themes.index"): "the keeper runs the server that the index asks",
}


@dataclass(frozen=True)
class Import:
    """One import: in which file and line, of which module."""

    file: str
    line: int
    module: str


def kind_of(file: str) -> str:
    """What the module at this path is."""
    return next(kind for pattern, kind in KINDS if fnmatch(file, pattern))


def files() -> list[Path]:
    """Every module of the program."""
    found = [ROOT / "app.py", *(ROOT / "insight").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[Import]:
    """The imports of a module, wherever they stand, but not those for the type checker alone."""
    file = path.relative_to(ROOT).as_posix()
    hidden: set[ast.AST] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            hidden.update(inner for statement in node.body for inner in ast.walk(statement))
        if node in hidden:
            continue
        if isinstance(node, ast.Import):
            for one in node.names:
                yield Import(file, node.lineno, one.name)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno} imports by dots; name the module in full"
            base = str(node.module)
            inner = [one.name for one in node.names if _path_of(f"{base}.{one.name}") is not None]
            for name in inner:
                yield Import(file, node.lineno, f"{base}.{name}")
            if len(inner) < len(node.names):
                yield Import(file, node.lineno, base)


def _path_of(module: str) -> str | None:
    """Where one of our own modules lies, from the project's folder; `None` for everybody else's."""
    if module.split(".")[0] not in {"insight", "pages"}:
        return None
    for path in (Path(*module.split(".")).with_suffix(".py"), Path(*module.split("."), "__init__.py")):
        if (ROOT / path).is_file():
            return path.as_posix()
    return None


def wrong(one: Import) -> str | None:
    """Why an import may not be, or `None`."""
    kind = kind_of(one.file)
    top = one.module.split(".")[0]
    if top in sys.stdlib_module_names:
        return None
    if any(fnmatch(one.file, file) and fnmatch(one.module, module) for file, module in EXCEPTIONS):
        return None
    ours = _path_of(one.module)
    if ours is not None:
        if kind_of(ours) in MAY_KNOW[kind]:
            return None
        return f"a {kind} module may not know {one.module}, which is {kind_of(ours)}"
    if top == "numpy" and kind not in {"front", "page", "web"}:
        return None
    if top in LIBRARIES.get(kind, set()) | HOMES.get(one.file, set()):
        return None
    return f"a {kind} module may not import {top}"


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_module_imports_only_what_the_table_allows(path: Path) -> None:
    found = [f"{one.file}:{one.line}: {why}" for one in imports(path) if (why := wrong(one))]
    assert not found, "\n".join(found)


def test_only_the_store_knows_sqlalchemy() -> None:
    knowing = {one.file for path in files() for one in imports(path) if one.module.split(".")[0] == "sqlalchemy"}
    assert knowing
    assert not [f"{file} imports sqlalchemy" for file in knowing if not file.startswith("insight/store/")]


def test_heavy_libraries_are_imported_inside_functions() -> None:
    heavy = {"torch", "spacy", "bertopic", "sklearn", "chromadb", "onnxruntime", "tokenizers", "transformers", "onnx"}
    heavy |= {"pandas", "altair", "huey", "docx", "openpyxl", "pyrefiqda", "xsdata_pydantic", "xlsxwriter"}
    found = []
    for path in files():
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.relative_to(ROOT)}:{node.lineno}: {n}" for n in names if n.split(".")[0] in heavy]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("file", sorted(HOMES))
def test_every_home_is_still_there(file: str) -> None:
    assert (ROOT / file).is_file(), f"{file} is gone: take it out of the table"


@pytest.mark.parametrize(("importing", "imported"), sorted(EXCEPTIONS))
def test_no_exception_outlives_its_reason(importing: str, imported: str) -> None:
    used = [one for path in files() for one in imports(path) if fnmatch(one.file, importing)]
    assert any(fnmatch(one.module, imported) for one in used), f"{importing} no longer imports {imported}"


def test_a_violation_is_told_with_file_and_line() -> None:
    assert wrong(Import("insight/themes/search.py", 3, "chromadb")) == "a service module may not import chromadb"
    assert wrong(Import("insight/stories/detect.py", 3, "insight.themes.embed"))
    assert wrong(Import("pages/search.py", 3, "insight.store.unit_of_work"))
    assert wrong(Import("insight/web/drafts.py", 3, "streamlit"))
    assert wrong(Import("insight/stories/spans.py", 3, "insight.stories.protect"))
