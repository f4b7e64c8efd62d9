"""A real Popolo file: what is read of it, that it is written as it was, and in what time.

    python benchmarks/popolo_file.py FILE

FILE is a file of EveryPolitician; without it, the script looks for
``popolo/estonia-ep-popolo-v1.0.json`` in the folder that the variable COALITION_DATA names.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from measuring import seconds

from coalition.io.popolo import popolo_file

ESTONIA = "popolo/estonia-ep-popolo-v1.0.json"


def in_order(value: Any) -> Any:
    """Return a document without its empty lists, in a form in which no order matters."""
    if isinstance(value, list):
        return sorted(map(in_order, value), key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, dict):
        return {key: in_order(item) for key, item in value.items() if item != []}
    return value


def main() -> None:
    """Read, count, write, compare and time."""
    folder = os.environ.get("COALITION_DATA")
    given = sys.argv[1] if len(sys.argv) > 1 else folder and Path(folder) / ESTONIA
    if not given or not Path(given).is_file():
        sys.exit(f"no Popolo file: give one, or set COALITION_DATA to a folder with {ESTONIA}")
    data = Path(given).read_bytes()
    case = popolo_file.loads(data)
    stays = [stay for person in case.politicians for stay in person.memberships]
    others = json.loads(case.extra or "{}").get("organizations", [])
    print(f"{len(case.politicians)} persons")
    print(f"{len(case.parties) + len(others)} organizations, {len(case.parties)} of them parties")
    print(f"{len(stays)} memberships, {sum(stay.since is None for stay in stays)} without a start")
    text = popolo_file.dumps(case)
    print(f"written and read again equal: {popolo_file.loads(text) == case}")
    out = {key: value for key, value in json.loads(text).items() if key != "x-coalition"}
    print(f"the file says what it said: {in_order(out) == in_order(json.loads(data))}")
    plain, reading, writing = seconds(
        lambda: json.loads(data), lambda: popolo_file.loads(data), lambda: popolo_file.dumps(case)
    )
    print(f"reading takes {reading / plain:.0f} times as long as json.loads alone")
    print(f"writing, which reads back, takes {writing / reading:.1f} times as long as reading")


if __name__ == "__main__":
    main()
