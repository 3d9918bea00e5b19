"""OpenID Connect as a client: where to send somebody, and what the provider then says about them, checked.

Authorization code with PKCE (RFC 7636, S256). The ID token's signature is checked with the keys that the issuer
publishes, and its issuer, audience, times and nonce as OpenID Connect Core 3.1.3.7 asks. The only addresses that are
ever asked are the issuer's own and those that its discovery document names.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from insight.access.errand import Errand
from insight.access.said import Said
from insight.errors import NotAllowed, Unavailable

DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid profile"
# Signatures that only the holder of a private key can make: none without a key, none with a shared one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
ANSWERS_WITHIN = 10.0  # seconds
# Providers change their keys now and then. A key that is not known is asked for at once besides.
ASKED_AGAIN_AFTER = timedelta(hours=1)
CLOCKS_APART = 60  # seconds
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

AWAY = "The sign-in of your organisation does not answer just now. Nothing was lost. Try again in a while."
NOT_TRUSTED = "What came back from the sign-in of your organisation could not be trusted. Sign in again."


class OpenIdProvider:
    """One issuer, as the alliance named it in its settings."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str | None, group_claim: str, clock: Callable[[], datetime]
    ) -> None:
        """Nothing is asked before somebody wants to sign in."""
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._group_claim = group_claim
        self._clock = clock
        self._lock = threading.Lock()
        self._told: tuple[datetime, dict[str, Any], KeySet] | None = None

    def address(self, errand: Errand, state: str, redirect: str) -> str:
        """Where somebody's browser goes to sign in. `Unavailable` when the issuer does not answer."""
        described, _ = self._described()
        with self._client(described, redirect) as client:
            address, _ = client.create_authorization_url(
                described["authorization_endpoint"], state=state, code_verifier=errand.verifier, nonce=errand.nonce
            )
        return str(address)

    def said(self, errand: Errand, code: str, redirect: str) -> Said:
        """What the provider says about whoever brought this code.

        `NotAllowed` when anything about it is not as it has to be, `Unavailable` when the issuer does not answer.
        """
        described, keys = self._described()
        token = self._redeem(described, errand, code, redirect)
        claims = self._checked(token, keys, errand.nonce)
        groups = claims.get(self._group_claim)
        if isinstance(groups, str):
            groups = [groups]
        return Said(
            subject=f"{self._issuer} {claims['sub']}",
            name=str(claims.get("name") or claims.get("preferred_username") or ""),
            groups=frozenset(one for one in groups if isinstance(one, str))
            if isinstance(groups, list)
            else frozenset(),
        )

    def _redeem(self, described: dict[str, Any], errand: Errand, code: str, redirect: str) -> str:
        """The ID token that a code is good for."""
        try:
            with self._client(described, redirect) as client:
                token = client.fetch_token(described["token_endpoint"], code=code, code_verifier=errand.verifier)
        except OAuthError as error:
            raise NotAllowed(NOT_TRUSTED) from error
        except (httpx2.HTTPError, ValueError) as error:
            raise Unavailable(AWAY) from error
        if not isinstance(token.get("id_token"), str):
            raise NotAllowed(NOT_TRUSTED)
        return str(token["id_token"])

    def _checked(self, token: str, keys: KeySet, nonce: str) -> CodeIDToken:
        """The claims of an ID token that is the issuer's, for us, for this visit, and of now."""
        try:
            try:
                decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
            except InvalidKeyIdError:
                decoded = jwt.decode(token, self._described(again=True)[1], algorithms=ALGORITHMS)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": self._issuer},
                    "aud": {"essential": True, "value": self._client_id},
                    "sub": {"essential": True},
                },
                {"nonce": nonce, "client_id": self._client_id},
            )
            claims.validate(now=int(self._clock().timestamp()), leeway=CLOCKS_APART)
        except (JoseError, ValueError) as error:
            raise NotAllowed(NOT_TRUSTED) from error
        return claims

    def _described(self, *, again: bool = False) -> tuple[dict[str, Any], KeySet]:
        """The issuer's discovery document and its keys, asked for at most once an hour unless `again`."""
        with self._lock:
            now = self._clock()
            if again or self._told is None or now - self._told[0] > ASKED_AGAIN_AFTER:
                self._told = now, *self._ask()
            return self._told[1], self._told[2]

    def _ask(self) -> tuple[dict[str, Any], KeySet]:
        try:
            with httpx2.Client(timeout=ANSWERS_WITHIN) as client:
                described = _document(client, self._issuer.rstrip("/") + DISCOVERY)
                # Another issuer's document, or an address without TLS, would send people and their codes elsewhere.
                if described.get("issuer") != self._issuer:
                    raise Unavailable(AWAY)
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                    if not is_safe(str(described.get(name, ""))):
                        raise Unavailable(AWAY)
                keys = KeySet.import_key_set(_document(client, described["jwks_uri"]))
        except (httpx2.HTTPError, JoseError, ValueError, KeyError) as error:
            raise Unavailable(AWAY) from error
        return described, keys

    def _client(self, described: dict[str, Any], redirect: str) -> OAuth2Client:
        """A client with a bound on every wait. The secret goes in a header, unless the issuer takes none there."""
        method = "client_secret_basic" if self._client_secret else "none"
        offered = described.get("token_endpoint_auth_methods_supported", [method])
        if self._client_secret and method not in offered and "client_secret_post" in offered:
            method = "client_secret_post"
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            scope=SCOPE,
            redirect_uri=redirect,
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            timeout=ANSWERS_WITHIN,
        )


def is_safe(address: str) -> bool:
    """Whether what is sent to this address is under TLS, or does not leave the machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _document(client: httpx2.Client, address: str) -> Any:
    """A JSON document; redirects are not followed."""
    answer = client.get(address)
    answer.raise_for_status()
    document = answer.json()
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document
