"""Access and keeping: who answers for the bank, second factors, what was asked of it, and what was backed up."""

import sqlalchemy as sa
from alembic import op

from insight.store.moment import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("subject", sa.String(300)))
        batch.add_column(sa.Column("second_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_unique_constraint("uq_account_subject", ["subject"])
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("organisation", sa.String(32)))
        batch.create_foreign_key("fk_invitation_organisation", "organisation", ["organisation"], ["id"])
    op.add_column("session", sa.Column("waits_for_code", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("withdrawal", sa.Column("why", sa.String(20), server_default="asked", nullable=False))
    _who()
    _governed()


def _who() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        _to("recovery_code", "account", gone_with_it=True),
        sa.PrimaryKeyConstraint("account", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "password_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("clears_second_factor", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        _to("password_link", "account", gone_with_it=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_password_link")),
    )
    op.create_table(
        "provider_sign_in",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(100), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("target", sa.String(300), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_provider_sign_in")),
    )
    op.create_table(
        "stood_aside",
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("storyteller", sa.String(32), nullable=False),
        _to("stood_aside", "account", gone_with_it=True),
        _to("stood_aside", "storyteller", gone_with_it=True),
        sa.PrimaryKeyConstraint("account", "storyteller", name=op.f("pk_stood_aside")),
    )


def _governed() -> None:
    op.create_table(
        "controller",
        sa.Column("organisation", sa.String(32), nullable=False),
        sa.Column("officer", sa.String(200), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date()),
        _to("controller", "organisation"),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_controller")),
    )
    op.create_table(
        "lawful_basis",
        sa.Column("inquiry", sa.String(32), nullable=False),
        sa.Column("controller", sa.String(32), nullable=False),
        sa.Column("article_6", sa.String(40), nullable=False),
        sa.Column("article_9", sa.String(40), nullable=False),
        sa.Column("article_10", sa.String(40), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        _to("lawful_basis", "inquiry"),
        _to("lawful_basis", "organisation", name="controller"),
        sa.PrimaryKeyConstraint("inquiry", "controller", name=op.f("pk_lawful_basis")),
    )
    op.create_table(
        "inquiry_subgroup",
        sa.Column("inquiry", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        _to("inquiry_subgroup", "inquiry"),
        _to("inquiry_subgroup", "subgroup"),
        sa.PrimaryKeyConstraint("inquiry", "subgroup", name=op.f("pk_inquiry_subgroup")),
    )
    op.create_table(
        "rights_request",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(100), server_default="", nullable=False),
        sa.Column("note", sa.String(500), server_default="", nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("outcome", sa.String(40), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
    )
    op.create_table(
        "original_opening",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("seen_by", sa.String(60)),
        sa.Column("seen_at", Moment()),
        _to("original_opening", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original_opening")),
    )
    op.create_index(op.f("ix_original_opening_story"), "original_opening", ["story"])
    op.create_table(
        "backup",
        sa.Column("at", Moment(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date()),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_backup")),
    )


def _to(table: str, target: str, *, name: str | None = None, gone_with_it: bool = False) -> sa.ForeignKeyConstraint:
    column = name or target
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE" if gone_with_it else None
    )
