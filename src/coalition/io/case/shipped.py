"""The cases that come with the library."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from coalition.errors import UnknownCase
from coalition.io.case.case_file import loads_case
from coalition.model.coalition import Coalition

_FILE = re.compile(r"([a-z0-9][a-z0-9-]*)\.toml")


def list_cases() -> tuple[str, ...]:
    """Return the names of the cases that come with the library, in order.

    Examples
    --------
    >>> import coalition as co
    >>> co.list_cases()
    ('heating-law-2023', 'migration-2023')
    """
    return tuple(sorted(_shipped()))


def load_case(name: str) -> Coalition:
    """Load a case that comes with the library; for a file of your own there is `read_case`.

    Parameters
    ----------
    name : str
        One of the names that `list_cases` returns.

    Returns
    -------
    Coalition
        What the case says.

    Raises
    ------
    UnknownCase
        If no case has this name.

    Examples
    --------
    >>> import coalition as co
    >>> co.load_case("migration-2023").party("D66").seats
    24
    >>> co.load_case("migration")
    Traceback (most recent call last):
    coalition.errors.UnknownCase: no shipped case 'migration' (there are: heating-law-2023, ...)...
    """
    shipped = _shipped()
    if not isinstance(name, str) or name not in shipped:
        raise UnknownCase(name if isinstance(name, str) else repr(name), tuple(sorted(shipped)))
    return loads_case(shipped[name].read_bytes(), shipped[name].name)


def _shipped() -> dict[str, Traversable]:
    """Return the files of the cases by name: a name is only ever looked up among these.

    In a checkout of this project, the package lies in ``src/coalition``, and the cases two folders
    up.
    """
    package = files("coalition")
    for folder in (package / "seeds", Path(str(package)).parent.parent / "seeds"):
        if folder.is_dir():
            found = ((_FILE.fullmatch(file.name), file) for file in folder.iterdir())
            return {match[1]: file for match, file in found if match}
    return {}
