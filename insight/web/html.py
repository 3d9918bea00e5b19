"""The plain pages outside Streamlit: one sheet of paper, no script, every word escaped."""

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

from insight.web.paths import STYLE

ERROR = "what-went-wrong"
# Stricter than the pages of Streamlit need: a style sheet, two faces of type, and forms that lead to us.
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    # With `no-referrer` browsers give a form's origin as "null", and older tablets say nothing else about it.
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `hint` stands below the label and is read out with it."""

    name: str
    label: str
    autocomplete: str
    hint: str = ""
    kind: str = "text"
    required: bool = True
    value: str = ""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page; `body` is HTML whose words are escaped already."""
    html = f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)} · Insight</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{STYLE}">
</head>
<body>
<header><p class="letterhead">Insight</p></header>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""
    return HTMLResponse(html, status, headers=_HEADERS)


def paragraph(words: str, style: str = "") -> str:
    """One paragraph."""
    return f"<p{_style(style)}>{escape(words)}</p>"


def error(words: str) -> str:
    """What went wrong: read out when the page opens, and again with each field that points to it."""
    return f'<p class="error" id="{ERROR}" role="alert">{escape(words)}</p>' if words else ""


def form(action: str, fields: tuple[Field, ...], button: str, *, hidden: dict[str, str], wrong: bool = False) -> str:
    """A form with one button. `wrong` ties every field to the message above."""
    inputs = "\n".join(_field(one, wrong) for one in fields)
    return (
        f'<form method="post" action="{escape(action)}">\n{_hidden(hidden)}{inputs}\n'
        f'<button type="submit">{escape(button)}</button>\n</form>'
    )


def quiet_button(action: str, button: str, hidden: dict[str, str]) -> str:
    """A form that is nothing but a quiet button."""
    return (
        f'<form method="post" action="{escape(action)}">{_hidden(hidden)}'
        f'<button type="submit" class="quiet">{escape(button)}</button></form>'
    )


def link_button(address: str, words: str) -> str:
    """A link that looks like the one button of a page."""
    return f'<p><a class="button" href="{escape(address)}">{escape(words)}</a></p>'


def link(address: str, words: str) -> str:
    """A link in a line of its own."""
    return f'<p class="aside"><a href="{escape(address)}">{escape(words)}</a></p>'


def _field(one: Field, wrong: bool) -> str:
    hint = f'<p class="hint" id="{one.name}-hint">{escape(one.hint)}</p>\n' if one.hint else ""
    described = " ".join([ERROR] * wrong + [f"{one.name}-hint"] * bool(one.hint))
    attributes = (
        f'id="{one.name}" name="{one.name}" type="{one.kind}" autocomplete="{one.autocomplete}" '
        f'value="{escape(one.value)}" autocapitalize="{"words" if one.name == "name" else "none"}" spellcheck="false"'
        + ' aria-invalid="true"' * wrong
        + " autofocus" * (wrong and one.kind == "password")  # it comes back empty, and may be below the fold
        + f' aria-describedby="{described}"' * bool(described)
        + " required" * one.required
    )
    return f'<div class="field"><label for="{one.name}">{escape(one.label)}</label>\n{hint}<input {attributes}></div>'


def _hidden(values: dict[str, str]) -> str:
    return "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(v)}">\n' for name, v in values.items())


def _style(name: str) -> str:
    return f' class="{name}"' if name else ""
