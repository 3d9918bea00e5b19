"""Turns positions counted in code points into UTF-16 units and back: the only place where the two counts meet.

Python counts code points; a browser counts UTF-16 units, in which every character above U+FFFF takes two.
"""

from bisect import bisect_left

_LAST_SINGLE_UNIT = "\uffff"  # characters above it take two units (Unicode 16, section 3.9)


class Utf16Offsets:
    """The two counts over one text."""

    def __init__(self, text: str) -> None:
        """Note where the characters of two units stand, in either count."""
        self._length = len(text)
        self._points = [at for at, character in enumerate(text) if character > _LAST_SINGLE_UNIT]
        self._units = [at + before for before, at in enumerate(self._points)]

    def to_units(self, point: int) -> int:
        """The UTF-16 position of a code point position from 0 to the length of the text."""
        return point + bisect_left(self._points, point)

    def to_points(self, start: int, end: int) -> tuple[int, int]:
        """The code points that a stretch of UTF-16 units touches; half a character counts as the whole one.

        Raises ValueError if the stretch is empty or reaches outside the text.
        """
        first = start - bisect_left(self._units, start)
        before_end = bisect_left(self._units, end)
        halved = before_end > 0 and self._units[before_end - 1] == end - 1
        last = end - before_end + (1 if halved else 0)
        if not 0 <= first < last <= self._length or start >= end:
            raise ValueError("the stretch covers nothing of this text")
        return first, last
