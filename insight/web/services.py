"""What the web face needs of the rest of the house."""

from dataclasses import dataclass

from insight.access.links import Links
from insight.access.provider import ProviderSignIn
from insight.access.sign_in import SignIn
from insight.governance.trail import AuditTrail
from insight.learning.check_back import CheckBacks
from insight.research.exporting import TakingAlong
from insight.share.giving import Giving
from insight.share.pack import Packs
from insight.share.scrutiny import Scrutiny
from insight.stories.card import WithACard
from insight.stories.collect import Listening
from insight.stories.their_copy import TheirCopy

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Services:
    """Services and switches of one installation.

    `hosts` are the names, besides those of the machine itself, by which browsers may ask for this bank. `production`
    means TLS in front: cookies then travel over it only, and browsers are told to insist on it. `demo` shows the
    demo's people, and `loopback` says that nobody but this machine can reach the bank; both are needed for it.
    `provider` is where people sign in with their work account, if there is one.
    """

    sign_in: SignIn
    links: Links
    listening: Listening
    with_a_card: WithACard
    trail: AuditTrail
    their_copy: TheirCopy
    taking_along: TakingAlong
    giving: Giving
    check_back: CheckBacks
    packs: Packs
    scrutiny: Scrutiny
    hosts: frozenset[str]
    production: bool
    demo: bool
    loopback: bool
    provider: ProviderSignIn | None = None

    def shows_demo(self, asked_as: str | None) -> bool:
        """Whether demo people may be tried out under this host name: a proxy in front asks by another one."""
        return self.demo and self.loopback and not self.production and asked_as in LOOPBACK_NAMES
