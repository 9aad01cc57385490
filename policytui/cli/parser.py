"""What can be said on the command line. Names and JSON keys are a contract with scripts."""

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn

from policytui import __version__
from policytui.cli.round_commands import ROUND_COMMANDS
from policytui.tables import suggest
from policytui.text import printable

_EXAMPLES = """\
examples:
  policytui                                     open the app
  policytui search "right to own"               find positions
  policytui show ID                             read one
  policytui draft new --target ID --text-file new.txt --reason "..." --mover "A. Member"
  policytui draft submit DRAFT                  check, seal, put into the outbox

Find out more about a command with: policytui COMMAND --help
"""

_KINDS = ["platform", "policy-paper", "consultation", "proposal", "motion"]
_NATIONS = ["england", "scotland", "wales", "northern-ireland"]
_CAPACITIES = ["individual", "local-party", "society", "group"]
_DRAFT_KINDS = ["amendment", "new-position", "campaign-idea", "response"]


class _Parser(argparse.ArgumentParser):
    """A parser that names the nearest command, word or option to one it does not know."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and what may have been meant."""
        near = ""
        if choice := _UNKNOWN_CHOICE.search(message):
            near = suggest(choice[1], re.findall("'([^']+)'", choice[2]))
        elif option := _UNKNOWN_OPTION.search(message):
            near = suggest(option[1], self._options())
        super().error(printable(message) + near)

    def _options(self) -> set[str]:
        options = set(self._option_string_actions)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    options |= parser._options()
        return options


_UNKNOWN_CHOICE = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")
_UNKNOWN_OPTION = re.compile(r"unrecognized arguments: (--[\w-]+)")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="policytui",
        description="Search your party's policy, compare it with changes, draft amendments.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"policytui {__version__}")
    parser.add_argument("--corpus", metavar="DIR", default=None, help="folder of the policy corpus")
    parser.add_argument("--drafts", metavar="DIR", default=None, help="folder of your drafts")
    parser.add_argument("--json", action="store_true", default=False, help=argparse.SUPPRESS)
    parser.set_defaults(command=None, module="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, summary, module, fill in _COMMANDS:
        _add(commands, name, summary, module, fill)
    return parser


def _add(
    commands: "argparse._SubParsersAction[Any]",
    name: str,
    summary: str,
    module: str,
    fill: Callable[[argparse.ArgumentParser], None],
) -> None:
    command = commands.add_parser(name, help=summary, description=summary)
    # Without defaults of their own: else they would undo what stands before the command.
    quiet = argparse.SUPPRESS
    command.add_argument("--corpus", metavar="DIR", default=quiet, help="folder of the corpus")
    command.add_argument("--drafts", metavar="DIR", default=quiet, help="folder of your drafts")
    command.add_argument("--json", action="store_true", default=quiet, help="JSON for programs")
    fill(command)
    if module:
        command.set_defaults(module=module)


def _fill_search(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", metavar="QUERY", nargs="+", help='words, "phrases", title:land')
    command.add_argument("--document", metavar="ID", help="only in this document")
    command.add_argument("--theme", metavar="THEME", help="only under this heading")
    command.add_argument("--nation", type=_word, choices=_NATIONS, help="only what applies there")
    command.add_argument(
        "--kind", type=_word, choices=_KINDS, help="only in documents of this kind"
    )
    command.add_argument("--limit", type=_positive, default=20, metavar="N", help="most to show")


def _fill_show(command: argparse.ArgumentParser) -> None:
    what = "of a position, or of a document for its outline; ID@EDITION for an older text"
    command.add_argument("id", metavar="ID", help=what)


def _fill_history(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", help="of a position, or of a document")
    command.add_argument(
        "--blame", action="store_true", help="show which edition brought which words"
    )


def _fill_compare(command: argparse.ArgumentParser) -> None:
    what = "the id of a position or a document, or ID@EDITION; a draft; a file; or - to read input"
    command.add_argument("base", metavar="BASE", help=what)
    command.add_argument(
        "proposed", metavar="PROPOSED", nargs="?", help="likewise; not needed for a draft"
    )
    formats = ["inline", "side", "clean", "instruction", "carried", "json"]
    command.add_argument("--format", choices=formats, help="how to show it (default: inline)")
    wordings = ["commons", "libdem", "plain"]
    command.add_argument(
        "--wording", type=_word, choices=wordings, help="how instructions are worded"
    )
    command.add_argument("--width", type=_positive, metavar="N", help="columns to fill")
    command.add_argument(
        "--all", action="store_true", help="show also what is kept, and mark mere spacing"
    )
    command.add_argument("--output", metavar="FILE", help="write a .html or a .docx file instead")
    command.add_argument("--force", action="store_true", help="replace the file of --output")


def _fill_match(command: argparse.ArgumentParser) -> None:
    command.add_argument("proposal", metavar="FILE", help="text or Markdown; - for standard input")
    command.add_argument(
        "--document", metavar="ID", action="append", help="compare with this document only"
    )


def _fill_apply(command: argparse.ArgumentParser) -> None:
    command.add_argument("base", metavar="BASE", help="a position's id, a draft, a text file, or -")
    command.add_argument(
        "--instruction",
        metavar="FILE",
        required=True,
        help="the instructions, one a line; - reads standard input",
    )
    command.add_argument(
        "--yes", action="store_true", help="apply typed instructions as they are understood"
    )


def _fill_import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a document (Word, PDF, OpenDocument, web page, Markdown, text), or a folder",
    )
    command.add_argument("--into", metavar="DIR", required=True, help="corpus folder to write to")
    command.add_argument("--id", metavar="ID", help="the document's permanent id")
    command.add_argument("--title", metavar="T", help="the document's title")
    command.add_argument("--kind", type=_word, choices=_KINDS, help="what sort of document it is")
    command.add_argument("--edition", metavar="E", help="name of the edition, such as 2026")
    command.add_argument("--adopted", metavar="DATE", help="day of adoption, such as 2026-10-11")
    command.add_argument("--by", metavar="WHO", help="who adopted it, such as Annual Conference")
    command.add_argument(
        "--nation",
        type=_word,
        choices=_NATIONS,
        action="append",
        help="where it applies; may be given again (default: everywhere)",
    )
    command.add_argument(
        "--edition-of", metavar="ID", help="it is another edition of this document of the corpus"
    )
    command.add_argument(
        "--view",
        choices=["accepted", "original"],
        default="accepted",
        help="read tracked changes as accepted (default), or the text before them",
    )
    command.add_argument("--force", action="store_true", help="replace a text that is there")
    command.add_argument("--dry-run", action="store_true", help="show what it would make")


def _fill_draft(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    new = _draft_action(actions, "new", "begin a draft; prints the path it wrote")
    new.add_argument("--target", metavar="ID", help="position to amend, or consultation to answer")
    new.add_argument(
        "--kind", type=_word, choices=_DRAFT_KINDS, help="what to write (default: amendment)"
    )
    _fill_draft_content(new)
    edit = _draft_action(actions, "edit", "change a draft; opens EDITOR when nothing is given")
    edit.add_argument("draft", metavar="DRAFT")
    _fill_draft_content(edit)
    _fill_answers(_draft_action(actions, "answers", "make a response of a file of answers"))
    _draft_action(actions, "list", "list all drafts")
    _fill_carry(_draft_action(actions, "carry", "carry an amendment over to a newer text"))
    for name, summary in (
        ("show", "show a draft: what it changes, and what is missing"),
        ("submit", "check, seal and write to the outbox; prints the path"),
        ("copy", "make another draft like it; prints the path"),
        ("delete", "move a draft aside; restore brings it back"),
        ("restore", "bring a deleted draft back"),
        ("recover", "save the words that were typed but not saved"),
    ):
        action = _draft_action(actions, name, summary)
        action.add_argument("draft", metavar="DRAFT", help="id or path of the draft")


def _fill_answers(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "file", metavar="FILE", help="the collated answers: Word, PDF, web page or text"
    )
    action.add_argument("--target", metavar="ID", required=True, help="consultation they answer")
    action.add_argument("--dry-run", action="store_true", help="show what it would make")
    _fill_submitter(action)


def _fill_carry(action: argparse.ArgumentParser) -> None:
    action.add_argument("draft", metavar="DRAFT", help="id or path of the draft")
    action.add_argument("--to", metavar="ID", help="carry it to this position")
    action.add_argument("--keep", choices=["mine", "theirs"], help="settle every conflict so")
    action.add_argument("--yes", action="store_true", help="accept and save what is shown")


def _draft_action(
    actions: "argparse._SubParsersAction[Any]", name: str, summary: str
) -> argparse.ArgumentParser:
    action: argparse.ArgumentParser = actions.add_parser(
        name, help=summary, description=summary.capitalize()
    )
    quiet = argparse.SUPPRESS
    action.add_argument("--corpus", metavar="DIR", default=quiet, help="folder of the corpus")
    action.add_argument("--drafts", metavar="DIR", default=quiet, help="folder of your drafts")
    action.add_argument("--json", action="store_true", default=quiet, help="JSON for programs")
    return action


def _fill_draft_content(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--text-file", metavar="FILE", help="the proposed text; - reads standard input"
    )
    action.add_argument("--title", metavar="T", help="title of a new position or campaign idea")
    action.add_argument("--document", metavar="ID", help="document a new position belongs to")
    action.add_argument("--theme", metavar="T", help="theme a new position belongs under")
    action.add_argument("--reason", metavar="R", help="why")
    action.add_argument(
        "--answer",
        nargs=2,
        action="append",
        metavar=("QUESTION", "TEXT"),
        help="answer a question of a consultation; may be given again",
    )
    action.add_argument(
        "--relates",
        metavar="ID:RELATION",
        action="append",
        help="supersedes, narrows, conflicts or supports another text; may be given again; "
        'those given take the place of all before, "" of all',
    )
    action.add_argument(
        "--commitment",
        metavar="C",
        action="append",
        help='a figure it commits to, such as "homes built | >= | 20000 | homes/year | 2030"; '
        "likewise",
    )
    _fill_submitter(action)


def _fill_submitter(action: argparse.ArgumentParser) -> None:
    action.add_argument("--mover", metavar="NAME", help="who moves it")
    action.add_argument("--seconder", metavar="NAME", action="append", help="may be given again")
    action.add_argument("--redrafter", metavar="NAME", help="who edits the text for the mover")
    action.add_argument("--capacity", type=_word, choices=_CAPACITIES)
    action.add_argument("--organisation", metavar="NAME")
    action.add_argument("--agreed-on", metavar="DATE", help="such as 2026-07-15")
    action.add_argument("--nation", type=_word, choices=_NATIONS)
    action.add_argument("--region", metavar="NAME", help="part of the country, such as North West")
    action.add_argument("--email", metavar="E", help="for staff only")
    action.add_argument("--telephone", metavar="T", help="for staff only")
    action.add_argument("--membership", metavar="N", help="for staff only")


def _fill_check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", metavar="PATH", nargs="*", help="drafts or folders (default: all)"
    )
    command.add_argument(
        "--corpus-only", action="store_true", help="check the corpus itself instead of drafts"
    )
    command.add_argument(
        "--suggest",
        action="store_const",
        dest="module",
        const="suggesting",
        help="instead, propose commitments and relations as TOML to paste into the drafts",
    )
    command.add_argument(
        "--format",
        choices=["text", "lines", "json", "sarif"],
        default="text",
        help="lines: a row for each finding, file:line:column; json: JSON Lines, that is a JSON "
        "value in each line; sarif: for programs that show findings beside a text",
    )
    command.add_argument("--select", metavar="CODES", help="only rules that begin so, by commas")
    command.add_argument("--ignore", metavar="CODES", help="no rules that begin so, by commas")
    command.add_argument("--strict", action="store_true", help="exit 1 for warnings too")
    command.add_argument(
        "--all",
        action="store_true",
        help="show also what was dismissed, and everything where a rule finds much",
    )
    command.add_argument(
        "--decisions",
        metavar="FILE",
        help="what was decided on findings (default: decisions.toml beside the corpus folder)",
    )
    command.add_argument(
        "--sarif-review-as-note",
        action="store_true",
        help="in SARIF, for viewers that leave out findings for review",
    )


def _fill_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="CODE", help="of a rule, such as CHG001, or its name")


def _fill_rules(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--stats", action="store_true", help="how often findings of each were right, as decided"
    )
    command.add_argument("--decisions", metavar="FILE", help="as for check")


def _fill_index(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rebuild", action="store_true", help="begin the index anew")
    command.add_argument("--engine", choices=["whoosh"], default="whoosh")


def _fill_nothing(command: argparse.ArgumentParser) -> None:
    pass


def _word(text: str) -> str:
    """A word of a closed list, as people write it: `Northern Ireland` for `northern-ireland`."""
    return text.strip().casefold().replace(" ", "-").replace("_", "-")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


_COMMANDS: tuple[tuple[str, str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("search", "find positions by their words", "search", _fill_search),
    ("show", "show a position, or the outline of a document", "show", _fill_show),
    ("history", "show what each edition changed, and when", "history", _fill_history),
    ("compare", "show what changes between two texts", "compare", _fill_compare),
    ("match", "show what of a proposal is policy already", "match", _fill_match),
    ("apply", "show a text as formal instructions would make it", "apply", _fill_apply),
    ("import", "make corpus documents of files, or of a folder", "importing", _fill_import),
    ("draft", "write, list, show and submit drafts", "draft", _fill_draft),
    ("check", "check drafts, or the corpus, by every rule", "check", _fill_check),
    ("explain", "tell what a rule finds, why, and how often it is right", "explain", _fill_explain),
    ("rules", "list every rule of the check", "rules", _fill_rules),
    *ROUND_COMMANDS,
    ("index", "bring the search index up to date", "index", _fill_index),
    ("paths", "show which folders are in use", "paths", _fill_nothing),
    ("keys", "list every key of the app", "keys", _fill_nothing),
    ("config", "show the settings, and what may be set", "config", _fill_nothing),
)
