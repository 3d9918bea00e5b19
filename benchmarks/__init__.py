"""How good Insight is, in figures: each module is a command that prints one table."""
