"""How submissions were received, counted and read, in plain words."""

import re
from collections.abc import Iterator
from datetime import datetime

from policytui.conference.inbox.admission import in_london
from policytui.conference.inbox.ledger import TAKEN_IN, Fate
from policytui.conference.report.facts import Facts, Window
from policytui.drafts.model import DraftKind
from policytui.export.paper import Block, Heading, Points, Prose

_COUNTED = (
    "Every file that came in has exactly one fate: counted, refused, late, blank, duplicate or "
    "superseded. Nothing was deleted; what is not counted is listed below with the reason.",
    "Of several files with the same content one counts. Of several by the same person on the same "
    "matter the one sealed last counts.",
    "What came after the closing time is listed as late. What says nothing is listed as blank.",
    "Each submission that counts is one, whether it uses its own words or those of a campaign. "
    "Submissions and different texts are counted side by side; two texts differ when their words "
    "do, whatever their punctuation and layout.",
)
_NO_NAMES = (
    "People are not named here, also where their names stood in a text; organisations are. Whoever "
    "speaks for no organisation is told by capacity and nation."
)
_SECONDS = re.compile(r"(?<=\d\d:\d\d):\d\d")
_NO_REGIONS = "No submission says from which region it comes, so nothing is told by region."
_REGIONS = (
    "A region is named as it was first written. Capitals, spaces and hyphens make no difference; a "
    "region that people call by two names counts as two."
)
_LIMITS = (
    "Those who took part chose to do so. The figures say who took part; they do not measure what "
    "all members think.",
    "For whom a submission speaks, and its nation and region, are as its sender gave them.",
    "How senders are reached is in no part of this report. E-mail addresses, telephone numbers and "
    "membership numbers that stood in a text are left out and marked.",
)


def tell_method(facts: Facts) -> Iterator[Block]:
    """The chapter on the method."""
    yield Heading(1, "How this report was made")
    yield Heading(2, "How submissions were received")
    yield Prose(" ".join(_received(facts)))
    if facts.windows:
        yield Points(tuple(map(_window, facts.windows)))
    yield Heading(2, "How they were counted")
    yield Points(_COUNTED)
    yield Heading(2, "How they were read")
    yield Points(tuple(_read(facts)))
    yield Heading(2, "What the figures can and cannot say")
    regions = _REGIONS if facts.regions else _NO_REGIONS
    yield Points((*_LIMITS, *(() if facts.has_names else (_NO_NAMES,)), regions))


def _received(facts: Facts) -> Iterator[str]:
    yield (
        "Submissions came as sealed files, so that it can be proved that none was changed after it "
        "was sent; local parties could also send a file of collated answers."
    )
    taken = [entry.at for entry in facts.inbox.entries if entry.act.kind in TAKEN_IN]
    if taken:
        first, last = _to_the_minute(taken[0]), _to_the_minute(taken[-1])
        yield (
            f"They were taken in between {first} and {last}."
            if first != last
            else f"They were taken in at {first}."
        )
    admitted = sum(item.is_admitted for item in facts.inbox.ledger.of(Fate.COUNTED))
    if admitted:
        counts = "counts" if admitted == 1 else "count"
        yield (
            f"{_number(admitted, 'submission')} {counts} because staff decided so by hand; the "
            "reasons are told below."
        )
    unclear = sum(bool(one.needs) for one in facts.inbox.submissions.all)
    if unclear:
        yield (
            f"Of {_number(unclear, 'submission')} it is not settled yet for whom it speaks; it "
            "counts, as “Not told”."
        )


def _window(window: Window) -> str:
    opened = f"opened at {in_london(window.opens)}" if window.opens else ""
    closed = f"closed at {in_london(window.closes)}" if window.closes else ""
    told = " and ".join(filter(None, (opened, closed))) or "had no closing time"
    return f"{window.title} {told}."


def _read(facts: Facts) -> Iterator[str]:
    yield (
        "Texts that are the same or nearly the same are shown together, for reading only: the text "
        "that most used, how many used it, and of each variant its own words. Nobody was left out "
        "of the count for using the words of others."
    )
    replies = facts.responses.replies
    if replies:
        coded = sum(bool(facts.coding.themes_of(reply)) for reply in replies)
        yield (
            f"People read the answers and put them under themes: {coded:,} of {len(replies):,} so "
            "far. An answer may have several themes and counts once under each."
        )
        quoted = len(facts.passages(replies))
        yield f"Quotations were chosen by people to show what was said: {quoted:,} so far."
    if facts.inbox.submissions.by_kind[DraftKind.AMENDMENT]:
        yield "For each amendment what was recommended and decided is told as it was recorded."


def _to_the_minute(moment: datetime) -> str:
    return _SECONDS.sub("", in_london(moment), count=1)


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
