"""What every test stands on: folders of its own, and no settings of the person who runs it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("suite", deadline=None, max_examples=100)
settings.load_profile("suite")

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point every folder of the program into a fresh place."""
    home = tmp_path_factory.mktemp("home")
    wanted = {
        "POLICYTUI_CACHE": str(home / "cache"),
        "POLICYTUI_STATE": str(home / "state"),
        "POLICYTUI_CONFIG": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }
    before = {key: os.environ.get(key) for key in (*wanted, "POLICYTUI_CORPUS", "POLICYTUI_DRAFTS")}
    os.environ.update(wanted)
    os.environ.pop("POLICYTUI_CORPUS", None)
    os.environ.pop("POLICYTUI_DRAFTS", None)
    yield
    for key, value in before.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value


@pytest.fixture
def seeds() -> Path:
    """The folder of the two real documents; skips where it is absent."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real documents lie beside the project, not in it, and are absent here")
    return folder
