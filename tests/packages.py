"""Data packages of files in memory."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import coalition as co


def read_files(files: Mapping[str, bytes], **options: Any) -> co.Coalition:
    """Read the data package that files make in a folder, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        return co.read_datapackage(Path(folder, "datapackage.json"), **options)
