"""What staff are asked when they overrule a submission or put an answer under a theme."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import App
from textual.content import Content

from policytui.conference.consultation.themes import Theme
from policytui.conference.inbox.ledger import Fate, Item
from policytui.conference.report.contact import leave_out_contact
from policytui.errors import UsageError
from policytui.text import clean_line
from policytui.tui.coding import Offered, filter_themes, toggled
from policytui.tui.coding_rows import safe_title
from policytui.tui.offering import Offer
from policytui.tui.paths_typed import path_from
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.receiving import Letter
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.offer import OfferScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.wording import number

_THEME = "Words of a theme, or the name of a new one"


async def ask_inbox(app: App[object], *, is_new: bool) -> tuple[Path, str] | None:
    """The folder to take in and, of a new round, its title; None where the person goes back."""
    title: str | None = ""
    if is_new:
        title = await app.push_screen_wait(
            LineScreen(
                "What is the new round called?",
                why='Such as: Annual Conference 2026. It begins in the folder "round" beside the '
                "corpus.",
                check=_require_words,
            )
        )
    if title is None:
        return None
    line: str | None = await app.push_screen_wait(
        LineScreen(
            "Which folder holds what was sent in?",
            why="Every file in it is taken in and accounted for; the folder itself stays as it is.",
            check=_inbox_from,
        )
    )
    return None if line is None else (_inbox_from(line), title)


def _inbox_from(line: str) -> Path:
    path = path_from(line, Path(), "Give the name of a folder or file.")
    if not path.exists():
        raise UsageError("There is no such folder or file.")
    return path


async def ask_reason(app: App[object], item: Item) -> str | None:
    """Why it is admitted or set aside; None where the person goes back."""
    does = "set aside" if item.fate is Fate.COUNTED else "admitted"
    line = LineScreen(
        f"Why is {one_line(item.name)} {does}?",
        why="Your reason is kept in the journal and stands in the report.",
        check=_require_words,
    )
    reason: str | None = await app.push_screen_wait(line)
    return None if reason is None else clean_line(reason)


async def ask_themes(
    app: App[object], offered: Sequence[Offered], letter: Letter
) -> list[str] | None:
    """The ids and titles of all themes that an answer is to have; None to go back.

    Args:
        offered: the themes of the question; those that the words speak for come first.
    """
    now = [one.theme.id for one in offered if one.is_given]
    order = sorted(range(len(offered)), key=lambda place: not offered[place].words)
    titles = [safe_title(offered[place]) for place in order]

    def find(typed: str) -> list[Offer[list[str]]]:
        places, new = filter_themes(titles, typed)
        found = [Offer(toggled(offered, order[at]), _choice(offered[order[at]])) for at in places]
        if new:
            found.append(Offer([*now, new], plain(f"  new theme: {one_line(new)}")))
        elif now and not typed.strip():
            found.append(Offer([], plain("  No theme any more")))
        return found

    many = f" ({number(len(letter.replies), 'answer')})" if len(letter.replies) > 1 else ""
    told = " On one with ✓ enter takes it away." if now else ""
    asked = OfferScreen(f"Under which theme?{many}{told}", _THEME, find)
    chosen: list[str] | None = await app.push_screen_wait(asked)
    return chosen


def _choice(one: Offered) -> Content:
    words = leave_out_contact(", ".join(one.words))
    why = f"  suggested by: {one_line(words)}" if one.words else ""
    sign = "✓ " if one.is_given else "  "
    return plain(f"{sign}{safe_title(one)}") + plain(why, MUTED)


async def ask_title(app: App[object], question: str, begun: str = "") -> str | None:
    """The title of a theme; None where the person goes back."""
    line = LineScreen(
        question, begun, why="A few words, such as: Homes near work", check=_require_words
    )
    typed: str | None = await app.push_screen_wait(line)
    return None if typed is None else clean_line(typed)


async def ask_other_theme(
    app: App[object], one: Offered, others: Sequence[Offered]
) -> Theme | None:
    """The theme of which another is to be part; None where the person goes back."""
    question = f"Of which theme is “{safe_title(one)}” part? Its answers go there."
    shown = [
        plain(f"{safe_title(other)}  ") + plain(f"{other.answers:,}", MUTED) for other in others
    ]
    picked: int | None = await app.push_screen_wait(PickScreen(question, shown))
    return None if picked is None else others[picked].theme


def _require_words(text: str) -> None:
    if not clean_line(text):
        raise UsageError("Write a few words, so that others can follow it.")
