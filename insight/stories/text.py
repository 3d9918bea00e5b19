"""The two kinds of text in the house. Everything after protection accepts only `ProtectedText`."""

from dataclasses import dataclass
from datetime import datetime


class Original:
    """Text as somebody typed it, with identities in it. It never shows itself in a log, a traceback or a repr."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text with LF line ends, so that offsets mean the same everywhere."""
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")

    def reveal(self) -> str:
        """The words themselves, for the vault, the detector and the reviewer's screen only."""
        return self._text

    def __len__(self) -> int:
        """Length in code points."""
        return len(self._text)

    def __repr__(self) -> str:
        """Say how long it is, not what it says."""
        return f"<original of {len(self._text)} characters>"

    def __reduce__(self) -> tuple[object, ...]:
        """Refuse pickling: a pickle is a copy in the clear."""
        raise TypeError("an original is never pickled")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who said that a text may be kept: a reviewer here, or a named person outside the program."""

    by: str
    at: datetime
    outside: bool = False


class ProtectedText:
    """Text that a person approved after protection. There is no way to make one without saying who approved it."""

    __slots__ = ("_approval", "_text")

    def __init__(self, text: str, approval: Approval) -> None:
        """Bind the words to their approval."""
        self._text = text
        self._approval = approval

    @property
    def approval(self) -> Approval:
        """Who approved it, and when."""
        return self._approval

    def __str__(self) -> str:
        """The words, as they may be read within the story's consent."""
        return self._text

    def __len__(self) -> int:
        """Length in code points."""
        return len(self._text)

    def __repr__(self) -> str:
        """Protected text is still somebody's story: it stays out of logs as well."""
        return f"<protected text of {len(self._text)} characters>"
