"""A sealed file opens as it was written or not at all: any byte changed, any place cut, any other passphrase."""

import stat
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.errors import Damaged, InsightError, NotFound, Refused, Unavailable, WrongPassphrase
from insight.keeping.kept import Header
from insight.store import sealed_file
from insight.store.sealed_file import CHUNK, TAG, UNFINISHED, SealedFile, writing

PASSPHRASE = "tulip harness gravel"
HEADER = Header(datetime(2026, 6, 15, 10, tzinfo=UTC), "0006", 12, "0.1.0")
# Random enough that it fills several chunks although it is squeezed.
LINES = [f"{number * 7919 % 104729:x}{number**5:x} quokka".encode() for number in range(24_000)]
each_example = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(sealed_file, "SCRYPT_N", 1 << 4)


def write(path, lines=LINES, passphrase=PASSPHRASE):
    with writing(path) as new:
        size = new.write(passphrase, HEADER, (line + b"\n" for line in lines))
    assert path.stat().st_size == size
    return path


@pytest.fixture
def sealed(tmp_path):
    path = write(tmp_path / "one.backup")
    assert path.stat().st_size > 3 * CHUNK
    return path


def read(path, passphrase=PASSPHRASE):
    return list(SealedFile(path).lines(passphrase))


@pytest.mark.parametrize("lines", [[], [b""], [b"one"], LINES, [b"x" * (3 * CHUNK)]], ids=len)
def test_what_was_written_is_read(tmp_path, lines):
    path = write(tmp_path / "one.backup", lines)
    assert read(path) == lines
    assert SealedFile(path).header == HEADER


def test_what_has_no_end_of_line_is_noticed(tmp_path):
    path = tmp_path / "one.backup"
    with writing(path) as new:
        new.write(PASSPHRASE, HEADER, [b"torn"])
    with pytest.raises(Damaged):
        read(path)


def test_a_file_whose_chunks_end_exactly_is_read(tmp_path, monkeypatch):
    one = write(tmp_path / "one.backup", [b"warm"])
    monkeypatch.setattr(sealed_file, "CHUNK", one.stat().st_size - SealedFile(one)._begins_at - TAG)
    write(tmp_path / "two.backup", [b"warm"])
    assert read(tmp_path / "two.backup") == [b"warm"]


def test_nothing_of_it_is_in_the_clear(sealed):
    content = sealed.read_bytes()
    assert not any(one in content for one in (b"quokka", PASSPHRASE.encode(), LINES[0]))
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_the_same_lines_never_look_the_same(tmp_path):
    one, two = (write(tmp_path / name, [b"warm"]).read_bytes() for name in ("a", "b"))
    assert one[-40:] != two[-40:]


@pytest.mark.parametrize("wrong", ["", "tulip harness grave", "Tulip harness gravel", PASSPHRASE + " "])
def test_another_passphrase_opens_nothing(sealed, wrong):
    with pytest.raises(WrongPassphrase):
        next(SealedFile(sealed).lines(wrong))


def test_a_passphrase_may_be_typed_on_another_keyboard(tmp_path):
    path = write(tmp_path / "one.backup", [b"warm"], "caf\u00e9 harness gravel")
    assert read(path, "cafe\u0301 harness gravel") == [b"warm"]


@each_example
@given(st.data())
def test_any_byte_that_changed_is_noticed(sealed, data):
    content = bytearray(sealed.read_bytes())
    # Half of the tries go to the head, where the most can go wrong.
    at = data.draw(st.one_of(st.integers(0, 300), st.integers(0, len(content) - 1)))
    content[at] ^= data.draw(st.integers(1, 255))
    other = sealed.with_name("changed")
    other.write_bytes(content)
    with pytest.raises(Damaged):
        read(other)


@each_example
@given(st.data())
def test_any_cut_is_noticed(sealed, data):
    content = sealed.read_bytes()
    begins = SealedFile(sealed)._begins_at
    chunk_ends = [begins + n * (CHUNK + TAG) for n in range(4)]
    at = data.draw(st.one_of(st.sampled_from(chunk_ends), st.integers(0, 300), st.integers(0, len(content) - 1)))
    other = sealed.with_name("cut")
    other.write_bytes(content[:at])
    with pytest.raises(Damaged):
        read(other)


def chunks(path):
    content, begins = path.read_bytes(), SealedFile(path)._begins_at
    body = content[begins:]
    return content[:begins], [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda one, other: [one[1], one[0], *one[2:]], id="swapped"),
        pytest.param(lambda one, other: [one[0], *one[2:]], id="one left out"),
        pytest.param(lambda one, other: [one[0], *one], id="one twice"),
        pytest.param(lambda one, other: [other[0], *one[1:]], id="from another file"),
        pytest.param(lambda one, other: [*one[:-2], one[-1]], id="the last but one left out"),
        pytest.param(lambda one, other: [*one, b"more"], id="something after the end"),
        pytest.param(lambda one, other: [*one, one[-1]], id="two ends"),
    ],
)
def test_chunks_stand_where_they_were_written(sealed, tmp_path, change):
    head, own = chunks(sealed)
    _, others = chunks(write(tmp_path / "other.backup"))
    moved = tmp_path / "moved"
    moved.write_bytes(head + b"".join(change(own, others)))
    with pytest.raises(Damaged):
        read(moved)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no backup"),
        (b"SQLite format 3\0" * 20, "no backup"),
        (b"Insight backup, format 2\n" + b"\0" * 300, "newer program"),
        (b"Insight backup, format 1\n" + b"\xff" * 300, "damaged"),
    ],
)
def test_what_is_no_backup_is_said_to_be_none(tmp_path, content, says):
    path = tmp_path / "one"
    path.write_bytes(content)
    with pytest.raises(Damaged, match=says):
        SealedFile(path)


@pytest.mark.parametrize("name", ["gone", "."])
def test_what_is_not_there_is_said_to_be_missing(tmp_path, name):
    with pytest.raises(NotFound):
        SealedFile(tmp_path / name)


def test_a_try_that_failed_leaves_nothing_and_the_last_one_as_it_was(sealed, tmp_path):
    before = sealed.read_bytes()

    def failing():
        yield b"other\n"
        raise RuntimeError

    with pytest.raises(RuntimeError), writing(sealed) as new:
        new.write(PASSPHRASE, HEADER, failing())
    assert sealed.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [sealed.name]


def test_somebody_elses_file_is_not_replaced(tmp_path):
    other = tmp_path / "thesis.docx"
    other.write_bytes(b"years of work")
    with pytest.raises(Refused, match="something else"), writing(other):
        pass
    with pytest.raises(Refused, match="no folder"), writing(tmp_path / "no" / "one"):
        pass
    assert other.read_bytes() == b"years of work"


def test_a_full_disk_is_told_in_words(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed_file.os, "fsync", full)
    with pytest.raises(Unavailable, match="disk is full") as raised:
        write(tmp_path / "one.backup")
    assert isinstance(raised.value, InsightError)
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_cleared_away_in_time(tmp_path, monkeypatch):
    left = tmp_path / f"{UNFINISHED}0000"
    left.write_bytes(b"sealed half")
    write(tmp_path / "one.backup", [b"warm"])
    assert left.exists()  # somebody may be at work on it
    monkeypatch.setattr(sealed_file, "STALE_SECONDS", -1.0)
    write(tmp_path / "two.backup", [b"warm"])
    assert not left.exists()
