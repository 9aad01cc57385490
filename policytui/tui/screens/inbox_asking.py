"""What staff are asked when they overrule a submission or put an answer under a theme."""

from textual.app import App

from policytui.conference.inbox.ledger import Fate, Item
from policytui.errors import UsageError
from policytui.text import clean_line
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.receiving import Letter, Received
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.wording import number

_NEW, _NONE = "", "\0none"


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
    app: App[object], received: Received, letter: Letter, suggested: list[tuple[str, str]]
) -> list[str] | None:
    """The titles of all themes that an answer is to have; None where the person goes back.

    Args:
        suggested: titles of themes with the words that speak for them.
    """
    reply = letter.replies[0]
    now = [theme.title for theme in received.coding.themes_of(reply)]
    words = dict(suggested)
    known = [theme.title for theme in received.coding.themes_for(reply.question)]
    titles = [*words, *(title for title in known if title not in words)]
    shown = [
        plain("✓ " if title in now else "  ")
        + plain(one_line(title))
        + plain(f"  suggested by: {words[title]}" if title in words else "", MUTED)
        for title in titles
    ]
    titles.append(_NEW)
    shown.append(plain("  A new theme …"))
    if now:
        titles.append(_NONE)
        shown.append(plain("  No theme any more"))
    many = f" ({number(len(letter.replies), 'answer')})" if len(letter.replies) > 1 else ""
    chosen = 0
    if len(titles) > 1:
        question = f"Under which theme?{many} On one with ✓ enter takes it away."
        picked: int | None = await app.push_screen_wait(PickScreen(question, shown))
        if picked is None:
            return None
        chosen = picked
    title = titles[chosen]
    if title == _NONE:
        return []
    if title == _NEW:
        typed: str | None = await app.push_screen_wait(
            LineScreen(
                f"The new theme{many}",
                why="A few words, such as: Homes near work",
                check=_require_words,
            )
        )
        return None if typed is None else [*now, clean_line(typed)]
    return [one for one in now if one != title] if title in now else [*now, title]


def _require_words(text: str) -> None:
    if not clean_line(text):
        raise UsageError("Write a few words, so that others can follow it.")
