import os
import subprocess
import sys

import pytest

from policytui.errors import StorageError
from policytui.files import read_bytes, sweep_temporaries, write_atomically


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "new" / "a.toml"
    write_atomically(path, b"one")
    write_atomically(path, b"two")

    assert path.read_bytes() == b"two"
    assert [file.name for file in path.parent.iterdir()] == ["a.toml"]


def test_a_replaced_file_keeps_its_mode(tmp_path):
    path = tmp_path / "a"
    write_atomically(path, b"one")
    path.chmod(0o600)
    write_atomically(path, b"two")

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_file_and_no_rubble(tmp_path):
    path = tmp_path / "a"
    write_atomically(path, b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from policytui.files import write_atomically; from policytui.errors import StorageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomically(Path(sys.argv[1]), b'x' * 5000)\n"
        "except StorageError as error: print(error)"
    )

    said = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    ).stdout

    assert "cannot be saved" in said
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_place_that_is_no_folder_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StorageError, match="cannot be saved"):
        write_atomically(tmp_path / "file" / "a", b"x")


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), os.mkfifo])
def test_only_regular_files_are_read(tmp_path, make):
    path = tmp_path / "a"
    make(path)

    with pytest.raises(StorageError, match="no such file"):
        read_bytes(path, 100)


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 11)

    with pytest.raises(StorageError, match="Split"):
        read_bytes(path, 10)


def test_what_a_killed_writer_left_is_swept_once_it_is_old(tmp_path):
    old, fresh, other = tmp_path / ".a.1.tmp", tmp_path / ".a.2.tmp", tmp_path / "a.toml"
    for path in (old, fresh, other):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))

    sweep_temporaries(tmp_path)

    assert sorted(tmp_path.iterdir()) == [fresh, other]


def test_saving_works_where_files_need_a_name(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "a"
    write_atomically(path, b"one")
    write_atomically(path, b"two")

    assert path.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
