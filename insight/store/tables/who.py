"""Who: organisations with their teams, sub-groups, accounts and their sessions."""

from sqlalchemy import Boolean, Column, Integer, String, Table, UniqueConstraint, false

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

organisation = Table(
    "organisation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(200), unique=True, nullable=False),
)
team = Table(
    "team",
    metadata,
    Column("id", ID, primary_key=True),
    link("organisation"),
    Column("name", String(200), nullable=False),
    UniqueConstraint("organisation", "name"),
)
subgroup = Table(
    "subgroup", metadata, Column("id", ID, primary_key=True), Column("name", String(200), unique=True, nullable=False)
)
account = Table(
    "account",
    metadata,
    Column("id", ID, primary_key=True),
    Column("sign_in_name", String(200), unique=True, nullable=False),
    Column("name", String(200), nullable=False),
    Column("position", String(200), nullable=False, server_default=""),
    Column("job", String(20), nullable=False, server_default=""),
    Column("password", String(200)),
    Column("role", String(20), nullable=False),
    link("organisation", nullable=True),
    Column("active", Boolean, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("subject", String(300), unique=True),  # who they are at the identity provider: its address and their id
    Column(
        "second_factor", Boolean, nullable=False, server_default=false()
    ),  # the secret is in the vault, under the id
)
account_team = Table(
    "account_team", metadata, link("account", gone_with_it=True, primary_key=True), link("team", primary_key=True)
)
account_subgroup = Table(
    "account_subgroup",
    metadata,
    link("account", gone_with_it=True, primary_key=True),
    link("subgroup", primary_key=True),
)
session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    link("account", gone_with_it=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("waits_for_code", Boolean, nullable=False, server_default=false()),
)
# Each lets somebody in once who has lost the device that shows their codes.
recovery_code = Table(
    "recovery_code",
    metadata,
    link("account", gone_with_it=True, primary_key=True),
    Column("code_hash", String(64), primary_key=True),
)
# Between leaving for the identity provider and coming back (OpenID Connect with PKCE, RFC 7636); minutes at most.
provider_sign_in = Table(
    "provider_sign_in",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("nonce", String(100), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("target", String(300), nullable=False),
    Column("expires_at", Moment, nullable=False),
)
invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(20), nullable=False),
    link("organisation", nullable=True),
    Column("expires_at", Moment, nullable=False),
)
# With this link somebody who has forgotten their password sets a new one; good once.
password_link = Table(
    "password_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    link("account", gone_with_it=True),
    Column("clears_second_factor", Boolean, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who_hash", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False),
)
