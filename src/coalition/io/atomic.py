"""Writing a file, or several, whole or not at all.

The bytes go to a new file in the same folder, reach the disk, and then take the place of the old
file in one step. A process killed at any moment leaves the old file or the new one, and perhaps a
hidden file beside it, which does no harm: nobody removes it, since only its own process knows
whether it is still at work, perhaps on another machine.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; where it exists, it keeps its mode.

    A link stays a link, and what it points to is replaced. A device or a pipe is written to.

    Raises
    ------
    OSError
        If it cannot be written; what was there is still there, and nothing else.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe can be written to, but not replaced
        return
    write_all({target: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, each whole; none is put in its place before all are on the disk.

    They are put there in order, so that the last one may describe the others. Only a process that
    is killed while it does that leaves some of the old files next to some of the new ones.

    Raises
    ------
    OSError
        If one cannot be written.
    """
    made: dict[Path, Path] = {}
    target = Path()
    try:
        for path, data in files.items():
            target = Path(os.path.realpath(path))
            new = target.with_name(f".{target.name}.{secrets.token_hex(8)}.coalition-tmp")
            made[new] = target
            _fill(new, data, _mode(target))
        for new, target in made.items():
            new.replace(target)
    except BaseException as error:
        for new in made:
            with contextlib.suppress(OSError):
                new.unlink()
        if isinstance(error, OSError):
            error.filename = str(target)  # the caller has never heard of the other one
        raise
    for folder in {target.parent for target in made.values()}:
        _sync_folder(folder)


def _mode(target: Path) -> int | None:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _fill(new: Path, data: bytes, mode: int | None) -> None:
    """Write a new file down to the disk; without a mode, the mode is as for any new file."""

    def opened(path: str, flags: int) -> int:
        return os.open(path, flags, 0o666 if mode is None else mode)

    with open(new, "xb", opener=opened) as stream:
        if mode is not None:
            new.chmod(mode)  # which the umask may have narrowed
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk as well.

    Windows cannot open a folder and some file systems cannot sync one. The file is in its place
    and whole by then, so that this is no failure to write it.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
