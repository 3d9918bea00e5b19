"""The 7,776 common words that codes are drawn from: the EFF's long list, as the xkcdpass package carries it."""

from functools import cache


@cache
def code_words() -> tuple[str, ...]:
    """The list, without the few words that are hyphenated."""
    from xkcdpass import xkcd_password

    return tuple(word for word in xkcd_password.generate_wordlist(wordfile="eff-long", max_length=99) if word.isalpha())
