"""Mutate the shipped case, as bytes, as a parsed tree and as a data package.

Only documented errors may come; what takes over a second is printed.

Run ``python -m tests.fuzz 100000``; a short run is among the tests. A failure prints the input.
"""

import copy
import json
import random
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import coalition as co
from coalition.errors import InvalidCase
from coalition.io.datapackage import DESCRIPTOR
from coalition.io.datapackage import dumps as packed
from coalition.io.datapackage import loads as unpacked
from coalition.io.toml import dumps, loads
from coalition.model.checking import Refused, build

CASE = Path(__file__).parents[1] / "seeds" / "migration-2023.toml"
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


def run(number: int, seed: int = 0) -> Counter[str]:
    """Try so many mutations, a third of each kind, and count what became of them."""
    data = CASE.read_bytes()
    tree = tomllib.loads(data.decode())
    files = packed(loads(data))
    outcomes: Counter[str] = Counter()
    for index in range(number):
        chance = random.Random(f"{seed} {index}")
        kind = ("bytes", "tree", "package")[index % 3]
        began = time.perf_counter()
        try:
            if kind == "bytes":
                case = loads(mutated_bytes(data, chance))
            elif kind == "tree":
                case = build(co.Coalition, mutated_tree(tree, chance))
            else:
                case = unpacked(mutated_package(files, chance), verify=chance.random() < 0.1)
        except (InvalidCase, Refused) as error:  # the second is what a reader makes the first of
            outcomes[f"{kind} refused"] += 1
            if not (error.faults and all(map(str, error.faults))):
                raise
        except BaseException:
            print(f"seed {seed}, index {index}, {kind}", file=sys.stderr)
            raise
        else:
            outcomes[f"{kind} read"] += 1
            if index % 20 < 3 and not loads(dumps(case)) == unpacked(packed(case)) == case:
                message = f"seed {seed}, index {index}: not read back equal"
                raise AssertionError(message)
        if (took := time.perf_counter() - began) > 1:
            print(f"seed {seed}, index {index}, {kind}: {took:.1f} seconds", file=sys.stderr)
    return outcomes


if __name__ == "__main__":
    for name, count in sorted(run(*map(int, sys.argv[1:])).items()):
        print(f"{name}: {count}")
