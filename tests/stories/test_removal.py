"""A removed story is nowhere: a canary in every column that a teller's words can reach, and in no file afterwards.

The columns are read from the tables themselves: whoever adds one decides here where its words come from.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Date, LargeBinary, String, Text, select

from insight.access.reader import Reader, Role, operator
from insight.keeping.kept import KeptBackup
from insight.settings import Settings
from insight.store.full_text import full_text
from insight.store.moment import Moment
from insight.store.tables import data_key, metadata, sealed, story, vector
from insight.stories import received
from insight.stories.consent import Consent, IfTheyDie
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.stories.interview import Listener, Telling
from insight.stories.letters_back import PICK_UP_WORD, PLACE
from insight.stories.proposal import propose
from insight.stories.reflection import Reflection
from insight.stories.removal import NAMES_SKIPPED, TYPED_TEXT_GONE
from insight.stories.spans import Label, Span, Tier
from insight.themes.kept import BuiltTheme, KeptTheme
from insight.wiring import Services
from tests.removing import Files, Ledger, withdrawal

# Where a teller's words, or what is made of them, can stand. Each gets a canary below.
THEIRS = {
    "storyteller.pseudonym", "storyteller.code_hash", "draft.sealed", "story.text", "story.title", "story.ref",
    "story.content_note", "story.text_key", "story.place_kind", "interview.place_kind", "telling.compared_with",
    "feeling.compared_with", "passage.text_hash", "vector.vector", "theme.machine_name", "theme.human_name",
    "theme.words", "theme.centroid", "theme_build.anchors", "theme_event.detail", "sealed.ciphertext",
    "data_key.wrapped", "vector.text_hash", "build_theme.machine_name", "build_theme.words", "build_theme.centroid",
    "theme_note.text", "quote.words_hash", "quote.note", "coding.words_hash", "code.name", "code.description",
    "memo.text", "collection.name", "collection.reason", "saved_search.name", "saved_search.query",
    "citation.words_hash", "citation.why", "gap.who", "gap.why", "gap.heard", "learning_cycle.name",
    "learning_cycle.purpose", "cycle_step.learned", "group_session.decisions", "learning_entry.noticed",
    "learning_entry.so_what", "learning_entry.now_what", "theme_reading.text", "check_back.missing", "experiment.name",
    "experiment.what", "experiment.who", "experiment.legal", "experiment.safe", "experiment.surprise",
    "experiment.stop_if", "experiment.small", "experiment.lesson", "experiment_permission.whose",
    "experiment_permission.asked_by", "experiment_permission.said", "experiment_try.did", "experiment_try.happened",
    "experiment_review.said", "system_note.text", "system_note.source", "share_back.title", "share_back_part.heading",
    "share_back_part.text", "given_out.name", "given_out.to_whom",
}  # fmt: skip
# Typed by staff or made by the program: no words of a teller reach them.
NOT_THEIRS = {
    "inquiry.name", "inquiry.purpose", "question_set.refinement", "prompt.text", "prompt.tip", "stretch.prompt",
    "consent.script", "consent.how", "consent.taken_by", "consent.if_they_die", "storyteller.teller", "prompt.stage",
    "prompt.teller", "interview.way", "interview.state", "interviewer.job", "telling.teller", "telling.whose",
    "telling.feeling", "telling.since", "telling.felt_heard", "reflection.answer", "draft.field", "story.teller",
    "story.way", "story.state", "story.lease_owner", "story.approved_by", "stretch.part", "stretch.whose",
    "review.looked_over_by", "review.alarms", "review.signed_by", "sealed.name", "original_hold.asked_by",
    "original_hold.agreed_by", "vector.model", "theme_build.state", "theme_build.model", "theme_build.reason",
    "theme_event.what", "feeling.answer", "feeling.since", "feeling.felt_heard", "theme_build.step",
    "theme_build.parameters", "theme_proposal.kind", "theme_proposal.themes",
    "theme_proposal.decision", "theme_proposal.decided_by", "theme.origin", "theme_passage.by", "theme_mark.by",
    "theme_note.by", "theme_move.by", "hand_over.from_kind", "hand_over.to_kind", "collection.by", "quote.by",
    "code.guid", "code.by", "coding.by", "coding.kept_by", "story_coded.by", "memo.by", "saved_search.filters",
    "saved_search.by", "citation.kind", "citation.resonance", "citation.by", "gap.by", "gap.heard_by",
    "learning_cycle.scale", "learning_cycle.stage", "learning_cycle.by", "cycle_step.stage", "cycle_step.by",
    "group_session.by", "learning_entry.by", "theme_reading.role", "theme_reading.by", "check_back.answer",
    "check_back.by", "experiment.ended_as", "experiment.by", "experiment_permission.answer",
    "experiment_permission.by", "experiment_try.by", "experiment_review.by", "system_note.by", "share_back.by",
    "share_back_part.kind", "given_out.kind", "given_out.by", "told_back.how",
    "told_back.by",
}  # fmt: skip
# Tables that know nothing of any story's words.
OF_STAFF = {
    "account", "account_subgroup", "account_team", "audit", "backup", "bank", "column_choice", "controller",
    "inquiry_subgroup", "invitation", "lawful_basis", "organisation", "original_opening", "passed_on", "password_link",
    "provider_sign_in", "recovery_code", "review_count", "rights_request", "session", "sign_in_attempt", "source",
    "subgroup", "team", "withdrawal",
}  # fmt: skip

# What staff type in rooms and share-backs, each after what it hangs on.
LEARNED = (
    "gap",
    "learning_cycle",
    "cycle_step",
    "group_session",
    "learning_entry",
    "theme_reading",
    "check_back",
    "experiment",
    "experiment_permission",
    "experiment_try",
    "experiment_review",
    "system_note",
    "share_back",
    "share_back_part",
    "given_out",
)

LONG = "They kept ringing until I picked up, and then they rang again to say that it had been good to hear me. "


def text_columns() -> set[str]:
    """Every column that could hold words, but ids."""
    found = set()
    for table in metadata.sorted_tables:
        if table.name in OF_STAFF:
            continue
        for column in table.columns:
            wordy = isinstance(column.type, String | Text | LargeBinary) and getattr(column.type, "length", 0) != 32
            if wordy:
                found.add(f"{table.name}.{column.name}")
    return found


def test_of_every_column_it_is_decided_whose_words_it_holds() -> None:
    assert text_columns() == THEIRS | NOT_THEIRS
    assert {table.name for table in metadata.sorted_tables} >= OF_STAFF


def word(column: str) -> str:
    """A word that stands for a column."""
    return "canary" + "".join(letter for letter in column if letter.isalpha()) + "quokka"


@pytest.fixture
def house(bank: Any, tmp_path: Path) -> Services:
    built = Services(Settings(data_dir=tmp_path))
    built.bank = bank
    return built


@pytest.fixture
def planted(bank: Any, clock: Any, tell: Callable[..., str]) -> str:
    """A story whose words stand wherever they can, another that shares a few, and its conversation."""
    words = {column: word(column) for column in sorted(THEIRS)}
    text = LONG + " ".join(words.values()) + "."
    with bank.writing() as work:
        inquiry = work.inquiries.add("What people told us", "To learn.", (), clock())
        questions = work.inquiries.get(inquiry).questions.id
        account = work.people.add("pair", "Ada", Role.INTERVIEWER, None, clock())
        conversation = work.interviews.open(inquiry, questions, (Listener(None, None, account),), clock())
        teller = work.tellers.add(TellerKind.PERSON, words["storyteller.pseudonym"])
        work.interviews.tell(conversation, Telling(1, storyteller=teller), clock())
        work.interviews.save(conversation, "story", words["draft.sealed"], 0, clock())
        work.pairs.reflect(Reflection(conversation, account, clock().date()), None)
        work.vault.keep(conversation, f"reflection {account}"[:30], words["sealed.ciphertext"])
        work.tellers.give_code(teller, words["storyteller.code_hash"].encode())
        work.tellers.wants_letter(teller, clock().date())
        for name in (PLACE, PICK_UP_WORD):
            work.vault.keep(teller, name, words["sealed.ciphertext"])
    one = tell(text, storyteller=teller, interview=conversation)
    tell("We waited for weeks, all of us.")
    with bank.writing() as work:
        work.interviews.submit(conversation, clock())
        work.vault.keep(conversation, f"reflection {account}"[:30], words["sealed.ciphertext"])
        work.vault.keep(one, received.ORIGINAL, text + " Zebedee Quillfeather rang me, and Sharon.")
        at = len(text) + 1
        spans = [
            Span(at, at + 20, Label.PERSON, Tier.MASK, "[friend 1]", "test", "A name.", "PERSON:zebedee"),
            Span(len(text) + 35, len(text) + 41, Label.PERSON, Tier.MASK, "[friend 2]", "test", "A name.", "x"),
        ]
        propose(work, one, spans)
        work.passages.replace(one, text, [(0, 90), (60, len(text))])
        numbers = np.arange(1, 385, dtype=np.float32) / 7
        for number, key in enumerate(work.passages.missing_vectors("test", one)):
            work.passages.keep_vectors("test", {key: numbers + number})
        passages = work.passages.ids_of(one)
        build = work.builds.begin("test", clock())
        work.builds.finish(build, "tentative", "why", 2, 4, numbers.tobytes(), clock())
        theme = KeptTheme("t1", words["theme.machine_name"], passages[0], None, (words["theme.words"],), numbers, False)
        work.themes.keep(theme, 0, build)
        work.themes.rename("t1", words["theme.human_name"])
        work.theme_acts.note("t1", "x", "renamed", words["theme_event.detail"], clock())
        work.themes.place("t1", [(passage, 1.0, False) for passage in passages])
        work.themes.keep_quotes("t1", [(passages[0], 0, 20)])
        work.theme_acts.write("t1", "x", words["theme_note.text"], clock())
        its_words = (words["build_theme.words"],)
        found = BuiltTheme(0, "t1", words["build_theme.machine_name"], passages[0], its_words, numbers, None)
        work.builds.record(build, [found], [(passage, 0, 1.0, False) for passage in passages])
        study(work, one, words, clock())
    learn(bank, one, words, clock())
    with bank.engine.begin() as connection:
        for column in ("title", "ref", "content_note", "text_key", "place_kind"):
            connection.exec_driver_sql(f"UPDATE story SET {column} = ? WHERE id = ?", (words[f"story.{column}"], one))
        connection.exec_driver_sql("UPDATE quote SET note = ?", (words["quote.note"],))
        connection.exec_driver_sql("UPDATE interview SET place_kind = ?", (words["interview.place_kind"],))
        connection.exec_driver_sql(
            "INSERT INTO feeling (id, storyteller, inquiry, story, answer, compared_with) "
            "VALUES ('f', ?, ?, ?, 'same', ?)",
            (teller, inquiry, one, words["feeling.compared_with"]),
        )
    return one


def study(work: Any, story: str, words: dict[str, str], now: Any) -> None:
    """The story's words typed again at the research desk."""
    subgroup = work.alliance.subgroup("Estates")
    collection = work.studies.add_collection(words["collection.name"], words["collection.reason"], None, "x", now)
    code = work.studies.add_code(collection, words["code.name"], words["code.description"], None, "guid", "x", now)
    work.studies.add_quote(collection, story, 0, 9, words["quote.words_hash"], "x", now)
    work.studies.add_coding(code, story, 0, 9, words["coding.words_hash"], "x", now, False)
    work.studies.add_memo(collection, None, None, words["memo.text"], "x", now)
    work.studies.add_memo(collection, None, story, words["memo.text"], "x", now)
    work.studies.add_search(subgroup, words["saved_search.name"], "waiting", Filters(), "x", now)
    work.studies.add_search(subgroup, "Waiting", words["saved_search.query"], Filters(), "x", now)


def learn(bank: Any, story: str, words: dict[str, str], now: Any) -> None:
    """The story's words typed again in a sub-group's room and in a share-back: each column of each table there."""
    learned = [metadata.tables[name] for name in ("citation", *LEARNED)]
    known = {"story": story, "theme": "t1", "subgroup": "s1"}
    with bank.engine.begin() as connection:
        connection.execute(metadata.tables["subgroup"].insert().values(id="s1", name="Day activities"))
        for table in learned:
            row: dict[str, Any] = {}
            for column in table.columns:
                name = f"{table.name}.{column.name}"
                wanted = {target.target_fullname.partition(".")[0] for target in column.foreign_keys}
                if name in words:
                    row[column.name] = words[name]
                elif wanted and (target := wanted.pop()) in known:
                    row[column.name] = known[target]
                elif not column.nullable:
                    row[column.name] = _some(column.type, now)
            connection.execute(table.insert().values(row))
            known[table.name] = row.get("id", "")


def _some(kind: Any, now: Any) -> Any:
    """Something that fits into a column and says nothing."""
    if kind.python_type in (int, bool):
        return kind.python_type(0)
    return now.date() if isinstance(kind, Date) else now if isinstance(kind, Moment) else "x"


def files_with(folder: Path, wanted: dict[str, bytes]) -> dict[str, set[str]]:
    """Which of these stand in which file."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        body = path.read_bytes()
        here = {
            name for name, one in wanted.items() if one in body or one.decode("latin-1").encode("utf-16-le") in body
        }
        if here:
            found[path.name] = here
    return found


def test_no_file_holds_a_canary_of_any_column(house: Services, bank: Any, tmp_path: Path, planted: str) -> None:
    wanted = {column: word(column).encode() for column in THEIRS}
    with bank.engine.connect() as connection:
        for number, column in enumerate((sealed.c.ciphertext, data_key.c.wrapped, vector.c.vector)):
            for at, value in enumerate(connection.execute(select(column)).scalars()):
                wanted[f"{number}/{at}"] = value[:64]
        wanted |= {row.id: row.text_hash.encode() for row in connection.exec_driver_sql("SELECT * FROM passage")}
        assert connection.execute(select(full_text.c.body)).first()
    before = set().union(*files_with(tmp_path, wanted).values())
    behind_lock = {"draft.sealed", "sealed.ciphertext", "telling.compared_with", "vector.vector", "theme.centroid"}
    assert before >= {one for one in THEIRS if one not in behind_lock}
    receipt = house.leaving.withdrawal.withdraw(operator(), planted)
    assert files_with(tmp_path, wanted) == {}
    assert receipt.complete
    assert receipt.not_looked_for == (NAMES_SKIPPED,)  # Sharon
    with bank.engine.connect() as connection:
        for table in (
            "interview",
            "feeling",
            "sealed",
            "data_key",
            "theme_quote",
            "theme_passage",
            "letter_back",
            "quote",
            "coding",
            "memo",
        ):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table
        assert connection.exec_driver_sql("SELECT anchors FROM theme_build").scalar_one() is None
        assert connection.exec_driver_sql("SELECT count(*) FROM story").scalar_one() == 1


def test_the_names_in_an_original_are_looked_for(house: Services, tmp_path: Path, planted: str) -> None:
    (tmp_path / "notes.txt").write_text("Ring Zebedee Quillfeather on Monday")
    (tmp_path / "others.txt").write_text("Sharon and Zebedee")
    receipt = house.leaving.withdrawal.withdraw(operator(), planted)
    assert receipt.found_in == ("notes.txt",)


def test_a_temporary_file_of_ours_is_looked_through(
    house: Services, tmp_path: Path, planted: str, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("insight.store.bank_files.gettempdir", lambda: str(folder))
    (folder / "insight-copy.json").write_text(LONG)
    (folder / "somebody-elses.txt").write_text(LONG)
    assert house.leaving.withdrawal.withdraw(operator(), planted).found_in == (str(folder / "insight-copy.json"),)


# What a receipt says.


def test_the_ledger_is_written_before_the_commit(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    one = tell(LONG)
    here = []

    class Looking(Ledger):
        def add(self, story, at, conversation=None) -> None:
            with bank.reading() as work:
                here.append(work.stories.storyteller_of(story) is not None)
            super().add(story, at, conversation)

    ledger = Looking()
    withdrawal(bank, clock, ledger=ledger).withdraw(operator(), one)
    assert here == [True]
    assert ledger.stories() == {one: clock()}


def test_a_receipt_says_until_when_backups_may_hold_it(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    said = withdrawal(bank, clock).withdraw(operator(), tell(LONG)).in_words()
    assert "ackup" not in said
    assert TYPED_TEXT_GONE in said
    with bank.writing() as work:
        work.backups.add(KeptBackup(clock(), "one", 1, date(2026, 8, 1)))
        work.backups.add(KeptBackup(clock() - timedelta(days=1), "two", 1, None))
    said = withdrawal(bank, clock).withdraw(operator(), tell(LONG)).in_words()
    assert "may still hold it, sealed, until 1 August 2026. Putting one back takes it out again" in said
    assert "A backup that somebody took away" in said


def test_several_that_go_together_are_proven_once(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    first = tell(LONG)
    with bank.reading() as work:
        teller = work.stories.storyteller_of(first)
    tell("The very same words. " * 4, storyteller=teller)
    tell("The very same words. " * 4, storyteller=teller)
    files = Files()
    receipts = withdrawal(bank, clock, files).everything_of(operator(), first)
    assert len(receipts) == 3
    assert len(files.generations) == 1
    assert any("The very same words" in one for one in files.looked_for.stretches)


@pytest.mark.parametrize(("wish", "left"), [(IfTheyDie.REMOVE, 0), (IfTheyDie.KEEP, 2)])
def test_when_somebody_dies_their_wish_is_done(
    bank: Any, clock: Any, tell: Callable[..., str], wish: IfTheyDie, left: int
) -> None:
    one = tell(LONG, consent=Consent(inside=True, if_they_die=wish))
    with bank.reading() as work:
        teller = work.stories.storyteller_of(one)
    tell("Another one, told later.", storyteller=teller)
    receipts = withdrawal(bank, clock).died(Reader("s", "S", Role.STEWARD), one)
    assert {receipt.why.value for receipt in receipts} == ({"died"} if not left else set())
    with bank.engine.connect() as connection:
        assert len(connection.execute(select(story.c.id)).all()) == left
        whys = connection.exec_driver_sql("SELECT DISTINCT why FROM withdrawal").scalars().all()
    assert whys == ([] if left else ["died"])


def test_a_mark_of_what_is_owed_is_gone_when_it_is_done(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    withdrawal(bank, clock).withdraw(operator(), tell(LONG))
    with bank.reading() as work:
        assert work.records.value("removal_owed") == ""
