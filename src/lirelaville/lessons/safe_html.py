"""Keep tables, text and pictures of a marked notebook; drop what could run."""

import re

import bleach
from nbconvert.filters import markdown2html

TAGS = (
    *("a", "abbr", "b", "blockquote", "br", "code", "div", "em", "hr", "i", "img"),
    *("dd", "dl", "dt", "li", "ol", "p", "pre", "s", "small", "span", "strong"),
    *("sub", "sup", "u", "ul", "figure", "figcaption", "details", "summary"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
)
ATTRIBUTES = {
    "*": {"class", "id", "title"},
    "img": {"alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# A data: address can hold a page that runs; the PNG that a chart draws cannot.
ADDRESSES = {
    ("a", "href"): re.compile(r"(?:https?://|mailto:|#)\S*", re.IGNORECASE),
    ("img", "src"): re.compile(
        r"data:image/png;base64,[A-Za-z0-9+/=]+|https?://\S+|[\w./-]+", re.IGNORECASE
    ),
}


def clean_html(html: str) -> str:
    """Return HTML that cannot run anything in the reader's browser.

    nbconvert's own filter of this name also escapes paragraphs, titles and table
    heads, which makes a lesson unreadable.
    """
    # pandas puts a <style> before its tables: its text must not be shown either
    without_styles = re.sub(r"(?is)<(style|script)\b.*?</\1>", "", html)
    return bleach.clean(
        without_styles,
        tags=TAGS,
        attributes=_is_harmless,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
    )


def safe_markdown(text: str) -> str:
    """Turn markdown into such HTML; formgrader would run a script found in it."""
    return clean_html(markdown2html(text))


def _is_harmless(tag: str, name: str, value: str) -> bool:
    """Tell whether an attribute may stay, as bleach asks for each of them."""
    if (tag, name) in ADDRESSES:
        return bool(ADDRESSES[tag, name].fullmatch(value))
    return name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
