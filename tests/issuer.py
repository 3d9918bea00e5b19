"""A real OpenID Connect provider, small and on loopback, that can be told to lie.

    with Issuer(clock) as issuer:
        issuer.person = {"sub": "kit", "name": "Kit", "groups": ["insight-members"]}
        back = issuer.visit(address)     # what a browser does there; the address it is sent back to

It keeps to the rules (one redirect address a code, PKCE with S256, the client's secret) unless `lie` changes what it
signs.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "insight", "a secret of the alliance"
Lie = Callable[[dict[str, Any], dict[str, Any]], str | None]


class Issuer:
    """One provider with one client and whoever `person` is."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.person: dict[str, Any] = {"sub": "kit", "name": "Kit", "groups": ["insight-members"]}
        self.lie: Lie | None = None
        self.document: dict[str, Any] = {}  # what stands in the discovery document besides, or instead
        self.away = False
        self.asked: list[str] = []
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def visit(self, address: str) -> str:
        """What the browser of `person` does there: signs in, and is sent back."""
        answer = httpx2.get(address)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                issuer.asked.append(path)
                if issuer.away:
                    self.send_error(503)
                elif path == "/.well-known/openid-configuration":
                    self._json(issuer._described())
                elif path == "/keys":
                    self._json({"keys": [issuer.key.as_dict(private=False)]})
                elif path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", issuer._authorize(_only(urlsplit(self.path).query)))
                    self.end_headers()
                else:
                    self.send_error(404)

            def do_POST(self) -> None:
                issuer.asked.append(self.path)
                form = _only(self.rfile.read(int(self.headers["Content-Length"])).decode())
                try:
                    self._json(issuer._token(form, self.headers.get("Authorization", "")))
                except AssertionError as refused:
                    self._json({"error": "invalid_grant", "error_description": str(refused)}, 400)

            def _json(self, document: dict[str, Any], status: int = 200) -> None:
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _described(self) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys", **self.document,
        }  # fmt: skip

    def _authorize(self, asked: dict[str, str]) -> str:
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, form: dict[str, str], authorisation: str) -> dict[str, Any]:
        given = base64.b64decode(authorisation.removeprefix("Basic ")).decode()
        assert given == f"{CLIENT}:{SECRET.replace(' ', '%20')}" or given == f"{CLIENT}:{SECRET}", "client"
        asked = self._codes.pop(form.get("code", ""), None)
        assert asked is not None, "code"
        assert form.get("redirect_uri") == asked["redirect_uri"], "redirect"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"], "verifier"
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}

    def _signed(self, nonce: str) -> str:
        now = int(self._clock().timestamp())
        header: dict[str, Any] = {"alg": "RS256", "kid": self.key.kid}
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        if self.lie is not None:
            whole = self.lie(header, claims)
            if whole is not None:
                return whole
        return jwt.encode(header, claims, self.key)


def unsigned(_header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token with the algorithm `none`."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def signed_with_the_public_key(key: RSAKey) -> Lie:
    """A token whose shared secret is the public key, which everybody has."""

    def lie(_header: dict[str, Any], claims: dict[str, Any]) -> str:
        said = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(claims)}"
        mark = hmac.digest(key.as_pem(private=False), said.encode(), "sha256")
        return f"{said}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"

    return lie


def _part(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def _only(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query).items()}
