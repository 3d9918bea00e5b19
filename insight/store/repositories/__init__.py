"""One repository for each kind of record; rows come in and out only here."""
