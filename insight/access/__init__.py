"""Who may ask for what: readers, the one gate, accounts, sessions and the audit."""
