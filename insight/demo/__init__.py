"""The demo bank, as data: invented stories for a first look."""
