"""Signing in with one's work account: out to the identity provider that the alliance named, and back.

The provider says who somebody is and in which groups. The groups say which role, anew at every sign-in. An account is
found by what the provider calls the person and by nothing else: no name or address in a claim ever opens an account
that somebody made here.
"""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from insight.access.account import Account, Doors
from insight.access.entering import begin, hashed, new_token, one_line
from insight.access.errand import Errand
from insight.access.reader import Role
from insight.access.said import Said
from insight.errors import NotAllowed
from insight.identifiers import new_id
from insight.ports import Bank, Work

BACK_WITHIN = timedelta(minutes=10)
LONGEST_SUBJECT = 300
BEGIN_AGAIN = "This sign-in took too long, or was begun in another browser. Begin it again here."
NO_GROUP = "Your work account is in none of the groups that may use Insight. Ask your steward."
CLOSED = "Your account here is closed. Ask your steward."
UNNAMED = "Somebody without a name"


class IdentityProvider(Protocol):
    """Where people sign in, and what is said there about them."""

    def address(self, errand: Errand, state: str, redirect: str) -> str: ...
    def said(self, errand: Errand, code: str, redirect: str) -> Said: ...


class ProviderSignIn:
    """Out and back again."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        provider: IdentityProvider,
        roles: Mapping[str, Role],
        doors: Doors,
        label: str,
    ) -> None:
        """`roles` by group: the first of them that somebody is in counts. `label` is what people call the provider."""
        self._bank = bank
        self._clock = clock
        self._provider = provider
        self._roles = roles
        self._doors = doors
        self.label = label

    def set_out(self, target: str, redirect: str) -> tuple[str, str]:
        """The address to go to, and the state that the browser has to come back with; good for ten minutes.

        `target` is the page that was wanted, `redirect` the address to come back to.
        """
        state, errand = new_token(), Errand(new_token(), new_token(), target)
        address = self._provider.address(errand, state, redirect)
        with self._bank.writing() as work:
            now = self._clock()
            work.ways_in.set_out(hashed(state), errand, now + BACK_WITHIN, now)
        return address, state

    def come_back(self, state: str, state_of_browser: str, code: str, redirect: str) -> tuple[str, str]:
        """A new session's token, and the page that was wanted.

        `NotAllowed` when this browser did not set out with this state, for a state that was used, for what the
        provider says when it is not to be trusted, for no group that has a role, and for a closed account.
        """
        if not state or not hmac.compare_digest(hashed(state), hashed(state_of_browser)):
            raise NotAllowed(BEGIN_AGAIN)
        with self._bank.writing() as work:
            errand = work.ways_in.come_back(hashed(state), self._clock())
        if errand is None:
            raise NotAllowed(BEGIN_AGAIN)
        said = self._provider.said(errand, code, redirect)
        role = next((role for group, role in self._roles.items() if group in said.groups), None)
        with self._bank.writing() as work:
            account = work.people.by_subject(said.subject)
            refused = self._refused(work, account, said, role)
            if refused is None and role is not None:
                return self._enter(work, account, said, role), errand.target
        raise NotAllowed(refused or NO_GROUP)

    def _refused(self, work: Work, account: Account | None, said: Said, role: Role | None) -> str | None:
        """Why somebody does not come in, or `None`. Whoever is in no group any more is signed out everywhere."""
        if account is not None and not self._doors.open_to(account):
            return CLOSED
        if role is not None and len(said.subject) <= LONGEST_SUBJECT:
            return None
        if account is not None:
            work.people.end_sessions_of(account.id)
        work.records.write("sign_in", "provider_refused", account.id if account else "unknown", self._clock())
        return NO_GROUP

    def _enter(self, work: Work, account: Account | None, said: Said, role: Role) -> str:
        now = self._clock()
        if account is None:
            # A colon is in no name that anybody can choose, so this one is never taken and never typed.
            named = one_line(said.name) or UNNAMED
            who = work.people.add(f"provider:{new_id()}", named, role, None, now, subject=said.subject)
            work.records.write(who, "account_made", who, now, role=role.value)
        else:
            who = account.id
            if account.role is not role:
                work.people.change_role(account.sign_in_name, role)
                work.records.write("sign_in", "role_changed", who, now, role=role.value)
        return begin(work, who, "signed_in", now)
