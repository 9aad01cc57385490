"""What no draft holds, told before the text is read: reading it would take minutes."""

import re
from pathlib import Path

from policytui.errors import DataError, Problem

_MOST_DOTS = 500
_DEEP_KEY = re.compile(
    r"(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"
    rf"{{{_MOST_DOTS}}}",
    re.MULTILINE,
)


def refuse_deep_keys(text: str, path: Path | None) -> None:
    """Turn away a key nested so deeply that the reader of TOML takes minutes over it.

    Args:
        path: of the file, named in the problem.

    Raises:
        DataError: there is one.
    """
    if text.count(".") < _MOST_DOTS:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= _MOST_DOTS and _DEEP_KEY.search(line):
            message = "this is no draft: a key is nested too deeply."
            raise DataError([Problem(path, number, "", message)])
