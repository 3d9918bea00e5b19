"""What is kept here while somebody is at the identity provider."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Errand:
    """`nonce` has to stand in what the provider signs, `verifier` redeems its code (RFC 7636), `target` is the page."""

    nonce: str
    verifier: str
    target: str
