"""Saving: the old file or the new one, whatever happens, and nothing beside it."""

import errno
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition.io import atomic
from coalition.io.case.case_file import dumps_case

OLD = co.Coalition(parties=[co.Party("VVD", seats=34)])
NEW = co.Coalition(parties=[co.Party("VVD", seats=33), co.Party("D66", seats=24)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a file that holds the old case, alone in its folder."""
    path = tmp_path / "case.toml"
    co.write_case(OLD, path)
    return path


def assert_untouched(path: Path) -> None:
    assert co.read_case(path) == OLD
    assert [path] == list(path.parent.iterdir())


def test_a_file_is_made_or_replaced(path: Path) -> None:
    """A save makes the file, or puts the new text in place of the old, and leaves nothing else."""
    co.write_case(NEW, path)
    assert dumps_case(NEW).encode() == path.read_bytes()
    assert [path] == list(path.parent.iterdir())


def test_a_new_file_has_the_mode_of_any_new_file(path: Path) -> None:
    """The mode of a new file follows the umask."""
    other = path.with_name("other.toml")
    other.touch()
    assert stat.S_IMODE(other.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444])
def test_the_mode_of_an_old_file_is_kept(path: Path, mode: int) -> None:
    """A file that only its owner may read, or that all may write, stays one, whatever the umask."""
    path.chmod(mode)
    co.write_case(NEW, path)
    assert mode == stat.S_IMODE(path.stat().st_mode)


def test_a_link_stays_a_link(path: Path) -> None:
    """What a link points to is replaced, and not the link."""
    link = path.with_name("link.toml")
    link.symlink_to(path.name)
    co.write_case(NEW, link)
    assert link.is_symlink()
    assert co.read_case(path) == NEW


def test_a_device_is_written_to_and_a_folder_refused(path: Path) -> None:
    """What is no file is not replaced by one."""
    atomic.write(Path(os.devnull), b"case")
    assert not Path(os.devnull).is_file()
    with pytest.raises(IsADirectoryError):
        atomic.write(path.parent, b"case")
    assert_untouched(path)


def test_a_loop_of_links_is_an_error_of_the_system(path: Path) -> None:
    """A link that points to itself is refused, and stays."""
    link = path.with_name("link.toml")
    link.symlink_to(link.name)
    with pytest.raises(OSError, match=re.escape(str(link))):
        co.write_case(NEW, link)
    assert {path, link} == set(path.parent.iterdir())


@pytest.mark.parametrize("step", ["open", "fsync"])
def test_whatever_fails_the_old_file_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk leaves the old file as it was and nothing half-written, and names the file."""

    def fail(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space left") as caught:
            co.write_case(NEW, path)
    assert str(path) == caught.value.filename
    assert_untouched(path)


def test_an_interrupt_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the midst of a save leaves nothing half-written either."""

    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            co.write_case(NEW, path)
    assert_untouched(path)


def test_a_folder_that_cannot_be_synced_is_no_failure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the new file is in its place the save has succeeded, on any file system."""
    sync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no sync of folders")
        sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", files_only)
        co.write_case(NEW, path)
    assert co.read_case(path) == NEW


def test_no_folder_is_an_error_and_none_is_made(tmp_path: Path) -> None:
    """A save makes a file, and no folders for it."""
    with pytest.raises(FileNotFoundError):
        co.write_case(NEW, tmp_path / "folder" / "case.toml")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder with the old case, in which an ordinary user is at work."""
    with tempfile.TemporaryDirectory() as name:
        co.write_case(OLD, Path(name, "case.toml"))
        Path(name).chmod(0o755)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)  # root may write anywhere
        try:
            yield Path(name)
        finally:
            os.seteuid(user)
            Path(name).chmod(0o755)


def test_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    """Without the right to write, the old file stays and the error names it."""
    if os.geteuid() == folder.stat().st_uid:
        folder.chmod(0o555)
    with pytest.raises(PermissionError) as caught:
        co.write_case(NEW, folder / "case.toml")
    assert str(folder / "case.toml") == caught.value.filename
    assert_untouched(folder / "case.toml")


def test_temporary_files_of_others_are_left_alone(path: Path) -> None:
    """A save removes no file but its own: who made the others may be at work on another machine."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    others = {
        f".case.toml.{process.pid}-00c0ffee.coalition-tmp",  # of no process of this machine
        f".case.toml.{os.getpid()}-00c0ffee.coalition-tmp",
        ".case.toml.00c0ffee00c0ffee.coalition-tmp",
        "case.toml.coalition-tmp",
        ".case.toml.swp",
    }
    for name in others:
        path.with_name(name).touch()
    co.write_case(NEW, path)
    assert {"case.toml", *others} == {file.name for file in path.parent.iterdir()}
    assert co.read_case(path) == NEW


def test_a_save_in_the_midst_of_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that save to one file at the same time both succeed; the later one counts."""
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        co.write_case(OLD, path)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    co.write_case(NEW, path)
    assert co.read_case(path) == NEW
    assert [path] == list(path.parent.iterdir())


def test_a_folder_that_cannot_be_listed_can_be_written_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may be open to writing only."""

    def refuse(_: Path) -> Any:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        co.write_case(NEW, path)
    assert co.read_case(path) == NEW


KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from coalition.io import atomic

path = Path(sys.argv[1])

def killed_at(moment):
    left = iter(range(moment))

    def trace(frame, event, _):
        if frame.f_code.co_filename == atomic.__file__ and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        sys.settrace(trace)
        atomic.write(path, b"new" * 100_000)
        os._exit(0)
    finally:
        os._exit(1)

for moment in count():
    path.write_bytes(b"old" * 100_000)
    child = os.fork() or killed_at(moment)
    _, status = os.waitpid(child, 0)
    print(path.read_bytes()[:3].decode() if path.stat().st_size == 300_000 else "half")
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL")
def test_a_killed_save_leaves_the_old_file_or_the_new(path: Path) -> None:
    """Killed at any line of a save, a process leaves the old file or the new one, and no other."""
    command = [sys.executable, "-c", KILLED, str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    old = found.count("old")
    assert ["old"] * old + ["new"] * (len(found) - old) == found
    assert min(old, len(found) - old) > 5
    co.write_case(NEW, path)
    assert co.read_case(path) == NEW
