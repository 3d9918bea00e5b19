"""The drill: a bank is lost, and comes back on another machine with another key, whole, or the old one stays whole."""

import contextlib
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import stat
import sys
from base64 import b64encode

import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.errors import Damaged, NotAllowed, NotFound, Refused, WrongPassphrase
from insight.keeping.backups import fill
from insight.store import sealed_file
from insight.store.database import UNFINISHED
from insight.store.place import FILE, Place
from insight.store.repositories.contents import LEFT_OUT
from insight.store.tables import metadata
from insight.store.unit_of_work import scratch_bank
from insight.stories import proposal
from tests.keeping.conftest import CODE, DRAFT, KEPT, PASSPHRASE, WAITING, bring
from tests.seen import seen

# What a new table holds has to be looked at by somebody: it goes into backups, or it is named in LEFT_OUT.
IN_A_BACKUP = {
    "about_theme", "account", "account_subgroup", "account_team", "audit", "backup", "bank", "build_passage",
    "build_theme", "check_back", "citation", "code", "coding", "collection", "column_choice", "consent",
    "consent_exclusion", "controller", "cycle_step", "data_key", "draft", "experiment", "experiment_permission",
    "experiment_review", "experiment_try", "feeling", "gap", "given_out", "given_out_story", "group_session",
    "hand_over", "inquiry", "inquiry_subgroup", "interview", "interviewer", "lawful_basis", "learning_cycle",
    "learning_entry", "letter_back", "memo", "organisation", "original_hold", "original_opening", "passage",
    "passed_on", "prompt", "question_set", "quote", "recovery_code", "reflection", "review", "review_count",
    "rights_request", "saved_search", "sealed", "session_person", "share_back", "share_back_part", "source",
    "stood_aside", "story", "story_coded", "story_opened", "storyteller", "stretch", "subgroup", "system_note", "team",
    "telling", "theme", "theme_build", "theme_event", "theme_mark", "theme_move", "theme_note", "theme_passage",
    "theme_proposal", "theme_quote", "theme_reading", "told_back", "vector", "withdrawal",
}  # fmt: skip


def rows(house):
    """Every table as it lies there, with keys unwrapped: read past the program's own code."""
    found = {}
    with contextlib.closing(sqlite3.connect(house.settings.data_dir / FILE)) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name.startswith("full_text_"):
                continue
            found[name] = [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
    for row in found["data_key"]:
        row["wrapped"] = house.master.decrypt(row["wrapped"])
    for row in found["bank"]:
        if row["name"] == "root_secret":
            row["value"] = house.master.decrypt(row["value"].encode())
    return {name: sorted(map(repr, some)) for name, some in found.items()}


def snapshot(folder):
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def stories(house):
    with house.bank.reading() as work:
        return seen(work, scope(operator(), today=now().date()))


def test_every_table_was_thought_of():
    assert set(metadata.tables) == IN_A_BACKUP | LEFT_OUT


def test_the_drill(full, restore, install):
    other = install("b")
    restored = restore(other)
    before, after = rows(full.house), rows(other)
    ours = {one for one in before if one not in LEFT_OUT}
    different = {name for name in ours if before[name] != after[name]}
    # What a restore changes, and the quarantine that stays behind; everything else is the same to the last byte.
    assert different == {"audit", "bank", "sealed", "data_key", "backup"}
    assert set(after["audit"]) - set(before["audit"]) == {one for one in after["audit"] if "bank_restored" in one}
    assert {one for one in before["audit"] if one not in after["audit"]} == {
        one
        for one in before["audit"]
        if "backup_made" in one  # that backup itself, written down after it was made
    }
    moves = ("index_generation", "audit_seal")  # the restore itself is written down, and a new index is made
    assert [one for one in before["bank"] if not any(name in one for name in moves)] == [
        one for one in after["bank"] if not any(name in one for name in moves)
    ]
    for name in ("sealed", "data_key"):
        assert set(after[name]) == {one for one in before[name] if full.quarantined not in one}
        assert any(full.quarantined in one for one in before[name])
    assert all(after[name] == [] for name in LEFT_OUT)
    assert all(before[name] for name in LEFT_OUT - {"provider_sign_in", "password_link"})
    assert before["theme"]
    assert before["draft"]
    assert before["full_text"]
    assert (restored.stories, restored.left_out) == (27, 0)
    with other.bank.reading() as work:
        assert work.contents.flaws() == ()
        assert work.records.broken_at() is None


def test_what_came_back_can_be_worked_with(full, restore, install):
    other = install("b")
    restore(other)
    found = other.search.search(operator(), "they kept ringing")
    assert str(found[0].text).startswith("They kept ringing")
    assert other.with_a_card.look(Reader("s", "S", Role.STEWARD), CODE).told[0].story == full.kept
    assert other.listening.drafts(full.pair, full.conversation)["story-1"].text == DRAFT
    assert other.protection.proposal(operator(), full.waiting).original.reveal() == WAITING
    with other.bank.reading() as work, pytest.raises(NotFound):  # approved, so its original stayed behind
        proposal.load(work, full.quarantined)
    assert full.quarantined in stories(other)
    assert other.themes.shelf.list(operator()).themes
    assert bring(other, "And a new one.") != []


def test_the_other_place_has_its_own_key_and_nobody_else_may_look(full, restore, install, tmp_path):
    other = install("b")
    restore(other)
    folder = tmp_path / "b"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert {one.name for one in folder.iterdir()} == {FILE, "run"}
    stranger = install("b")
    with pytest.raises(WrongPassphrase):
        _ = stranger.bank


def test_a_key_that_lies_there_is_not_overwritten(full, restore, install, tmp_path):
    other = install("b")
    other.settings.master_key = None
    _ = other.bank
    key = (tmp_path / "b" / "keys" / "master.key").read_bytes()
    other.bank.engine.dispose()
    restore(other)
    assert (tmp_path / "b" / "keys" / "master.key").read_bytes() == key
    del other.bank
    assert full.kept in stories(other)


def test_nothing_that_identifies_is_in_the_file_even_when_it_is_opened(full, backed_up):
    key = full.house.settings.master_key.get_secret_value().encode()
    sealed = backed_up.read_bytes()
    for canary in (b"Quillfeather", b"Wombat", b"Peregrine", KEPT.encode(), key, PASSPHRASE.encode()):
        assert canary not in sealed
    opened = b"\n".join(sealed_file.SealedFile(backed_up).lines(PASSPHRASE))
    assert KEPT.encode() in opened
    assert b"sat with me until it was light." in opened
    for canary in (b"Quillfeather", b"Wombat", b"Peregrine", key, b"t" * 64, b"i" * 64, b"f" * 64):
        assert canary not in opened
    assert b64encode(key) not in opened


@pytest.mark.parametrize("wrong", ["tulip harness gravel", "", "another one entirely"])
def test_a_wrong_passphrase_changes_nothing(full, restore, install, tmp_path, wrong):
    other = install("b")
    with pytest.raises(WrongPassphrase):
        restore(other, passphrase=wrong)
    assert not (tmp_path / "b").exists()
    before = snapshot(tmp_path / "a")
    with pytest.raises(WrongPassphrase):
        restore(full.house, passphrase=wrong, replace=True)
    assert snapshot(tmp_path / "a") == before


@pytest.mark.parametrize("at", [0, 30, 80, 200, 400, 3_000, -1])
def test_a_byte_that_changed_changes_nothing(full, backed_up, restore, install, tmp_path, at):
    content = bytearray(backed_up.read_bytes())
    content[at] ^= 1
    backed_up.write_bytes(content)
    with pytest.raises(Damaged):
        restore(install("b"))
    assert not (tmp_path / "b").exists()
    before = snapshot(tmp_path / "a")
    with pytest.raises(Damaged):
        restore(full.house, replace=True)
    assert snapshot(tmp_path / "a") == before


@pytest.mark.parametrize("length", [0, 10, 100, 5_000, -1])
def test_a_file_that_was_cut_changes_nothing(backed_up, restore, install, tmp_path, length):
    backed_up.write_bytes(backed_up.read_bytes()[:length])
    with pytest.raises(Damaged):
        restore(install("b"))
    assert not (tmp_path / "b").exists()


def rewritten(path, change, **header):
    """A backup as somebody would make it who has the passphrase and bad luck, or another program."""
    file = sealed_file.SealedFile(path)
    lines = change(list(file.lines(PASSPHRASE)))
    told = {name: getattr(file.header, name) for name in ("at", "schema", "stories", "program")} | header
    other = path.with_name("rewritten.backup")
    with sealed_file.writing(other) as new:
        new.write(PASSPHRASE, type(file.header)(**told), (one + b"\n" for one in lines))
    return other


def replaced(name, old, new):
    def change(lines):
        at = next(n for n, one in enumerate(lines) if one.startswith(b'{"table":"%s","columns"' % name))
        end = next(n for n, one in enumerate(lines) if n > at and one.startswith(b"{"))
        changed = [one.replace(old, new) for one in lines[at : end + 1]]
        assert changed != lines[at : end + 1]
        return [*lines[:at], *changed, *lines[end + 1 :]]

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda lines: [], id="nothing in it"),
        pytest.param(lambda lines: lines[:1], id="the ledger alone"),
        pytest.param(lambda lines: lines[1:], id="no ledger"),
        pytest.param(lambda lines: lines[:-1], id="no end"),
        pytest.param(lambda lines: [*lines, lines[5]], id="more after the end"),
        pytest.param(lambda lines: [one for one in lines if b'"audit"' not in one], id="a table without its name"),
        pytest.param(replaced(b"story", b'"indexed"', b'"received"'), id="a row that changed"),
        pytest.param(replaced(b"inquiry", b'"purpose"', b'"purposes"'), id="another column"),
        pytest.param(lambda lines: [b"not json", *lines], id="no lines of ours"),
    ],
)
def test_what_is_no_whole_bank_changes_nothing(backed_up, restore, install, tmp_path, change):
    with pytest.raises(Damaged):
        restore(install("b"), rewritten(backed_up, change))
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(("schema", "age"), [("0003", "an older"), ("0009", "a newer")])
def test_another_version_is_named_and_changes_nothing(backed_up, restore, install, tmp_path, schema, age):
    other = rewritten(backed_up, lambda lines: lines, schema=schema)
    with pytest.raises(Damaged, match=f"{age} program: its tables have version {schema}"):
        restore(install("b"), other)
    assert not (tmp_path / "b").exists()


def test_a_bank_with_stories_is_replaced_only_when_told(full, restore, tmp_path):
    later = bring(full.house, "Told after the backup.")[0]
    with pytest.raises(Refused, match="28 stories and 1 conversations"):
        restore(full.house)
    assert later in stories(full.house)
    full.house.bank.engine.dispose()
    restore(full.house, replace=True)
    assert later not in stories(full.house)
    assert full.kept in stories(full.house)


def test_an_empty_bank_is_no_hindrance(full, restore, install):
    other = install("b")
    _ = other.bank
    other.bank.engine.dispose()
    restore(other)
    assert full.kept in stories(other)


@pytest.mark.parametrize("content", [b"no database at all" * 500, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_bank_is_replaced_when_told(full, restore, install, tmp_path, content):
    other = install("b")
    (tmp_path / "b").mkdir(mode=0o700)
    (tmp_path / "b" / FILE).write_bytes(content)
    with pytest.raises(Refused, match="cannot be read"):
        restore(other)
    assert (tmp_path / "b" / FILE).read_bytes() == content
    restore(other, replace=True)
    assert full.kept in stories(other)


def test_where_insight_runs_nothing_is_restored(full, restore, install):
    with full.house.running.serving(), pytest.raises(Refused, match="is running"):
        restore(full.house, replace=True)
    other = install("b")
    _ = other.bank
    with other.bank.writing() as work:
        work.records.set("colour", "teal")
        with pytest.raises(Exception, match="has the bank open"):
            restore(other)


def test_only_who_administers_may(full, restore, backed_up):
    with pytest.raises(NotAllowed):
        full.house.keeping.restoring.restore(Reader("p", "P", Role.PEER_RESEARCHER), backed_up, lambda: PASSPHRASE)


# What was taken out since stays out.


def holding(folder, words):
    return [name for name, content in snapshot(folder).items() if words.encode() in content]


@pytest.mark.parametrize("known_by", ["the ledger here", "the bank that is replaced", "the ledger inside"])
def test_a_story_that_was_withdrawn_since_stays_out(full, backed_up, restore, install, tmp_path, known_by):
    if known_by == "the bank that is replaced":
        full.house.leaving.withdrawal.withdraw(operator(), full.kept)
        place, path = full.house, backed_up
        full.house.bank.engine.dispose()
    else:
        place, path = install("b"), backed_up
        if known_by == "the ledger here":
            place.keeping.ledger.add(full.kept, now())
        else:
            line = json.dumps({"ledger": [[full.kept, now().isoformat(), None]]}).encode()
            path = rewritten(backed_up, lambda lines: [line, *lines[1:]])
    restored = restore(place, path, replace=True)
    assert restored.left_out == 1
    assert full.kept not in stories(place)
    place.bank.engine.dispose()
    assert holding(place.settings.data_dir, KEPT[:30]) == []
    assert full.kept in place.keeping.ledger.stories()
    with place.bank.reading() as work:
        assert work.records.is_withdrawn(full.kept)
        assert work.records.withdrawn_yet_here() == ()
        assert work.contents.flaws() == ()
    assert full.kept not in {one.facts.id for one in place.search.search(operator(), KEPT, limit=50)}
    with pytest.raises(NotFound):
        place.with_a_card.look(Reader("s", "S", Role.STEWARD), CODE)


def test_drafts_of_a_conversation_that_was_withdrawn_since_stay_out(full, restore, install):
    other = install("b")
    other.keeping.ledger.add("a story made of it later", now(), full.conversation)
    restore(other)
    with pytest.raises(NotFound):
        other.listening.drafts(full.pair, full.conversation)
    with other.bank.reading() as work, pytest.raises(Damaged):
        work.vault.open(full.conversation, "story-1/1", b"x" * 40)


def test_what_is_known_of_backups_outlives_the_bank(full, restore):
    known = full.house.keeping.backups.known(operator())
    assert len(known) == 1
    full.house.bank.engine.dispose()
    restore(full.house, replace=True)
    assert full.house.keeping.backups.known(operator()) == known


def test_what_is_only_derived_goes_with_the_old_bank(full, restore, tmp_path):
    for name in ("vectors/1", "queues"):
        (tmp_path / "a" / name).mkdir(parents=True)
        (tmp_path / "a" / name / "old").write_bytes(b"old")
    with full.house.bank.reading() as work:
        generation = work.records.generation()
    full.house.bank.engine.dispose()
    restore(full.house, replace=True)
    assert not (tmp_path / "a" / "vectors").exists()
    assert not (tmp_path / "a" / "queues").exists()
    with full.house.bank.reading() as work:
        assert work.records.generation() > generation


# Killed at any line, the old bank or the new one is there.


def _killed_at(line_number, place, bank):
    """In a process of its own: put the bank in place, and be killed before this line of the code that does it."""
    seen = 0

    def trace(frame, event, _):
        nonlocal seen
        if not frame.f_code.co_filename.endswith("store/place.py"):
            return None
        if event == "line":
            seen += 1
            if seen == line_number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    place.put(bank)
    sys.settrace(None)


def test_a_kill_leaves_the_old_bank_or_the_new_one(full, backed_up, install, tmp_path):
    full.house.bank.engine.dispose()
    house = install("b")
    bring(house, "The one that was here before.")
    with house.bank.writing() as work:  # a log that is not written back lies beside it, as after a crash
        work.records.set("colour", "teal")
    template = tmp_path / "template"
    shutil.copytree(tmp_path / "b", template)
    assert (template / "insight.db-wal").stat().st_size
    old, new = stories(house), stories(full.house)
    house.bank.engine.dispose()
    full.house.bank.engine.dispose()
    place, left = Place(house.settings, lambda: house.master), []
    with scratch_bank() as bank:
        with bank.writing() as work:
            fill(work, sealed_file.SealedFile(backed_up), PASSPHRASE)
        for line_number in range(1, 1_000):
            shutil.rmtree(tmp_path / "b")
            shutil.copytree(template, tmp_path / "b")
            process = multiprocessing.get_context("fork").Process(target=_killed_at, args=(line_number, place, bank))
            process.start()
            process.join()
            del house.bank
            found = stories(house)
            with house.bank.reading() as work:
                assert (work.contents.flaws(), work.records.broken_at(), work.vault.lost_keys()) == ((), None, 0)
                assert work.records.value("colour") == ("teal" if found == old else None)
            house.bank.engine.dispose()
            assert found in (old, new)
            assert not (tmp_path / "b" / UNFINISHED).exists()
            left.append(found == old)
            if process.exitcode == 0:
                break
            assert process.exitcode == -signal.SIGKILL
    assert left == sorted(left, reverse=True)
    assert left.count(True) > 30
    assert left.count(False) > 3
