"""Real sentences changed on purpose, in substance or in wording alone, for `check.py changes`.

The words swapped here are lists of their own, not those that the checks know.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

Mutation = Callable[[str, Random], str | None]
"""A sentence changed, None where it holds nothing of the kind."""

_EVERY_PARAGRAPH = 40
_SENTENCE = re.compile(r"(?<=[.?!;])\s+(?=[A-Z])|\n{2,}")
_SMALL = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
]
_DIGITS = dict(
    zip(
        _SMALL,
        ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "15", "20", "30"],
        strict=True,
    )
)
_PLACE = re.compile(
    r"(?:\b(?:page|section|sections|chapter|title|subtitle|article|clause|paragraph|part|annex"
    r"|figure|table|schedule|act|no|resolution|law|regulation|rule|form|and|or)\b\.?|§|[-.(/])"
    r"\s*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?P<money>[£$])(?P<amount>\d[\d,]*(?:\.\d+)?)"
    r"|(?<![\d.,$£-])(?P<percent>\d+(?:\.\d+)?)(?= ?%| per ?cent\b)"
    r"|(?<![\d.,$£/-])(?P<count>\d{1,3}(?:,\d{3})+|\d{1,3})(?= [a-z]{3,})"
    r"|\b(?P<word>" + "|".join(_SMALL) + r")(?= [a-z]{3,})"
)
_YEAR = re.compile(
    r"(?:\b(?:by|in|from|until|since|after|before|January|March|April|June|July|August"
    r"|September|October|November|December)\s|\d, )(?P<year>(?:19|20)\d\d)\b(?![-/]\d)"
)
_MODAL = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!free )(?<!political )(?<!good )\b(must|should|will|shall|may)\b"
    r"(?! not| no\b| never|\.|,|n't)(?= [a-z])"
)
_NOT_AFTER = re.compile(
    r"\b(must|should|will|shall|may|can|could|is|are|was|were|be)\b(?= (?!only)[a-z])"
)
_NOT = re.compile(r"(?<!\bor)(?<!\bif) not (?!only|just|more|less|later|fewer|to exceed|limited)")

OPPOSED = [
    ("increase", "decrease"), ("raise", "lower"), ("promote", "suppress"), ("create", "destroy"),
    ("expand", "contract"), ("allow", "forbid"), ("include", "exclude"), ("protect", "harm"),
    ("strengthen", "undermine"), ("improve", "worsen"), ("approve", "disapprove"),
    ("support", "hinder"), ("introduce", "withdraw"), ("grant", "refuse"), ("open", "shut"),
    ("keep", "discard"), ("fund", "defund"), ("begin", "cease"), ("encourage", "deter"),
    ("enable", "obstruct"), ("accept", "refuse"), ("provide", "withhold"),
    ("establish", "disband"), ("permit", "outlaw"), ("extend", "curtail"), ("maintain", "abandon"),
    ("reduce", "increase"), ("remove", "add"), ("prohibit", "permit"), ("prevent", "permit"),
    ("repeal", "enact"), ("require", "forbid"), ("build", "demolish"), ("restrict", "widen"),
    ("abolish", "preserve"), ("invest", "disinvest"), ("appoint", "dismiss"), ("award", "deny"),
    ("ensure", "prevent"), ("nationalise", "privatise"), ("join", "leave"), ("ban", "legalise"),
    ("boost", "slash"), ("uphold", "overturn"), ("preserve", "dismantle"), ("fight", "champion"),
    ("hasten", "delay"), ("authorise", "veto"), ("retain", "dispose"), ("publish", "conceal"),
    ("disclose", "hide"), ("issue", "revoke"), ("enforce", "waive"), ("assist", "impede"),
    ("simplify", "complicate"), ("deliver", "cancel"), ("recruit", "sack"), ("develop", "neglect"),
    ("admit", "expel"), ("approve", "reject"), ("commence", "terminate"), ("purchase", "sell"),
    ("receive", "send"), ("lend", "borrow"), ("offer", "deny"), ("ease", "aggravate"),
    ("widen", "narrow"), ("lengthen", "shorten"), ("modernise", "neglect"),
    ("secure", "jeopardise"),
    ("cut", "grow"), ("limit", "extend"), ("end", "prolong"), ("stop", "continue"),
    ("replace", "keep"), ("scrap", "retain"), ("tackle", "ignore"), ("favour", "oppose"),
    ("endorse", "condemn"), ("welcome", "resist"), ("adopt", "drop"), ("launch", "shelve"),
    ("invite", "exclude"), ("unite", "divide"), ("empower", "disempower"), ("guarantee", "deny"),
]  # fmt: skip
_IRREGULAR = {
    "cut": ("cuts", "cutting", "cut"), "grow": ("grows", "growing", "grown"),
    "stop": ("stops", "stopping", "stopped"), "limit": ("limits", "limiting", "limited"),
    "admit": ("admits", "admitting", "admitted"), "expel": ("expels", "expelling", "expelled"),
    "cancel": ("cancels", "cancelling", "cancelled"), "hide": ("hides", "hiding", "hidden"),
    "sell": ("sells", "selling", "sold"), "lend": ("lends", "lending", "lent"),
    "send": ("sends", "sending", "sent"), "fight": ("fights", "fighting", "fought"),
    "uphold": ("upholds", "upholding", "upheld"), "scrap": ("scraps", "scrapping", "scrapped"),
    "drop": ("drops", "dropping", "dropped"),
    "simplify": ("simplifies", "simplifying", "simplified"),
    "modernise": ("modernises", "modernising", "modernised"),
    "overturn": ("overturns", "overturning", "overturned"),
    "begin": ("begins", "beginning", "begun"), "build": ("builds", "building", "built"),
    "keep": ("keeps", "keeping", "kept"), "shut": ("shuts", "shutting", "shut"),
    "withdraw": ("withdraws", "withdrawing", "withdrawn"), "leave": ("leaves", "leaving", "left"),
    "withhold": ("withholds", "withholding", "withheld"), "add": ("adds", "adding", "added"),
    "forbid": ("forbids", "forbidding", "forbidden"), "ban": ("bans", "banning", "banned"),
    "permit": ("permits", "permitting", "permitted"), "deter": ("deters", "deterring", "deterred"),
    "deny": ("denies", "denying", "denied"), "disband": ("disbands", "disbanding", "disbanded"),
}  # fmt: skip
SYNONYMS = {
    "begin": "start", "help": "assist", "ensure": "guarantee", "buy": "purchase", "use": "employ",
    "show": "demonstrate", "citizens": "residents", "homes": "dwellings", "houses": "homes",
    "funds": "resources", "people": "persons", "increase": "raise", "reduce": "cut",
    "currently": "at present", "regarding": "concerning", "abolish": "scrap", "ban": "prohibit",
    "obtain": "get", "provide": "supply", "children": "young people", "prevent": "avoid",
    "support": "back", "create": "establish", "keep": "retain", "improve": "enhance",
    "end": "finish", "large": "big", "small": "little", "important": "vital", "many": "numerous",
    "allow": "permit", "prohibited": "forbidden", "members": "participants", "shall": "must",
    "because": "since", "however": "nevertheless", "such as": "including", "require": "oblige",
    "government": "administration", "must": "has to", "encourage": "promote", "all": "every",
    "also": "in addition", "workers": "employees", "remove": "withdraw", "each": "every",
    "necessary": "needed", "sufficient": "enough", "fair": "just", "build": "construct",
    "notice": "notification", "commence": "begin", "purpose": "aim", "submit": "send",
}  # fmt: skip
APPENDED = [
    ", and will report on progress to conference", ", provided that money can be found",
    ", including in rural areas", " in partnership with local people",
    ", and will spend £5 million on it", ", which must not be delayed", ", beginning in 2031",
    ", while reducing waste", "; nothing in this may harm charities",
    ", and no school will be closed for it", ", as 3 in 4 of those asked wished",
    ", and should publish what was learned within two years", ", although others oppose it",
    ", without cost to those on low incomes", " (see the note at the end)",
]  # fmt: skip


def sentences(shared: Path) -> Iterator[str]:
    """Sentences of at least six words of the manifesto, the seeds and the Code, in order."""
    texts = [path.read_text("utf-8") for path in sorted(shared.glob("data/openpolitics-m*/*.md"))]
    texts += [path.read_text("utf-8") for path in sorted(shared.glob("seeds/*.txt"))]
    code = shared / "data/dc-code-paragraphs.jsonl.gz"
    if code.is_file():
        with gzip.open(code, "rt", encoding="utf-8") as lines:
            texts += [
                json.loads(line)["text"]
                for number, line in enumerate(lines)
                if number % _EVERY_PARAGRAPH == 0
            ]
    for text in texts:
        for piece in _SENTENCE.split(text):
            sentence = " ".join(piece.split())
            if 6 <= len(sentence.split()) <= 80 and not re.search(r"https?:|\t|^\W*title:", piece):
                yield sentence


def change_number(text: str, chance: Random) -> str | None:
    found = [
        hit
        for hit in _FIGURE.finditer(text)
        if not _PLACE.search(text[max(0, hit.start() - 14) : hit.start()])
    ]
    if not found:
        return None
    hit = chance.choice(found)
    if hit["word"]:
        new = chance.choice([word for word in _SMALL if word != hit["word"]])
        return text[: hit.start()] + new + text[hit.end() :]
    group = next(name for name in ("amount", "percent", "count") if hit[name])
    old = hit[group]
    whole = int(old.replace(",", "").partition(".")[0])
    new = f"{whole * chance.choice((2, 3, 5)) + chance.choice((1, 2, 10)):,}"
    return text[: hit.start(group)] + new + text[hit.end(group) :]


def change_year(text: str, chance: Random) -> str | None:
    found = list(_YEAR.finditer(text))
    if not found:
        return None
    hit = chance.choice(found)
    year = int(hit["year"]) + chance.choice((-5, -2, -1, 1, 2, 5, 10))
    return text[: hit.start("year")] + str(year) + text[hit.end("year") :]


def change_duty(text: str, chance: Random) -> str | None:
    found = list(_MODAL.finditer(text))
    if not found:
        return None
    hit = chance.choice(found)
    new = {"must": "may", "should": "must", "will": "may", "shall": "should", "may": "must"}
    return text[: hit.start()] + new[hit[1]] + text[hit.end() :]


def deny(text: str, chance: Random) -> str | None:
    taken_out = _NOT.search(text)
    if taken_out and chance.random() < 0.5:
        return text[: taken_out.start()] + " " + text[taken_out.end() :]
    found = [hit for hit in _NOT_AFTER.finditer(text) if text[hit.end() :][:4] != " not"]
    if not found:
        return None
    hit = chance.choice(found)
    return text[: hit.end()] + " not" + text[hit.end() :]


def turn_round(text: str, chance: Random) -> str | None:
    pairs = list(OPPOSED)
    chance.shuffle(pairs)
    for verb, opposite in pairs:
        if verb == "provide" and "provided" in text:  # "provided that", "as provided in"
            continue
        for form, counter in zip(_forms(verb), _forms(opposite), strict=True):
            changed, count = re.subn(rf"\b{form}\b", counter, text, count=1)
            if count:
                return changed
    return None


def rewrite_number(text: str, chance: Random) -> str | None:
    ways: list[tuple[str, str]] = [
        (r"(\d) ?%", r"\1 per cent"), (r"(\d) per cent", r"\1%"),
        (r"(?<![\d,])(\d{1,3}),(\d{3})\b(?!,)", r"\1\2"),
        (r"(?<![\d,])(\d{1,3}),(\d{3})\b(?!,)", r"\1 \2"), (r"(\d) ?bn\b", r"\1 billion"),
        (r"\b(\d{1,3}),000,000\b", r"\1 million"),
        (r"(?<![\d.,])(\d{1,3}),000\b(?!,)", r"\1 thousand"),
        (r"(\d) million\b", r"\1m"), (r"\bper year\b", "a year"), (r"\bper annum\b", "annually"),
        *[(rf"(?<![\w-]){word}(?= [a-z]{{3,}})", digits) for word, digits in _DIGITS.items()],
        *[(rf"(?<![\d.,$£§/-] )(?<![\w.,$£§/-]){digits}(?= [a-z]{{3,}})", word)
          for word, digits in _DIGITS.items()],
    ]  # fmt: skip
    chance.shuffle(ways)
    for pattern, new in ways:
        changed, count = re.subn(pattern, new, text, count=1)
        if count:
            return changed
    return None


def reword(text: str, chance: Random) -> str | None:
    pairs = list(SYNONYMS.items())
    chance.shuffle(pairs)
    for word, other in pairs:
        changed, count = re.subn(rf"(?<![\w-]){word}(?![\w-])", other, text, count=1)
        if count:
            return changed
    return None


def append_clause(text: str, chance: Random) -> str | None:
    bare = text.rstrip(".;: ")
    return None if bare == text else bare + chance.choice(APPENDED) + "."


def _forms(verb: str) -> tuple[str, str, str, str]:
    """The verb itself, with s, with ing, and its participle."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb])
    if verb.endswith(("sh", "ch", "ss")):
        return verb, verb + "es", verb + "ing", verb + "ed"
    if verb.endswith("e"):
        return verb, verb + "s", verb[:-1] + "ing", verb + "d"
    return verb, verb + "s", verb + "ing", verb + "ed"
