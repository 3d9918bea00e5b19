"""What makes text harmless in files that other programs open: no formula, and no character that XML cannot hold."""

import re

# OWASP, CSV Injection; with the full-width forms, which spreadsheets read as the plain ones.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Extensible Markup Language (XML) 1.0, production 2: Char.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = "\ufffd"


def inert(cell: str) -> str:
    """The cell as text that no spreadsheet works out: what begins like a formula is led by an apostrophe.

    >>> inert("=1+1"), inert("They said = yes")
    ("'=1+1", 'They said = yes')
    """
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def printable(text: str) -> str:
    """The text with LF line ends and a sign in place of what XML cannot hold; as long as it was but for CR LF."""
    return _NO_XML.sub(_NOTHING, text.replace("\r\n", "\n").replace("\r", "\n"))
