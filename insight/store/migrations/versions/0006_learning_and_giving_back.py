"""What sub-groups learn and try, and what is given back to those who told."""

import sqlalchemy as sa
from alembic import op

from insight.store.moment import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "gap",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("why", sa.String(1000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("heard_on", sa.Date()),
        sa.Column("heard_by", sa.String(60)),
        sa.Column("heard", sa.String(1000), server_default="", nullable=False),
        _to("gap", "subgroup", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
    )
    op.create_index(op.f("ix_gap_subgroup"), "gap", ["subgroup"])
    op.create_table(
        "group_session",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.Text(), server_default="", nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("group_session", "subgroup", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
    )
    op.create_index(op.f("ix_group_session_subgroup"), "group_session", ["subgroup"])
    op.create_table(
        "told_back",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("storyteller", sa.String(32), nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        _to("told_back", "storyteller", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_back")),
    )
    op.create_index(op.f("ix_told_back_storyteller"), "told_back", ["storyteller"])
    op.create_table(
        "learning_cycle",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32)),
        sa.Column("parent", sa.String(32)),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(1000), nullable=False),
        sa.Column("scale", sa.String(20), nullable=False),
        sa.Column("steward", sa.String(32)),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("learning_cycle", "subgroup"),
        _to("learning_cycle", "learning_cycle", name="parent"),
        _to("learning_cycle", "account", name="steward"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_cycle")),
    )
    op.create_index(op.f("ix_learning_cycle_subgroup"), "learning_cycle", ["subgroup"])
    op.create_table(
        "learning_entry",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        sa.Column("group_session", sa.String(32)),
        sa.Column("noticed", sa.String(2000), nullable=False),
        sa.Column("so_what", sa.String(2000), server_default="", nullable=False),
        sa.Column("now_what", sa.String(2000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("changed_at", Moment()),
        sa.Column("put_away_at", Moment()),
        _to("learning_entry", "subgroup", gone_with_it=True),
        _to("learning_entry", "group_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_entry")),
    )
    op.create_index(op.f("ix_learning_entry_subgroup"), "learning_entry", ["subgroup"])
    op.create_table(
        "session_person",
        sa.Column("group_session", sa.String(32), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        _to("session_person", "group_session", gone_with_it=True),
        _to("session_person", "account", gone_with_it=True),
        sa.PrimaryKeyConstraint("group_session", "account", name=op.f("pk_session_person")),
    )
    op.create_table(
        "cycle_step",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("learning_cycle", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("learned", sa.String(2000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("cycle_step", "learning_cycle", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_step")),
    )
    op.create_index(op.f("ix_cycle_step_learning_cycle"), "cycle_step", ["learning_cycle"])
    op.create_table(
        "experiment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32), nullable=False),
        sa.Column("learning_cycle", sa.String(32)),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("what", sa.String(2000), nullable=False),
        sa.Column("who", sa.String(500), server_default="", nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("legal", sa.String(1000), server_default="", nullable=False),
        sa.Column("safe", sa.String(1000), server_default="", nullable=False),
        sa.Column("surprise", sa.String(1000), server_default="", nullable=False),
        sa.Column("stop_if", sa.String(1000), server_default="", nullable=False),
        sa.Column("small", sa.String(1000), server_default="", nullable=False),
        sa.Column("review_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("ended_as", sa.String(20), server_default="", nullable=False),
        sa.Column("lesson", sa.String(2000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("experiment", "subgroup", gone_with_it=True),
        _to("experiment", "learning_cycle"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment")),
    )
    op.create_index(op.f("ix_experiment_subgroup"), "experiment", ["subgroup"])
    op.create_table(
        "citation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("of", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("resonance", sa.String(20), server_default="", nullable=False),
        sa.Column("why", sa.String(1000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("citation", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("of", "story", "start", "end", name=op.f("uq_citation_of_story_start_end")),
    )
    op.create_index(op.f("ix_citation_story"), "citation", ["story"])
    op.create_table(
        "experiment_permission",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(32), nullable=False),
        sa.Column("whose", sa.String(200), nullable=False),
        sa.Column("asked_by", sa.String(200), server_default="", nullable=False),
        sa.Column("asked_on", sa.Date()),
        sa.Column("answer", sa.String(20), server_default="", nullable=False),
        sa.Column("said", sa.String(1000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("experiment_permission", "experiment", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment_permission")),
    )
    op.create_index(op.f("ix_experiment_permission_experiment"), "experiment_permission", ["experiment"])
    op.create_table(
        "experiment_review",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("said", sa.String(2000), nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("experiment_review", "experiment", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment_review")),
    )
    op.create_index(op.f("ix_experiment_review_experiment"), "experiment_review", ["experiment"])
    op.create_table(
        "experiment_try",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("did", sa.String(2000), nullable=False),
        sa.Column("happened", sa.String(2000), server_default="", nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("experiment_try", "experiment", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment_try")),
        sa.UniqueConstraint("experiment", "number", name=op.f("uq_experiment_try_experiment_number")),
    )
    op.create_table(
        "system_note",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("experiment", sa.String(32), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("system_note", "experiment", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_note")),
    )
    op.create_index(op.f("ix_system_note_experiment"), "system_note", ["experiment"])
    op.create_table(
        "about_theme",
        sa.Column("of", sa.String(32), nullable=False),
        sa.Column("theme", sa.String(32), nullable=False),
        _to("about_theme", "theme", gone_with_it=True),
        sa.PrimaryKeyConstraint("of", "theme", name=op.f("pk_about_theme")),
    )
    op.create_index(op.f("ix_about_theme_theme"), "about_theme", ["theme"])
    op.create_table(
        "check_back",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("theme", sa.String(32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("missing", sa.String(1000), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("check_back", "theme", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_back")),
    )
    op.create_index(op.f("ix_check_back_theme"), "check_back", ["theme"])
    op.create_table(
        "share_back",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subgroup", sa.String(32)),
        sa.Column("inquiry", sa.String(32)),
        sa.Column("theme", sa.String(32)),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("closed_at", Moment()),
        _to("share_back", "subgroup"),
        _to("share_back", "inquiry"),
        _to("share_back", "theme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_back")),
    )
    op.create_table(
        "theme_reading",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("theme", sa.String(32), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("taken_back_at", Moment()),
        _to("theme_reading", "theme", gone_with_it=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_reading")),
    )
    op.create_index(op.f("ix_theme_reading_theme"), "theme_reading", ["theme"])
    op.create_table(
        "given_out",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("share_back", sa.String(32)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("to_whom", sa.String(200), server_default="", nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _to("given_out", "share_back"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_out")),
    )
    op.create_table(
        "share_back_part",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("share_back", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("theme", sa.String(32)),
        sa.Column("experiment", sa.String(32)),
        sa.Column("heading", sa.String(200), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        _to("share_back_part", "share_back", gone_with_it=True),
        _to("share_back_part", "theme"),
        _to("share_back_part", "experiment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_back_part")),
    )
    op.create_index(op.f("ix_share_back_part_share_back"), "share_back_part", ["share_back"])
    op.create_table(
        "given_out_story",
        sa.Column("given_out", sa.String(32), nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        _to("given_out_story", "given_out", gone_with_it=True),
        _to("given_out_story", "story", gone_with_it=True),
        sa.PrimaryKeyConstraint("given_out", "story", name=op.f("pk_given_out_story")),
    )
    op.create_index(op.f("ix_given_out_story_story"), "given_out_story", ["story"])


def _to(table: str, target: str, *, name: str | None = None, gone_with_it: bool = False) -> sa.ForeignKeyConstraint:
    column = name or target
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE" if gone_with_it else None
    )
