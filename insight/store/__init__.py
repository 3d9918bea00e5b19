"""The relational database, which is the truth, and the vault beside it."""
