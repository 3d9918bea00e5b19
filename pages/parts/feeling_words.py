"""The answers about feeling, each as a word, then a shape, then a colour: the one place where these are chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeelingWord:
    """One answer: the words, a shape that needs no colour to be told apart, and a colour that both themes can carry."""

    words: str
    shape: str
    colour: str

    @property
    def said(self) -> str:
        """The words with their shape, as they stand on a chart or a button."""
        return f"{self.words} {self.shape}"


# Blue to amber keeps better and worse apart for every kind of colour vision, and says neither "good" nor "wrong".
MUCH_BETTER = FeelingWord("much better", "▲▲", "#2166AC")
BETTER = FeelingWord("a bit better", "▲", "#67A9CF")
SAME = FeelingWord("about the same", "●", "#8A8F98")
WORSE = FeelingWord("a bit worse", "▼", "#C77700")
MUCH_WORSE = FeelingWord("much worse", "▼▼", "#8A4B00")
UP_AND_DOWN = FeelingWord("up and down", "▲▼", "#8A8F98")

FIVE_STEPS = (MUCH_BETTER, BETTER, SAME, WORSE, MUCH_WORSE)
ALL_ANSWERS = (*FIVE_STEPS, UP_AND_DOWN)
