"""Whether a sentence speaks of a name as of something past, or wants it back."""

import re

from policytui.checks.registers.mentions import Mention

_BEFORE = re.compile(
    r"\b(?:former(?:ly)?|defunct|abolished|scrapped|the\s+(?:old|late|then)|predecessors?(?:\s+of)?"
    r"|success(?:ors?|ion)\s+(?:to|of|body)|replac(?:ed|es|ing)|supersed(?:ed|es|ing)"
    r"|(?:abolition|closure|demise|loss|scrapping|abolishing|closing|repeal|ending)\s+of"
    r"|abolishing|scrapping|repealing|closing|unlike)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_AGAIN = (
    r"(?:(?:re-?establish|reinstat|restor|reviv|re-?creat|re-?introduc|re-?found|re-?open|rebuil)\w*"
    r"|(?:bring|brought)\w*\s+back|set\s+up\s+again)"
)
_BACK = re.compile(rf"\b(?:{_AGAIN}|return\s+of)\W+(?:\w+\W+){{0,5}}$", re.IGNORECASE)
_WANTED = re.compile(r"\b(?:bring|want|get|need)\w*\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_HERE_AGAIN = re.compile(r"\W+back\b(?!\s+(?:the|its|their|up)\b)", re.IGNORECASE)
_RETURNS = (
    r"(?:should|must|shall|will|ought\s+to|needs?\s+to|has\s+to|have\s+to|to)\s+(?:\w+\s+){0,2}?"
    rf"(?:be\s+(?:\w+\s+)?{_AGAIN}|(?:return|come\s+back)(?=\s*(?:[.,;:!?)]|$|as\b|with\b|and\b)))"
)
# "PCTs’ budgets should be restored" is about something else: nothing but another name, or what
# stands in brackets or between commas, may come between.
_BACK_BEHIND = re.compile(
    r"(?:\s+(?:in|and|or)\s+(?:the\s+)?(?-i:[A-Z])[\w-]*(?:\s+(?-i:[A-Z])[\w-]*){0,6})?"
    rf"(?:\W*\([^)]*\))?(?:\s*,[^,;.]*,)?\W+{_RETURNS}",
    re.IGNORECASE,
)
_IT_BACK = re.compile(rf"\b(?:it|they|both)\s+{_RETURNS}", re.IGNORECASE)
_NEXT_BACK = re.compile(rf"\s*(?:it|they)\s+{_RETURNS}", re.IGNORECASE)
_BEHIND = re.compile(
    r"\W+(?:\w+\W+){0,4}?(?:(?:was|were|been|being)\s+(?:\w+\s+)?(?:abolished|closed|scrapped"
    r"|replaced|merged|dissolved|wound\s+up|renamed|repealed|superseded)|became|used\s+to"
    r"|closed|ended|now\s+(?:called|known|the|part)|ceased|no\s+longer)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKS = re.compile(r"\b(?:should|must|shall|ought|will)\b", re.IGNORECASE)
_FAR = 500
"""How many characters before and behind a name are read, so that time stays bounded."""
_CLAUSE = re.compile(r"[;:—]|\s–\s|,?\s(?:but|whereas|while|and\s+so)\s")


def speaks_of_past(text: str, mention: Mention) -> bool:
    """Whether the clause says that the name is history, asks for it back, or names what followed.

    Args:
        text: the text in which the name was found.
    """
    begin, end = _clause(text, mention)
    before, behind = text[begin : mention.start], text[mention.end : end]
    entry = mention.entry
    if _BEFORE.search(before) or _BACK.search(before) or _BEHIND.match(behind):
        return True
    start, stop = _near(mention)
    if _is_wanted_back(text, mention, before, behind):
        return True
    sentence = text[start : mention.start] + " " + text[mention.end : stop]
    if any(name in sentence for name in (*entry.became, *entry.now)):
        return True
    clause = f"{before} {behind}"
    # "As the report of 2009 says, it should …" is no history.
    years = [] if _ASKS.search(clause) else [int(year) for year in _YEAR.findall(clause)]
    return entry.changed is not None and any(year < entry.changed.year for year in years)


def _is_wanted_back(text: str, mention: Mention, before: str, behind: str) -> bool:
    """Whether what is behind the name asks for it again, as "bring" before a name may do."""
    stop = _near(mention)[1]
    return bool(
        _BACK_BEHIND.match(behind)
        or (_WANTED.search(before) and _HERE_AGAIN.match(behind))
        or _IT_BACK.search(text, mention.end, stop)
        or _NEXT_BACK.match(text, stop, stop + _FAR)
    )


def _near(mention: Mention) -> tuple[int, int]:
    start, stop = mention.sentence
    return max(start, mention.start - _FAR), min(stop, mention.end + _FAR)


def _clause(text: str, mention: Mention) -> tuple[int, int]:
    begin, end = _near(mention)
    for edge in _CLAUSE.finditer(text, begin, end):
        if edge.end() <= mention.start:
            begin = edge.end()
        elif edge.start() >= mention.end:
            return begin, edge.start()
    return begin, end
