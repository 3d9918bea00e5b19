"""Themes put into a bank by hand, each holding all of its stories: what a share-back is drafted from."""

from collections.abc import Iterable

import numpy as np

from insight.themes.kept import KeptTheme


def heard(bank, clock, stories: Iterable[str], *, theme: str = "waiting", name: str = "Nobody rings back") -> str:
    """A theme with this name, by people, in which each of these stories is one passage; its id."""
    with bank.writing() as work:
        build = work.builds.begin("test", clock())
        centre = np.ones(384, dtype=np.float32) / np.float32(384**0.5)
        work.themes.keep(KeptTheme(theme, "Waiting", None, name, ("waiting", "weeks"), centre, False), 0, build)
        work.themes.rename(theme, name)
        for one in stories:
            text = work.stories.text_for_erasure(one)
            work.passages.replace(one, text, [(0, len(text))])
            passages = list(work.theme_views.passages_of(one))
            work.themes.place(theme, [(key, 0.9, False) for key in passages])
        work.builds.finish(build, "settled", "", 1, 1, None, clock())
    return theme
