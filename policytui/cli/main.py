"""The entry point: reads the command line, runs one command, turns errors into exit codes."""

import gc
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
    if sys.stdout is None or sys.stderr is None:
        # Closed by the caller: what would be said has nobody to hear it.
        sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
        sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
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
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        print(printable(f"policytui: {named}{error.strerror or error}."), file=sys.stderr)
        return Exit.BAD_DATA
    except Exception as error:
        return _report_surprise(error)


def _report_surprise(error: Exception) -> int:
    """Keep what a programmer needs in a file, and tell the person where it is."""
    import traceback

    from policytui.errors import StorageError
    from policytui.files import write_atomically
    from policytui.workspace.places import state_folder

    log = state_folder() / "errors.log"
    print("policytui: something went wrong that should not have.", file=sys.stderr)
    with suppress(StorageError):
        details = "".join(traceback.format_exception(error))
        write_atomically(log, details.encode("utf-8", "backslashreplace"))
        print(printable(f"  The details are in {log}; please report them."), file=sys.stderr)
    return Exit.BAD_DATA


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
        # What a command reads are trees: looking for cycles in them took a third of its time.
        gc.set_threshold(200_000, 50, 100)
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
