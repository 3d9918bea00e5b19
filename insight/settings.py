"""Everything an alliance may set, typed and bounded; nothing else in the program reads the environment."""

from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from insight.access.reader import ACCOUNT_ROLES, Role
from insight.stories.kept_for import Terms

PROJECT = Path(__file__).resolve().parent.parent
NAMES = PROJECT / "models" / "names"  # the model that looks for names, and the marked stories it is made from
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """One installation, from `INSIGHT_…` variables. Times in the unit their name says."""

    model_config = SettingsConfigDict(env_prefix="INSIGHT_", hide_input_in_errors=True, extra="ignore")

    data_dir: Path = PROJECT / "data"
    models_dir: Path = PROJECT / "models" / "local"
    database_url: SecretStr | None = None
    chroma_url: str | None = None

    host: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    public_hosts: tuple[str, ...] = ()
    production: bool = False
    demo: bool = False

    master_key: SecretStr | None = None
    master_key_file: Path | None = None

    spacy_pipeline: str = str(NAMES / "pipeline")
    city: str = "Plymouth"
    namer: str | None = None  # a program on this machine that suggests names for themes (docs/themes.md)

    backup_dir: Path | None = None
    backup_passphrase_file: Path | None = None
    backup_hours: int = Field(24, ge=1, le=24 * 31)
    backups_kept: int = Field(14, ge=1, le=400)

    quarantine_days: int = Field(14, ge=0, le=90)
    small_number: int = Field(5, ge=3, le=20)
    drafts_days: int = Field(14, ge=3, le=60)
    unreviewed_days: int = Field(60, ge=14, le=180)
    years_kept: int = Field(5, ge=1, le=20)
    session_idle_minutes: int = Field(30, ge=5, le=120)
    session_hours: int = Field(12, ge=1, le=24)

    # Signing in with a work account (docs/signing-in.md): none of it, or issuer, client and roles together.
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_roles: dict[str, Role] = Field(default_factory=dict)
    oidc_group_claim: str = "groups"
    oidc_label: str = "your work account"

    log_level: Literal["info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _bound_beyond_loopback_is_production(self) -> Self:
        """Anything other machines can reach is treated as the real thing, whoever forgot to say so."""
        if self.host not in LOOPBACK:
            self.production = True
        self.data_dir = self.data_dir.expanduser().resolve()
        return self

    @model_validator(mode="after")
    def _a_provider_is_named_whole(self) -> Self:
        """An issuer needs TLS, who we are to it, and which group has which role; else nobody could come in."""
        if self.oidc_issuer is None:
            return self
        parts = urlsplit(self.oidc_issuer)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError("oidc_issuer has to be an https address")
        if not self.oidc_client_id or not self.oidc_roles or not set(self.oidc_roles.values()) <= set(ACCOUNT_ROLES):
            raise ValueError("oidc_issuer needs oidc_client_id and oidc_roles")
        return self

    @cached_property
    def url(self) -> str:
        """The database's address; SQLite in the data folder unless another is named."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'insight.db'}"

    @property
    def terms(self) -> Terms:
        """How long things are kept."""
        return Terms(self.drafts_days, self.unreviewed_days, self.quarantine_days, self.years_kept)

    @property
    def keys(self) -> Path:
        """Where the keys lie when no other place is named."""
        return self.data_dir / "keys"

    @property
    def vectors(self) -> Path:
        """Chroma's folders, one a generation."""
        return self.data_dir / "vectors"

    @property
    def run(self) -> Path:
        """What running processes tell each other: addresses and process numbers."""
        return self.data_dir / "run"

    @property
    def queues(self) -> Path:
        """The two lanes' queues: ids only."""
        return self.data_dir / "queues"

    @property
    def ledger(self) -> Path:
        """The ledger of withdrawals, which a restore reads before anybody else may."""
        return self.data_dir / "ledger"

    @property
    def embedder(self) -> Path:
        """The sentence embedder in the form the program runs."""
        return self.models_dir / "minilm-int8"
