"""The local embedder for the tests of understanding: the one that is built here, else one built for this run."""

from pathlib import Path

import pytest

from insight.errors import InsightError
from insight.themes import export_embedder, manifest
from insight.themes.embed import OnnxEmbedder, embedder

LOCAL = Path(__file__).parents[2] / "models" / "local" / "minilm-int8"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        manifest.verified(LOCAL)
    except InsightError:
        folder = tmp_path_factory.mktemp("models") / "minilm-int8"
        export_embedder.export(export_embedder.packaged_source(), folder)
        return folder
    return LOCAL


@pytest.fixture(scope="session")
def minilm(model_folder: Path) -> OnnxEmbedder:
    return embedder(model_folder)
