"""The folder of a data package as a ZIP file, from strangers too: nothing is put on the disk."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from coalition.errors import Fault
from coalition.faults import Faults, Refused, named
from coalition.io.datapackage._descriptor import DESCRIPTOR, inside
from coalition.io.text import TOO_LARGE

_IN_FOLDER = re.compile(rf"([^/]+/)?{re.escape(DESCRIPTOR)}")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP file, of the same bytes whenever and wherever it is made."""
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, data in files.items():
            member = ZipInfo(name)  # of 1980, as far back as it goes
            member.create_system, member.external_attr = 3, 0o644 << 16  # as where files have modes
            archive.writestr(member, data, ZIP_DEFLATED)
    return whole.getvalue()


def unpacked(data: bytes, max_bytes: int) -> dict[str, bytes]:
    """Return the files in a ZIP file by their names; refuse more than `max_bytes` of them."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.filename.endswith("/")]
            folder = _folder_of(members)
            files: dict[str, bytes] = {}
            left = max_bytes
            for member in members:
                if member.filename.startswith(folder):
                    with archive.open(member) as stream:
                        content = stream.read(left + 1)
                    left -= len(content)
                    if left < 0:
                        raise Refused(TOO_LARGE.format(max_bytes))
                    files[member.filename.removeprefix(folder)] = content
            return files
    except (BadZipFile, zlib.error, EOFError, ArithmeticError, RuntimeError, ValueError) as error:
        raise Refused(f"must be the folder of a data package as a ZIP file: {error}") from error


def _folder_of(members: list[ZipInfo]) -> str:
    """Return the folder in a ZIP file with the descriptor; refuse what else is not to be read."""
    names = [member.filename for member in members]
    usual = (ZIP_STORED, ZIP_DEFLATED)
    wrong = {
        "stands in it more than once": [name for name, n in Counter(names).items() if n > 1],
        "is no path within a folder": [name for name in names if not inside(name)],
        "is protected by a password": [one.filename for one in members if one.flag_bits & 1],
        "is not packed by DEFLATE": [m.filename for m in members if m.compress_type not in usual],
    }
    Faults(Fault(named(found[0]), why) for why, found in wrong.items() if found).refuse_if_any()
    folders = [name.removesuffix(DESCRIPTOR) for name in names if _IN_FOLDER.fullmatch(name)]
    if "" not in folders and len(folders) != 1:
        raise Refused(f"must have one {DESCRIPTOR}, at its top or in a folder there")
    return "" if "" in folders else folders[0]
