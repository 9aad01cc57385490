"""What is said of an import: with what it begins, and what it comes to."""

from textual.content import Content

from policytui.importers.describe import describe_words
from policytui.tui.days import write_day
from policytui.tui.importing import Mending
from policytui.tui.importing_account import Account
from policytui.tui.importing_rows import DOUBTFUL, OUT, POSITION, THEME
from policytui.tui.plain import one_line, plain
from policytui.tui.wording import DOT, number


def said_of_opening(mending: Mending) -> str:
    """What is gone on from, and what the rows show."""
    saved, changes = mending.saved, number(mending.went_on, "change")
    if saved:
        return (
            f"Saved as “{saved.title}” ({saved.edition}) on {write_day(saved.day)}; what you "
            "change now and save replaces that edition. A begins anew."
        )
    if mending.went_on:
        return f"Going on with {changes} of yours from before; A begins anew."
    if mending.is_outlined_anew:
        return "This outline is another one than you mended before, so it begins anew."
    return (
        f"Rows: count of words, or rank and heading ({THEME} theme, {POSITION} position); "
        f"{DOUBTFUL} doubtful, {OUT} left out. F1 says more."
    )


def said_of(account: Account) -> Content:
    """Two lines: what it comes to, and the account of its words."""
    doubts = account.doubts_said + (": e" if account.about_file else "")
    parts = [account.outlined, doubts]
    if account.known:
        parts.append(f"an edition of {one_line(account.known.title)}")
    words = account.made.words
    said = describe_words(words) if words.read else "taken as it is"
    style = "" if words.balances else "bold $text-error"
    return plain(DOT.join(parts) + "\n") + plain(said, style)
