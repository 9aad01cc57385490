"""The file or folder that a person means by what is typed, or dropped into the terminal."""

from pathlib import Path

from policytui.errors import UsageError


def path_from(typed: str, folder: Path, wanted: str = "Give it a name.") -> Path:
    """What a person means, whether it is there or not; the system can look for it without error.

    Args:
        typed: with `~` for a home folder; quoted, or with a backslash before each blank, as a
            window drops it into a terminal.
        folder: where names without a folder lie.
        wanted: what is said where nothing is typed, and first where it can be no name.

    Raises:
        UsageError: nothing can be called so, or nobody can look for it there.
    """
    name = typed.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1]
    if not name.strip():
        raise UsageError(wanted)
    try:
        path = folder / Path(name).expanduser()
        if "\\ " in name and not path.exists():
            path = folder / Path(name.replace("\\ ", " ")).expanduser()
        path.stat()
    except FileNotFoundError:
        pass
    except RuntimeError as error:
        raise UsageError("There is no such home folder.") from error
    except NotADirectoryError as error:
        # Where the folder that is offered is a file, nothing typed is wrong: writing says what is.
        if not folder.is_file():
            raise UsageError("A part of this path is a file, not a folder.") from error
    except PermissionError as error:
        raise UsageError("It is in a folder that you may not look into.") from error
    except ValueError as error:
        raise UsageError(f"{wanted} This one has a sign that no name can have.") from error
    except OSError as error:
        raise UsageError(f"{wanted} This one cannot be used ({error.strerror}).") from error
    return path
