"""Who answers for the bank, on what basis, what was asked of it, and who looked at an original and why."""

from sqlalchemy import Column, Date, String, Table

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# The organisations that decide together why and how stories are kept (UK GDPR, Articles 24 and 26).
controller = Table(
    "controller",
    metadata,
    link("organisation", primary_key=True),
    Column("officer", String(200), nullable=False),  # their data-protection officer, or who else to write to
    Column("joined_on", Date, nullable=False),
    Column("left_on", Date),
)
# On what basis a controller takes part in an inquiry. Consent to take part is another thing, kept with each story.
lawful_basis = Table(
    "lawful_basis",
    metadata,
    link("inquiry", primary_key=True),
    link("organisation", name="controller", primary_key=True),
    Column("article_6", String(40), nullable=False),
    Column("article_9", String(40), nullable=False),
    Column("article_10", String(40), nullable=False, server_default=""),  # where crime, alleged or proven, may be told
    Column("at", Moment, nullable=False),
    Column("by", String(60), nullable=False),
)
# An inquiry that names sub-groups is read by members of these only.
inquiry_subgroup = Table(
    "inquiry_subgroup",
    metadata,
    link("inquiry", primary_key=True),
    link("subgroup", primary_key=True),
)
# What people, courts and others asked of the bank. Never a word of a story, and no name of whoever told one.
rights_request = Table(
    "rights_request",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("body", String(100), nullable=False, server_default=""),
    Column("note", String(500), nullable=False, server_default=""),
    Column("answered_on", Date),
    Column("outcome", String(40), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
)
# A steward who opened an original: why, until when, and which other steward has seen that.
original_opening = Table(
    "original_opening",
    metadata,
    Column("id", ID, primary_key=True),
    link("story", gone_with_it=True, index=True),
    Column("by", String(60), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("seen_by", String(60)),
    Column("seen_at", Moment),
)
# Readers who know, or may know, a teller, and asked not to be shown what that person told.
stood_aside = Table(
    "stood_aside",
    metadata,
    link("account", gone_with_it=True, primary_key=True),
    link("storyteller", gone_with_it=True, primary_key=True),
)
