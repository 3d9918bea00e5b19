"""Finds themes with BERTopic, reduction and clustering replaced by steadier ones; the home of bertopic and sklearn."""

import hashlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insight.themes.centroids import Anchors, Floats, assign, unit
from insight.themes.found import Discovery, FoundTheme, Member, State
from insight.themes.lean import lean
from insight.themes.passages import Passage
from insight.themes.words import STOP_WORDS, WORD_PATTERN, plain, stems, telling, users

# Under 10 stories every group would be a pair: people read them all instead.
FEWEST_STORIES = 10
# Under 150 stories Ward's tree beats KMeans (AMI .25 against .21 at 50 accounts) and the outcome is called tentative.
SETTLED_FROM = 150
DIMENSIONS = 50  # of 384: the rest is noise to the clusters (measured: same agreement, 15 to 50 times faster than UMAP)
MOST_THEMES = 40  # what a sub-group can read through in a meeting, and then some
STORIES_A_THEME = 4  # fewer are anecdotes, and too near to pointing at somebody
LEAST_STORIES = 3  # a group held up by one or two tellers is dissolved into its neighbours
SETTLING = 8  # rounds of centres and nearest passages, so that the next build finds the centres at rest
TREE_SAMPLE = 3000  # passages, in the order of their hashes, whose tree gives KMeans its start: steadier than chance
WORDS_A_THEME = 10
CANDIDATES = 100  # words by class-based TF-IDF, from which those of many stories are taken
REPRESENTATIVE = 5

# Shuffled words lie in a cloud: the nearest passage of another story is hardly nearer than any. Measured on real and
# invented banks and on the same with their words dealt anew, 15 to 800 stories: the gap between the nearest and the
# mean cosine was .20 to .41 with themes and .14 to .22 without, both rising with the logarithm of the stories.
_GAP_AT_ONE, _GAP_A_TENFOLD = 0.12, 0.058
_GAP_SAMPLE = 2000  # passages looked at: enough for the mean, and a matrix of 16 MB


def discover(passages: Sequence[Passage], vectors: Floats, previous: Anchors | None = None) -> Discovery:
    """Themes of the passages, whose unit vectors (n, d) stand in the same order; the order itself changes nothing.

    With `previous`, an anchored refit: the projection is frozen and the search begins at the old centres, so that
    nearly every passage stays in its theme when stories are added. A story has as many themes as its passages do.
    """
    if len(passages) != len(vectors):
        raise ValueError(f"{len(passages)} passages for {len(vectors)} vectors")
    stories = len({passage.story for passage in passages})
    if stories < FEWEST_STORIES:
        return Discovery(State.READING_LIST, f"With {stories} stories there is nothing to group yet: read them all.")
    order = sorted(range(len(passages)), key=lambda row: (_content_hash(passages[row].text), passages[row].id))
    rows = [passages[row] for row in order]
    matrix = np.ascontiguousarray(np.asarray(vectors, dtype=np.float32)[order])
    if not _stand_out(rows, matrix, stories):
        return Discovery(
            State.NOT_RELIABLE,
            "No reliable themes yet: the stories are no nearer to each other than words dealt at random.",
        )
    leaning = lean(rows, matrix)
    anchors = previous or _projection(leaning)
    wanted = how_many(stories)
    clusters = _Clusters(rows, matrix, leaning, anchors, wanted, warm=previous is not None, tree=stories < SETTLED_FROM)
    topics, words = _bertopic(rows, leaning, anchors, clusters)
    themes = _themes(rows, matrix, topics, words, clusters.centroids)
    state = State.SETTLED if stories >= SETTLED_FROM else State.TENTATIVE
    reason = f"{len(themes)} themes in {stories} stories" + (", continued from the last time." if previous else ".")
    return Discovery(state, reason, themes, Anchors(anchors.mean, anchors.axes, clusters.centroids))


def how_many(stories: int) -> int:
    """How many themes to look for: three times the fourth root of the stories, at least 4 stories each, at most 40.

    30 stories → 7, 150 → 10, 800 → 16, 3,500 → 23, 20,000 → 36. Agreement with people's topics (CounselChat) is flat
    around these numbers; below them themes run together, above them a sub-group stops reading.
    """
    return max(2, min(round(3 * math.sqrt(math.sqrt(stories))), stories // STORIES_A_THEME, MOST_THEMES))


def _content_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _stand_out(rows: Sequence[Passage], matrix: Floats, stories: int) -> bool:
    """Whether the nearest passage of another story is nearer than words dealt at random would bring it."""
    sample = slice(0, _GAP_SAMPLE)  # rows are in the order of their hashes: this is a random sample that never changes
    tellers = np.unique([row.story for row in rows[sample]], return_inverse=True)[1]
    cosine = matrix[sample] @ matrix[sample].T
    other = tellers[:, None] != tellers[None, :]
    nearest = np.where(other, cosine, -1.0).max(axis=1).mean()
    gap = float(nearest - cosine[other].mean())
    return gap >= _GAP_AT_ONE + _GAP_A_TENFOLD * math.log10(min(stories, len(np.unique(tellers))))


def _projection(matrix: Floats) -> Anchors:
    """Principal axes of the passages, without centres yet."""
    from sklearn.decomposition import PCA

    size = min(DIMENSIONS, len(matrix) - 1, matrix.shape[1])
    fitted = PCA(size, svd_solver="full").fit(matrix.astype(np.float64))
    return Anchors(
        fitted.mean_.astype(np.float32),
        fitted.components_.astype(np.float32),
        np.empty((0, matrix.shape[1]), dtype=np.float32),
    )


class _Projection:
    """BERTopic's dimensionality model: the frozen projection."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    def fit(self, matrix: Floats, y: object = None) -> "_Projection":
        return self

    def transform(self, matrix: Floats) -> Floats:
        return self._anchors.project(matrix)


class _Clusters:
    """BERTopic's cluster model: Ward or KMeans, or the old centres; small groups dissolved; then the nearest centre.

    Groups and centres are made of the `leaning` rows. The last step makes a passage's theme what `centroids.assign`
    says of its vector as it is, now and for later stories.
    """

    def __init__(
        self,
        rows: Sequence[Passage],
        matrix: Floats,
        leaning: Floats,
        anchors: Anchors,
        wanted: int,
        *,
        warm: bool,
        tree: bool,
    ) -> None:
        self._stories = np.unique([row.story for row in rows], return_inverse=True)[1]
        self._matrix, self._leaning = matrix, leaning
        self._anchors, self._wanted = anchors, wanted
        self._warm, self._tree = warm, tree
        self.centroids: Floats = anchors.centroids
        self.labels_: NDArray[np.intp] = np.empty(0, dtype=np.intp)

    def fit(self, reduced: Floats, y: object = None) -> "_Clusters":
        labels = self._warm_labels(reduced) if self._warm else self._fresh_labels(reduced)
        while True:
            for _ in range(SETTLING):
                centroids = _centres(self._leaning, labels)
                labels = assign(self._matrix, centroids).theme
            small = [
                theme
                for theme in range(len(centroids))
                if len(np.unique(self._stories[labels == theme])) < LEAST_STORIES
            ]
            if not small or len(centroids) - len(small) < 2:
                break
            labels = assign(self._matrix, np.delete(centroids, small, axis=0)).theme
        self.labels_, self.centroids = labels, centroids
        return self

    def predict(self, reduced: Floats) -> NDArray[np.intp]:
        return self.labels_

    def _fresh_labels(self, reduced: Floats) -> NDArray[np.intp]:
        from sklearn.cluster import AgglomerativeClustering, KMeans

        reduced = reduced.astype(np.float64)
        tree = AgglomerativeClustering(self._wanted, linkage="ward").fit_predict(reduced[:TREE_SAMPLE])
        if self._tree:
            return np.asarray(tree, dtype=np.intp)
        starts = _centres(np.asarray(reduced[:TREE_SAMPLE], dtype=np.float32), tree, scaled=False)
        return np.asarray(KMeans(len(starts), init=starts, n_init=1).fit_predict(reduced), dtype=np.intp)

    def _warm_labels(self, reduced: Floats) -> NDArray[np.intp]:
        """The old themes' passages; where the bank has outgrown them, new centres among the passages that fit worst."""
        from sklearn.cluster import KMeans

        placed = assign(self._matrix, self._anchors.centroids)
        starts = _centres(reduced, placed.theme, scaled=False)
        distance = ((reduced - starts[np.unique(placed.theme, return_inverse=True)[1]]) ** 2).sum(axis=1)
        if self._wanted >= GROWN * len(starts):
            while len(starts) < self._wanted:
                starts = np.vstack([starts, reduced[int(distance.argmax())]])
                distance = np.minimum(distance, ((reduced - starts[-1]) ** 2).sum(axis=1))
        if len(starts) == len(self._anchors.centroids):
            return placed.theme
        return np.asarray(
            KMeans(len(starts), init=starts, n_init=1).fit_predict(reduced.astype(np.float64)), dtype=np.intp
        )


# New themes are sought once the rule asks for a third more than there are: about three times the stories. Before that
# the old ones are kept, since names and learning hang on them.
GROWN = 4 / 3


def _centres(matrix: Floats, labels: NDArray[np.intp], *, scaled: bool = True) -> Floats:
    """The mean (k, d) of each label's rows, at length 1 if `scaled`; labels without rows are left out."""
    means = np.array([matrix[labels == label].mean(axis=0) for label in np.unique(labels)], dtype=np.float32)
    return unit(means) if scaled else means


def _bertopic(
    rows: Sequence[Passage], matrix: Floats, anchors: Anchors, clusters: _Clusters
) -> tuple[NDArray[np.intp], dict[int, list[str]]]:
    """Each passage's centre, and each centre's words by class-based TF-IDF. Nothing of BERTopic itself is kept."""
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    model: Any = BERTopic(
        embedding_model=None,
        umap_model=_Projection(anchors),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(stop_words=sorted(STOP_WORDS), token_pattern=WORD_PATTERN),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True),
        top_n_words=CANDIDATES,
        calculate_probabilities=False,
    )
    texts = [plain(row.text) for row in rows]
    try:
        topics = model.fit_transform(texts, embeddings=matrix)[0]
    except ValueError as failed:
        if "vocabulary" not in str(failed):
            raise
        return clusters.labels_, {}  # nothing but stop words and replacements was said: themes without words
    candidates = {
        label: [word for word, weight in model.get_topic(topic) if weight > 0]
        for topic, label in dict(zip(topics, clusters.labels_.tolist(), strict=True)).items()
    }
    return clusters.labels_, _words(rows, clusters.labels_, candidates)


def _words(rows: Sequence[Passage], labels: NDArray[np.intp], candidates: dict[int, list[str]]) -> dict[int, list[str]]:
    """Each theme's words. A word of one or two stories would name the stories, not the theme."""
    told = [(row.story, stems(row.text)) for row in rows]
    words = {}
    for label, found in candidates.items():
        inside = [one for one, at in zip(told, labels, strict=True) if at == label]
        outside = [one for one, at in zip(told, labels, strict=True) if at != label]
        here, there = len({story for story, _ in inside}), len({story for story, _ in outside})
        words[label] = telling(found, users(inside), here, users(outside), there, LEAST_STORIES)[:WORDS_A_THEME]
    return words


def _themes(
    rows: Sequence[Passage],
    matrix: Floats,
    labels: NDArray[np.intp],
    words: dict[int, list[str]],
    centroids: Floats,
) -> tuple[FoundTheme, ...]:
    """The themes with the most stories first."""
    placed = assign(matrix, centroids)
    found = []
    for label, centroid in enumerate(centroids):
        inside = sorted(np.flatnonzero(labels == label).tolist(), key=lambda row: (-placed.fit[row], rows[row].id))
        members = tuple(Member(rows[row].id, float(placed.fit[row]), bool(placed.weak[row])) for row in inside)
        nearest: dict[str, str] = {}
        for row in inside:
            nearest.setdefault(rows[row].story, rows[row].id)
        theme = FoundTheme(members, centroid, tuple(words.get(label, ())), tuple(nearest.values())[:REPRESENTATIVE])
        found.append((len(nearest), len(members), theme))
    return tuple(theme for *_, theme in sorted(found, key=lambda entry: (-entry[0], -entry[1])))
