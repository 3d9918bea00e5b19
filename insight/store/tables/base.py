"""What every table is made with: the metadata, the kind of an id, and links between tables."""

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    MetaData,
    String,
)

ID = String(32)
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def link(target: str, *, gone_with_it: bool = False, **options: Any) -> Column[Any]:
    """A foreign key named after its table; `gone_with_it` deletes the row together with what it belongs to."""
    name = options.pop("name", target)
    key = ForeignKey(f"{target}.id", ondelete="CASCADE" if gone_with_it else None)
    return Column(name, ID, key, **{"nullable": False, **options})
