"""Hostile names, through all that shows them: ``python -m tests.hostile 10000``.

They go through every command, picture and page, and what notebooks show; short runs are among the
tests. ``python -m tests.hostile 10000 pictures`` takes one of these. Names hold every ASCII control
character, markup, marks that turn a line round, formulas and halves of characters.
"""

import io
import itertools
import random
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import tomli_w

import coalition as co
from coalition import plot
from coalition.characters import safe
from coalition.cli import main
from coalition.faults import Refused
from coalition.io.case.case_file import loads_case
from coalition.model import checks
from coalition.tables import Shown
from tests.pages import Reader, assert_sound

COMMANDS = """
report splits history shifts dissent blockers power ledger deadlocks packages concessions compromise
exchanges certainty stability timeline check
""".split()  # noqa: SIM905 - the list is easier to read so
ARGUMENTS: Sequence[tuple[str, ...]] = (
    (),
    ("check",),
    ("about", "migration-2023"),
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
    *("\u2029", "\u202a", "\u2067", "\u200e", "\u061c", "\ufeff", "a_$b$", "$\\frac{1}{", "_x"),
    *("</script><img src=x onerror=alert(1)>", "' onload='alert(1)", "]]>", "<!--", "javascript:x"),
    *("\ud800", "\U000e0041", "\ue000", "\u0301", "\u05d0", "\U0001f600", "\\", '"', "'", "--"),
]


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
            "proposals": [
                {"id": name, "topic": "t", "title": words},
                {"id": "another proposal", "topic": "t"},
            ],
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


def names(number: int) -> Iterator[str]:
    """Yield so many different names: the pieces, then mixtures of them and of any characters."""
    chance, made = random.Random(1), dict.fromkeys(PIECES)
    while len(made) < number:
        strange = [chr(chance.randrange(0x110000)) for _ in range(2)]
        made["".join(chance.choices([*PIECES, *strange], k=chance.randint(1, 4)))] = None
    return itertools.islice(made, number)


def bearing(name: str) -> str:
    """Return a case file in which everything bears the name, as far as the model takes it."""
    # in a file no half of a character can be, not even as an escape
    whole = name.encode("utf-8", "replace").decode()
    bearer = whole if taken(whole, checks.ident) else "A"
    return case_of(bearer, whole if taken(whole, checks.text) else "A")


def commands(tried: Sequence[str]) -> None:
    """Have a command tell a case of each name, also as JSON, and another be called with it."""
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.toml")
        for name in tried:
            command = chance.choice(COMMANDS)
            whole = name.encode("utf-8", "replace").decode()
            path.write_text(case_of(whole, whole), "utf-8")
            written(["check", str(path)])
            path.write_text(bearing(name), "utf-8")
            for options in ([], ["--json"] if command not in {"report", "check"} else []):
                code, _ = written([command, str(path), *options])
                assert code == 0, name
            written([*chance.choice(ARGUMENTS), name])


def pictures(tried: Sequence[str]) -> None:
    """Draw every picture of 25 of the names at a time; all that is written can be printed."""
    for start in range(0, len(tried), 25):
        some = tried[start : start + 25]
        rows = [[1.0, (-1.0) ** index, 0.5] for index in range(len(some))]
        asked = (some[0], f"{some[-1]}2", "p")
        votes = co.StanceMatrix(some, asked, rows, topic=some[0], dates=("2023", "2024", "2024"))
        body = [*(name for name in some if taken(name, checks.ident)), "another party"]
        deciding = co.StanceMatrix(body, asked, [[1.0, -1.0, 0.5]] * len(body))
        shares = tuple((name, Fraction(1, 3)) for name in some)
        drawn: list[Any] = [
            *(draw(votes) for draw in (plot.agreement, plot.positions, plot.heatmap, plot.history)),
            plot.power(co.Power(some[0], co.Majority(), shares)),
            plot.blockers(deciding),
        ]
        for ax in drawn:
            ax.figure.savefig(io.BytesIO(), dpi=30)
            data = [*ax.texts, ax.title, *ax.get_xticklabels(), *ax.get_yticklabels()]
            for text in data:
                shown = text.get_text()
                assert all(sign.isprintable() or sign == "\n" for sign in shown), some
                assert not (text.get_parse_math() and "$" in shown), some


def pages(tried: Sequence[str]) -> None:
    """Write the page of a case and of votes of each name: it is text, and told as it is."""
    for name in tried:
        title = safe(re.sub(r"\s+", " ", name)).strip()
        rules = (co.Unanimity(),)
        told = assert_sound(
            co.page(loads_case(bearing(name).encode(), "case"), title=name, rules=rules)
        )
        assert told.all("h1")[0].text.strip() == title
        named = name if taken(name, checks.ident) else "A"
        votes = co.StanceMatrix((named, "B"), (name, "q"), [[1, -1], [-1, 1]], topic=name)
        assert_sound(co.page(votes, title=name))


def notebooks(tried: Sequence[str]) -> None:
    """Show a case of each name, its items and the answers about it: only the tags of a table."""
    for name in tried:
        case = loads_case(bearing(name).encode(), "case")
        votes = co.StanceMatrix((name, f"{name}2"), (name,), [[1], [-1]], topic=name)
        fields = attrs.asdict(case, recurse=False).values()
        lists = [field for field in fields if isinstance(field, tuple)]
        items = [item for field in lists for item in field if isinstance(item, Shown)]
        found: list[Any] = [
            *(case, votes, co.split(votes), co.partition(co.agreement_graph(votes))),
            *(*co.splits(case), *co.decisions(case), *co.dissent(case), *co.deadlocks(case)),
            *(*co.split_history(case, "t"), *co.exchanges(case), *co.conflicts(case)),
            *(co.packages(case), *co.compromise(case), co.balance(co.agreement_graph(votes))),
            *(co.banzhaf(case, rule=co.Majority()), co.Power(name, co.Majority(), ())),
        ]
        for value in (*items, *found):
            html = value._repr_html_()
            Reader(html)
            html.encode()
            steering = {unicodedata.bidirectional(sign) for sign in html}
            assert not steering & {"RLO", "LRO", "RLI", "LRI", "RLE", "LRE", "FSI"}, name
            assert not {c for c in html if unicodedata.category(c) == "Cc"} - {*"\n\t"}, name


TARGETS: dict[str, Callable[[Sequence[str]], None]] = {
    each.__name__: each for each in (commands, pictures, pages, notebooks)
}


if __name__ == "__main__":
    for target in sys.argv[2:] or TARGETS:
        TARGETS[target]([*names(int(sys.argv[1]))])
        print(f"{target}: {int(sys.argv[1]):,} names")
