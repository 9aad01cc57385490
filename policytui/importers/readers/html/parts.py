"""What the parts of a web page are: its content, and what stands around it."""

import re

from policytui.importers.prose import asks
from policytui.importers.readers.html.source import Element


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr "
    "q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr math "
    "mi mn mo ms mtext mrow msup msub mfrac msqrt semantics annotation img picture source input"
)
"""Elements that do not end a word; all others do."""

NAVIGATION = "navigation of the page"
OUTSIDE = "outside the main part of the page"
TITLE = "the title of the page in the browser"
HIDDEN = "hidden on the page"
FORM = "a form"
NO_SCRIPTS = "shown only where scripts are off"

_BY_TAG = {
    "nav": NAVIGATION,
    "menu": NAVIGATION,
    "aside": "an aside",
    "search": FORM,
    "button": FORM,
    "select": FORM,
    "textarea": FORM,
    "datalist": FORM,
    "option": FORM,
    "title": TITLE,
    "svg": "words in a picture",
    "map": "words in a picture",
    "template": HIDDEN,
    "dialog": "a window above the page",
    "noscript": NO_SCRIPTS,
    "iframe": "shown only by old browsers",
    "object": "shown only by old browsers",
    "canvas": "shown only by old browsers",
    "audio": "shown only by old browsers",
    "video": "shown only by old browsers",
    "noframes": "shown only by old browsers",
}
_BY_ROLE = {
    "navigation": NAVIGATION,
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "an aside",
    "search": FORM,
    "button": FORM,
    "dialog": "a window above the page",
    "alertdialog": "a window above the page",
}
# Whole names of classes and ids, so that a section "social-care" or "menu-labelling" is content.
_BY_NAME = (
    (HIDDEN, r"(?:govuk-|wp-)?(?:visually-?hidden|sr-only|screen-reader-text|d-none)"),
    (
        "cookie notice",
        r"(?:[a-z]+-)?(?:cookies?|cookie-?consent|gdpr|onetrust|ccpa)"
        r"(?:-(?:banner|bar|notice|message|consent|popup|sdk|law-info-bar))*",
    ),
    ("a comment below the text", r"comments?(?:-(?:area|list|section|wrapper))?|disqus_thread"),
    ("page footer", r"(?:site-|page-|global-)?footer|colophon"),
    ("page header", r"(?:site-|global-)header|masthead"),
    (
        "an aside",
        r"(?:[a-z]+-)?(?:sidebar|related(?:-(?:posts|content|articles|links|pages))?"
        r"|newsletter(?:-signup)?|advert(?:isement)?|promo)",
    ),
    (
        NAVIGATION,
        r"(?:[a-z]+-)?(?:nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|toc"
        r"|skip-?links?|table-of-contents|contents-list)(?:-(?:bar|links?|wrapper|container))?",
    ),
    (NAVIGATION, r"(?:social|share|sharing)(?:-(?:links?|icons|media|buttons?|this|bar))?"),
)
_NAMED = [(why, re.compile(rf"(?:js-)?(?:{names})")) for why, names in _BY_NAME]
_MAY_BE_NAMED = _names("div section ul ol dl table details p span header footer a")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN_NAMES = _names(
    "main content main-content maincontent page-content entry-content post-content "
    "article-body article-content mw-content-text bodycontent"
)
_MOST_SHARE = 0.5
"""What holds more of the page than this is its content, whatever it is called."""
_LEAST_MAIN_SHARE = 0.5
"""A main part that holds less than this of what might be content is not taken for it."""
_LINKS_ALONE = 0.9
_LEAST_LINKS = 3
_LEAST_FORM_TEXT = 600
_SHORTEST_QUESTION = 4


def tell_parts(root: Element) -> tuple[dict[Element, str], bool]:
    """The elements that are no content with the reasons, which hold for all within them too.

    An element with an empty reason is content within one that is none: the main part of the page
    within its body.

    Returns:
        The reasons, and whether a main part was marked that holds too little to be it.
    """
    from lxml import etree

    body = root.find("body")
    whole = length(root if body is None else body)
    marked = root.xpath("//main|//*[@role='main']")
    around = {above for element in marked for above in element.iterancestors()}
    parts: dict[Element, str] = {}
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        why = _reason(element, whole)
        if why and element not in around:
            parts[element] = why
            walk.skip_subtree()
    main = _find_main(root, marked, parts)
    if not main:
        return parts, False
    rest = whole - sum(length(part) for part in parts if part.tag != "title")
    held = sum(_length_without(element, parts) for element in main)
    if held < rest * _LEAST_MAIN_SHARE:
        return parts, True
    parts[root] = OUTSIDE
    parts.update(dict.fromkeys(main, ""))
    return parts, False


def length(element: Element) -> int:
    """How many characters the text of an element has, with single spaces."""
    return int(element.xpath("string-length(normalize-space(.))"))


def text_of(element: Element) -> str:
    """The text of a small element in one line."""
    return " ".join("".join(element.itertext()).split())


def _length_without(element: Element, parts: dict[Element, str]) -> int:
    inner = (part for part in parts if any(above is element for above in part.iterancestors()))
    return length(element) - sum(length(part) for part in inner)


def _reason(element: Element, whole: int) -> str:
    tag = element.tag
    if tag in ("html", "body", "head", "main"):
        return ""
    attributes = element.attrib
    if attributes and _is_hidden(attributes) and length(element) < whole * _MOST_SHARE:
        return HIDDEN
    if tag == "a" and element.get("href", "").startswith("#") and _is_back_link(element):
        return NAVIGATION
    if tag == "form":
        return "" if length(element) > whole * _MOST_SHARE or _holds_text(element) else FORM
    if tag in ("label", "legend"):
        return "" if _is_question(element) else FORM
    if tag == "button" and _has_above(element, {*HEADINGS, "summary", "dt"}):
        return ""
    if tag in ("header", "footer"):
        return _reason_of_edge(element)
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    role = attributes.get("role", "").strip().lower()
    if role in _BY_ROLE and tag not in HEADINGS:
        return _BY_ROLE[role]
    if attributes and tag in _MAY_BE_NAMED:
        why = _reason_by_name(element)
        if why and length(element) < whole * _MOST_SHARE:
            return why
    if tag in ("ul", "ol") and _is_links_alone(element):
        return NAVIGATION
    return ""


def _is_hidden(attributes: Element) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _INVISIBLE.search(attributes.get("style", "")) is not None
    )


def _is_back_link(element: Element) -> bool:
    """Whether a link leads back from a note, past the navigation, or bears only a sign."""
    role, name = element.get("role", ""), element.get("class", "")
    return (
        role == "doc-backlink"
        or "footnote-back" in name
        or "skip" in name.lower()
        or not any(sign.isalnum() for sign in text_of(element))
    )


def _reason_of_edge(element: Element) -> str:
    """A header or footer belongs to the article or section that it stands in, else to the page."""
    if _has_above(element, {"article", "main"}):
        return ""
    if element.tag == "header":
        return "" if _has_above(element, {"section"}) else "page header"
    return "" if _holds_notes(element) else "page footer"


def _holds_notes(element: Element) -> bool:
    return bool(
        element.xpath("descendant-or-self::*[@role='doc-endnotes' or contains(@class, 'footnote')]")
    )


def _reason_by_name(element: Element) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-").split()
    for name in names:
        for why, pattern in _NAMED:
            if pattern.fullmatch(name):
                return why
    return ""


def _is_links_alone(element: Element) -> bool:
    """Whether a list holds nothing but links: a menu, or the contents of the page."""
    links = element.xpath(".//a[@href]")
    if len(links) < _LEAST_LINKS or element.xpath(f".//{'|.//'.join(HEADINGS)}|.//p[not(.//a)]"):
        return False
    return sum(map(length, links)) >= length(element) * _LINKS_ALONE


def _holds_text(form: Element) -> bool:
    """Whether a form is drawn around the text of the page, or asks questions of substance."""
    if form.xpath(".//main|.//article|.//h1|.//h2"):
        return True
    if sum(length(prose) for prose in form.xpath(".//p|.//li")) >= _LEAST_FORM_TEXT:
        return True
    return any(_is_question(label) for label in form.xpath(".//label|.//legend"))


def _is_question(element: Element) -> bool:
    text = text_of(element)
    return asks(text) and len(text.split()) >= _SHORTEST_QUESTION


def _has_above(element: Element, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.iterancestors())


def _find_main(root: Element, marked: list[Element], parts: dict[Element, str]) -> list[Element]:
    """The elements that are the main part: as marked, else the articles, else by their names."""
    named = [element for element in root.xpath("//div|//section|//td") if _is_named_main(element)]
    for found in (marked, root.xpath("//article"), named):
        inside = [element for element in _outermost(found) if not _is_within(element, parts)]
        if inside:
            return inside
    return []


def _is_within(element: Element, parts: dict[Element, str]) -> bool:
    return element in parts or any(above in parts for above in element.iterancestors())


def _is_named_main(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-").split()
    return not _MAIN_NAMES.isdisjoint(names)


def _outermost(elements: list[Element]) -> list[Element]:
    found = set(elements)
    return [
        element
        for element in elements
        if not any(above in found for above in element.iterancestors())
    ]
