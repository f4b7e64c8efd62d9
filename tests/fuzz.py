"""Mutate what is read, as bytes and as a parsed tree, and see that only documented errors come.

Run ``python -m tests.fuzz 100000`` for case files, and with ``popolo`` or ``package`` after it for
Popolo and data packages; a short run is among the tests. A failure prints how to make the input.
"""

import copy
import json
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

import coalition as co
from coalition.errors import InvalidCase
from coalition.faults import Refused, build
from coalition.io.case.case_file import dumps_case, loads_case
from coalition.io.case.short_form import spelled_out
from coalition.io.datapackage import package_file
from coalition.io.datapackage._descriptor import DESCRIPTOR
from coalition.io.popolo import popolo_file
from tests.parliament import PARLIAMENT

CASE = Path(__file__).parents[1] / "seeds" / "migration-2023.toml"
COMPARISON = {
    "more": "VVD",
    "less": "CDA",
    "proposal": "strict-asylum-package",
    "date": "2023-06",
    "attribution": "reported",
}
PIECES = [
    *(b"[[positions]]", b"[[", b"]]", b"=", b'"', b"'", b'"""', b".", b"\n", b"\x00", b"\xff"),
    *(b"\xef\xbb\xbf", b"nan", b"-inf", b"2023-02-30", b"1e999", b"0x", b"\\u0000", b"{", b"}"),
    *(b"#", b"99999999999999999999", b"true", b"a.b.c", b"\r\n", b"\xe2\x80\xae", b"="),
]
VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        2**70,
        1.5,
        float("nan"),
        float("inf"),
        "",
        " ",
        "VVD",
        "vvd",
        "2023-02-30",
    ),
    *("\x00", "\u202e", "\ud800", "D6", [], {}, [[]], [{}], {"a": 1}, "for", 10**400, b"bytes"),
]
SAID = co.Position(
    *("ada", "toll", 0.5), date="2024-02", attribution="hearsay", speaker="bo", hedge="may"
)


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """Cut, copy, change or insert pieces of the bytes."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 2, 8, 60)))
        middle = chance.choice((b"", chance.choice(PIECES), bytes([chance.randrange(256)])))
        copied = data[start:end] * chance.choice((0, 0, 1, 2))
        data = data[:start] + copied + middle + data[end:]
    return data


def mutated_tree(tree: Any, chance: random.Random) -> Any:
    """Change, drop, double or rename values somewhere in the tree."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.choice((1, 1, 2, 5))):
        node: Any = tree
        while True:
            keys = list(node) if isinstance(node, dict) else range(len(node))
            if not keys:
                break
            key = chance.choice(list(keys))
            below = node[key]
            if isinstance(below, dict | list) and chance.random() < 0.8:
                node = below
                continue
            action = chance.randrange(4)
            if action == 0:
                del node[key]
            elif action == 1 and isinstance(node, list):
                node.append(copy.deepcopy(below))
            elif action == 2 and isinstance(node, dict):
                node[chance.choice(("id", "actor", "sta", "party", ""))] = node.pop(key)
            else:
                node[key] = copy.deepcopy(chance.choice(VALUES))
            break
    return tree


def mutated_package(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Mutate the bytes of a table or of the descriptor, or the tree of the descriptor."""
    name = chance.choice([*files, *files, ""])
    if name:
        return {**files, name: mutated_bytes(files[name], chance)}
    tree = mutated_tree(json.loads(files[DESCRIPTOR]), chance)
    return {**files, DESCRIPTOR: json.dumps(tree, default=str).encode()}


@attrs.frozen
class Format:
    """How what is read is mutated and read, by kind; and what comes of writing and reading it."""

    kinds: dict[str, Callable[[random.Random], co.Coalition]]
    again: Callable[[co.Coalition], co.Coalition]


def _built(tree: dict[str, Any]) -> co.Coalition:
    """Build what a tree in the short form says, its faults in the places of the tree."""
    spelled = spelled_out(tree)
    try:
        return build(co.Coalition, spelled.tables)
    except Refused as refusal:
        raise Refused(*spelled.located(refusal.faults)) from None


def _toml() -> Format:
    data = CASE.read_bytes()
    tree = tomllib.loads(data.decode()) | {"comparisons": [COMPARISON]}
    return Format(
        {
            "bytes": lambda chance: loads_case(mutated_bytes(data, chance)),
            "tree": lambda chance: _built(mutated_tree(tree, chance)),
        },
        lambda case: loads_case(dumps_case(case)),
    )


def _popolo() -> Format:
    data = json.dumps(PARLIAMENT, indent=1)
    tree = json.loads(popolo_file.dumps(popolo_file.loads(data).with_positions(SAID)))
    return Format(
        {
            "bytes": lambda chance: popolo_file.loads(mutated_bytes(data.encode(), chance)),
            "tree": lambda chance: popolo_file.loads(
                json.dumps(mutated_tree(tree, chance), default=str)
            ),
        },
        lambda case: popolo_file.loads(popolo_file.dumps(case)),
    )


def _package() -> Format:
    files = package_file.dumps(loads_case(CASE.read_bytes()))
    return Format(
        {
            "package": lambda chance: package_file.loads(
                mutated_package(files, chance), verify=chance.random() < 0.1
            ),
        },
        lambda case: package_file.loads(package_file.dumps(case)),
    )


FORMATS = {"toml": _toml, "popolo": _popolo, "package": _package}


def run(number: int, seed: int = 0, name: str = "toml") -> Counter[str]:
    """Try so many mutations, as many of each kind, and count what became of them."""
    tried = FORMATS[name]()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for index in range(number):
        chance = random.Random(f"{seed} {index}")
        kind = [*tried.kinds][index % len(tried.kinds)]
        begun = time.process_time()
        try:
            case = tried.kinds[kind](chance)
        except (InvalidCase, Refused) as error:  # the second is what a reader makes the first of
            outcomes[f"{kind} refused"] += 1
            if not (error.faults and all(map(str, error.faults))):
                raise
        except BaseException:
            print(f"seed {seed}, index {index}, {kind}", file=sys.stderr)
            raise
        else:
            outcomes[f"{kind} read"] += 1
            if index % 20 < 2 and tried.again(case) != case:
                message = f"seed {seed}, index {index}: not read back equal"
                raise AssertionError(message)
        slowest = max(slowest, time.process_time() - begun)
    outcomes["milliseconds, the slowest"] = round(1000 * slowest)
    return outcomes


if __name__ == "__main__":
    number, name = int(sys.argv[1]), dict(enumerate(sys.argv)).get(2, "toml")
    for outcome, count in sorted(run(number, name=name).items()):
        print(f"{outcome}: {count}")
