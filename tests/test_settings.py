"""Settings: typed and bounded, named when they are wrong, and never shown."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from insight.access.reader import Role
from insight.errors import Unavailable
from insight.settings import PROJECT, Settings
from insight.store.keys import master_key


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [one for one in os.environ if one.startswith("INSIGHT_")]:
        monkeypatch.delenv(name)


def test_as_it_comes() -> None:
    settings = Settings()
    assert settings.data_dir == PROJECT / "data"
    assert settings.url == f"sqlite:///{PROJECT / 'data' / 'insight.db'}"
    assert (settings.host, settings.port, settings.production, settings.demo) == ("127.0.0.1", 8501, False, False)


@pytest.mark.parametrize(
    ("variable", "value", "name", "meant"),
    [
        ("INSIGHT_PORT", "8600", "port", 8600),
        ("INSIGHT_QUARANTINE_DAYS", "0", "quarantine_days", 0),
        ("INSIGHT_SMALL_NUMBER", "10", "small_number", 10),
        ("INSIGHT_PRODUCTION", "1", "production", True),
        ("INSIGHT_PUBLIC_HOSTS", '["stories.example.org"]', "public_hosts", ("stories.example.org",)),
        ("INSIGHT_CITY", "Hull", "city", "Hull"),
        ("INSIGHT_UNHEARD_OF", "1", "port", 8501),
    ],
)
def test_what_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, name: str, meant: object
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(Settings(), name) == meant


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("INSIGHT_PORT", "0"), ("INSIGHT_PORT", "secret-horse"), ("INSIGHT_QUARANTINE_DAYS", "91"),
        ("INSIGHT_QUARANTINE_DAYS", "-1"), ("INSIGHT_SMALL_NUMBER", "2"), ("INSIGHT_SMALL_NUMBER", "21"),
        ("INSIGHT_SESSION_IDLE_MINUTES", "4"), ("INSIGHT_SESSION_HOURS", "25"),
        ("INSIGHT_LOG_LEVEL", "secret-horse"), ("INSIGHT_PRODUCTION", "secret-horse"),
    ],
)  # fmt: skip
def test_what_may_not_be(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError) as raised:
        Settings()
    assert variable.removeprefix("INSIGHT_").lower() in str(raised.value)
    assert "secret-horse" not in str(raised.value)


@pytest.mark.parametrize(
    ("host", "production"),
    [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True), ("192.0.2.7", True), ("::", True)],
)
def test_what_others_can_reach_is_production(host: str, production: bool) -> None:
    assert Settings(host=host).production is production


@pytest.mark.parametrize("place", ["keys/master.key", "deep/inside/it.key"])
@pytest.mark.parametrize("way", [{"production": True}, {"host": "0.0.0.0"}])
def test_production_refuses_a_key_inside_the_data_folder(tmp_path: Path, place: str, way: Any) -> None:
    inside = tmp_path / place
    inside.parent.mkdir(parents=True)
    inside.write_bytes(Fernet.generate_key())
    inside.chmod(0o600)
    (tmp_path / "link.key").symlink_to(inside)
    for key_file in (None, inside, tmp_path / "keys" / ".." / place):
        with pytest.raises(Unavailable, match="may not lie beside the bank"):
            master_key(Settings(data_dir=tmp_path, master_key_file=key_file, **way))


def test_production_takes_a_key_from_elsewhere(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.key"
    outside.write_bytes(Fernet.generate_key())
    outside.chmod(0o600)
    assert master_key(Settings(data_dir=tmp_path / "data", master_key_file=outside, production=True))
    assert master_key(Settings(data_dir=tmp_path / "data", master_key=Fernet.generate_key().decode(), production=True))


def test_secrets_do_not_show_themselves() -> None:
    shown = repr(Settings(master_key="secret-horse", database_url="postgresql+psycopg://me:secret-horse@db/insight"))
    assert "secret-horse" not in shown


OIDC = {
    "INSIGHT_OIDC_ISSUER": "https://sign-in.example.org/alliance",
    "INSIGHT_OIDC_CLIENT_ID": "insight",
    "INSIGHT_OIDC_ROLES": '{"insight-stewards": "steward", "insight-pairs": "interviewer"}',
}


def test_an_identity_provider_is_named_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert list(settings.oidc_roles.items()) == [
        ("insight-stewards", Role.STEWARD), ("insight-pairs", Role.INTERVIEWER),
    ]  # fmt: skip
    assert (settings.oidc_group_claim, settings.oidc_client_secret) == ("groups", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INSIGHT_OIDC_ISSUER", "http://sign-in.example.org"),
        ("INSIGHT_OIDC_ISSUER", "sign-in.example.org"),
        ("INSIGHT_OIDC_CLIENT_ID", ""),
        ("INSIGHT_OIDC_ROLES", "{}"),
        ("INSIGHT_OIDC_ROLES", '{"cooks": "operator"}'),
        ("INSIGHT_OIDC_ROLES", '{"cooks": "king"}'),
    ],
)
def test_half_an_identity_provider_is_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for each, right in {**OIDC, name: value}.items():
        monkeypatch.setenv(each, right)
    with pytest.raises(ValidationError):
        Settings()
