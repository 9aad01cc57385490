"""What the app remembers between two runs: last view, theme, splits. Losing it loses nothing."""

from contextlib import suppress
from pathlib import Path

from policytui.errors import StorageError
from policytui.files import write_atomically

Value = str | int | bool


class StateFile:
    """A flat table of small values; unreadable files count as empty, failed saves are let go."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, Value] = {}
        with suppress(OSError, ValueError):
            text = file.read_text("utf-8")
            import tomllib

            loaded = tomllib.loads(text)
            self._values = {
                key: value for key, value in loaded.items() if isinstance(value, str | int | bool)
            }

    def get(self, key: str, default: str = "") -> str:
        """A remembered value as text."""
        return str(self._values.get(key, default))

    def set(self, key: str, value: Value) -> None:
        """Remember a value from now on."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        import tomli_w

        with suppress(StorageError):
            write_atomically(self._file, tomli_w.dumps(self._values).encode())
