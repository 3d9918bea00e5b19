"""A page as it was drawn: what stands on it, and its buttons."""


def button(app, label: str):
    """The button of exactly this label."""
    return next(one for one in app.button if one.label == label)


def press(app, label: str):
    """Press the button whose label begins so; the page as it is drawn then."""
    next(one for one in app.button if one.label.startswith(label)).click()
    return app.run()


def texts(app) -> str:
    """Its plain texts."""
    return "\n".join(one.value for one in app.text)


def html(app) -> str:
    """What it draws as markup of its own."""
    return "\n".join(one.proto.body for one in app.get("html"))


def said(app) -> str:
    """Everything that it says in words: headings, texts, and what came of a press."""
    kinds = (app.title, app.subheader, app.text, app.markdown, app.success, app.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)
