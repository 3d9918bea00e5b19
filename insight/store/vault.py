"""The vault: what may identify somebody is sealed under a random key of its own, wrapped by the master key.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce, bound to owner and name so that ciphertexts cannot be
swapped between rows. Throwing away a data key makes every copy of the database's files from before unreadable. A backup
carries the keys of what it carries (`contents.py`): it ends on its own date, and a restore replays the ledger.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.fernet import InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, select, update

from insight.errors import Damaged, WrongPassphrase
from insight.store.insert import insert
from insight.store.tables import bank, data_key, original_hold, sealed

NONCE_BYTES = 12
ROOT = "root_secret"


class Vault:
    """Seals and opens for one connection. Owners are ids of stories and interviews."""

    def __init__(self, connection: Connection, master: Callable[[], MultiFernet]) -> None:
        """Work on `connection`, with the master key fetched when first needed."""
        self._connection = connection
        self._master = master
        self._keys: dict[str, AESGCM] = {}

    def seal(self, owner: str, name: str, text: str) -> bytes:
        """The ciphertext of a text, for a column of the caller's own."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._key(owner, make=True).encrypt(nonce, text.encode(), f"{owner}/{name}".encode())

    def open(self, owner: str, name: str, ciphertext: bytes) -> str:
        """The text again; `Damaged` when it was altered or belongs elsewhere."""
        nonce, body = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
        try:
            return self._key(owner).decrypt(nonce, body, f"{owner}/{name}".encode()).decode()
        except (InvalidTag, ValueError) as error:  # `ValueError`: too short to be a ciphertext
            raise Damaged("Something sealed in the vault was altered and cannot be opened.") from error

    def keep(self, owner: str, name: str, text: str, expires_at: datetime | None = None) -> None:
        """Seal a text into the vault's own table, replacing what had this name."""
        values = {"ciphertext": self.seal(owner, name, text), "expires_at": expires_at}
        self._connection.execute(
            insert(self._connection, sealed)
            .values(owner=owner, name=name, **values)
            .on_conflict_do_update(index_elements=["owner", "name"], set_=values)
        )

    def fetch(self, owner: str, name: str) -> str | None:
        """What was kept under this name, or `None` when it is gone."""
        where = (sealed.c.owner == owner) & (sealed.c.name == name)
        found = self._connection.execute(select(sealed.c.ciphertext).where(where)).scalar()
        return None if found is None else self.open(owner, name, found)

    def set_expiry(self, owner: str, at: datetime) -> None:
        """From now on, what is kept for this owner is forgotten at this moment."""
        self._connection.execute(update(sealed).where(sealed.c.owner == owner).values(expires_at=at))

    def forget(self, owner: str) -> None:
        """Delete the owner's data key and everything sealed under it."""
        self._keys.pop(owner, None)
        self._connection.execute(delete(sealed).where(sealed.c.owner == owner))
        self._connection.execute(delete(data_key).where(data_key.c.owner == owner))

    def forget_expired(self, now: datetime) -> int:
        """Forget every owner whose sealed texts have run out, but what two stewards hold; the number of owners."""
        owners = self.expired(now)
        for owner in owners:
            self.forget(owner)
        return len(owners)

    def expired(self, now: datetime) -> tuple[str, ...]:
        """The owners whose sealed texts have run out and are still here, but what two stewards hold."""
        held = select(original_hold.c.story).where(original_hold.c.agreed_by.is_not(None), original_hold.c.until > now)
        due = select(sealed.c.owner).where(sealed.c.expires_at <= now, sealed.c.owner.not_in(held)).distinct()
        return tuple(self._connection.execute(due).scalars())

    def opens(self) -> bool:
        """Whether this bank has a root secret that the master key opens; `WrongPassphrase` when it has another's.

        Asked at the door: a text sealed with the wrong key would be lost when the right one is put back.
        """
        if self._wrapped_root() is None:
            return False
        self._root()
        return True

    def derive(self, purpose: str) -> bytes:
        """A 32-byte secret of the bank for one purpose (HMAC-SHA256 of the bank's root secret)."""
        return hmac.new(self._root(), purpose.encode(), hashlib.sha256).digest()

    def bare(self, wrapped: bytes) -> bytes:
        """A key as it is, for what leaves the bank sealed in another way; `WrongPassphrase` when it is another's."""
        return self._unwrap(wrapped)

    def wrapped(self, bare: bytes) -> bytes:
        """A key wrapped by this bank's master key."""
        return self._master().encrypt(bare)

    def rewrap(self, before: "Vault") -> None:
        """Wrap with this vault's master key whatever the vault's before opens, data keys and root secret."""
        for row in self._connection.execute(select(data_key)).all():
            new = self.wrapped(before.bare(row.wrapped))
            self._connection.execute(update(data_key).where(data_key.c.owner == row.owner).values(wrapped=new))
        root = self._wrapped_root()
        if root is not None:
            new = self.wrapped(before.bare(root.encode()))
            self._connection.execute(update(bank).where(bank.c.name == ROOT).values(value=new.decode()))

    def lost_keys(self) -> int:
        """How many data keys the master key does not open: what they sealed cannot be read."""
        lost = 0
        for wrapped in self._connection.execute(select(data_key.c.wrapped)).scalars():
            try:
                self._unwrap(wrapped)
            except WrongPassphrase:
                lost += 1
        return lost

    def _root(self) -> bytes:
        wrapped = self._wrapped_root()
        if wrapped is None:
            new = self._master().encrypt(os.urandom(32)).decode()
            self._connection.execute(
                insert(self._connection, bank).values(name=ROOT, value=new).on_conflict_do_nothing()
            )
            wrapped = self._wrapped_root() or new
        return self._unwrap(wrapped.encode())

    def _wrapped_root(self) -> str | None:
        return self._connection.execute(select(bank.c.value).where(bank.c.name == ROOT)).scalar()

    def _key(self, owner: str, *, make: bool = False) -> AESGCM:
        if owner not in self._keys:
            wrapped = self._connection.execute(select(data_key.c.wrapped).where(data_key.c.owner == owner)).scalar()
            if wrapped is None:
                if not make:
                    raise Damaged("The key of something sealed is gone, so it cannot be opened any more.")
                wrapped = self._master().encrypt(AESGCM.generate_key(256))
                self._connection.execute(data_key.insert().values(owner=owner, wrapped=wrapped))
            self._keys[owner] = AESGCM(self._unwrap(wrapped))
        return self._keys[owner]

    def _unwrap(self, wrapped: bytes) -> bytes:
        try:
            return self._master().decrypt(wrapped)
        except InvalidToken as error:
            raise WrongPassphrase(
                "The master key does not open this bank. Nothing was changed. Put back the key it was made with."
            ) from error
