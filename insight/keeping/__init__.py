"""Keeping the bank from harm: backups, and bringing one back."""
