"""Names that want to steer a terminal, through every command: ``python -m tests.hostile 10000``.

A short run is among the tests. Each name stands as a party, a proposal and a topic where the model
takes it, in free text, and as every argument; whatever is written must be plain.
"""

import io
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.cli import main
from coalition.model import values
from coalition.model.checking import Refused

COMMANDS = """
report splits history shifts dissent blockers power ledger deadlocks packages concessions compromise
exchanges certainty check
""".split()  # noqa: SIM905 - the list is easier to read so
ARGUMENTS: Sequence[tuple[str, ...]] = (
    (),
    ("check",),
    ("report", "migration-2023", "--at"),
    ("splits", "migration-2023", "--topic"),
    ("blockers", "migration-2023", "--proposal"),
    ("power", "migration-2023", "--rule"),
    ("dissent", "migration-2023", "--without"),
    ("packages", "migration-2023", "--limit"),
    ("plot", "migration-2023", "--output"),
)
PIECES = [
    *(chr(code) for code in (*range(32), 127, 0x85, 0x9B, 0xAD)),
    *("\x1b[2J", "\x1b]0;title\x07", "\x1b[31m", "\u202e", "\u2066", "\u200f", "\u200b", "\u2028"),
    *("[/]", "[bold red]", "[link=x]", ":boom:", "$x^{$", "=1+1", "%s", "{0}", "<b>", "&amp;"),
    *("\ud800", "\U000e0041", "\ue000", "\u0301", "\u05d0", "\U0001f600", "\\", '"', "'", "--"),
]
NAMES = st.lists(
    st.sampled_from(PIECES) | st.text(min_size=1, max_size=3), min_size=1, max_size=4
).map("".join)


def written(arguments: Sequence[str]) -> tuple[int, str]:
    """Return the exit code of a command line, and what it wrote, with the ends of lines taken out.

    Anything in it that is not plain, or an exit code that is not documented, is an AssertionError.
    """
    told, mistaken = io.StringIO(), io.StringIO()
    with redirect_stdout(told), redirect_stderr(mistaken):
        code = main(arguments)
    text = told.getvalue() + mistaken.getvalue()
    steering = [
        c
        for c in text
        if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    ]
    assert not steering, (arguments, steering)
    assert code in {0, 1, 2}, arguments
    assert "Traceback" not in text
    return code, " ".join(text.split())


def taken(name: str, check: Callable[[str], object]) -> bool:
    """Tell whether the model takes a name."""
    try:
        check(name)
    except Refused:
        return False
    return True


def case_of(name: str, words: str) -> str:
    """Return a case file in which everything bears the name, and says the words."""
    known = {"date": "2023", "attribution": "hearsay", "note": words, "hedge": words}
    return tomli_w.dumps(
        {
            "title": words,
            "parties": [{"id": name, "seats": 3}, {"id": "another party", "seats": 2}],
            "politicians": [{"id": f"{name}2", "name": words, "party": name}],
            "proposals": [{"id": name, "topic": "t"}, {"id": "another proposal", "topic": "t"}],
            "positions": [
                {"actor": name, "proposal": name, "stance": 1, **known},
                {"actor": "another party", "proposal": name, "stance": -1, **known},
                {"actor": name, "proposal": "another proposal", "stance": -1, **known},
                {"actor": "another party", "proposal": "another proposal", "stance": 1, **known},
                {"actor": f"{name}2", "proposal": name, "stance": -1, **known},
            ],
            "commitments": [
                {
                    "by": name,
                    "kind": "ultimatum",
                    "text": words,
                    "proposal": name,
                    "threat": words,
                    **known,
                }
            ],
        }
    )


def check(name: str, command: str, arguments: Sequence[str], folder: str) -> None:
    """Have one command tell a case of the name, and another be called with it."""
    path = Path(folder, "case.toml")
    # in a file no half of a character can be, not even as an escape
    whole = name.encode("utf-8", "replace").decode()
    path.write_text(case_of(whole, whole), "utf-8")
    refused, _ = written(["check", str(path)])
    if refused:
        bearer = whole if taken(whole, values.ident) else "A"
        words = whole if taken(whole, values.text) else "A"
        path.write_text(case_of(bearer, words), "utf-8")
    for options in ([], ["--json"] if command not in {"report", "check"} else []):
        code, _ = written([command, str(path), *options])
        assert code == 0, name
    written([*arguments, name])


def run(number: int) -> None:
    """Try so many names."""
    with tempfile.TemporaryDirectory() as folder:
        tried = given(NAMES, st.sampled_from(COMMANDS), st.sampled_from(ARGUMENTS))(
            lambda name, command, arguments: check(name, command, arguments, folder)
        )
        settings(max_examples=number, deadline=None, database=None)(tried)()


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
