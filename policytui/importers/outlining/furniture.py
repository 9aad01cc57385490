"""What a document says about itself: its front and back matter, and talk of the process.

Told from the words that such parts use in British party and council documents.
"""

import re

from policytui.importers.prose import words_of

_FRONT_HEADING = re.compile(
    r"^(?:foreword|preface|contents|table of contents"
    r"|(?:in|about|using|reading) this (?:document|paper|booklet|publication|consultation|summary)"
    r"|how to use.*|about (?:us|the (?:authors?|party|consultation|process))|acknowledge?ments?"
    r"|(?:a )?(?:message|welcome) from .*|welcome|the (?:policy|consultation) process"
    r"|version history|copyright)$",
    re.IGNORECASE,
)
_SUMMARY_HEADING = re.compile(
    r"^(?:\w+ ){0,2}(?:introduction|summary|overview|background|context|scope)$", re.IGNORECASE
)
_BACK_HEADING = re.compile(
    r"^(?:contact(?: us| details)?|get in touch|get involved|imprint|how to (?:respond|reply|submit"
    r"|take part|contribute).*|(?:have|having) your say|make a (?:contribution|submission)"
    r"|submissions?|responding|copyright|acknowledge?ments?|about (?:us|the (?:authors?|party))"
    r"|further information|data protection|privacy(?: notice)?|next steps)$",
    re.IGNORECASE,
)
_CONTENTS_HEADING = re.compile(
    r"^(?:[-*+]\s+)?(?:(?:table of )?contents(?: page)?|in this (?:document|paper|booklet|issue"
    r"|publication)|index)\s*:?$",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\b(?:this|these) (?:\w+ ){0,2}(?:document|paper|summary|booklet|consultation|publication)s?\b"
    r"|\bthe following (?:\w+ ){0,3}(?:is|are|gives|sets?)\b|\bset out (?:below|in this)\b"
    r"|\bthe (?:\w+ ){0,2}documents?\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_WEB = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:org|coop|co|gov|com)(?:\.uk)?(?:/\S*)?\b")
_PHONE = re.compile(r"(?<![\d£])(?:\+44|0)\s?\d(?:[\s()-]?\d){8,9}\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_IMPRINT = re.compile(
    r"\bregistered (?:society|company|charity|office|in england|no\b|number)|\bregistration n"
    r"|\b(?:printed|published|promoted) (?:and (?:published|promoted|printed) )?by\b"
    r"|©|\(c\) \d{4}|\bcopyright\b|\ball rights reserved\b|\bisbn\b|\bcharity (?:no|number)\b"
    r"|^(?:designed|typeset|follow us|find us|contact us|join us)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^(?:please )?(?:e-?mail|send|submit|post|return|complete|upload) "
    r"(?:us )?(?:your|the form|it\b|to\b)"
    r"|\bsubmissions? (?:to|by|sent|will)\b|\bclosing date\b|\bdeadline\b",
    re.IGNORECASE,
)
_PROCESS_MARKS = (
    r"policy (?:consultation|process|conversation)\b",
    r"consultation\b",
    r"(?:local party|branch) meetings?\b",
    r"online form\b",
    r"(?:your|individual|collated) (?:answers?|ideas|views|contributions?|responses?)\b",
    r"(?:your|individual|collated) (?:feedback|submissions?)\b",
    r"share (?:their|your) (?:collective )?(?:views|ideas)\b",
    r"submissions?\b",
    r"contributions? (?:will|can|may|must)\b",
    r"(?:annual|regional) conferences?\b",
    r"sub-?committee\b",
    r"(?:get involved|fill (?:out|in)|upload|make a contribution)\b",
    r"(?:hold|convene|host) (?:your|a) meetings?\b",
    r"(?:closing date|deadline|delegates)\b",
    r"running (?:until|from)\b",
    r"(?:respond|reply|answers?) (?:to the|by|before|online)\b",
    r"filtered based on\b",
    r"members are (?:invited|encouraged)\b",
    r"(?:focus|focuses) on (?:\w+ )?(?:areas|topics|themes|questions)\b",
    r"this year, (?:the|our|we)\b",
    r"(?:back to top|skip to|cookies?|share this page|log ?in)\b",
)
_PROCESS = re.compile("|".join(rf"\b{mark}" for mark in _PROCESS_MARKS), re.IGNORECASE)
_LONGEST_CONTACT_TEXT = 1000
_LONGEST_CONTACT = 45
_LONGEST_IMPRINT = 90


def is_front_heading(heading: str) -> bool:
    """Whether a heading opens front matter: foreword, contents, how to use this document."""
    return _FRONT_HEADING.match(_bare(heading)) is not None


def is_summary_heading(heading: str) -> bool:
    """Whether a heading may open a part about the document (introduction, summary, scope)."""
    return _SUMMARY_HEADING.match(_bare(heading)) is not None


def is_back_heading(heading: str) -> bool:
    """Whether a heading opens back matter: contact, imprint, how to respond."""
    return _BACK_HEADING.match(_bare(heading)) is not None


def is_contents_heading(heading: str) -> bool:
    """Whether a line announces a contents page."""
    return _CONTENTS_HEADING.match(heading.strip()) is not None


def speaks_of_itself(text: str) -> bool:
    """Whether a text speaks of the document that it stands in."""
    return _OF_ITSELF.search(text) is not None


def is_contact(text: str) -> bool:
    """Whether a paragraph gives an address, an imprint, or calls to send something in.

    A policy may name a web page: what goes on for long, or has a link in its mark-up, is none.
    """
    if len(text) > _LONGEST_CONTACT_TEXT:
        return False
    length = len(words_of(text))
    if length > _LONGEST_IMPRINT or "](" in text or text.lstrip().startswith("[^"):
        return False
    if _IMPRINT.search(text):
        return True
    if length > _LONGEST_CONTACT:
        return False
    if _EMAIL.search(text) or _PHONE.search(text) or _POSTCODE.search(text) or _CALL.search(text):
        return True
    return bool(_WEB.search(text)) and len(words_of(_WEB.sub("", text))) <= 4


def process_marks(text: str) -> int:
    """How many different marks of talk about the process (how and when to answer) a text has."""
    return len({match.group().casefold() for match in _PROCESS.finditer(text)})


def is_process_talk(text: str) -> bool:
    """Whether a text tells how to take part rather than what is proposed.

    One mark is enough for a short text; a longer one needs two, for policy may well speak of a
    consultation.
    """
    return process_marks(text) >= (1 if len(words_of(text)) <= 12 else 2)


def _bare(heading: str) -> str:
    return heading.strip().strip("*_:# ").strip()
