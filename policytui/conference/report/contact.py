"""What a report never tells: how somebody is reached, even where they wrote it into a text."""

import re

EMAIL = "[e-mail address left out]"
TELEPHONE = "[telephone number left out]"
MEMBERSHIP = "[membership number left out]"

_AT = r"(?:@|＠|%40|&#64;|[(\[]at[)\]])"
# Begins where a run of such letters begins, so that a long run is read once.
_EMAIL = re.compile(
    rf"(?<![\w.+%'-])(?:\"[^\"\n]{{1,64}}\"|[\w.+'-]++)[ \u00a0]?{_AT}[ \u00a0]?"
    r"(?:[\w-]+(?:\.[\w-]+)+|\[[\d.:a-fA-F]+\])",
    re.IGNORECASE,
)
_BETWEEN = r"[\s().\u2010-\u2015/-]{0,3}"
# Eleven digits with the first nought at most: longer runs are the ids of files. Three stand
# together at the beginning, which those of a date or of a row of decimals do not.
_TELEPHONE = re.compile(
    rf"(?<![\w.,£$€-])(?:(?:\+|00)\d{{1,3}}(?:{_BETWEEN}\d){{7,13}}"
    rf"|\(?[0\uff10\u0660]\d\d(?:{_BETWEEN}\d){{7,8}})(?!\w)"
)
_MEMBERSHIP = re.compile(
    r"\bmember(?:ship)?(?:[ ]?(?:number\b|no\b\.?|id\b)[ :#]{0,3}(?:is )?[A-Z]{0,4}[ -]?\d[\w-]{2,}"
    r"|(?<=membership)[ :#]{1,3}[A-Z]{0,4}-?\d{6,}\b)",
    re.IGNORECASE,
)
_SIGNS_OF_EMAIL = ("@", "＠", "%40", "&#64;", "at)", "at]", "AT)", "AT]")
_SIGNS_OF_TELEPHONE = ("0", "+", "\uff10", "\u0660")


def leave_out_contact(text: str) -> str:
    """A text with e-mail addresses, telephone and membership numbers left out, each marked."""
    if any(sign in text for sign in _SIGNS_OF_EMAIL):
        text = _EMAIL.sub(EMAIL, text)
    if any(sign in text for sign in _SIGNS_OF_TELEPHONE):
        text = _TELEPHONE.sub(TELEPHONE, text)
    return _MEMBERSHIP.sub(MEMBERSHIP, text)
