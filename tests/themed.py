"""Themes put into a bank by hand, for tests of what is seen of them: no machine has to find them first."""

import numpy as np

from insight.themes.embedder import Embedder
from insight.themes.kept import KeptTheme


def themed(
    bank, clock, embedder: Embedder, themes: dict[str, list[str]], *, weak=(), quoted=False, steadiness=None
) -> dict[str, str]:
    """A build of these themes, each holding every passage of its stories; ids by name.

    A theme is called in the words of its first story. Passages of stories in `weak` fit badly; with `quoted`, each
    theme has the first passage of each story as a quote.
    """
    ids = {}
    with bank.writing() as work:
        build = work.builds.begin(embedder.model_id, clock())
        for position, (name, stories) in enumerate(themes.items()):
            tables = [(story, work.passages.vectors_of(story, embedder.model_id)) for story in stories]
            rows = [
                (story, one, vector)
                for story, table in tables
                for one, vector in sorted(
                    zip(table.passages, table.vectors, strict=True), key=lambda pair: pair[0].start
                )
                if not one.whole
            ]
            centre = np.mean([vector for _, _, vector in rows], axis=0)
            centre = np.asarray(centre / np.linalg.norm(centre), dtype=np.float32)
            key = f"theme{position}"
            words = tuple(name.lower().split())
            work.themes.keep(
                KeptTheme(key, name, rows[0][1].id, None, words, centre, False, steadiness=steadiness), position, build
            )
            work.themes.place(key, [(one.id, float(vector @ centre), story in weak) for story, one, vector in rows])
            if quoted:
                first = {story: one for story, one, _ in reversed(rows)}
                work.themes.keep_quotes(key, [(first[one].id, 0, first[one].end) for one in stories])
            ids[name] = key
        work.builds.finish(build, "settled", "", sum(map(len, themes.values())), 0, None, clock())
    return ids
