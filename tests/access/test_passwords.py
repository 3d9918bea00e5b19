"""Passwords are hashed with a salt, checked alike for everybody, and refused when they can be guessed."""

import pytest

from insight.access.passwords import Passwords
from insight.errors import BadInput

PASSWORDS = Passwords()
KEPT = PASSWORDS.hash("kettle moss lantern")
ITS_OWN = "a hash of ours"


def test_a_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    assert KEPT.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORDS.hash("kettle moss lantern") != KEPT


@pytest.mark.parametrize(
    ("kept", "given", "right"),
    [
        (ITS_OWN, "kettle moss lantern", True),
        (ITS_OWN, "kettle moss lanterns", False),
        (ITS_OWN, "", False),
        (ITS_OWN, "\ud83d", False),
        (None, "kettle moss lantern", False),
        (None, "nobody signs in with this", False),
        ("not a hash", "kettle moss lantern", False),
    ],
)
def test_only_the_right_password_opens(kept: str | None, given: str, right: bool) -> None:
    assert PASSWORDS.verify(KEPT if kept == ITS_OWN else kept, given) is right


def test_one_letter_typed_in_two_ways_is_the_same_letter() -> None:
    assert PASSWORDS.verify(PASSWORDS.hash("cafe\u0301 moss lantern"), "caf\u00e9 moss lantern")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "at least 10"),
        ("moss", "at least 10"),
        ("x" * 201, "200 characters or fewer"),
        ("password12", "easy to guess"),
        ("qwertyuiop", "easy to guess"),
        ("aaaaaaaaaaaaaaa", "easy to guess"),
        ("hilary tremaine", "easy to guess"),
        ("insightinsight", "easy to guess"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason_and_never_repeated(password: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refusal:
        PASSWORDS.refuse_weak(password, "hilary", "Hilary Tremaine")
    assert not password or password not in str(refusal.value)


@pytest.mark.parametrize("password", ["kettle moss lantern", "zW7!pq-29xLm", "teapot river candle", "k" + "ä6%q" * 40])
def test_a_strong_password_is_taken(password: str) -> None:
    PASSWORDS.refuse_weak(password, "hilary", "Hilary Tremaine")
