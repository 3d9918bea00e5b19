"""Options whose words are alike are told apart, and no page offers options whose words may be alike as they are."""

import ast
from pathlib import Path

import pytest

from pages.parts.options import told_apart, who_may_be_kept_out, words_of

PAGES = Path(__file__).resolve().parents[3] / "pages"
# Functions that put what the program itself made into words, different ones for different options, file by file;
# `heading` is told apart above where it is used.
OF_OUR_OWN = {
    "check.py": {"_teller"}, "begin.py": {"_way", "_capital"}, "bring_in.py": {"question_about"},
    "feeling_over_time.py": {"named"}, "audit.py": {"what_in_words", "month_in_words"}, "columns.py": {"heading"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], []),
        (["Warmth", "Waiting"], ["Warmth", "Waiting"]),
        (["Warmth", "Warmth", "Warmth"], ["Warmth", "Warmth (2)", "Warmth (3)"]),
        (["Warmth", "Warmth (2)", "Warmth"], ["Warmth", "Warmth (2)", "Warmth (3)"]),
        (["Warmth", "Warmth", "Warmth (2)"], ["Warmth", "Warmth (2)", "Warmth (2) (2)"]),
    ],
)
def test_no_two_options_are_called_the_same(names, said):
    numbered = dict(enumerate(names))
    assert [words_of(numbered)(one) for one in numbered] == said
    assert [told_apart(numbered, lambda one: numbered[one])(one) for one in numbered] == said


def test_a_team_with_the_name_of_an_organisation_is_said_to_be_a_team():
    named = who_may_be_kept_out({"o": "Harbour"}, {"t": "Harbour", "u": "Night team"})
    assert named == {"o": "Harbour", "t": "Harbour (a team)", "u": "Night team"}


def asked(file: Path) -> list[ast.expr]:
    """How each list of options in a file is put into words."""
    return [
        keyword.value
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "format_func"
    ]


def first(expression: ast.expr) -> ast.expr:
    """What an attribute or a place in a table is taken of, at the very beginning."""
    while isinstance(expression, ast.Attribute | ast.Subscript | ast.Call):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    return expression


def of_our_own(words: ast.expr, file: str) -> bool:
    """Whether these words are the program's: told apart, a function named above, or out of tables of its own."""
    if isinstance(words, ast.Name):
        return words.id in OF_OUR_OWN.get(file, set())
    if isinstance(words, ast.Call) and isinstance(words.func, ast.Name):
        return words.func.id in {"told_apart", "words_of"}
    taken = [each for each in ast.walk(words) if isinstance(each, ast.Attribute | ast.Subscript | ast.Call)]
    begin = [first(each) for each in taken]
    return all(isinstance(each, ast.Name) and each.id.isupper() for each in begin)


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("TELLERS.__getitem__", True), ("lambda one: TELLERS[one].capitalize()", True),
        ("lambda one: f'{one} days'", True),
        ("told_apart(names, str)", True), ("words_of(names)", True), ("names.__getitem__", False),
        ("lambda one: groups[one] if one else EVERYBODY", False), ("lambda one: one.name", False),
        ("lambda one: said(one)", False), ("named", False),
    ],
)  # fmt: skip
def test_words_of_our_own_are_known_from_what_people_named(words, ours):
    assert of_our_own(ast.parse(words, mode="eval").body, "a_page.py") is ours


@pytest.mark.parametrize("file", sorted(PAGES.rglob("*.py")), ids=lambda file: file.name)
def test_what_people_named_is_told_apart_wherever_it_can_be_chosen(file):
    assert [ast.unparse(one) for one in asked(file) if not of_our_own(one, file.name)] == []
