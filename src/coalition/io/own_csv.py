"""Python's reader and writer of CSV, in a copy that is the library's own.

The standard reader refuses cells beyond a length that is set for the whole process, in all of its
threads. The copy has a limit of its own, which is none, so that nothing has to be set while a file
is read, and nothing that others set counts.
"""

from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import csv as csv  # noqa: PLC0414
else:
    _spec = find_spec("_csv")
    csv = module_from_spec(_spec)  # another than `import` gives, with a state of its own
    _spec.loader.exec_module(csv)
    csv.field_size_limit(2**31 - 1)
