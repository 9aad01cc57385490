"""What a report never tells: how somebody is reached, even where they wrote it into a text."""

import re

EMAIL = "[e-mail address left out]"
TELEPHONE = "[telephone number left out]"
MEMBERSHIP = "[membership number left out]"

# Begins where a run of such letters begins, so that a long run is read once.
_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]++@[\w-]+(?:\.[\w-]+)+")
# Eleven digits with the first nought at most: longer runs are the ids of files.
_TELEPHONE = re.compile(
    r"(?<![\w.,£$€-])(?:\+\d{1,3}(?:[ ()-]{0,2}\d){7,13}|\(?0(?:[ ()-]{0,2}\d){9,10})(?!\w)"
)
_MEMBERSHIP = re.compile(
    r"\bmember(?:ship)?[ ]?(?:number\b|no\b\.?|id\b)[ :#]{0,3}(?:is )?[A-Z]{0,4}[ -]?\d[\w-]{2,}",
    re.IGNORECASE,
)


def leave_out_contact(text: str) -> str:
    """A text with e-mail addresses, telephone and membership numbers left out, each marked."""
    if "@" in text:
        text = _EMAIL.sub(EMAIL, text)
    if "0" in text or "+" in text:
        text = _TELEPHONE.sub(TELEPHONE, text)
    return _MEMBERSHIP.sub(MEMBERSHIP, text)
