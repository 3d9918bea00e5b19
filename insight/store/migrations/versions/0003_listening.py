"""Listening: what each teller in a conversation agreed to, who listened, and what is kept when somebody is unsafe."""

import sqlalchemy as sa
from alembic import op

from insight.identifiers import new_id
from insight.store.moment import Moment

revision = "0003"
down_revision = "0002"

OF_A_TELLER = ("storyteller", "consent", "teller", "told_about", "feeling", "compared_with", "whose")


def upgrade() -> None:
    """Apply."""
    _add_tables()
    _move_tellers()
    with op.batch_alter_table("interview") as batch:
        batch.drop_constraint("fk_interview_storyteller", type_="foreignkey")
        batch.drop_constraint("fk_interview_consent", type_="foreignkey")
        for name in OF_A_TELLER:
            batch.drop_column(name)
    op.drop_column("interviewer", "position")
    op.add_column("interviewer", sa.Column("job", sa.String(20), server_default="", nullable=False))
    op.add_column("account", sa.Column("job", sa.String(20), server_default="", nullable=False))
    op.add_column("question_set", sa.Column("made_at", Moment()))
    op.add_column("consent", sa.Column("to_confirm", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("consent", sa.Column("confirmed_on", sa.Date()))
    op.add_column("consent", sa.Column("if_they_die", sa.String(20), server_default="keep", nullable=False))
    op.add_column("feeling", sa.Column("since", sa.String(20), server_default="", nullable=False))
    op.add_column("feeling", sa.Column("of_work", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("story") as batch:
        batch.add_column(sa.Column("they_agreed", sa.Boolean()))
        batch.add_column(sa.Column("text_key", sa.String(64)))
        batch.add_column(sa.Column("source", sa.String(32)))
        batch.create_foreign_key("fk_story_source", "source", ["source"], ["id"])
        batch.create_index("ix_story_text_key", ["text_key"])


def _move_tellers() -> None:
    """Each conversation had one teller."""
    connection = op.get_bind()
    before = sa.table("interview", sa.column("id"), *(sa.column(name) for name in OF_A_TELLER))
    telling = sa.table("telling", *(sa.column(name) for name in ("id", "interview", "place", "stories", *OF_A_TELLER)))
    for row in connection.execute(sa.select(before)).mappings().all():
        values = {name: row[name] for name in OF_A_TELLER}
        values["teller"] = row["teller"] or "person"
        connection.execute(telling.insert().values(id=new_id(), interview=row["id"], place=1, stories=1, **values))


def _add_tables() -> None:
    op.create_table(
        "telling",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("interview", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("storyteller", sa.String(32)),
        sa.Column("consent", sa.String(32)),
        sa.Column("teller", sa.String(20), nullable=False),
        sa.Column("told_about", sa.Boolean(), nullable=False),
        sa.Column("they_agreed", sa.Boolean()),
        sa.Column("whose", sa.String(20), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("feeling", sa.String(20)),
        sa.Column("compared_with", sa.String(100), server_default="", nullable=False),
        sa.Column("since", sa.String(20), server_default="", nullable=False),
        sa.Column("asked_by_known", sa.Boolean()),
        sa.Column("felt_heard", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
        sa.ForeignKeyConstraint(["interview"], ["interview.id"], name=op.f("fk_telling_interview"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["storyteller"], ["storyteller.id"], name=op.f("fk_telling_storyteller")),
        sa.ForeignKeyConstraint(["consent"], ["consent.id"], name=op.f("fk_telling_consent")),
        sa.UniqueConstraint("interview", "place", name=op.f("uq_telling_interview_place")),
    )
    op.create_index(op.f("ix_telling_interview"), "telling", ["interview"])
    op.create_table(
        "reflection",
        sa.Column("interview", sa.String(32), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ask_on", sa.Date()),
        sa.Column("answer", sa.String(20), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("interview", "account", name=op.f("pk_reflection")),
        sa.ForeignKeyConstraint(
            ["interview"], ["interview.id"], name=op.f("fk_reflection_interview"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_reflection_account"), ondelete="CASCADE"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("told", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "column_choice",
        sa.Column("shape", sa.String(64), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shape", name=op.f("pk_column_choice")),
    )
    op.create_table(
        "passed_on",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("body", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_on")),
    )
    op.create_table(
        "original_hold",
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("agreed_by", sa.String(60)),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_original_hold")),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_original_hold_story"), ondelete="CASCADE"),
    )
    op.create_table(
        "letter_back",
        sa.Column("storyteller", sa.String(32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date()),
        sa.PrimaryKeyConstraint("storyteller", name=op.f("pk_letter_back")),
        sa.ForeignKeyConstraint(
            ["storyteller"], ["storyteller.id"], name=op.f("fk_letter_back_storyteller"), ondelete="CASCADE"
        ),
    )
