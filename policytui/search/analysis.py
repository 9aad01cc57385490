"""How text becomes terms: the one analysis that indexing, searching and highlighting share.

A text is a sequence of tokens. Each has a place in the original text, the *form* in which a
reader would look it up (lower case, no accents, apostrophes or hyphens) and a *stem*. A compound
such as `co-production` is one token with the stem of the joined word and those of its parts, so
it is met by `coproduction`, `co production` and `production` alike; a bare prefix before a word
(`co production`) is taken for the same compound.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer

LONGEST_TERM = 60
"""Characters of a word that count; what is longer is no word of a language."""

_COMMON = (
    "a an and are as at be been but by can do for from had has have he her his how i if in into is "
    "it its may not of on or our she should so such that the their them then there these they this "
    "those to was we were what when where which who why will with would you your"
)
STOP_WORDS = frozenset(_COMMON.split())
"""Words too common to ask for; they count inside phrases and for the nearness of words."""

_APOSTROPHES = "'’‘ʼ`´＇"
_HYPHENS = "-‐‑‒–−&"
_MARKS = "\u0300-\u036f"
_UNIT = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 20,000
    r"|\d+(?:\.\d+)+"  # 10.50
    r"|(?:[^\W\d_]\.){2,}"  # U.K.
    rf"|[\w{_MARKS}]+(?:[{_APOSTROPHES}][\w{_MARKS}]+)*"
)
# Prefixes that are hardly ever words: "co production" is one word written in two.
_BARE_PREFIX = r"(?:\b(?i:co|non|anti|pre|re|multi|semi|inter)[ \n](?=\w))?"
_WORD = re.compile(rf"{_BARE_PREFIX}(?:{_UNIT})(?:[{_HYPHENS}](?:{_UNIT}))*")
_SPLIT = re.compile(rf"[{_HYPHENS} \n]+")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_DROPPED = re.compile(rf"[{_APOSTROPHES}{_MARKS},]")
# One family whatever its hyphen and ending; by the stemmer alone it would meet the name Cooper.
# Its stem holds a hyphen, so that no other word can have it.
_COOP = re.compile(r"coops?|cooperat\w*")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})

_local = threading.local()


@dataclass(frozen=True, slots=True)
class Term:
    """What a written word stands for, wherever it stands.

    Attributes:
        form: the word as looked up; of a compound, its parts joined.
        stem: what it shares with its inflections.
        parts: of a compound, the words it is made of; else empty.
    """

    form: str
    stem: str
    parts: tuple["Term", ...] = ()

    @property
    def is_stop(self) -> bool:
        """Whether it is too common to ask for."""
        return self.form in STOP_WORDS


@dataclass(frozen=True, slots=True)
class Token:
    """A word at its place, `text[start:end]`."""

    start: int
    end: int
    term: Term


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in order, with their places in it."""
    for match in _WORD.finditer(text.replace("_", " ")):
        term = analyse(match.group())
        if term.form:
            yield Token(match.start(), match.end(), term)


def written_words(text: str) -> list[str]:
    """The words of a text in order, as written."""
    # An underscore is emphasis in Markdown, not a letter; same length, so places hold.
    return _WORD.findall(text.replace("_", " "))


def terms_of(text: str) -> list[Term]:
    """What the words of a text stand for, in order."""
    return [term for term in map(analyse, written_words(text)) if term.form]


@lru_cache(maxsize=1 << 16)
def analyse(written: str) -> Term:
    """The word that stands behind one run of characters as `tokenize` finds them."""
    pieces = [piece for piece in _SPLIT.split(written) if piece]
    forms = [form for form in map(fold, pieces) if form]
    if len(forms) == 1:
        return _term(forms[0])
    joined = "".join(forms)[:LONGEST_TERM]
    return Term(joined, _stem(joined), tuple(map(_term, forms)))


def fold(written: str) -> str:
    """A written word in the form in which it is looked up: lower case, without accents."""
    bare = _POSSESSIVE.sub("", written)
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS)
    bare = _DROPPED.sub("", bare).lower()
    if "." in bare and not any(map(str.isdigit, bare)):
        bare = bare.replace(".", "")
    return bare[:LONGEST_TERM]


def joined_form(written: str) -> str:
    """The form of the beginning of a word, hyphens and all: what a prefix search begins with."""
    return "".join(map(fold, _SPLIT.split(written)))[:LONGEST_TERM]


def _term(form: str) -> Term:
    return Term(form, _stem(form))


def _stem(form: str) -> str:
    if _COOP.fullmatch(form):
        return "co-op"
    # The stemmer keeps its state in itself: one for each thread.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = EnglishStemmer()
    return str(stemmer.stemWord(form))
