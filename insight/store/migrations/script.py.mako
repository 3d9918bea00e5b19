"""${message}."""

from alembic import op
import sqlalchemy as sa

import insight.store.moment

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Apply."""
    ${upgrades if upgrades else "pass"}
