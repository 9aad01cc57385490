"""What the search screen says: under the words, in the footer, and where nothing was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from policytui.tui.commands import Command, Place, commands_for, footer_commands
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.empty import Emptiness
from policytui.tui.widgets.hit_list import HitList
from policytui.tui.widgets.search_line import WordsInput
from policytui.tui.wording import number, short_path

if TYPE_CHECKING:
    from policytui.tui.finder import Found
    from policytui.tui.loader import Corpus
    from policytui.workspace.places import Places


_SHORT = 40
_BEYOND_THE_LINE = tuple(
    # In the search line letters are words; in the list they are commands.
    replace(command, key_label=f"enter, then {command.shown_key}")
    for command in commands_for(Place.SEARCH)
    if command.action in {"drafts", "filters", "check"}
)


def status_of(
    found: Found | None,
    corpus: Corpus | None,
    *,
    compared: str,
    related_to: str,
    filters: str,
    was_stopped: bool,
) -> Content:
    """What the reader must know now, the most pressing first.

    Args:
        compared: title of the position that the next one is to be compared with.
        related_to: title of the position whose related positions are listed.
        filters: the filters in words, empty where there are none.
    """
    parts: list[Content] = []
    if compared:
        parts.append(
            plain(f"Compare “{_short(compared)}” with another: go there and press ")
            + _key("c", "compare")
            + plain("; ")
            + _key("esc", "back")
            + plain(" lets go")
        )
    if related_to:
        parts.append(
            plain(f"Related to “{_short(related_to)}”; ")
            + _key("esc", "back")
            + plain(" goes back")
        )
    elif found:
        if found.correction:
            parts.append(
                plain("Did you mean ")
                + plain(_short(found.correction), "bold")
                + plain("? ")
                + _key("ctrl+r", "correct")
            )
        parts += [plain(one_line(note)) for note in found.notes]
        if found.total > len(found.ids):
            parts.append(plain(f"the best {len(found.ids):,} are listed"))
    if filters:
        parts.append(
            plain(f"only in {_short(filters)}: ")
            + _key("x", "clear_filters")
            + plain(" searches everywhere")
        )
    if was_stopped:
        parts.append(
            plain("Only part of the corpus is searched: ")
            + _key("F5", "refresh")
            + plain(" goes on")
        )
    if corpus and corpus.problems:
        files = len({problem.file for problem in corpus.problems})
        parts.append(
            plain(f"{number(files, 'file')} could not be read: press ", "$text-warning")
            + _key("!", "problems")
        )
    return plain(" · ", MUTED).join(parts)


def emptiness_of(found: Found, corpus: Corpus, filters: str, places: Places) -> Emptiness:
    """Why there is nothing in the list, and which key helps.

    Args:
        filters: the filters in words.
    """
    if corpus.total == 0:
        return _empty_corpus(corpus, places)
    if found.error:
        return Emptiness(
            "The search failed.", "The message says why.", [("F5", "reads the corpus again")]
        )
    if found.wish.related_to is not None:
        return Emptiness("Nothing in the corpus is closely related.", keys=[("esc", "goes back")])
    keys = []
    if found.wish.text:
        if found.correction:
            keys.append(("ctrl+r", f"searches for “{_short(found.correction)}”"))
        if filters:
            # In the search line, x is a letter.
            keys.append(("enter x", f"searches everywhere, not only in {_short(filters)}"))
        keys.append(("esc", "clears the words; fewer words find more"))
        within = f" in {_short(filters)}" if filters else ""
        return Emptiness(f"Nothing found for “{_short(found.wish.text)}”{within}.", keys=keys)
    return Emptiness(
        f"No position is in {_short(filters)}.",
        keys=[("x", "clears the filters"), ("f", "changes them")],
    )


def _empty_corpus(corpus: Corpus, places: Places) -> Emptiness:
    keys = [
        ("ctrl+o", "brings a document in; outside the search line also i"),
        ("F5", "reads the folder again"),
    ]
    if corpus.problems:
        keys.insert(0, ("!", "shows which files could not be read, and why"))
        why = "None of the files of this corpus could be read."
    else:
        why = "There is no policy in this corpus yet."
    folder = short_path(places.corpus.path)
    return Emptiness(
        why,
        f"Bring documents in with ctrl+o, or with:\n\n  policytui import FILE --into {folder}\n",
        keys,
    )


def _key(key: str, action: str) -> Content:
    click = Style.from_meta({"@click": f"screen.{action}"})
    return plain(key, "bold $text-accent").stylize(click)


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def keys_for(widget: object) -> tuple[Command, ...]:
    """The keys the footer shows while a widget has the focus."""
    if isinstance(widget, WordsInput):
        return (*footer_commands(Place.SEARCH_LINE), *_BEYOND_THE_LINE)
    keys = footer_commands(Place.SEARCH)
    if isinstance(widget, HitList):
        return keys
    back = [each for each in commands_for(Place.SEARCH) if each.action == "back"]
    return (*back, *(each for each in keys if each.action != "read"))
