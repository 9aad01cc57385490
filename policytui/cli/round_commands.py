"""What can be said to the commands that work in a round, from the inbox to the next edition."""

import argparse
from collections.abc import Callable


def _fill_collate(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inbox", metavar="INBOX", nargs="?", help="folder of what was sent in, or one file"
    )
    fill_round(command)
    command.add_argument("--title", metavar="T", help="begin a new round with this title")
    command.add_argument(
        "--document",
        metavar="ID",
        action="append",
        help="the new round is about this document only; may be given again",
    )
    command.add_argument(
        "--conditions",
        metavar="NAME",
        help="what holds in the new round, or from now on in one that is there: "
        "conditions/NAME.toml",
    )
    command.add_argument(
        "--reconsider",
        action="store_true",
        help="look again at what was refused or late by other conditions than those of now",
    )
    command.add_argument("--admit", metavar="ID", help="count one; its id or file name")
    command.add_argument("--set-aside", metavar="ID", help="refuse one that was counted")
    command.add_argument(
        "--restore", metavar="ID", help="take the last --admit or --set-aside of one back"
    )
    command.add_argument("--all", action="store_true", help="name every file, however many")
    command.add_argument("--reason", metavar="R", help="why it is admitted or set aside")


def _fill_recommend(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "words",
        metavar="NUMBER ... ADVICE",
        nargs="*",
        help="numbers, then: for, against, as-modified, remit, in-favour-of, already-policy; "
        "without any, all recommendations are shown",
    )
    fill_round(command)
    command.add_argument("--reason", metavar="R", help="why, for the movers")
    command.add_argument("--text-file", metavar="FILE", help="the text as modified; - for input")
    command.add_argument("--amendment", metavar="NUMBER", help="in favour of this amendment")
    command.add_argument("--position", metavar="ID", help="this position says it already")
    command.add_argument(
        "--identical", action="store_true", help="advise the same on those that say the same"
    )
    command.add_argument("--clear", action="store_true", help="take a recommendation back")
    command.add_argument(
        "--check", action="store_true", help="exit 1 where the same words got other answers"
    )


def _fill_decide(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "words",
        metavar="NUMBER ... OUTCOME",
        nargs="*",
        help="numbers, then: carried, lost, remitted, withdrawn, fell, not-reached; "
        "without any, all decisions and what is left are shown",
    )
    fill_round(command)
    command.add_argument(
        "--votes",
        metavar="V",
        help="for:against:abstentions, like 120:80:3; 120:80 where abstentions were not counted; "
        "or hands",
    )
    command.add_argument("--because", metavar="NUMBER", help="it fell because of this one")
    command.add_argument("--text-file", metavar="FILE", help="the text that was carried")
    command.add_argument(
        "--as-modified", action="store_true", help="carried with the text of the recommendation"
    )
    command.add_argument(
        "--fallen",
        action="store_true",
        help="record what follows from the decisions: what fell, and what was lost with the "
        "same words",
    )
    command.add_argument("--rest", metavar="OUTCOME", help="record this for all that is left")
    command.add_argument("--clear", action="store_true", help="take a decision back")


def _fill_adopt(command: argparse.ArgumentParser) -> None:
    fill_round(command)
    command.add_argument("--edition", metavar="E", help="name of the new edition, such as 2026")
    command.add_argument("--adopted", metavar="DATE", help="day of adoption, such as 2026-10-11")
    command.add_argument(
        "--merge",
        action="store_true",
        help="bring it together with what changed in the corpus since, where words allow",
    )
    command.add_argument(
        "--place",
        nargs=2,
        metavar=("NUMBER", "DOCUMENT[/POSITION]"),
        help="say into which document a new position goes, and behind which position; without "
        "one it goes to the end",
    )
    command.add_argument("--theme", metavar="T", help="with --place: to the end of this theme")
    command.add_argument("--undo", action="store_true", help="put the former texts back")
    command.add_argument("--dry-run", action="store_true", help="only show what it would make")
    command.add_argument("--yes", action="store_true", help="do what is shown")


def _fill_marshal(command: argparse.ArgumentParser) -> None:
    fill_round(command)
    command.add_argument("--format", choices=["text", "markdown", "csv"], default="text")
    wordings = ["commons", "libdem", "plain"]
    command.add_argument("--wording", choices=wordings, help="how instructions are worded")
    command.add_argument(
        "--if",
        dest="assumed",
        metavar="OUTCOMES",
        help='show what would follow, such as "3 carried, 5 carried as modified, 7 to decide"; '
        "nothing is recorded",
    )
    command.add_argument("--remaining", action="store_true", help="only the votes that remain")
    command.add_argument(
        "--together", action="store_true", help="by position: what collides, what says the same"
    )
    command.add_argument("--move", metavar="N", help="put an amendment before or after another")
    command.add_argument("--before", metavar="N", help="goes with --move")
    command.add_argument("--after", metavar="N", help="goes with --move")
    command.add_argument(
        "--group", metavar="TITLE:N,N", help='debate together, such as "Homes: 3,4,7"'
    )
    command.add_argument("--publish", action="store_true", help="let the numbers stand from now on")
    command.add_argument(
        "--composite", metavar="N,N", help="make one text of several, or show or change C1"
    )
    command.add_argument("--text-file", metavar="FILE", help="what the composite says; - for input")
    command.add_argument(
        "--consent",
        nargs=3,
        metavar=("C1", "MOVER", "ANSWER"),
        help="note what a mover says to a composite: yes, no or asked",
    )
    command.add_argument("--dissolve", metavar="C1", help="give a composite up")
    command.add_argument(
        "--note", nargs=2, metavar=("N", "TEXT"), help="your own note, kept with your drafts"
    )
    command.add_argument(
        "--mandate", nargs=2, metavar=("N", "VOTE"), help="for, against, abstain, free"
    )


def _fill_responses(command: argparse.ArgumentParser) -> None:
    _fill_round_folder(command)
    command.add_argument("--question", metavar="ID", help="only the answers to this question")
    command.add_argument(
        "--count", metavar="WHAT", help="count by nation, region, capacity, organisation or theme"
    )
    command.add_argument(
        "--by",
        metavar="NAME",
        help="who does it, for the journal; alone, --by nation is --count nation",
    )
    command.add_argument(
        "--groups", action="store_true", help="texts that several used, and what each adds"
    )
    command.add_argument("--search", metavar="QUERY", help="find answers by their words")
    command.add_argument(
        "--uncoded", action="store_true", help="answers without a theme, with themes suggested"
    )
    command.add_argument("--limit", type=int, default=20, metavar="N", help="most to show")
    command.add_argument(
        "--code", nargs="+", metavar=("ANSWER", "THEME"), help="put an answer under themes"
    )
    command.add_argument("--uncode", metavar="ANSWER", help="take its themes away")
    command.add_argument(
        "--same", action="store_true", help="likewise every answer with the same words"
    )
    command.add_argument("--new-theme", metavar="T", help="make a theme of --question")
    command.add_argument("--rename-theme", nargs=2, metavar=("T", "NEW"), help="likewise")
    command.add_argument("--merge-theme", nargs=2, metavar=("T", "INTO"), help="likewise")
    command.add_argument(
        "--quote", nargs=2, metavar=("ANSWER", "WORDS"), help="mark words for the report"
    )
    command.add_argument("--unquote", nargs=2, metavar=("ANSWER", "WORDS"), help="take a mark back")


def _fill_report(command: argparse.ArgumentParser) -> None:
    _fill_round_folder(command)
    command.add_argument("--output", metavar="FILE", help="write a .md, .html or .docx file")
    command.add_argument("--tables", metavar="DIR", help="write every table as CSV and JSON")
    command.add_argument(
        "--without-originals", action="store_true", help="leave out all that was sent in, in full"
    )
    command.add_argument(
        "--without-names", action="store_true", help="name organisations, but no people"
    )
    command.add_argument("--force", action="store_true", help="replace files that are there")


def fill_round(command: argparse.ArgumentParser) -> None:
    """The options of every command that works in a round."""
    _fill_round_folder(command)
    command.add_argument("--by", metavar="NAME", help="who does it, for the journal")


def _fill_round_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--round", metavar="DIR", help="folder of the round (default: round/ beside the corpus)"
    )


ROUND_COMMANDS: tuple[tuple[str, str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("collate", "take in what was sent to a round, and account for it", "collate", _fill_collate),
    ("marshal", "put amendments in order, and tell what falls if", "marshal", _fill_marshal),
    ("recommend", "advise on amendments, and show what is advised", "recommend", _fill_recommend),
    ("decide", "record what conference decided, and what is left", "decide", _fill_decide),
    ("responses", "show answers, put them under themes, quote", "responses", _fill_responses),
    ("report", "write the report of responses, and its tables", "report", _fill_report),
    ("adopt", "make the next edition of what was carried, or undo it", "adopt", _fill_adopt),
)
"""Name, summary, module and options of each."""
