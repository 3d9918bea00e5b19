"""What an identity provider says about somebody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """`subject` is the issuer's address and its id for the person, which never change; name and groups may."""

    subject: str
    name: str
    groups: frozenset[str]
