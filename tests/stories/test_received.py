"""Pieces become one original whose stretches lie exactly over them, and the vault alone holds it."""

import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from insight.stories import received
from insight.stories.received import Piece
from insight.stories.story import Part, Whose

PIECES = st.lists(
    st.builds(
        Piece, st.text(min_size=1).filter(str.strip), st.sampled_from(Part), st.sampled_from(Whose),
        st.none() | st.text(max_size=20),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(PIECES)
def test_stretches_lie_over_their_pieces(pieces: list[Piece]) -> None:
    text = received.joined(pieces).reveal()
    stretches = received.stretches_of(pieces)
    assert [(one.part, one.whose, one.prompt) for one in stretches] == [(p.part, p.whose, p.prompt) for p in pieces]
    assert "\r" not in text
    for one, piece in zip(stretches, pieces, strict=True):
        assert text[one.start : one.end] == piece.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert all(a.end + 2 == b.start for a, b in pairwise(stretches))
    assert stretches[-1].end == len(text)


@given(PIECES)
def test_stretches_come_back_from_the_vault_as_they_went(pieces: list[Piece]) -> None:
    stretches = received.stretches_of(pieces)
    assert received.load(received.dump(stretches)) == stretches


def test_what_came_in_is_sealed(bank: object, tell: Callable[..., str], tmp_path: Path) -> None:
    tell(words="Zebedee Quillfeather came by.", before_review=True)
    with sqlite3.connect(tmp_path / "insight.db") as database:
        assert database.execute("SELECT text, title FROM story").fetchone() == (None, "")
    assert not any(b"Quillfeather" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
