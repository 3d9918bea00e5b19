"""The embedder: the same vector for a text alone, in any order, in any process and from any thread."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from insight.errors import Damaged, Unavailable
from insight.minilm import packaged_source
from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.export_embedder import LEAST_COSINE, REFERENCE_SENTENCES, export
from insight.themes.manifest import Manifest, read

TEXTS = [*REFERENCE_SENTENCES, "", "x", "word " * 900, "café 😀"]


def test_vectors_are_of_length_one(minilm: OnnxEmbedder) -> None:
    vectors = minilm.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), minilm.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert minilm.embed([]).shape == (0, 384)


def test_a_text_has_one_vector_whatever_stands_beside_it(minilm: OnnxEmbedder) -> None:
    together = minilm.embed(TEXTS)
    assert np.array_equal(minilm.embed(TEXTS[::-1])[::-1], together)
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: minilm.embed([text])[0], TEXTS))
    assert np.array_equal(np.array(alone), together)


def test_another_process_gives_the_same_vector(minilm: OnnxEmbedder, model_folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from insight.themes.embed import embedder;"
        "sys.stdout.buffer.write(embedder(Path(sys.argv[1])).embed([sys.argv[2]]).tobytes())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(model_folder), TEXTS[2]],
        capture_output=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.stdout == minilm.embed([TEXTS[2]]).tobytes()


def test_meaning_is_nearer_than_words(minilm: OnnxEmbedder) -> None:
    asked, near, far = minilm.embed(
        ["nobody listened", "they did not hear me out", "the music nobody listened to was loud"]
    )
    assert asked @ near > 0.4
    assert asked @ near > minilm.embed(["the bus was late"])[0] @ asked
    assert far is not near


def test_the_export_is_near_its_source_and_its_id_names_the_weights(minilm: OnnxEmbedder, model_folder: Path) -> None:
    described = read(model_folder)
    assert described.cosine >= LEAST_COSINE
    assert minilm.model_id == f"all-MiniLM-L6-v2-int8-{described.files['model.onnx'][:12]}"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "manifest.json"])
def test_a_changed_or_missing_file_is_damaged(model_folder: Path, tmp_path: Path, name: str) -> None:
    for file in model_folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(Damaged, match="No story is touched"):
        embedder(tmp_path)


def test_a_manifest_cannot_point_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "model.onnx").write_bytes(b"x")
    Manifest("m", "0", 1.0, {"../model.onnx": "0"}).write(folder)
    with pytest.raises(Damaged):
        embedder(folder)


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="Build it"):
        embedder(tmp_path)


def test_weights_that_cannot_be_read_leave_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "config.json").write_text("{}")
    with pytest.raises(Damaged, match="Nothing was changed"):
        export(source, tmp_path / "out" / "model")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_second_export_keeps_the_first(model_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "model"
    target.mkdir()
    for file in model_folder.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    kept = (target / "model.onnx").stat().st_ino
    assert export(packaged_source(), target) == read(target)
    assert (target / "model.onnx").stat().st_ino == kept
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
