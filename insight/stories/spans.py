"""What the machine or a person found in a text: a stretch, the identity it gives away, and what stands in for it."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Label(StrEnum):
    """What a stretch identifies. The first thirteen point at one person by themselves; the rest do so together."""

    PERSON = "PERSON"
    NICK = "NICK"
    ADDR = "ADDR"
    PCODE = "PCODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    NHS = "NHS"
    NINO = "NINO"
    DOB = "DOB"
    HANDLE = "HANDLE"
    VRM = "VRM"
    REF = "REF"
    BANK = "BANK"
    AGE = "AGE"
    ORG = "ORG"
    PLACE = "PLACE"
    DATE = "DATE"
    REL = "REL"
    EVENT = "EVENT"
    DEM = "DEM"
    JOB = "JOB"
    PET = "PET"

    @property
    def kind(self) -> "Kind":
        """Direct identifiers name somebody on their own; quasi-identifiers do so together (ICO guidance)."""
        return Kind.DIRECT if self in DIRECT else Kind.QUASI


class Kind(StrEnum):
    """Whether a stretch identifies by itself or only beside others."""

    DIRECT = "direct"
    QUASI = "quasi"


class Tier(StrEnum):
    """MASK is hidden unless a person says otherwise; SUGGEST is left in unless the reviewer hides it."""

    MASK = "mask"
    SUGGEST = "suggest"


DIRECT = frozenset(
    {
        Label.PERSON, Label.NICK, Label.ADDR, Label.PCODE, Label.PHONE, Label.EMAIL, Label.NHS,
        Label.NINO, Label.DOB, Label.HANDLE, Label.VRM, Label.REF, Label.BANK,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a text, from `start` up to `end` in code points, with what stands in for it and why.

    `entity` groups the mentions of one identity within a text ("Shaz", "shaz's"): they are hidden or shown together.
    `source` names the component that found it, `reason` says so in words a reviewer understands.
    """

    start: int
    end: int
    label: Label
    tier: Tier
    replacement: str
    source: str
    reason: str
    entity: str

    def __post_init__(self) -> None:
        """Refuse a stretch that covers nothing: it could hide nothing."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end} covers nothing")

    @property
    def kind(self) -> Kind:
        """Direct or quasi, as its label says."""
        return self.label.kind

    @property
    def surely_names(self) -> bool:
        """Whether it says by itself who somebody is, and whoever found it is sure: staff may not write that."""
        return self.kind is Kind.DIRECT and self.tier is Tier.MASK

    def moved(self, by: int) -> "Span":
        """The same finding in a text that begins `by` code points earlier."""
        return replace(self, start=self.start + by, end=self.end + by)

    def hidden(self, hide: bool) -> "Span":
        """The same finding after a person decided to hide it or to leave it in."""
        return replace(self, tier=Tier.MASK if hide else Tier.SUGGEST)
