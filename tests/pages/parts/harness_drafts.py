"""The drafts of the test page, held where both faces of its one file find them."""

DRAFTS: dict[tuple[str, str], tuple[str, int, str]] = {}
