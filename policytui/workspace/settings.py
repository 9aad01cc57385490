"""The settings a person may write by hand, in TOML; unknown keys are errors with a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policytui.errors import Problem, SettingsError

if TYPE_CHECKING:
    from policytui.checks.selection import Selection
    from policytui.tables import Source, Table


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says; the defaults where it is silent or absent.

    Attributes:
        corpus, drafts: folders, empty where not set.
        mover, organisation, capacity, nation, region: filled into new drafts.
        theme: a Textual theme's name.
        wording: how instructions are worded, one of `policytui.compare.wording.WORDINGS`.
        check: which rules are wanted, and how much they matter; None for all as they are.
    """

    corpus: str = ""
    drafts: str = ""
    theme: str = ""
    mover: str = ""
    organisation: str = ""
    capacity: str = ""
    nation: str = ""
    region: str = ""
    wording: str = ""
    check: Selection | None = None


def read_settings(file: Path) -> Settings:
    """The settings in a file; the defaults when there is none.

    Raises:
        SettingsError: with every problem of the file.
    """
    if not file.is_file():
        return Settings()
    # Most people have no settings, and their app need not load what reads them.
    from policytui.files import read_bytes
    from policytui.tables import Source, read_table

    source = Source("", file)
    try:
        source.text = read_bytes(file, 100_000).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: is not UTF-8 text; save it as UTF-8.") from None
    table = read_table(source)
    settings = Settings()
    if table:
        keys = (
            "corpus",
            "drafts",
            "theme",
            "mover",
            "organisation",
            "capacity",
            "nation",
            "region",
            "wording",
        )
        words = {key: table.line_text(key, required=False) for key in keys}
        check = table.table("check")
        settings = Settings(**words, check=_selection_from(check) if check else None)
        _check_words(settings, source)
        table.finish()
    if source.problems:
        raise SettingsError("\n".join(map(str, source.problems)))
    return settings


def _selection_from(table: Table) -> Selection:
    """The table `[check]`: select and ignore as lists, severity by the beginning of a code."""
    from policytui.checks.finding import Severity
    from policytui.checks.selection import SEVERITIES, Selection, what_is_wrong_with

    chosen: dict[str, tuple[str, ...]] = {}
    for key in ("select", "ignore"):
        chosen[key] = tuple(prefix.upper() for prefix in table.lines(key) if prefix)
        for prefix in chosen[key]:
            if wrong := what_is_wrong_with(prefix):
                table.report(key, wrong)
    severity: list[tuple[str, Severity]] = []
    grades = table.table("severity")
    for key in grades.keys() if grades else ():
        assert grades is not None
        grade = grades.choice(key, Severity)
        if wrong := what_is_wrong_with(key.upper()):
            grades.report(key, wrong)
        elif grade and grade not in SEVERITIES:
            known = ", ".join(each.value for each in SEVERITIES)
            grades.report(key, f'cannot be set to "{grade.value}"; choose one of: {known}.')
        elif grade:
            severity.append((key.upper(), grade))
    table.finish()
    return Selection(chosen["select"], chosen["ignore"], tuple(severity))


def _check_words(settings: Settings, source: Source) -> None:
    from policytui.compare.wording import WORDINGS
    from policytui.corpus.model import Nation
    from policytui.drafts.model import Capacity

    for key, value, known in (
        ("nation", settings.nation, [nation.value for nation in Nation]),
        ("capacity", settings.capacity, [capacity.value for capacity in Capacity]),
        ("wording", settings.wording, list(WORDINGS)),
    ):
        if value and value not in known:
            message = f'"{value}" is not one of: {", ".join(known)}.'
            source.problems.append(Problem(source.file, source.line_of((key,)), key, message))
