"""Topics, nations and governments told from the words of a sentence."""

import re
from functools import cache, lru_cache

from policytui.checks.registers.mentions import words_pattern
from policytui.checks.registers.model import Registers, Topic
from policytui.corpus.model import ALL_NATIONS, Nation

_NAMED = {
    Nation.ENGLAND: r"England(?!\s+and\s+Wales\s+Cricket)|English",
    Nation.SCOTLAND: "Scotland|Scottish",
    Nation.WALES: "Wales|Welsh",
    Nation.NORTHERN_IRELAND: r"Northern\s+Ireland|Northern\s+Irish",
}
_PART_OF_A_NAME = re.compile(
    r"\b(?:(?:Bank|Church|Prince|Princess|University|Royal\s+Bank|Football\s+Association)\s+of"
    r"|New(?:\s+South)?|NHS|Homes|Sport|Natural|Historic|Highways|Arts\s+Council|Public\s+Health"
    r"|Research|Healthwatch|Police|Social\s+Work)\s+$"
)
_EVERYWHERE = re.compile(
    r"\b(?:the\s+(?:whole\s+)?(?:UK|United\s+Kingdom)|(?:Great\s+)?Britain|UK-wide|nationwide"
    r"|all\s+four\s+nations)\b(?!\s+(?:Government|government|Parliament))(?!['’]s\b)"
)
_ASKS = re.compile(
    r"\b(?:should|must|shall|will|ought|(?<!n['’]t\s)(?<!not\s)needs?\s+to|has\s+to|have\s+to|propose[sd]?|call(?:s|ing)?"
    r"\s+(?:on|for|upon)|want|demand|urge|require[sd]?|commit(?:s|ted)?|ensure|introduce|legislate)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:as\s+(?:in|has|they|is)|like|unlike|learn\w*|lessons?|example|compar\w+|than|follow\w*"
    r"|already|elsewhere|model|experience|such\s+as|similar|border|neighbour\w*|copy\w*)\b",
    re.IGNORECASE,
)
_UK_GOVERNMENT = re.compile(
    r"\b(?:UK\s+Government|HM\s+Government|Her\s+Majesty['’]s\s+Government|Westminster|Whitehall"
    r"|(?:central|national)\s+government"
    r"|(?:[Tt]he\s+(?:next\s+|present\s+|current\s+)?[Gg]overnment|(?<![\w,]\s)Government))\b"
    r"(?!-\w|\s+(?:of\s+(?:Wales|Scotland)|in\s+(?:Cardiff|Edinburgh|Belfast|Holyrood)))",
    re.MULTILINE,
)
_OWN_GOVERNMENT = re.compile(
    r"\b(?:devolved|(?:Scottish|Welsh|Northern\s+Ireland)\s+(?:\w+\s+)?(?:Government|Parliament"
    r"|Executive|Assembly|Ministers?)|Senedd|Holyrood|Stormont|MSPs?|devolution)\b"
)


@cache
def _naming(nation: Nation) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_NAMED[nation]})\b")


def nations_named(text: str) -> dict[Nation, tuple[int, int]]:
    """The nations that a text names, each with its first place; not those in names of bodies."""
    named = {}
    for nation in ALL_NATIONS:
        for found in _naming(nation).finditer(text):
            if not _PART_OF_A_NAME.search(text[max(0, found.start() - 25) : found.start()]):
                named[nation] = found.span()
                break
    return named


def find_everywhere(text: str) -> tuple[int, int] | None:
    """Where a text says that it speaks of the whole country."""
    found = _EVERYWHERE.search(text)
    return found.span() if found else None


def asks(sentence: str) -> bool:
    """Whether a sentence says what should be done; a question does not."""
    return not sentence.endswith("?") and bool(_ASKS.search(sentence))


def compares(sentence: str) -> bool:
    """Whether a sentence looks elsewhere for an example."""
    return bool(_COMPARES.search(sentence))


def find_uk_government(sentence: str) -> tuple[int, int] | None:
    """Where a sentence turns to the UK Government or merely "the Government", and to no other."""
    found = None if _OWN_GOVERNMENT.search(sentence) else _UK_GOVERNMENT.search(sentence)
    return found.span() if found else None


def find_topics(sentence: str, registers: Registers) -> list[tuple[Topic, tuple[int, int]]]:
    """The topics whose words stand in a sentence, each with the first place."""
    found = []
    for topic, telling, passing in _patterns(registers):
        masked = passing.sub(lambda one: " " * len(one.group()), sentence) if passing else sentence
        word = telling.search(masked)
        if word:
            found.append((topic, word.span()))
    return found


@lru_cache(maxsize=4)
def _patterns(
    registers: Registers,
) -> tuple[tuple[Topic, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            topic,
            re.compile(words_pattern(topic.words), re.IGNORECASE),
            re.compile(words_pattern(topic.but_not), re.IGNORECASE) if topic.but_not else None,
        )
        for topic in registers.topics
    )
