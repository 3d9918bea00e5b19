"""Builds what has to do with coming in: passwords, codes, links, accounts, and an identity provider if one is set."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from insight.access.account import Doors
from insight.access.session import Limits
from insight.clock import now
from insight.settings import Settings

if TYPE_CHECKING:  # each of these costs time to import, and most runs need few of them
    from insight.access.accounts import Accounts
    from insight.access.links import Links
    from insight.access.my_account import MyAccount
    from insight.access.one_time_codes import PhoneCodes
    from insight.access.passwords import Passwords
    from insight.access.provider import ProviderSignIn
    from insight.access.sign_in import SignIn
    from insight.store.unit_of_work import Bank


@dataclass
class Access:
    """The services of coming in, built lazily and once. `demo`: the demo's invented people may be tried out."""

    bank: "Bank"
    settings: Settings
    demo: bool

    @cached_property
    def sign_in(self) -> "SignIn":
        """Sessions, and how one begins."""
        from insight.access.sign_in import SignIn

        return SignIn(self.bank, now, self._passwords, self._codes, self._limits, self.doors)

    @cached_property
    def links(self) -> "Links":
        """One-time links."""
        from insight.access.links import Links

        return Links(self.bank, now, self._passwords, self.doors)

    @cached_property
    def accounts(self) -> "Accounts":
        """Everybody who may sign in."""
        from insight.access.accounts import Accounts

        return Accounts(self.bank, now, self._passwords, self.doors)

    @cached_property
    def my_account(self) -> "MyAccount":
        """One's own account."""
        from insight.access.my_account import MyAccount

        return MyAccount(self.bank, now, self._passwords, self._codes, self._limits)

    @cached_property
    def provider(self) -> "ProviderSignIn | None":
        """Signing in with a work account; `None` when no identity provider is set."""
        settings = self.settings
        if settings.oidc_issuer is None or settings.oidc_client_id is None:
            return None
        from insight.access.openid import OpenIdProvider
        from insight.access.provider import ProviderSignIn

        secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None
        provider = OpenIdProvider(settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_group_claim, now)
        return ProviderSignIn(self.bank, now, provider, settings.oidc_roles, self.doors, settings.oidc_label)

    @property
    def doors(self) -> Doors:
        """By which ways one may come in."""
        return Doors(demo=self.demo, provider=self.settings.oidc_issuer is not None)

    @property
    def _limits(self) -> Limits:
        settings = self.settings
        return Limits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))

    @cached_property
    def _passwords(self) -> "Passwords":
        from insight.access.passwords import Passwords

        return Passwords()

    @cached_property
    def _codes(self) -> "PhoneCodes":
        from insight.access.one_time_codes import PhoneCodes

        return PhoneCodes()
