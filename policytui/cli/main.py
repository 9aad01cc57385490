"""The entry point: reads the command line, runs one command, turns errors into exit codes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from policytui.errors import Exit, PolicyError
from policytui.text import printable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run policytui and return its exit code.

    Args:
        arguments: those of the command line, without the program's name.
    """
    from policytui.cli.parser import build_parser

    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        if not options.command:
            return _start_app(options, parser.format_help())
        command = import_module(f"policytui.cli.{options.module}")
        code: int = command.run(options)
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


def _start_app(options: object, help_text: str) -> int:
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        print(help_text, file=sys.stderr)
        print("The app needs a terminal; the commands above do not.", file=sys.stderr)
        return Exit.USAGE
    from policytui.cli.session import open_workspace
    from policytui.tui.app import run_app

    return run_app(open_workspace(options))
