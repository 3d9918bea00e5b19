"""What was typed at the desk in somebody's words is gone when they no longer agree to be quoted; the rest stays."""

import pytest

from insight.research.study import words_hash
from insight.stories.filters import Filters
from insight.stories.removal import unname

SAID = "They kept ringing until I picked up the phone, and the kettle that nobody owned was warm."
THEIRS, OURS = "kept ringing until I picked up the phone", "how long people wait for a key"


def planted(work, clock, story: str, typed: str) -> str:
    """The words typed wherever something can be typed."""
    collection = work.studies.add_collection(typed, typed, None, "x", clock())
    code = work.studies.add_code(collection, typed, typed, None, "g", "x", clock())
    work.studies.add_quote(collection, story, 0, 9, words_hash(SAID[:9]), "x", clock())
    work.studies.add_memo(collection, code, None, f"I think of this: {typed}. More of our own.", "x", clock())
    subgroup = work.alliance.subgroup("Estates")
    work.studies.add_search(subgroup, typed, "keys", Filters(), "x", clock())
    work.studies.add_search(subgroup, "Keys", typed, Filters(), "x", clock())
    return collection


def typed_anywhere(bank) -> list[str]:
    with bank.engine.connect() as connection:
        return [
            one
            for table, columns in (
                ("collection", "name, reason"), ("code", "name, description"), ("quote", "note"), ("memo", "text"),
                ("saved_search", "name, query"),
            )
            for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table}")
            for one in row
        ]  # fmt: skip


@pytest.fixture
def story(bank, clock, tell):
    told = tell(SAID)
    with bank.writing() as work:
        planted(work, clock, told, THEIRS)
        planted(work, clock, told, OURS)
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE quote SET note = 'See: the kettle that nobody owned was warm.'")
    return told


def test_their_words_go_and_ours_stay(bank, story):
    assert sum(THEIRS in one for one in typed_anywhere(bank)) == 7
    with bank.writing() as work:
        unname(work, [story])
    left = typed_anywhere(bank)
    assert not any(THEIRS in one or "kettle" in one for one in left)
    assert sum(OURS in one for one in left) == 7
    assert left.count("A collection") == left.count("A code") == left.count("A search") == 1


def test_what_others_say_too_stays(bank, tell, story):
    tell(f"You know how it is: {THEIRS}.")
    with bank.writing() as work:
        unname(work, [story])
    assert sum(THEIRS in one for one in typed_anywhere(bank)) == 7
