"""Marked stories are read to the letter: the text without its marks, and every mark where it was."""

import pytest

from insight.errors import BadInput
from insight.settings import PROJECT
from insight.stories.training.marked import read
from insight.stories.training.variants import LABELS

TEXTS = PROJECT / "models" / "names" / "texts"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# A1 | note\nNobody here.\n", [("A1", "Nobody here.", [])], id="no marks"),
        pytest.param(
            "# A1 | note\n<<PERSON:p1|Shaz>>'s, <<?|KB>>.\n\nThen.\n# A2 | note\nIn <<-|May>>.\n",
            [("A1", "Shaz's, KB.\n\nThen.", [("PERSON", "Shaz"), ("?", "KB")]), ("A2", "In May.", [("-", "May")])],
            id="two stories",
        ),
        pytest.param("# A1 | note\n# not a head\nYes.\n", [("A1", "# not a head\nYes.", [])], id="a hash in the text"),
    ],
)
def test_reads(file: str, expected: list) -> None:
    found = [(one.id, one.text, [(m.label, one.text[m.start : m.end]) for m in one.marks]) for one in read(file)]
    assert found == expected


def test_mentions_of_one_identity_share_it() -> None:
    [story] = read("# A1 | note\n<<PERSON:p1|Shaz>> and <<NICK:p1|Bones>>, <<ORG|Astor Lodge>>.\n")
    assert [mark.entity for mark in story.marks] == ["p1", "p1", "ORG:astor lodge"]


@pytest.mark.parametrize("body", ["<<PERSON:p1|Shaz", "Shaz>>", "<<PERSON Shaz>>", "a | b"])
def test_a_mark_left_open_is_named_by_its_story(body: str) -> None:
    with pytest.raises(BadInput, match="A7") as refused:
        read(f"# A7 | note\n{body}\n")
    assert "Shaz" not in str(refused.value)


def test_what_ships_can_be_read_and_has_enough_of_each_kind() -> None:
    stories = [story for file in TEXTS.glob("*.txt") for story in read(file.read_text("utf-8"))]
    assert len({story.id for story in stories}) == len(stories) >= 1_300
    labels = [LABELS.get(mark.label) for story in stories for mark in story.marks]
    assert min(labels.count(label) for label in set(LABELS.values())) >= 50
