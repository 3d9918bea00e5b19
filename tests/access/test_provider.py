"""Signing in with a work account, against a provider that speaks OpenID Connect on loopback, honestly and not."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from insight.access.account import Doors
from insight.access.openid import AWAY, NOT_TRUSTED, OpenIdProvider, is_safe
from insight.access.provider import BEGIN_AGAIN, CLOSED, NO_GROUP, ProviderSignIn
from insight.access.reader import Role, operator
from insight.errors import NotAllowed, Unavailable
from insight.store.unit_of_work import Bank
from tests.access.conftest import GOOD, Clock, Entrance
from tests.issuer import CLIENT, SECRET, Issuer, signed_with_the_public_key, unsigned

BACK = "http://127.0.0.1:8501/insight/sign-in/provider/back"
ROLES = {"insight-stewards": Role.STEWARD, "insight-members": Role.MEMBER, "insight-pairs": Role.INTERVIEWER}


@pytest.fixture
def issuer(clock: Clock) -> Iterator[Issuer]:
    with Issuer(clock) as running:
        yield running


@pytest.fixture
def door(entrance: Callable[..., Entrance]) -> Entrance:
    return entrance(provider=True)


@pytest.fixture
def provider(bank: Bank, clock: Clock, door: Entrance, issuer: Issuer) -> ProviderSignIn:
    return made(bank, clock, issuer)


def made(bank: Bank, clock: Clock, issuer: Issuer, **other: Any) -> ProviderSignIn:
    named = {"issuer": issuer.url, "client_id": CLIENT, "client_secret": SECRET, "group_claim": "groups", **other}
    return ProviderSignIn(
        bank, clock, OpenIdProvider(**named, clock=clock), ROLES, Doors(provider=True), "your work account"
    )


def came_back(address: str) -> dict[str, str]:
    """State and code in the address that a browser is sent back to."""
    assert address.startswith(BACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def through(provider: ProviderSignIn, issuer: Issuer, target: str = "/") -> tuple[str, str]:
    """All the way, as an honest browser goes it."""
    address, state = provider.set_out(target, BACK)
    back = came_back(issuer.visit(address))
    return provider.come_back(back["state"], state, back["code"], BACK)


def test_somebody_new_has_an_account_with_the_role_of_their_group(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance
) -> None:
    token, target = through(provider, issuer, "/themes?theme=abc1")
    assert target == "/themes?theme=abc1"
    reader = door.sign_in.reader(token)
    assert reader is not None
    assert (reader.name, reader.role) == ("Kit", Role.MEMBER)
    again, _ = through(provider, issuer)
    same = door.sign_in.reader(again)
    assert same is not None
    assert same.id == reader.id
    assert door.said() == ["account_made", "signed_in", "signed_in"]
    assert len(door.accounts.list_users(operator())) == 3


def test_it_asks_for_a_code_with_pkce_and_tells_nothing_else(provider: ProviderSignIn, issuer: Issuer) -> None:
    address, state = provider.set_out("/themes?theme=abc1", BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{issuer.url}/authorize?")
    assert set(asked) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    }  # fmt: skip
    assert (asked["state"], asked["scope"], asked["redirect_uri"]) == (state, "openid profile", BACK)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["insight-members"], Role.MEMBER),
        (["insight-members", "insight-stewards"], Role.STEWARD),  # the first of the setting counts
        (["cooks", "insight-pairs"], Role.INTERVIEWER),
        ("insight-pairs", Role.INTERVIEWER),
        (["cooks"], None),
        ([], None),
        (None, None),
        ({"insight-stewards": True}, None),
        ([["insight-stewards"]], None),
        ("insight-stewards insight-members", None),
    ],
)
def test_the_groups_say_which_role(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance, groups: object, role: Role | None
) -> None:
    issuer.person = {"sub": "kit", "name": "Kit", "groups": groups}
    if role is None:
        with pytest.raises(NotAllowed, match=NO_GROUP):
            through(provider, issuer)
        assert [one.name for one in door.accounts.list_users(operator())] == ["Ade", "Rowan"]
        return
    reader = door.sign_in.reader(through(provider, issuer)[0])
    assert reader is not None
    assert reader.role is role


def test_the_role_is_read_again_at_each_sign_in_and_ends_with_the_group(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance
) -> None:
    first, _ = through(provider, issuer)
    issuer.person["groups"] = ["insight-stewards"]
    second, _ = through(provider, issuer)
    assert {reader.role for token in (first, second) if (reader := door.sign_in.reader(token))} == {Role.STEWARD}
    issuer.person["groups"] = []
    with pytest.raises(NotAllowed, match=NO_GROUP):
        through(provider, issuer)
    assert door.sign_in.reader(first) is None
    assert door.said()[-2:] == ["signed_in", "provider_refused"]


def test_a_closed_account_stays_closed(provider: ProviderSignIn, issuer: Issuer, door: Entrance) -> None:
    reader = door.sign_in.reader(through(provider, issuer)[0])
    assert reader is not None
    door.accounts.close(operator(), reader.id)
    with pytest.raises(NotAllowed, match=CLOSED):
        through(provider, issuer)


@pytest.mark.parametrize("claim", ["sub", "name", "preferred_username", "email"])
@pytest.mark.parametrize("name", ["rowan", "demo-morgan"])
def test_no_claim_takes_over_an_account_that_was_made_here(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance, claim: str, name: str
) -> None:
    issuer.person = {"sub": "kit", "groups": ["insight-pairs"], claim: name}
    reader = door.sign_in.reader(through(provider, issuer)[0])
    assert reader is not None
    assert reader.id != door.account(name).id
    assert reader.role is Role.INTERVIEWER
    assert door.account("rowan").role is Role.STEWARD
    assert door.sign_in.reader(door.sign_in.sign_in("rowan", GOOD)) is not None


def test_an_account_of_the_provider_has_no_password(provider: ProviderSignIn, issuer: Issuer, door: Entrance) -> None:
    reader = door.sign_in.reader(through(provider, issuer)[0])
    assert reader is not None
    [made] = [one for one in door.accounts.list_users(operator()) if one.by_provider]
    for password in ("", GOOD):
        with pytest.raises(NotAllowed):
            door.sign_in.sign_in(made.sign_in_name, password)


def test_without_the_setting_its_sessions_end(
    provider: ProviderSignIn, issuer: Issuer, entrance: Callable[..., Entrance]
) -> None:
    token, _ = through(provider, issuer)
    assert entrance(provider=True).sign_in.reader(token) is not None
    assert entrance().sign_in.reader(token) is None


# Lies.


def change(**claims: object) -> Callable[[dict, dict], None]:
    return lambda _header, signed: signed.update(claims)


def drop(name: str) -> Callable[[dict, dict], None]:
    return lambda _header, signed: signed.pop(name) and None


def by_another_key(header: dict, claims: dict) -> str:
    from joserfc import jwt

    return jwt.encode(header, claims, RSAKey.generate_key(2048, {"kid": "one"}))


LIES = {
    "another nonce": change(nonce="another"),
    "no nonce": drop("nonce"),
    "for another client": change(aud="another"),
    "for nobody": drop("aud"),
    "for others too, by another": change(aud=[CLIENT, "another"], azp="another"),
    "for others too, by nobody": change(aud=[CLIENT, "another"]),
    "of another issuer": change(iss="https://issuer.example.org"),
    "of an issuer with a slash more": lambda _header, claims: claims.update(iss=claims["iss"] + "/"),
    "of nobody": drop("iss"),
    "run out": lambda _header, claims: claims.update(exp=claims["iat"] - 61),
    "never running out": drop("exp"),
    "of the future": lambda _header, claims: claims.update(iat=claims["iat"] + 3600),
    "not good yet": lambda _header, claims: claims.update(nbf=claims["iat"] + 3600),
    "about nobody": drop("sub"),
    "about an empty name": change(sub=""),
    "about a number": change(sub=7),
    "unsigned": unsigned,
    "signed by another": by_another_key,
    "signed with a key nobody published": lambda header, _claims: header.update(kid="two"),
    "no token at all": lambda _header, _claims: "",
    "not a token": lambda _header, _claims: "a.b.c",
    "altered": lambda _header, _claims: "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl",
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_not_to_be_trusted_lets_nobody_in(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance, name: str
) -> None:
    issuer.lie = LIES[name]
    with pytest.raises(NotAllowed, match=NOT_TRUSTED):
        through(provider, issuer)
    assert door.said() == []
    issuer.lie = None
    assert door.sign_in.reader(through(provider, issuer)[0]) is not None


def test_the_public_key_is_no_shared_secret(provider: ProviderSignIn, issuer: Issuer) -> None:
    issuer.lie = signed_with_the_public_key(issuer.key)
    with pytest.raises(NotAllowed, match=NOT_TRUSTED):
        through(provider, issuer)


# Ways back that nobody set out on.


def test_a_state_is_good_once(provider: ProviderSignIn, issuer: Issuer) -> None:
    address, state = provider.set_out("/", BACK)
    back = came_back(issuer.visit(address))
    provider.come_back(state, state, back["code"], BACK)
    fresh = came_back(issuer.visit(address))
    with pytest.raises(NotAllowed, match=BEGIN_AGAIN):
        provider.come_back(state, state, fresh["code"], BACK)


def test_a_state_is_used_up_by_a_way_back_that_failed(provider: ProviderSignIn, issuer: Issuer) -> None:
    address, state = provider.set_out("/", BACK)
    with pytest.raises(NotAllowed, match=NOT_TRUSTED):
        provider.come_back(state, state, "made up", BACK)
    with pytest.raises(NotAllowed, match=BEGIN_AGAIN):
        provider.come_back(state, state, came_back(issuer.visit(address))["code"], BACK)


@pytest.mark.parametrize("of_browser", ["", "another", "\ud800"])
def test_a_state_of_another_browser_opens_nothing_and_stays_good_for_its_own(
    provider: ProviderSignIn, issuer: Issuer, of_browser: str
) -> None:
    address, state = provider.set_out("/", BACK)
    back = came_back(issuer.visit(address))
    with pytest.raises(NotAllowed, match=BEGIN_AGAIN):
        provider.come_back(state, of_browser, back["code"], BACK)
    assert provider.come_back(state, state, back["code"], BACK)


def test_a_state_that_was_made_up_opens_nothing(provider: ProviderSignIn) -> None:
    for state in ("", "made up"):
        with pytest.raises(NotAllowed, match=BEGIN_AGAIN):
            provider.come_back(state, state, "code", BACK)


def test_a_way_back_is_open_for_ten_minutes(provider: ProviderSignIn, issuer: Issuer, clock: Clock) -> None:
    address, state = provider.set_out("/", BACK)
    back = came_back(issuer.visit(address))
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed, match=BEGIN_AGAIN):
        provider.come_back(state, state, back["code"], BACK)


def test_a_code_of_somebody_else_s_visit_is_not_redeemed(provider: ProviderSignIn, issuer: Issuer) -> None:
    theirs, _ = provider.set_out("/", BACK)
    stolen = came_back(issuer.visit(theirs))["code"]
    _, state = provider.set_out("/", BACK)
    with pytest.raises(NotAllowed, match=NOT_TRUSTED):
        provider.come_back(state, state, stolen, BACK)


def test_without_its_verifier_a_code_is_not_redeemed(provider: ProviderSignIn, issuer: Issuer, bank: Bank) -> None:
    address, state = provider.set_out("/", BACK)
    back = came_back(issuer.visit(address))
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE provider_sign_in SET verifier = ''")
    with pytest.raises(NotAllowed, match=NOT_TRUSTED):
        provider.come_back(state, state, back["code"], BACK)


# What is asked of the issuer.


def test_the_bank_keeps_the_state_as_a_hash_and_forgets_visits(
    provider: ProviderSignIn, issuer: Issuer, bank: Bank, clock: Clock
) -> None:
    _, state = provider.set_out("/", BACK)
    clock.forward(minutes=11)
    _, later = provider.set_out("/", BACK)
    with bank.engine.begin() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM provider_sign_in").all()
    assert len(rows) == 1
    assert state not in repr(rows)
    assert later not in repr(rows)


def test_the_issuer_is_asked_once_an_hour_for_itself_and_at_once_for_a_new_key(
    provider: ProviderSignIn, issuer: Issuer, clock: Clock
) -> None:
    through(provider, issuer)
    through(provider, issuer)
    assert issuer.asked.count("/keys") == 1
    issuer.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    through(provider, issuer)
    assert issuer.asked.count("/keys") == 2
    clock.forward(minutes=61)
    through(provider, issuer)
    assert issuer.asked.count("/keys") == 3


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://another.example.org"},
        {"token_endpoint": "http://another.example.org/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": None},
    ],
)
def test_an_issuer_that_describes_something_else_is_not_asked_further(
    provider: ProviderSignIn, issuer: Issuer, document: dict[str, Any]
) -> None:
    issuer.document = document
    with pytest.raises(Unavailable, match=AWAY):
        provider.set_out("/", BACK)
    assert issuer.asked == ["/.well-known/openid-configuration"]


def test_an_issuer_that_is_away_is_told_in_words_and_stewards_come_in(
    provider: ProviderSignIn, issuer: Issuer, door: Entrance
) -> None:
    issuer.away = True
    with pytest.raises(Unavailable, match=AWAY):
        provider.set_out("/", BACK)
    assert door.sign_in.reader(door.sign_in.sign_in("rowan", GOOD)) is not None


def test_an_issuer_that_takes_no_secret_in_a_header_is_given_it_in_the_form(
    bank: Bank, clock: Clock, door: Entrance, issuer: Issuer
) -> None:
    issuer.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    taken: list[dict[str, str]] = []
    issuer._token = lambda form, _header: taken.append(form) or {"error": "invalid_grant"}
    with pytest.raises(NotAllowed):
        through(made(bank, clock, issuer), issuer)
    assert taken[0]["client_secret"] == SECRET


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://issuer.example.org/x", True),
        ("http://127.0.0.1:9/x", True),
        ("http://localhost/x", True),
        ("http://issuer.example.org/x", False),
        ("http://127.0.0.1.example.org/x", False),
        ("ftp://127.0.0.1/x", False),
        ("https:///x", False),
        ("", False),
        ("None", False),
    ],
)
def test_what_leaves_the_machine_is_under_tls(address: str, safe: bool) -> None:
    assert is_safe(address) is safe
