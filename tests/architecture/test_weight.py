"""What comes along when a part of the program is imported: heavy libraries only where they work."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "torch", "spacy", "bertopic", "sklearn", "chromadb", "pandas", "onnxruntime", "umap", "hdbscan", "streamlit",
    "transformers",
)  # fmt: skip
# The web process embeds questions (onnxruntime) and asks the index (chromadb's client); it never detects or builds.
NEVER_IN_WEB = ("torch", "spacy", "bertopic", "umap", "hdbscan", "sklearn", "transformers", "onnx")

EVERY_MODULE = """
import importlib, json, pkgutil, sys
import insight
for one in pkgutil.walk_packages(insight.__path__, "insight."):
    if not one.name.endswith("__main__") and ".migrations" not in one.name:
        importlib.import_module(one.name)
print(json.dumps(sorted(sys.modules)))
"""

# Imported as Streamlit imports it, with whatever each page asks for before it draws.
THE_WEB = """
import ast, json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
import app
for page in sorted(Path({root!r}, "pages").rglob("*.py")):
    asked = [one for one in ast.parse(page.read_text("utf-8")).body if isinstance(one, ast.Import | ast.ImportFrom)]
    exec(compile(ast.Module(asked, []), page, "exec"), dict())
print(json.dumps(sorted(sys.modules)))
"""


def loaded(program: str, folder: Path) -> set[str]:
    """The modules in memory after a program has run in a process of its own on an empty bank."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "INSIGHT_DATA_DIR": str(folder / "data")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def after_every_module(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return loaded(EVERY_MODULE, tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module")
def after_the_web(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return loaded(THE_WEB.format(root=str(ROOT)), tmp_path_factory.mktemp("web"))


@pytest.mark.parametrize("library", HEAVY)
def test_importing_all_of_insight_brings_nothing_heavy(after_every_module: set[str], library: str) -> None:
    assert "insight.themes.discover" in after_every_module
    assert library not in after_every_module


@pytest.mark.parametrize("library", NEVER_IN_WEB)
def test_the_web_process_never_learns_of(after_the_web: set[str], library: str) -> None:
    assert {"streamlit", "insight.web.middleware", "insight.wiring"} <= after_the_web
    assert library not in after_the_web
