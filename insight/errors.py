"""Every error that Insight raises on purpose, and what the command line answers with.

InsightError                the root; its text is plain English that a user may read, never story text
├── Refused                 the request cannot be done as asked (exit 1)
│   ├── BadInput            a file, a row or a field is not what it has to be
│   ├── NotFound            there is no such thing, or the asker may not know of it
│   ├── NotAllowed          the asker's role or the storyteller's consent does not reach this far
│   └── Conflict            somebody else changed it meanwhile
├── WrongPassphrase         a key or passphrase does not open this (exit 3)
├── Damaged                 what is stored is broken, or older or newer than this program (exit 4)
└── Unavailable             a part that should be running is not; nothing was lost (exit 1)
"""


class InsightError(Exception):
    """Says what happened, what was kept and what to do, in words for the person at the screen."""

    exit_code = 1


class Refused(InsightError):
    """The request cannot be done as asked."""


class BadInput(Refused):
    """A file, a row or a field is not what it has to be."""


class NotFound(Refused):
    """There is no such thing, or the asker may not know of it: the two are told apart to nobody."""


class NotAllowed(Refused):
    """The asker's role or the storyteller's consent does not reach this far."""


class Conflict(Refused):
    """Somebody else changed it meanwhile; nothing was overwritten."""


class WrongPassphrase(InsightError):
    """A key or passphrase does not open this."""

    exit_code = 3


class Damaged(InsightError):
    """What is stored is broken, or older or newer than this program can read."""

    exit_code = 4


class Unavailable(InsightError):
    """A part that should be running is not; nothing was lost."""
