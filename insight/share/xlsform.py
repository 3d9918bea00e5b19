"""Writes an inquiry as an XLSForm, so that teams without a signal collect with ODK Collect or KoboToolbox.

The columns `text`, `date`, `teller` and `feeling` of an export are those that an import looks for; `text` holds
everything that was told, the story and then each answer after a dash: line ends in a calculation do not survive the
way to a phone. https://xlsform.org/en/ says how such a workbook is written. It asks for no place, no
device and no name.
"""

import io
from collections.abc import Iterable, Iterator

from insight.measure.answers import ANSWER_WORDS, COMPARED_WITH, STEPS, Answer
from insight.stories.inquiry import STOP_OR_SKIP, TELLER_WORDS, WAY_WORDS, Inquiry
from insight.stories.script import ADULT, YOUNG, Script, Use

COLUMNS = ("type", "name", "label", "hint", "required", "relevant", "appearance", "calculation", "default")
Row = dict[str, str]

_AGREED = "${agree_inside} = 'yes'"
_OF_AGE = {ADULT.version: "${young} = 'no'", YOUNG.version: "${young} = 'yes'"}


def xlsform(inquiry: Inquiry, until: int) -> bytes:
    """The workbook with its sheets `survey`, `choices` and `settings`; `until` is the year whose end it is kept to."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    survey = book.create_sheet("survey")
    survey.append(COLUMNS)
    for row in _survey(inquiry, until):
        survey.append([row.get(name) for name in COLUMNS])
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", "label"))
    for choice in _choices():
        choices.append(choice)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "default_language"))
    settings.append((_plain(inquiry.name), f"insight_{inquiry.id}", str(inquiry.questions.version), "English (en)"))
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value is not None:
                    cell.data_type = "s"  # never a formula, whatever a question begins with
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _survey(inquiry: Inquiry, until: int) -> Iterator[Row]:
    yield from _consent(until)
    yield _row("date", "date", "When was it told?", default="today()", required="yes", relevant=_AGREED)
    yield _row("select_one teller", "teller", "Who tells?", required="yes", relevant=_AGREED)
    yield _row("select_one way", "way", "How do you talk?", relevant=_AGREED)
    yield _row("note", "stop_or_skip", STOP_OR_SKIP, relevant=_AGREED)
    answers = []
    for number, prompt in enumerate(inquiry.questions.prompts, start=1):
        relevant = f"{_AGREED} and ${{teller}} = '{prompt.teller.value}'" if prompt.teller else _AGREED
        answers.append(f"answer_{number}")
        yield _written(answers[-1], prompt.text, prompt.tip, relevant)
    yield _written("story", "What else did they tell you?", "In their own words. Leave out names.", _AGREED)
    yield _row("calculate", "text", calculation=_joined("story", answers))
    yield _row(
        "select_one compared_with",
        "compared_with",
        "Pick a time to compare with.",
        "Hand over the phone and look away. Do not ask in a crisis.",
        relevant=_AGREED,
    )
    yield _row(
        "select_one feeling",
        "feeling",
        "In yourself, are things better, worse, about the same, or up and down since then?",
        "Ask somebody who works here how it is to work here.",
        relevant=_AGREED,
    )
    yield _row("note", "end", "Read it back, and thank them. Once it is sent, delete it from the phone.")


def _consent(until: int) -> Iterator[Row]:
    """The script that fits their age, and its questions. One that both scripts ask alike is asked once."""
    yield _row("select_one yes_no", "young", "Is the person 16 or 17?", required="yes")
    for script, name in ((ADULT, "read_aloud"), (YOUNG, "read_aloud_young")):
        aloud = "\n\n".join(("Read this aloud:", *script.said(until)))
        yield _row("note", name, aloud, relevant=_OF_AGE[script.version])
    for use in Use:
        questions = {script.version: _question(script, use) for script in (ADULT, YOUNG)}
        if len(set(questions.values())) == 1:
            yield _row("select_one yes_no", f"agree_{use.value}", *questions[ADULT.version], required="yes")
            continue
        for version, name in ((ADULT.version, f"agree_{use.value}"), (YOUNG.version, f"agree_{use.value}_young")):
            if questions[version]:
                yield _row("select_one yes_no", name, *questions[version], required="yes", relevant=_OF_AGE[version])
    yield _row(
        "note", "no", "They said no. Write nothing down. Delete this form and send nothing.",
        relevant="${agree_inside} = 'no'",
    )  # fmt: skip


def _question(script: Script, use: Use) -> tuple[str, ...]:
    """How this script asks about a use, and what it adds; nothing when it does not ask."""
    return next(((one.question, one.note) for one in script.askings if one.use is use), ())


def _choices() -> Iterator[tuple[str, str, str]]:
    yield from (("yes_no", name, name) for name in ("yes", "no"))
    yield from (("teller", kind.value, words) for kind, words in TELLER_WORDS.items())
    yield from (("way", way.value, words) for way, words in WAY_WORDS.items())
    yield from (("compared_with", words.replace(" ", "_"), words) for words in COMPARED_WITH)
    for answer, words in ANSWER_WORDS.items():  # the five steps as an import reads them, from 1 to 5
        step = STEPS.index(answer) + 1 if answer not in (Answer.UP_AND_DOWN, Answer.RATHER_NOT) else answer.value
        yield "feeling", str(step), words


def _row(type_: str, name: str, label: str = "", hint: str = "", **more: str) -> Row:
    return {"type": type_, "name": name, "label": _plain(label), "hint": _plain(hint), **more}


def _written(name: str, label: str, hint: str, relevant: str) -> Row:
    """Something to write several lines on."""
    return _row("text", name, label, hint, relevant=relevant, appearance="multiline")


def _joined(first: str, names: Iterable[str]) -> str:
    """What was written under `first`, then under each of the other names, with a dash before it."""
    parts = [f"if(${{{name}}} != '', concat(' – ', ${{{name}}}), '')" for name in names]
    return "concat(" + ", ".join((f"${{{first}}}", *parts, "''")) + ")"


def _plain(text: str) -> str:
    """The text with nothing in it that a form would put something else for."""
    return text.replace("${", "$ {")
