"""The one family of errors: each says what is wrong, where, and what to do now."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """Exit codes of the command line; a contract with scripts."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    BAD_DATA = 3
    UNKNOWN_ID = 4
    INTERRUPTED = 130


class PolicyError(Exception):
    """Base of every error that a person is told about.

    Args:
        message: what is wrong and where, one sentence.
        hint: what to do now; empty when the message already says it.
    """

    exit_code: Exit = Exit.BAD_DATA

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(PolicyError):
    """The command was given in a way that cannot be carried out."""

    exit_code = Exit.USAGE


class SettingsError(PolicyError):
    """The settings file or an environment variable cannot be used."""

    exit_code = Exit.USAGE


class UnknownId(PolicyError):
    """No position, document or draft has the id asked for."""

    exit_code = Exit.UNKNOWN_ID


class StorageError(PolicyError):
    """A file could not be read or written (disk full, read-only folder, ...)."""


class Cancelled(PolicyError):
    """The person stopped a long piece of work."""

    exit_code = Exit.INTERRUPTED

    def __init__(self, message: str = "Stopped. What was finished is kept.") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file.

    Attributes:
        file: the file, None where the text came from elsewhere.
        line: line number from 1, 0 where the problem concerns the whole file.
        key: dotted name of the TOML key, empty for problems in prose.
        message: what is wrong and what to do now.
    """

    file: Path | None
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = str(self.file) if self.file else "text"
        if self.line:
            where += f":{self.line}"
        key = f" {self.key}:" if self.key else ""
        return f"{where}:{key} {self.message}"


class DataError(PolicyError):
    """A file does not hold what it should; carries every problem found in it."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...], *, hint: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems), hint=hint)
