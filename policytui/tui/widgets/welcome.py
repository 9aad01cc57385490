"""What a person reads who opens the app for the first time."""

from textual.content import Content

from policytui.tui.plain import MUTED, plain
from policytui.tui.wording import corpus_name, short_path
from policytui.workspace.places import Places


def welcome(places: Places) -> Content:
    """What this is, which folders are in use, three keys to begin with."""
    parts = [
        plain("Welcome to policytui", "bold"),
        plain(
            "Find what the party's policy says, compare it with other wording, and write "
            "amendments that are ready to send."
        ),
    ]
    if places.is_bundled:
        parts.append(
            plain(
                "The positions you see are restated in other words, for trying this tool. They are "
                "not the party's text. Bring in the official text with ctrl+o, or with:"
            )
            + plain("\n\n  policytui import FILE --into DIR", "bold")
        )
    parts += [
        Content("\n").join(
            [
                plain("Corpus  ", MUTED) + plain(corpus_name(places)),
                plain("Drafts  ", MUTED) + plain(short_path(places.drafts.path)),
            ]
        ),
        Content("\n").join(
            plain(key.ljust(8), "bold $text-accent") + plain(does)
            for key, does in (
                ("type", "words to search for: it finds as you type"),
                ("enter", "go to what was found, once more to read it"),
                ("a", "amend the position you are reading"),
                ("ctrl+o", "bring in a document: Word, PDF, web page or text"),
            )
        ),
        plain("F1 shows every key of the screen you are on.", MUTED),
    ]
    return Content("\n\n").join(parts)
