"""Finds themes with BERTopic, reduction and clustering replaced by steadier ones; the home of bertopic and sklearn."""

import hashlib
import math
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insight.themes.centroids import Anchors, Floats, assign, in_its_story, unit
from insight.themes.found import Discovery, FoundTheme, Member, State
from insight.themes.lean import lean
from insight.themes.passages import Passage
from insight.themes.words import WORDS_A_THEME, content, set_apart

# Under 10 stories every group would be a pair: people read them all instead.
FEWEST_STORIES = 10
# Under 150 stories Ward's tree beats KMeans (AMI .25 against .21 at 50 accounts) and the outcome is called tentative.
SETTLED_FROM = 150
DIMENSIONS = 50  # of 384: the rest is noise to the clusters (measured: same agreement, 15 to 50 times faster than UMAP)
MOST_THEMES = 40  # what a sub-group can read through in a meeting, and then some
STORIES_A_THEME = 4  # fewer are anecdotes, and too near to pointing at somebody
LEAST_STORIES = 3  # a group held up by one or two tellers is dissolved into its neighbours
SETTLING = 8  # rounds of centres and nearest passages, so that the next build, which goes one, finds them at rest
TREE_SAMPLE = 1000  # passages, in the order of their hashes, whose tree gives KMeans its start: steadier than chance
CANDIDATES = 100  # words by class-based TF-IDF, from which those of many stories are taken
REPRESENTATIVE = 5
LEFT_OUT, ROUNDS = 10, 5  # one in ten stories is left out to see what holds together, five times

Step = Callable[[str], None]

# Shuffled words lie in a cloud: the nearest passage of another story is hardly nearer than any. Measured on real and
# invented banks and on the same with their words dealt anew, 15 to 800 stories: the gap between the nearest and the
# mean cosine was .20 to .41 with themes and .14 to .22 without, both rising with the logarithm of the stories.
_GAP_AT_ONE, _GAP_A_TENFOLD = 0.12, 0.058
_GAP_SAMPLE = 2000  # passages looked at: enough for the mean, and a matrix of 16 MB


def discover(
    passages: Sequence[Passage], vectors: Floats, previous: Anchors | None = None, step: Step = lambda _: None
) -> Discovery:
    """Themes of the passages, whose unit vectors (n, d) stand in the same order; the order itself changes nothing.

    With `previous`, an anchored refit: the projection is frozen and the search begins at the old centres, so that
    nearly every passage stays in its theme when stories are added. A story has as many themes as its passages do.
    `step` is told what comes next, in words for people; what it raises ends the search.
    """
    if len(passages) != len(vectors):
        raise ValueError(f"{len(passages)} passages for {len(vectors)} vectors")
    stories = len({passage.story for passage in passages})
    if stories < FEWEST_STORIES:
        return Discovery(State.READING_LIST, f"With {stories} stories there is nothing to group yet: read them all.")
    rows, matrix = _in_order(passages, vectors)
    step(f"Comparing {len(rows):,} passages of {stories:,} stories")
    if not _stand_out(rows, matrix, stories):
        return Discovery(
            State.NOT_RELIABLE,
            "No reliable themes yet: the stories are no nearer to each other than words dealt at random.",
        )
    leaning = lean(rows, matrix)
    placing = in_its_story(matrix, [row.story for row in rows])
    anchors = previous or _projection(leaning)
    wanted = how_many(stories)
    warm, tree = previous is not None, stories < SETTLED_FROM
    clusters = _Clusters(rows, placing, leaning, anchors, wanted, warm=warm, tree=tree)
    step(f"Looking for about {wanted} themes")
    topics, words = _bertopic(rows, leaning, anchors, clusters, step)
    themes = _themes(rows, placing, topics, words, clusters.centroids)
    state = State.SETTLED if stories >= SETTLED_FROM else State.TENTATIVE
    reason = f"{len(themes)} themes in {stories} stories" + (", continued from the last time." if previous else ".")
    made = _made_with(anchors, wanted, continued=warm)
    return Discovery(state, reason, themes, Anchors(anchors.mean, anchors.axes, clusters.centroids), made)


def _made_with(anchors: Anchors, wanted: int, *, continued: bool) -> dict[str, str | int | bool | None]:
    """What the outcome depends on besides the passages. There is no seed: nothing is drawn by chance."""
    return {
        "dimensions": len(anchors.axes),
        "themes_wanted": wanted,
        "continued": continued,
        "seed": None,
        "bertopic": version("bertopic"),
        "scikit-learn": version("scikit-learn"),
    }


def steadiness(passages: Sequence[Passage], vectors: Floats, discovery: Discovery) -> tuple[float, ...]:
    """How far each theme stays together when a tenth of the stories is left out, from 0 to 1, in the themes' order.

    Five times over, another tenth each time, themes are sought afresh in what is left: the mean share of passages that
    a theme and the new one most like it have in common (Jaccard's index; Hennig 2007). Below .5 it falls apart.
    """
    if discovery.anchors is None:
        return ()
    rows, matrix = _in_order(passages, vectors)
    leaning, placing = lean(rows, matrix), in_its_story(matrix, [row.story for row in rows])
    theme_of = {member.passage: number for number, theme in enumerate(discovery.themes) for member in theme.members}
    before = np.array([theme_of[row.id] for row in rows])
    names, story = np.unique([row.story for row in rows], return_inverse=True)
    tenth = np.array([int(_content_hash(name), 16) % LEFT_OUT for name in names])[story]
    alike = np.zeros((ROUNDS, len(discovery.themes)))
    for part in range(ROUNDS):
        kept = np.flatnonzero(tenth != part)
        clusters = _Clusters(
            [rows[row] for row in kept], placing[kept], leaning[kept], discovery.anchors, len(discovery.themes),
            warm=False, tree=len(names) < SETTLED_FROM,
        )  # fmt: skip
        after = clusters.fit(discovery.anchors.project(leaning[kept])).labels_
        shared = np.zeros((len(discovery.themes), after.max() + 1))
        np.add.at(shared, (before[kept], after), 1)
        either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
        alike[part] = (shared / np.maximum(either, 1)).max(axis=1)
    return tuple(float(one) for one in alike.mean(axis=0))


def _in_order(passages: Sequence[Passage], vectors: Floats) -> tuple[list[Passage], Floats]:
    """Passages and vectors in an order that only their content decides."""
    order = sorted(range(len(passages)), key=lambda row: (_content_hash(passages[row].text), passages[row].id))
    return [passages[row] for row in order], np.ascontiguousarray(np.asarray(vectors, dtype=np.float32)[order])


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
    fitted = PCA(size, svd_solver="covariance_eigh").fit(matrix.astype(np.float64))
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
    says of its vector as `in_its_story` draws it, now and for later stories: `placing` are the rows thus drawn.
    """

    def __init__(
        self,
        rows: Sequence[Passage],
        placing: Floats,
        leaning: Floats,
        anchors: Anchors,
        wanted: int,
        *,
        warm: bool,
        tree: bool,
    ) -> None:
        self._stories = np.unique([row.story for row in rows], return_inverse=True)[1]
        self._placing, self._leaning = placing, leaning
        self._anchors, self._wanted = anchors, wanted
        self._warm, self._tree = warm, tree
        self.centroids: Floats = anchors.centroids
        self.labels_: NDArray[np.intp] = np.empty(0, dtype=np.intp)

    def fit(self, reduced: Floats, y: object = None) -> "_Clusters":
        labels = self._warm_labels(reduced) if self._warm else self._fresh_labels(reduced)
        while True:
            for _ in range(1 if self._warm else SETTLING):
                centroids = _centres(self._leaning, labels)
                labels = assign(self._placing, centroids).theme
            small = [
                theme
                for theme in range(len(centroids))
                if len(np.unique(self._stories[labels == theme])) < LEAST_STORIES
            ]
            if not small or len(centroids) - len(small) < 2:
                break
            labels = assign(self._placing, np.delete(centroids, small, axis=0)).theme
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

        placed = assign(self._placing, self._anchors.centroids)
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
    rows: Sequence[Passage], matrix: Floats, anchors: Anchors, clusters: _Clusters, step: Step
) -> tuple[NDArray[np.intp], dict[int, list[str]]]:
    """Each passage's centre, and each centre's words by class-based TF-IDF. Nothing of BERTopic itself is kept."""
    from bertopic import BERTopic
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    told = [(row.story, content(row.text)) for row in rows]
    if len({word for _, words in told for word in words}) < 2:
        clusters.fit(anchors.project(matrix))
        return clusters.labels_, {}  # nothing but stop words and replacements was said: themes without words
    model: Any = BERTopic(
        language="multilingual",  # so that it takes no hyphen or apostrophe out of the words it is given
        embedding_model=None,
        umap_model=_Projection(anchors),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(analyzer=str.split),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True),
        top_n_words=CANDIDATES,
        calculate_probabilities=False,
    )
    # It would look for its own three passages of each theme: most of its time, and story text that nobody asks it for.
    model._save_representative_docs = lambda documents: None
    topics = model.fit_transform([" ".join(words) for _, words in told], embeddings=matrix)[0]
    step("Looking for the words that set each theme apart")
    labels = clusters.labels_.tolist()
    candidates = {
        label: [word for word, weight in model.get_topic(topic) if weight > 0]
        for topic, label in dict(zip(topics, labels, strict=True)).items()
    }
    # A word of one or two stories would name the stories, not the theme.
    apart = set_apart(told, labels, candidates, LEAST_STORIES)
    return clusters.labels_, {label: words[:WORDS_A_THEME] for label, words in apart.items()}


def _themes(
    rows: Sequence[Passage],
    placing: Floats,
    labels: NDArray[np.intp],
    words: dict[int, list[str]],
    centroids: Floats,
) -> tuple[FoundTheme, ...]:
    """The themes with the most stories first."""
    placed = assign(placing, centroids)
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
