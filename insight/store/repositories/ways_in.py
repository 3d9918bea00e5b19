"""What lets somebody in who has no session yet: one-time links, recovery codes, and a visit to an identity provider."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from insight.access.errand import Errand
from insight.access.invitation import Invitation, PasswordLink
from insight.access.reader import Role
from insight.store.tables import invitation, password_link, provider_sign_in, recovery_code


class WaysIn:
    """Each is good once, and kept as a hash of what opens it."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Links.

    def invite(self, token_hash: str, role: Role, expires_at: datetime, organisation: str | None = None) -> None:
        """Somebody with this link may make an account in this role, once."""
        self._connection.execute(
            invitation.insert().values(
                token_hash=token_hash, role=role.value, expires_at=expires_at, organisation=organisation
            )
        )

    def invitation(self, token_hash: str, now: datetime) -> Invitation | None:
        """What a link is good for, while it is good."""
        where = (invitation.c.token_hash == token_hash) & (invitation.c.expires_at > now)
        row = self._connection.execute(select(invitation).where(where)).first()
        return None if row is None else Invitation(Role(row.role), row.organisation)

    def use_invitation(self, token_hash: str) -> None:
        """A link is good once."""
        self._connection.execute(delete(invitation).where(invitation.c.token_hash == token_hash))

    def give_password_link(self, token_hash: str, link: PasswordLink, expires_at: datetime) -> None:
        """Somebody with this link may set this account's password, once. The links before it are void."""
        self.drop_password_links(link.account)
        self._connection.execute(
            password_link.insert().values(
                token_hash=token_hash,
                account=link.account,
                clears_second_factor=link.clears_second_factor,
                expires_at=expires_at,
            )
        )

    def password_link(self, token_hash: str, now: datetime) -> PasswordLink | None:
        """What a link is good for, while it is good."""
        where = (password_link.c.token_hash == token_hash) & (password_link.c.expires_at > now)
        row = self._connection.execute(select(password_link).where(where)).first()
        return None if row is None else PasswordLink(row.account, row.clears_second_factor)

    def drop_password_links(self, account: str) -> None:
        """No link sets this account's password any more."""
        self._connection.execute(delete(password_link).where(password_link.c.account == account))

    # Recovery codes.

    def give_recovery_codes(self, account: str, code_hashes: Iterable[str]) -> None:
        """These, and no others, let this account in without its phone."""
        self._connection.execute(delete(recovery_code).where(recovery_code.c.account == account))
        for code_hash in code_hashes:
            self._connection.execute(recovery_code.insert().values(account=account, code_hash=code_hash))

    def use_recovery_code(self, account: str, code_hash: str) -> bool:
        """Whether this was one of them. It is gone now."""
        where = (recovery_code.c.account == account) & (recovery_code.c.code_hash == code_hash)
        return self._connection.execute(delete(recovery_code).where(where)).rowcount == 1

    def recovery_codes_left(self, account: str) -> int:
        """How many are left."""
        left = select(func.count()).select_from(recovery_code).where(recovery_code.c.account == account)
        return int(self._connection.execute(left).scalar_one())

    # Visits to an identity provider.

    def set_out(self, state_hash: str, errand: Errand, expires_at: datetime, now: datetime) -> None:
        """Somebody leaves for the provider. Visits that nobody came back from in time are forgotten."""
        self._connection.execute(delete(provider_sign_in).where(provider_sign_in.c.expires_at <= now))
        self._connection.execute(
            provider_sign_in.insert().values(
                state_hash=state_hash,
                nonce=errand.nonce,
                verifier=errand.verifier,
                target=errand.target,
                expires_at=expires_at,
            )
        )

    def come_back(self, state_hash: str, now: datetime) -> Errand | None:
        """What was kept for whoever left with this state, once and in time."""
        where = provider_sign_in.c.state_hash == state_hash
        row = self._connection.execute(select(provider_sign_in).where(where)).first()
        # Whoever deletes the row has it: two who come back with one state at once are one.
        gone = self._connection.execute(delete(provider_sign_in).where(where)).rowcount
        if row is None or gone != 1 or row.expires_at <= now:
            return None
        return Errand(row.nonce, row.verifier, row.target)
