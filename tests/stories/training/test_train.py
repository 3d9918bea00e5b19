"""Training on a few stories gives a pipeline that can be loaded, with a manifest that tells how it was made."""

import json
from pathlib import Path

import pytest

from insight.errors import BadInput
from insight.settings import PROJECT, Settings
from insight.stories.detect import SpacyDetector
from insight.stories.policy import Policy
from insight.stories.training.ballast import accounts, court_cases, short_messages
from insight.stories.training.marked import OPTIONAL
from insight.stories.training.train import MANIFEST, Recipe, train, weights
from insight.themes.manifest import sha256

FEW = Recipe(variants=2, passes=1)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A folder with a little of every kind of real text, of our own making."""
    (tmp_path / "anon").mkdir()
    (tmp_path / "stories").mkdir()
    messages = "seen\tO\nMary\tB-person\nAnn\tI-person\nat\tO\nSpar\tB-corporation\n\nnice\tO\nTune\tB-product\n\n"
    (tmp_path / "anon" / "wnut17train.conll").write_text(messages, "utf-8")
    spans = [{"start": 4, "end": 12, "label": "PERSON"}, {"start": 24, "end": 33, "label": "DATETIME"}]
    case = {"text": "Mr. A. Kowal applied to the court.\nToo short.\n", "spans": spans}
    (tmp_path / "anon" / "tab_train.jsonl").write_text(json.dumps(case) + "\n", "utf-8")
    for name in ("questions", "answers"):
        (tmp_path / "stories" / f"counselchat_{name}.csv").write_text("text\nI cannot sleep at night.\n\n", "utf-8")
    return tmp_path


def test_real_texts_are_read_with_their_marks(real: Path) -> None:
    first, second = short_messages(real / "anon" / "wnut17train.conll")
    assert [(first.text[a:b], label) for a, b, label in first.spans] == [
        ("Mary", "PERSON"), ("Ann", "PERSON"), ("Spar", "ORG"),
    ]  # fmt: skip
    assert [(second.text[a:b], label) for a, b, label in second.spans] == [("Tune", OPTIONAL)]
    [case] = court_cases(real / "anon" / "tab_train.jsonl")
    assert [(case.text[a:b], label) for a, b, label in case.spans] == [
        ("A. Kowal", "PERSON"), ("the court", OPTIONAL),
    ]  # fmt: skip
    assert "JOB" not in case.marked
    assert list(accounts(real / "stories" / "counselchat_answers.csv", 5)) == ["I cannot sleep at night."]


def test_a_few_stories_make_a_pipeline(real: Path, tmp_path: Path) -> None:
    stories, to, said = tmp_path / "texts", tmp_path / "pipeline", []
    stories.mkdir()
    story = "# A1 | note\nI met <<PERSON:p1|Shaz>> at <<ORG:o1|Astor Lodge>> today.\n"
    (stories / "a.txt").write_text(story, "utf-8")
    train(stories, real, to, FEW, said.append)
    told = json.loads((to / MANIFEST).read_text("utf-8"))
    assert told["recipe"]["passes"] == 1
    assert told["weights"] == weights(to)
    assert len(said) == 1
    assert SpacyDetector(str(to), lambda: Policy("Plymouth")).detect("Ring 07700 900123.")


def test_without_stories_it_says_so(real: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no marked stories"):
        train(tmp_path, real, tmp_path / "pipeline", FEW, print)


def test_the_pipeline_that_ships_is_the_one_its_manifest_tells_of() -> None:
    folder = Path(Settings().spacy_pipeline)
    assert folder == PROJECT / "models" / "names" / "pipeline"
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert told["weights"] == weights(folder)
    assert told["data"] == {file.name: sha256(file) for file in (folder.parent / "texts").glob("*.txt")}
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 15_000_000
