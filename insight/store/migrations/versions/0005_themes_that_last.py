"""Themes that last, what people do with them, and the research desk."""

import sqlalchemy as sa
from alembic import op

from insight.store.moment import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("theme") as batch:
        batch.add_column(sa.Column("origin", sa.String(20), server_default="found", nullable=False))
        batch.add_column(sa.Column("human_name_of", sa.String(32)))
        batch.add_column(sa.Column("steadiness", sa.Float()))
        batch.add_column(sa.Column("set_aside_at", Moment()))
        batch.alter_column("build", existing_type=sa.VARCHAR(32), nullable=True)
        batch.create_foreign_key(batch.f("fk_theme_human_name_of"), "story", ["human_name_of"], ["id"])

    with op.batch_alter_table("theme_build") as batch:
        batch.add_column(sa.Column("parameters", sa.Text(), server_default="{}", nullable=False))
        batch.add_column(sa.Column("step", sa.String(200), server_default="", nullable=False))
        batch.add_column(sa.Column("stop_asked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.alter_column("state", existing_type=sa.VARCHAR(20), type_=sa.String(30), existing_nullable=False)

    with op.batch_alter_table("theme_event") as batch:
        batch.add_column(sa.Column("act", sa.String(32)))
        batch.add_column(sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_index(batch.f("ix_theme_event_act"), ["act"], unique=False)

    with op.batch_alter_table("theme_passage") as batch:
        batch.add_column(sa.Column("by", sa.String(60)))
    _themes()
    _desk()


def _themes() -> None:
    op.create_table(
        "theme_proposal",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("build", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("themes", sa.String(100), server_default="", nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("decision", sa.String(20), server_default="", nullable=False),
        sa.Column("decided_by", sa.String(60)),
        sa.Column("decided_at", Moment()),
        _to("theme_proposal", "theme_build", name="build", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_proposal")),
    )
    op.create_table(
        "story_opened",
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        _to("story_opened", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_story_opened")),
    )
    op.create_table(
        "build_passage",
        sa.Column("build", sa.String(32), nullable=False),
        sa.Column("passage", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fit", sa.Float(), nullable=False),
        sa.Column("weak", sa.Boolean(), nullable=False),
        _to("build_passage", "theme_build", name="build", gone_with_it=True),
        _to("build_passage", "passage", gone_with_it=True),
        sa.PrimaryKeyConstraint("build", "passage", name=op.f("pk_build_passage")),
    )
    op.create_index(op.f("ix_build_passage_passage"), "build_passage", ["passage"])
    op.create_table(
        "build_theme",
        sa.Column("build", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(32)),
        sa.Column("machine_name", sa.String(200), nullable=False),
        sa.Column("name_passage", sa.String(32)),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("centroid", sa.LargeBinary(), nullable=False),
        sa.Column("steadiness", sa.Float()),
        _to("build_theme", "theme_build", name="build", gone_with_it=True),
        _to("build_theme", "passage", name="name_passage"),
        sa.PrimaryKeyConstraint("build", "number", name=op.f("pk_build_theme")),
    )
    op.create_table(
        "hand_over",
        sa.Column("passage", sa.String(32), nullable=False),
        sa.Column("from_kind", sa.String(20), nullable=False),
        sa.Column("to_kind", sa.String(20), nullable=False),
        _to("hand_over", "passage", gone_with_it=True),
        sa.PrimaryKeyConstraint("passage", "from_kind", "to_kind", name=op.f("pk_hand_over")),
    )
    op.create_table(
        "theme_move",
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("passage", sa.String(32), nullable=False),
        sa.Column("was_in", sa.String(32)),
        sa.Column("fit", sa.Float(), nullable=False),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(60)),
        _to("theme_move", "passage", gone_with_it=True),
        sa.PrimaryKeyConstraint("act", "passage", name=op.f("pk_theme_move")),
    )
    op.create_index(op.f("ix_theme_move_passage"), "theme_move", ["passage"])
    op.create_table(
        "theme_mark",
        sa.Column("theme", sa.String(32), nullable=False),
        sa.Column("passage", sa.String(32), nullable=False),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("theme_mark", "passage", gone_with_it=True),
        _to("theme_mark", "theme", gone_with_it=True),
        sa.PrimaryKeyConstraint("theme", "passage", name=op.f("pk_theme_mark")),
    )
    op.create_index(op.f("ix_theme_mark_passage"), "theme_mark", ["passage"])
    op.create_table(
        "theme_note",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("theme", sa.String(32), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        _to("theme_note", "theme", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_note")),
    )
    op.create_index(op.f("ix_theme_note_theme"), "theme_note", ["theme"])


def _desk() -> None:
    op.create_table(
        "collection",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("subgroup", sa.String(32)),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("closed_at", Moment()),
        _to("collection", "subgroup"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("query", sa.String(2000), nullable=False),
        sa.Column("filters", sa.Text(), server_default="{}", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("saved_search", "subgroup", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_subgroup"), "saved_search", ["subgroup"])
    op.create_table(
        "code",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collection", sa.String(32), nullable=False),
        sa.Column("parent", sa.String(32)),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.String(2000), server_default="", nullable=False),
        sa.Column("guid", sa.String(36), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("retired_at", Moment()),
        _to("code", "collection", gone_with_it=True),
        _to("code", "code", name="parent"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
    )
    op.create_index(op.f("ix_code_collection"), "code", ["collection"])
    op.create_table(
        "coding",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("suggested", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("kept", sa.Boolean()),
        sa.Column("kept_by", sa.String(60)),
        _to("coding", "code", gone_with_it=True),
        _to("coding", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("code", "story", "start", "end", "by", name=op.f("uq_coding_code_story_start_end_by")),
    )
    op.create_index(op.f("ix_coding_code"), "coding", ["code"])
    op.create_index(op.f("ix_coding_story"), "coding", ["story"])
    op.create_table(
        "memo",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collection", sa.String(32), nullable=False),
        sa.Column("code", sa.String(32)),
        sa.Column("story", sa.String(32)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("memo", "code"),
        _to("memo", "collection", gone_with_it=True),
        _to("memo", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    op.create_index(op.f("ix_memo_collection"), "memo", ["collection"])
    op.create_table(
        "quote",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("collection", sa.String(32), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.String(1000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("quote", "collection", gone_with_it=True),
        _to("quote", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("collection", "story", "start", "end", name=op.f("uq_quote_collection_story_start_end")),
    )
    op.create_index(op.f("ix_quote_collection"), "quote", ["collection"])
    op.create_index(op.f("ix_quote_story"), "quote", ["story"])
    op.create_table(
        "story_coded",
        sa.Column("collection", sa.String(32), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("story_coded", "collection", gone_with_it=True),
        _to("story_coded", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("collection", "story", "by", name=op.f("pk_story_coded")),
    )


def _to(table: str, target: str, *, name: str | None = None, gone_with_it: bool = False) -> sa.ForeignKeyConstraint:
    column = name or target
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE" if gone_with_it else None
    )
