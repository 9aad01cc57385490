"""The entry point: reads the command line, runs one command, turns errors into exit codes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from policytui.errors import Exit, PolicyError
from policytui.text import printable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run policytui and return its exit code.

    Args:
        arguments: those of the command line, without the program's name.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        return code
    except PolicyError as error:
        print(printable(f"policytui: {error.message}"), file=sys.stderr)
        if error.hint:
            print(printable(f"  {error.hint}"), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("policytui: stopped.", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left; nothing more to say to anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _run(arguments: Sequence[str]) -> int:
    is_terminal = sys.stdout.isatty() and sys.stdin.isatty()
    if not arguments and is_terminal:
        # Most starts are this one: it loads nothing that only the other commands need.
        return _start_app(None, None)
    from importlib import import_module

    from policytui.cli.parser import build_parser

    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command:
        code: int = import_module(f"policytui.cli.{options.module}").run(options)
        return code
    if is_terminal:
        return _start_app(options.corpus, options.drafts)
    print(parser.format_help(), file=sys.stderr)
    print("The app needs a terminal; the commands above do not.", file=sys.stderr)
    return Exit.USAGE


def _start_app(corpus: str | None, drafts: str | None) -> int:
    from policytui.tui.app import run_app
    from policytui.workspace.places import find_places
    from policytui.workspace.workspace import Workspace

    return run_app(Workspace(find_places(corpus, drafts)))
