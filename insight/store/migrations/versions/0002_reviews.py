"""What readers said of a story: first and second look, alarms, sign-off, and counts of what was missed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("looked_over_by", sa.String(length=60), nullable=True),
        sa.Column("alarms", sa.String(length=100), server_default="", nullable=False),
        sa.Column("signed_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_review_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_review")),
    )
    op.create_table(
        "review_count",
        sa.Column("month", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "label", "what", name=op.f("pk_review_count")),
    )
