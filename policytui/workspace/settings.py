"""The settings a person may write by hand, in TOML; unknown keys are errors with a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policytui.errors import Problem, SettingsError

if TYPE_CHECKING:
    from policytui.tables import Source


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says; the defaults where it is silent or absent.

    Attributes:
        corpus, drafts: folders, empty where not set.
        mover, organisation, capacity, nation: filled into new drafts.
        theme: a Textual theme's name.
        wording: how instructions are worded, one of `policytui.compare.wording.WORDINGS`.
    """

    corpus: str = ""
    drafts: str = ""
    theme: str = ""
    mover: str = ""
    organisation: str = ""
    capacity: str = ""
    nation: str = ""
    wording: str = ""


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
            "wording",
        )
        settings = Settings(**{key: table.line_text(key, required=False) for key in keys})
        _check_words(settings, source)
        table.finish()
    if source.problems:
        raise SettingsError("\n".join(map(str, source.problems)))
    return settings


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
