"""What is sealed opens for its own row and key only, and is gone when it was forgotten."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, MultiFernet

from insight.errors import Damaged, WrongPassphrase
from insight.store.tables import data_key, sealed
from insight.store.unit_of_work import Bank

SECRET = "Shaz from Stonehouse said it, quokka"


def keep(bank, owner="a", name="original", text=SECRET, **more):
    with bank.writing() as work:
        work.vault.keep(owner, name, text, **more)


def fetch(bank, owner="a", name="original"):
    with bank.reading() as work:
        return work.vault.fetch(owner, name)


def change(bank, owner, **values):
    with bank.engine.begin() as connection:
        connection.execute(sealed.update().where(sealed.c.owner == owner).values(**values))


def ciphertext(bank, owner, name="original"):
    with bank.engine.begin() as connection:
        found = sealed.select().where((sealed.c.owner == owner) & (sealed.c.name == name))
        return connection.execute(found).one().ciphertext


def test_what_was_kept_is_fetched(bank):
    keep(bank)
    assert fetch(bank) == SECRET
    assert fetch(bank, name="another") is None
    keep(bank, text="later words")
    assert fetch(bank) == "later words"


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_an_altered_byte_is_noticed(bank, at):
    keep(bank)
    raw = bytearray(ciphertext(bank, "a"))
    raw[at] ^= 1
    change(bank, "a", ciphertext=bytes(raw))
    with pytest.raises(Damaged) as raised:
        fetch(bank)
    assert SECRET not in str(raised.value)


def test_a_text_cut_short_is_noticed(bank):
    keep(bank)
    change(bank, "a", ciphertext=ciphertext(bank, "a")[:5])
    with pytest.raises(Damaged):
        fetch(bank)


def test_a_text_moved_to_another_name_or_owner_is_noticed(bank):
    keep(bank)
    keep(bank, name="proposal", text="other")
    keep(bank, owner="b", text="other")
    original = ciphertext(bank, "a")
    change(bank, "b", ciphertext=original)
    with pytest.raises(Damaged):
        fetch(bank, "b")
    change(bank, "a", ciphertext=original)  # both names of the owner now hold the same bytes
    with pytest.raises(Damaged):
        fetch(bank, "a", "proposal")


def test_a_text_moved_together_with_its_key_is_noticed(bank):
    keep(bank)
    keep(bank, owner="b")
    with bank.engine.begin() as connection:
        wrapped = connection.execute(data_key.select().where(data_key.c.owner == "a")).one().wrapped
        connection.execute(data_key.update().where(data_key.c.owner == "b").values(wrapped=wrapped))
    change(bank, "b", ciphertext=ciphertext(bank, "a"))
    with pytest.raises(Damaged):
        fetch(bank, "b")


def test_another_master_key_opens_nothing(bank):
    keep(bank)
    with bank.writing() as work:
        work.vault.derive("codes")
    other = Bank(bank.engine, lambda: MultiFernet([Fernet(Fernet.generate_key())]))
    with pytest.raises(WrongPassphrase):
        fetch(other)
    with other.reading() as work, pytest.raises(WrongPassphrase):
        work.vault.derive("codes")


def test_a_rotated_master_key_opens_old_and_new(bank, tmp_path):
    old, new = Fernet(Fernet.generate_key()), Fernet(Fernet.generate_key())
    keep(Bank(bank.engine, lambda: MultiFernet([old])))
    both = Bank(bank.engine, lambda: MultiFernet([new, old]))
    assert fetch(both) == SECRET
    keep(both, owner="b")
    assert fetch(Bank(bank.engine, lambda: MultiFernet([new])), "b") == SECRET


def test_forgetting_takes_key_and_texts_of_one_owner(bank):
    keep(bank)
    keep(bank, name="proposal")
    keep(bank, owner="b")
    with bank.writing() as work:
        work.vault.forget("a")
    assert fetch(bank) is None
    assert fetch(bank, name="proposal") is None
    assert fetch(bank, "b") == SECRET
    with bank.engine.begin() as connection:
        assert [row.owner for row in connection.execute(data_key.select())] == ["b"]


def test_a_text_without_its_key_is_gone(bank):
    keep(bank)
    with bank.engine.begin() as connection:
        connection.execute(data_key.delete())
    with pytest.raises(Damaged):
        fetch(bank)


def test_expiry_forgets_what_is_due_and_no_more(bank, clock):
    keep(bank, expires_at=clock() + timedelta(days=1))
    keep(bank, owner="b")
    keep(bank, owner="c")
    with bank.writing() as work:
        work.vault.set_expiry("c", clock() + timedelta(days=3))
    clock.forward(days=1)
    with bank.writing() as work:
        assert work.vault.forget_expired(clock()) == 1
        assert work.vault.forget_expired(clock()) == 0
    assert (fetch(bank), fetch(bank, "b"), fetch(bank, "c")) == (None, SECRET, SECRET)


def test_nothing_plain_lies_in_the_files(bank, tell, tmp_path):
    keep(bank)
    tell("The wombat word.", before_review=True)
    with bank.writing() as work:
        secret = work.vault.derive("codes")
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(raw) > 4096
    for hidden in (SECRET.encode(), b"quokka", b"wombat", secret):
        assert hidden not in raw


def test_derived_secrets_differ_by_purpose_and_last(bank):
    with bank.writing() as work:
        codes, names = work.vault.derive("codes"), work.vault.derive("names")
    with bank.reading() as work:
        assert work.vault.derive("codes") == codes != names
    assert len(codes) == 32
