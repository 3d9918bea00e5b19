"""A report for scrutiny as one page of HTML for a council's website: no script, nothing from elsewhere."""

from html import escape

from insight.share.council_paper import (
    FIGURES,
    HEARD,
    NOT_KNOWN,
    NOTHING_TRIED,
    PUBLIC,
    PURPOSE,
    TITLE,
    TRYING,
    Paper,
    tried_in_words,
)

_STYLE = (
    "body{background:#fff;color:#1f2933;font:1.05rem/1.5 Arial,sans-serif;margin:0 auto;max-width:42rem;padding:1.5rem}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin:1.4rem 0 .3rem}p{margin:.3rem 0}"
    "figure{border-left:.25rem solid #0f5c5c;margin:.8rem 0;padding-left:1rem}"
    "blockquote{font-family:Georgia,serif;margin:0;white-space:pre-line}"
    "@media print{@page{size:A4;margin:18mm}body{font-size:10.5pt;padding:0}}"
)


def paper_page(paper: Paper) -> bytes:
    """The file, in UTF-8; every word in it is escaped."""
    title = escape(f"{TITLE}: {paper.about}")
    quotes = "".join(
        f"<figure><blockquote>“{escape(one.words.strip())}”</blockquote><figcaption>{escape(one.line)}</figcaption></figure>"
        for one in paper.quotes
    )
    tried = "".join(
        f"<li><strong>{escape(name)}.</strong> {escape(outcome)}</li>"
        for name, outcome in map(tried_in_words, paper.tried)
    )
    body = (
        f"<h1>{title}</h1>{_paragraphs(f'{paper.day}. {PUBLIC}')}"
        f"<h2>{PURPOSE}</h2>{_paragraphs(paper.purpose)}"
        f"<h2>{HEARD}</h2>{_paragraphs(paper.heard)}{quotes}"
        f"<h2>{FIGURES}</h2>{_paragraphs(' '.join(paper.figures))}"
        f"<h2>{TRYING}</h2>{f'<ul>{tried}</ul>' if tried else _paragraphs(NOTHING_TRIED)}"
        f"<h2>{NOT_KNOWN}</h2>{_paragraphs(' '.join(paper.not_known))}"
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main>{body}</main></body>\n</html>\n"
    ).encode()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in text.split("\n") if one.strip())
