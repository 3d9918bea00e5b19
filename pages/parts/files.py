"""The markup, style sheets and scripts that lie beside the parts, read once when a part is imported."""

from pathlib import Path

_HERE = Path(__file__).parent


def markup(name: str) -> str:
    """The fixed HTML that a part begins with; a person's words are never in it."""
    return _read(f"{name}.html")


def script(*names: str) -> str:
    """One JavaScript module made of the files of those names, in that order: parts are served inline, unbuilt."""
    return "\n".join(_read(f"{name}.js") for name in names)


def sheet(name: str) -> str:
    """The style sheet of that name after the one all parts share, so that every part is drawn by one hand."""
    return "\n".join(_read(f"{each}.css") for each in ("base", name))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
