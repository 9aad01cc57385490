"""One file that was sent in made into a draft, or refused in a sentence."""

import re
from pathlib import Path

from policytui.drafts.model import Draft
from policytui.drafts.toml import SCHEMA, parse_draft_bytes
from policytui.errors import DataError, PolicyError, Problem
from policytui.text import clean_line

_MOST_KEYS = 5_000
"""More than a response of a thousand answers holds."""
_KEY = re.compile(r"(?<![=!<>])=(?!=)")
_OTHER_SCHEMA = re.compile(r"is (-?\d+), but this program reads")
_YEARS = range(1970, 9000)
_MOST_PROBLEMS = 3
_LONGEST_REASON = 600


def read_submission(data: bytes, name: str) -> Draft:
    """The draft in the content of a file.

    Args:
        name: of the file, named in problems.

    Raises:
        DataError: it is none; with what is wrong.
    """
    _refuse_bombs(data.decode("utf-8", "replace"), name)
    try:
        draft = parse_draft_bytes(data, Path(name))
    except PolicyError:
        raise
    except Exception as error:
        # Whatever a file holds, it must not stop those behind it.
        raise DataError([_problem(name, f"cannot be read ({type(error).__name__})")]) from None
    moments = (draft.created, draft.updated, draft.seal.at if draft.seal else draft.created)
    if any(moment.year not in _YEARS for moment in moments):
        raise DataError([_problem(name, "holds a time at which nobody can have written it")])
    return draft


def reason_of(error: PolicyError) -> str:
    """Why a file was refused, on one line, without anything of how its sender is reached."""
    if not isinstance(error, DataError):
        return _shorten(f"{error.message} {error.hint}")
    told = [_tell(problem) for problem in error.problems[:_MOST_PROBLEMS]]
    more = len(error.problems) - len(told)
    return _shorten("; ".join(told) + (f"; and {more} more" if more else ""))


def _tell(problem: Problem) -> str:
    place = f"line {problem.line}: " if problem.line else ""
    if problem.key.startswith("contact"):
        # The message would quote what stands there.
        return f"{place}what stands under [contact] is not written as it should be"
    message = problem.message.rstrip(".")
    if problem.key == "schema" and (found := _OTHER_SCHEMA.match(message)):
        return (
            f"was written by another version of the form ({found[1]}; this program reads {SCHEMA})"
        )
    return f"{place}{problem.key} {message}" if problem.key else place + message


def _shorten(text: str) -> str:
    text = clean_line(text)
    return text if len(text) <= _LONGEST_REASON else f"{text[: _LONGEST_REASON - 1]}…"


def _refuse_bombs(text: str, name: str) -> None:
    """Turn away what would keep the reader of TOML busy."""
    if text.count("=") > _MOST_KEYS and len(_KEY.findall(text)) > _MOST_KEYS:
        raise DataError(
            [_problem(name, f"is no submission: it holds more than {_MOST_KEYS:,} keys")]
        )
    if text.count("[[") > _MOST_KEYS:
        raise DataError([_problem(name, "is no submission: it holds thousands of tables")])


def _problem(name: str, message: str) -> Problem:
    return Problem(Path(name), 0, "", message)
