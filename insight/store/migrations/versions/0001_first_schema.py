"""The first schema."""

import sqlalchemy as sa
from alembic import op

import insight.store.moment
from insight.store.full_text import FULL_TEXT

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", insight.store.moment.Moment(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "bank",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_bank")),
    )
    op.create_table(
        "data_key",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_data_key")),
    )
    op.create_table(
        "inquiry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("opened_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("closed_at", insight.store.moment.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("name", name=op.f("uq_inquiry_name")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("expires_at", insight.store.moment.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "sealed",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", insight.store.moment.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("owner", "name", name=op.f("pk_sealed")),
    )
    with op.batch_alter_table("sealed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who_hash", sa.String(length=64), nullable=False),
        sa.Column("at", insight.store.moment.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_who_hash"), ["who_hash"], unique=False)

    op.create_table(
        "storyteller",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("teller", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("pseudonym", sa.String(length=60), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storyteller")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_storyteller_code_hash")),
    )
    op.create_table(
        "subgroup",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subgroup")),
        sa.UniqueConstraint("name", name=op.f("uq_subgroup_name")),
    )
    op.create_table(
        "theme_build",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("started_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("finished_at", insight.store.moment.Moment(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("anchors", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_build")),
    )
    op.create_table(
        "vector",
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", "model", name=op.f("pk_vector")),
    )
    op.create_table(
        "withdrawal",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("at", insight.store.moment.Moment(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sign_in_name", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), server_default="", nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", insight.store.moment.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_account_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_account_sign_in_name")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("storyteller", sa.String(length=32), nullable=False),
        sa.Column("replaces", sa.String(length=32), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=True),
        sa.Column("room", sa.Boolean(), nullable=True),
        sa.Column("outside", sa.Boolean(), nullable=True),
        sa.Column("quotes", sa.Boolean(), nullable=True),
        sa.Column("script", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("erase_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["replaces"], ["consent.id"], name=op.f("fk_consent_replaces")),
        sa.ForeignKeyConstraint(["storyteller"], ["storyteller.id"], name=op.f("fk_consent_storyteller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_table(
        "question_set",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("inquiry", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("refinement", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["inquiry"], ["inquiry.id"], name=op.f("fk_question_set_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("inquiry", "version", name=op.f("uq_question_set_inquiry_version")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_team_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("organisation", "name", name=op.f("uq_team_organisation_name")),
    )
    op.create_table(
        "account_subgroup",
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("subgroup", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name=op.f("fk_account_subgroup_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["subgroup"], ["subgroup.id"], name=op.f("fk_account_subgroup_subgroup")),
        sa.PrimaryKeyConstraint("account", "subgroup", name=op.f("pk_account_subgroup")),
    )
    op.create_table(
        "account_team",
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_account_team_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_account_team_team")),
        sa.PrimaryKeyConstraint("account", "team", name=op.f("pk_account_team")),
    )
    op.create_table(
        "consent_exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.String(length=32), nullable=True),
        sa.Column("team", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["consent"], ["consent.id"], name=op.f("fk_consent_exclusion_consent"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_consent_exclusion_organisation")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_consent_exclusion_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_exclusion")),
    )
    with op.batch_alter_table("consent_exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_exclusion_consent"), ["consent"], unique=False)

    op.create_table(
        "interview",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("inquiry", sa.String(length=32), nullable=False),
        sa.Column("question_set", sa.String(length=32), nullable=False),
        sa.Column("storyteller", sa.String(length=32), nullable=True),
        sa.Column("consent", sa.String(length=32), nullable=True),
        sa.Column("teller", sa.String(length=20), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("place_kind", sa.String(length=60), server_default="", nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("told_about", sa.Boolean(), nullable=False),
        sa.Column("feeling", sa.String(length=20), nullable=True),
        sa.Column("compared_with", sa.String(length=100), server_default="", nullable=False),
        sa.Column("whose", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("touched_at", insight.store.moment.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["consent"], ["consent.id"], name=op.f("fk_interview_consent")),
        sa.ForeignKeyConstraint(["inquiry"], ["inquiry.id"], name=op.f("fk_interview_inquiry")),
        sa.ForeignKeyConstraint(["question_set"], ["question_set.id"], name=op.f("fk_interview_question_set")),
        sa.ForeignKeyConstraint(["storyteller"], ["storyteller.id"], name=op.f("fk_interview_storyteller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    op.create_table(
        "prompt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("question_set", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("teller", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tip", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["question_set"], ["question_set.id"], name=op.f("fk_prompt_question_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("created_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("seen_at", insight.store.moment.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_session_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_table(
        "draft",
        sa.Column("interview", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["interview"], ["interview.id"], name=op.f("fk_draft_interview"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interview", "field", name=op.f("pk_draft")),
    )
    op.create_table(
        "interviewer",
        sa.Column("interview", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=True),
        sa.Column("organisation", sa.String(length=32), nullable=True),
        sa.Column("position", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_interviewer_account")),
        sa.ForeignKeyConstraint(
            ["interview"], ["interview.id"], name=op.f("fk_interviewer_interview"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], name=op.f("fk_interviewer_organisation")),
        sa.PrimaryKeyConstraint("interview", "place", name=op.f("pk_interviewer")),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("inquiry", sa.String(length=32), nullable=False),
        sa.Column("storyteller", sa.String(length=32), nullable=False),
        sa.Column("consent", sa.String(length=32), nullable=False),
        sa.Column("interview", sa.String(length=32), nullable=True),
        sa.Column("brought_by", sa.String(length=32), nullable=False),
        sa.Column("teller", sa.String(length=20), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("place_kind", sa.String(length=60), server_default="", nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=True),
        sa.Column("told_about", sa.Boolean(), nullable=False),
        sa.Column("content_note", sa.String(length=200), server_default="", nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("lease_owner", sa.String(length=60), nullable=True),
        sa.Column("lease_until", insight.store.moment.Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", insight.store.moment.Moment(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=True),
        sa.Column("approved_at", insight.store.moment.Moment(), nullable=True),
        sa.Column("approved_outside", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["consent"], ["consent.id"], name=op.f("fk_story_consent")),
        sa.ForeignKeyConstraint(["inquiry"], ["inquiry.id"], name=op.f("fk_story_inquiry")),
        sa.ForeignKeyConstraint(["interview"], ["interview.id"], name=op.f("fk_story_interview")),
        sa.ForeignKeyConstraint(["storyteller"], ["storyteller.id"], name=op.f("fk_story_storyteller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_consent"), ["consent"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_inquiry_told_on"), ["inquiry", "told_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_state_lease_until"), ["state", "lease_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_storyteller"), ["storyteller"], unique=False)

    op.create_table(
        "feeling",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("storyteller", sa.String(length=32), nullable=False),
        sa.Column("inquiry", sa.String(length=32), nullable=False),
        sa.Column("story", sa.String(length=32), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("compared_with", sa.String(length=100), server_default="", nullable=False),
        sa.Column("asked_by_known", sa.Boolean(), nullable=True),
        sa.Column("felt_heard", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["inquiry"], ["inquiry.id"], name=op.f("fk_feeling_inquiry")),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_feeling_story"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["storyteller"], ["storyteller.id"], name=op.f("fk_feeling_storyteller")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeling")),
    )
    with op.batch_alter_table("feeling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feeling_story"), ["story"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_passage_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_story"), ["story"], unique=False)
        batch_op.create_index(batch_op.f("ix_passage_text_hash"), ["text_hash"], unique=False)

    op.create_table(
        "stretch",
        sa.Column("story", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("whose", sa.String(length=20), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_stretch_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "start", name=op.f("pk_stretch")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("machine_name", sa.String(length=200), nullable=False),
        sa.Column("name_passage", sa.String(length=32), nullable=True),
        sa.Column("human_name", sa.String(length=200), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("centroid", sa.LargeBinary(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("retired_at", insight.store.moment.Moment(), nullable=True),
        sa.Column("build", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["build"], ["theme_build.id"], name=op.f("fk_theme_build")),
        sa.ForeignKeyConstraint(["name_passage"], ["passage.id"], name=op.f("fk_theme_name_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_table(
        "theme_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("at", insight.store.moment.Moment(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["theme"], ["theme.id"], name=op.f("fk_theme_event_theme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_event")),
    )
    with op.batch_alter_table("theme_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_event_theme"), ["theme"], unique=False)

    op.create_table(
        "theme_passage",
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("passage", sa.String(length=32), nullable=False),
        sa.Column("fit", sa.Float(), nullable=False),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_theme_passage_passage"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme"], ["theme.id"], name=op.f("fk_theme_passage_theme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("theme", "passage", name=op.f("pk_theme_passage")),
    )
    with op.batch_alter_table("theme_passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_passage_passage"), ["passage"], unique=False)

    op.create_table(
        "theme_quote",
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("passage", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["passage"], ["passage.id"], name=op.f("fk_theme_quote_passage"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme"], ["theme.id"], name=op.f("fk_theme_quote_theme"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("theme", "passage", name=op.f("pk_theme_quote")),
    )
    op.execute(FULL_TEXT)
