"""Which folders are used, and how each was found."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from policytui.errors import UsageError
from policytui.workspace.settings import Settings, read_settings

BUNDLED = "the corpus that comes with policytui"
"""How the bundled corpus is said to have been found."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder and the reason why it is the one."""

    path: Path
    found_by: str


@dataclass(frozen=True, slots=True)
class Places:
    """Every folder and file the program uses.

    Attributes:
        cache: may be deleted at any time.
        settings_file: written by the person, may be absent.
        settings: what that file says.
    """

    corpus: Place
    drafts: Place
    cache: Path
    state: Path
    settings_file: Path
    settings: Settings

    @property
    def is_bundled(self) -> bool:
        """Whether the corpus in use is the restated one for trying the tool."""
        return self.corpus.found_by == BUNDLED

    @property
    def outbox(self) -> Path:
        """Where sealed submissions are put."""
        return self.drafts.path / "outbox"

    @property
    def cache_for_corpus(self) -> Path:
        """The cache folder of this corpus alone, named after its path."""
        import hashlib

        name = hashlib.sha256(os.fsencode(self.corpus.path.resolve())).hexdigest()[:16]
        return self.cache / f"corpus-{name}"


def find_places(
    corpus: str | None = None,
    drafts: str | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    here: Path | None = None,
) -> Places:
    """The places to use.

    For corpus and drafts in this order: what is given, the environment (`POLICYTUI_CORPUS`,
    `POLICYTUI_DRAFTS`), the settings, the nearest parent folder that holds `corpus/`, then the
    bundled corpus with drafts in the user's data folder. Caches, state and settings can be
    moved with `POLICYTUI_CACHE`, `POLICYTUI_STATE` and `POLICYTUI_CONFIG`.

    Raises:
        UsageError: the corpus folder named does not exist.
        SettingsError: the settings file cannot be used.
    """
    user = PlatformDirs("policytui", appauthor=False)
    config = Path(environment.get("POLICYTUI_CONFIG") or user.user_config_path)
    settings_file = config / "settings.toml"
    settings = read_settings(settings_file)
    project = _nearest_project(here or Path.cwd())
    found_corpus = (
        _named(corpus, "--corpus")
        or _named(environment.get("POLICYTUI_CORPUS"), "POLICYTUI_CORPUS")
        or _named(settings.corpus, f"settings ({settings_file})")
        or (Place(project / "corpus", "the nearest folder that holds corpus/") if project else None)
        or Place(bundled_corpus(), BUNDLED)
    )
    if not found_corpus.path.is_dir():
        raise UsageError(
            f"{found_corpus.path}: there is no such corpus folder; "
            f"it is named by {found_corpus.found_by}.",
            hint="Make it, or name another with --corpus.",
        )
    uses_project = project is not None and found_corpus.path == project / "corpus"
    found_drafts = (
        _named(drafts, "--drafts")
        or _named(environment.get("POLICYTUI_DRAFTS"), "POLICYTUI_DRAFTS")
        or _named(settings.drafts, f"settings ({settings_file})")
        or (Place(project / "drafts", "beside the corpus") if project and uses_project else None)
        or Place(Path(user.user_data_path) / "drafts", "your data folder")
    )
    return Places(
        corpus=found_corpus,
        drafts=found_drafts,
        cache=Path(environment.get("POLICYTUI_CACHE") or user.user_cache_path),
        state=state_folder(environment),
        settings_file=settings_file,
        settings=settings,
    )


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where unsaved words, the last view and the log of errors are kept."""
    user = PlatformDirs("policytui", appauthor=False)
    return Path(environment.get("POLICYTUI_STATE") or user.user_state_path)


def bundled_corpus() -> Path:
    """The corpus inside the package; in a checkout, the one beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "bundled"
    return inside if inside.is_dir() else package.parent / "corpus"


def _named(name: str | None, found_by: str) -> Place | None:
    if not name:
        return None
    try:
        return Place(Path(name).expanduser().absolute(), found_by)
    except RuntimeError:
        raise UsageError(f"{name}: there is no such home folder.") from None


def _nearest_project(here: Path) -> Path | None:
    for folder in (here.absolute(), *here.absolute().parents):
        if (folder / "corpus").is_dir():
            return folder
    return None
