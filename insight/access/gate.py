"""The one gate: which role may do what, and which stories one reader may see for one use.

Services call `require` before they act and pass `scope(reader, use)` to every read of stories. A `Scope` is made
nowhere else, and the store turns it into its only `WHERE` clause for stories, so that role, consent and "not to be
read by" are decided in one place.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from insight.access.reader import ACCOUNT_ROLES, Reader, Role
from insight.errors import NotAllowed
from insight.stories.script import Use
from insight.stories.story import APPROVED, Facts


class Action(StrEnum):
    """What can be asked of the house."""

    SEE_HOME = "see_home"
    OWN_ACCOUNT = "own_account"
    LISTEN = "listen"
    ASK = "ask"
    REFINE = "refine"
    SEE_PAIRS = "see_pairs"
    KEEP_SAFE = "keep_safe"
    USE_CARD = "use_card"
    REVIEW = "review"
    BRING_IN = "bring_in"
    READ = "read"
    SEARCH = "search"
    TAKE_ALONG = "take_along"
    STUDY = "study"
    LEARN = "learn"
    SEE_THEMES = "see_themes"
    DECIDE_THEMES = "decide_themes"
    BUILD_THEMES = "build_themes"
    SEE_FEELING = "see_feeling"
    GIVE_BACK = "give_back"
    READ_SHARE_BACKS = "read_share_backs"
    RAISE_CONCERN = "raise_concern"
    SECOND_LOOK = "second_look"
    SIGN_OFF = "sign_off"
    WITHDRAW = "withdraw"
    ADMINISTER = "administer"
    BACK_UP = "back_up"
    INDEX = "index"


_BANK = frozenset({Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR})

# Deny by default: an action that is not listed for a role is refused.
MAY: dict[Action, frozenset[Role]] = {
    Action.SEE_HOME: _BANK | {Role.INTERVIEWER, Role.READER},
    Action.OWN_ACCOUNT: frozenset(ACCOUNT_ROLES),
    Action.LISTEN: frozenset({Role.INTERVIEWER, Role.PEER_RESEARCHER}),
    Action.ASK: _BANK | {Role.INTERVIEWER},
    Action.REFINE: _BANK,
    Action.SEE_PAIRS: _BANK | {Role.INTERVIEWER},
    Action.KEEP_SAFE: frozenset({Role.INTERVIEWER, Role.PEER_RESEARCHER, Role.STEWARD}),
    Action.USE_CARD: frozenset({Role.INTERVIEWER, Role.PEER_RESEARCHER, Role.STEWARD}),
    Action.REVIEW: frozenset({Role.INTERVIEWER, Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR}),
    Action.BRING_IN: frozenset({Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR}),
    Action.READ: _BANK | {Role.INTERVIEWER, Role.SYSTEM},
    Action.SEARCH: _BANK,
    Action.TAKE_ALONG: frozenset({Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR}),
    Action.STUDY: _BANK,
    Action.SEE_THEMES: _BANK,
    Action.DECIDE_THEMES: _BANK,
    Action.BUILD_THEMES: frozenset({Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR, Role.SYSTEM}),
    Action.SEE_FEELING: _BANK,
    Action.GIVE_BACK: _BANK,
    Action.READ_SHARE_BACKS: _BANK | {Role.READER},
    Action.LEARN: _BANK,
    Action.RAISE_CONCERN: _BANK | {Role.INTERVIEWER},
    Action.SECOND_LOOK: frozenset({Role.INTERVIEWER, Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR}),
    Action.SIGN_OFF: frozenset({Role.STEWARD, Role.OPERATOR}),
    Action.WITHDRAW: frozenset({Role.STEWARD, Role.OPERATOR}),
    Action.ADMINISTER: frozenset({Role.STEWARD, Role.OPERATOR}),
    Action.BACK_UP: frozenset({Role.STEWARD, Role.OPERATOR, Role.SYSTEM}),
    Action.INDEX: frozenset({Role.OPERATOR, Role.SYSTEM}),
}

# Imported stories whose consent nobody recorded are seen by those who review, and by nobody else.
_REVIEWERS = frozenset({Role.STEWARD, Role.OPERATOR, Role.SYSTEM})
_ALL_STORIES = _BANK | {Role.SYSTEM}


def may(reader: Reader, action: Action) -> bool:
    """Whether the reader's role reaches this action."""
    return reader.role in MAY.get(action, frozenset())


def require(reader: Reader, action: Action) -> None:
    """Raise `NotAllowed` unless the reader's role reaches this action."""
    if not may(reader, action):
        raise NotAllowed("Your account does not reach this. Ask the steward if you think it should.")


def require_two_stewards(reader: Reader) -> None:
    """What every verb begins with that one steward asks for and another sees or agrees to.

    The operator has no name of their own: whoever is both would agree with themselves.
    """
    require(reader, Action.KEEP_SAFE)
    require(reader, Action.ADMINISTER)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which approved stories one reader may see for one use on one day. Made by `scope` only.

    `own` limits to the stories an account took part in or brought in; `subgroups` to inquiries that are open to all or
    to one of these; `nothing` admits none; `held` admits those and only those that somebody recognised. `teller` is for
    whoever sits with the holder of a card: all that this one person told, whatever they agreed to and whether or not it
    is held, but never past "not to be read by".
    """

    use: Use
    today: date
    account: str
    nothing: bool
    own: str | None
    subgroups: frozenset[str] | None
    unknown_consent: bool
    organisation: str | None
    teams: frozenset[str]
    held: bool = False
    teller: str | None = None

    def admits(self, facts: Facts) -> bool:
        """The rule in Python, for single stories and as the oracle of the store's clause."""
        if self.nothing or facts.state not in APPROVED:
            return False
        consent = facts.consent
        if self.organisation in consent.not_organisations or self.teams & consent.not_teams:
            return False
        if self.teller is not None:
            return facts.storyteller == self.teller
        if facts.held is not self.held or self.account in facts.stood_aside:
            return False
        if self.own is not None and self.own not in facts.interviewers and self.own != facts.brought_by:
            return False
        if self.subgroups is not None and facts.subgroups and not self.subgroups & facts.subgroups:
            return False
        if not consent.known:
            return self.unknown_consent and self.use is Use.INSIDE
        return consent.allows(self.use, self.today) and not (self.use is Use.OUTSIDE and facts.unsigned)


def scope(reader: Reader, use: Use = Use.INSIDE, *, today: date) -> Scope:
    """Which stories this reader may see for this use on this day."""
    everything = reader.role in _ALL_STORIES
    return Scope(
        use=use,
        today=today,
        account=reader.id,
        nothing=not (everything or reader.role is Role.INTERVIEWER),
        own=None if everything else reader.id,
        subgroups=reader.subgroups if reader.role is Role.MEMBER else None,
        unknown_consent=reader.role in _REVIEWERS,
        organisation=reader.organisation,
        teams=reader.teams,
    )


def scope_of_held(reader: Reader, *, today: date) -> Scope:
    """The stories that somebody recognised, for those who look at them again; for others none."""
    return replace(scope(reader, today=today), held=True, nothing=not may(reader, Action.SIGN_OFF))


def scope_of_teller(reader: Reader, storyteller: str, *, today: date) -> Scope:
    """What the person told who gave this reader their card; for those who may not use a card nothing."""
    return replace(scope(reader, today=today), teller=storyteller, nothing=not may(reader, Action.USE_CARD))


def scope_of_share_back(reader: Reader, use: Use, subgroup: str | None, *, today: date) -> Scope:
    """What may stand in a share-back of a sub-group, or of everybody, whoever reads it: the same for all its readers.

    Whom a teller does not want as a reader is not asked here: nobody knows who reads it (see `may_go`).
    """
    return Scope(
        use=use,
        today=today,
        account="",
        nothing=not may(reader, Action.READ_SHARE_BACKS),
        own=None,
        subgroups=frozenset({subgroup} if subgroup else ()),
        unknown_consent=False,
        organisation=None,
        teams=frozenset(),
    )
