"""Protected words for search; its twin on PostgreSQL is a tsvector column behind the same repository."""

from sqlalchemy import ColumnClause, TableClause

full_text = TableClause(
    "full_text", ColumnClause("passage"), ColumnClause("body"), ColumnClause("rank"), ColumnClause("rowid")
)
FULL_TEXT = (
    "CREATE VIRTUAL TABLE full_text USING fts5("
    "passage UNINDEXED, body, tokenize = 'porter unicode61 remove_diacritics 2')"
)
