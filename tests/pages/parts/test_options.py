"""Options whose words are alike are told apart, and no page offers options whose words may be alike as they are."""

import ast
from pathlib import Path

import pytest

from pages.parts.options import told_apart, who_may_be_kept_out, words_of

PAGES = Path(__file__).resolve().parents[3] / "pages"
# These name what the program itself made, and each makes different words of different options.
OF_OUR_OWN = {
    "_teller", "_way", "_capital", "question_about", "named", "what_in_words", "month_in_words", "heading",
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


def of_our_own(words: ast.expr) -> bool:
    """Whether these words are the program's: a table of its own, a function named above, or written here."""
    if isinstance(words, ast.Call):
        return isinstance(words.func, ast.Name) and words.func.id in {"told_apart", "words_of"}
    if isinstance(words, ast.Name):
        return words.id in OF_OUR_OWN
    names = {each.id for each in ast.walk(words) if isinstance(each, ast.Name)}
    return any(name.isupper() for name in names) or not any(
        isinstance(each, ast.Attribute | ast.Subscript) for each in ast.walk(words)
    )


@pytest.mark.parametrize("file", sorted(PAGES.rglob("*.py")), ids=lambda file: file.name)
def test_what_people_named_is_told_apart_wherever_it_can_be_chosen(file):
    assert [ast.unparse(one) for one in asked(file) if not of_our_own(one)] == []
