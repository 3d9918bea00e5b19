"""A share-back as one HTML file: it stands alone, runs nothing, fetches nothing, and prints well."""

from html import escape

from insight.share.inert import printable
from insight.share.share_back import ENDS, MADE_OF, Given, GivenPart, GivenQuote

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --paper: #FBF8F3; --ink: #1F2933; --quiet: #4A5560; --rule: #0F5C5C; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181C; --ink: #E8E4DC; --quiet: #B9B4AA; --rule: #7CC4C0; } }
body { background: var(--paper); color: var(--ink); font: 1.06rem/1.55 "Source Sans 3", Arial, sans-serif; margin: 0; }
main { margin: 0 auto; max-width: 42rem; overflow-wrap: break-word; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.6rem 0 .6rem; }
h3 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; }
p { margin: 0 0 .8rem; white-space: pre-line; }
figure { border-left: 3px solid var(--rule); margin: 1.2rem 0 1.6rem; padding-left: 1.1rem; }
blockquote { font: 1.16rem/1.6 "Source Serif 4", Georgia, serif; margin: 0; white-space: pre-line; }
figcaption, .small { color: var(--quiet); font-size: .95rem; }
figcaption { margin-top: .35rem; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --rule: #777; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  figure { break-inside: avoid; }
}
"""


def share_back_page(given: Given) -> bytes:
    """The file, in UTF-8. All words are escaped."""
    body = "\n".join(
        f"<section>\n<h2>{_words(section.heading)}</h2>\n{''.join(_part(one) for one in section.parts)}</section>"
        for section in given.sections
    )
    left = "".join(f"<li>{_words(one)}</li>\n" for one in given.left_out)
    page = f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{_words(given.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{_words(given.title)}</h1>
<p class="small">{_words(given.first_line)} {_words(MADE_OF)}</p>
{body}
<section>
<h2>What is not here</h2>
{f"<ul>{left}</ul>" if left else "<p>Nothing was left out.</p>"}
<p class="small">{_words(ENDS)}</p>
</section>
</main>
</body>
</html>
"""
    return page.encode()


def _words(text: str) -> str:
    return escape(printable(text))


def _part(one: GivenPart) -> str:
    heading = f"<h3>{_words(one.heading)}</h3>\n" if one.heading else ""
    paragraphs = "".join(f"<p>{_words(each)}</p>\n" for each in one.text.split("\n\n") if each.strip())
    return heading + paragraphs + "".join(_quote(each) for each in one.quotes)


def _quote(one: GivenQuote) -> str:
    note = f'<p class="small">Before you read on: {_words(one.note)}</p>\n' if one.note else ""
    words, line = _words(one.words.strip()), _words(one.line)
    return f"{note}<figure><blockquote>{words}</blockquote><figcaption>{line}</figcaption></figure>\n"
