"""The commands that ask: in words, and as JSON what the library answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import coalition as co
from coalition.answers.terms import may_be_later
from coalition.cli import main
from tests.shell import ASYLUM, JULY


def test_report_of_a_shipped_case(capsys: pytest.CaptureFixture[str]) -> None:
    """The report of a shipped case is that of the library."""
    assert main(["report", "migration-2023"]) == 0
    assert capsys.readouterr().out == co.report(co.load_case("migration-2023"))


def test_what_may_be_later_is_said_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty answer on a day does not hide what may be of that day; JSON holds answers alone."""
    asked = ["dissent", "migration-2023", "--at", "2023-07-05"]
    assert main(asked) == 0
    left_out = co.load_case("migration-2023").at("2023-07-05").left_out
    assert capsys.readouterr().out == (
        "Who is off the party line\n"
        "-------------------------\n"
        "  nothing\n"
        "\n"
        f"{may_be_later(left_out)}.\n"
    )
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"] == {"dissent": []}


def test_report_of_a_file(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Any case file can be reported on, at a date and on a topic."""
    assert main(["report", small, "--at", "2023-02", "--topic", "t"]) == 0
    assert capsys.readouterr().out == (
        "Coalition\n"
        "\n"
        "Parties: A (3 seats), B.\n"
        "\n"
        "Who stands with whom, 2023-02\n"
        "-----------------------------\n"
        "  A against B on t\n"
        "  A against B on t/u\n"
        "\n"
        "Who blocks what under unanimity, 2023-02\n"
        "----------------------------------------\n"
        "  p: B (reported, 2023-02)\n"
        "\n"
        "What rests on hearsay or inference alone, 2023-02\n"
        "-------------------------------------------------\n"
        "  nothing\n"
        "\n"
        "How certain the splits are, 2023-02\n"
        "-----------------------------------\n"
        "  t: the same without hearsay and without inference. All positions are known. Rests on "
        "A for p\n      (stated, 2023-01) and B against p (reported, 2023-02).\n"
        "  t/u: the same without hearsay and without inference. All positions are known. Rests on "
        "A for p\n      (stated, 2023-01) and B against p (reported, 2023-02).\n"
        "\n"
        "Who is off the party line, 2023-02\n"
        "----------------------------------\n"
        "  nothing\n"
        "\n"
        "Which demands are in deadlock, 2023-02\n"
        "--------------------------------------\n"
        "  nothing\n"
        "\n"
        "Sources\n"
        "-------\n"
        "  nothing\n"
    )


def test_blockers(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Who blocks what is told proposal by proposal, with the outcome under the rule."""
    assert main(["blockers", small, "--rule", "at least 2"]) == 0
    assert capsys.readouterr().out == (
        "Rule: at least 2\n"
        "\n"
        "p: blocked\n"
        "----------\n"
        "  for: A; against: B\n"
        "  can stop it alone: B (reported, 2023-02)\n"
        "  would have to change sides: B\n"
    )
    assert main(["blockers", small, "--at", "2023-01", "--topic", "t"]) == 0
    told = capsys.readouterr().out
    assert "p: open\n-------\n  for: A; unknown: B\n" in told
    assert "it depends on: B" in told
    assert main(["blockers", small, "--at", "2022"]) == 0
    assert capsys.readouterr().out == "Rule: unanimity\n\nNo position is known.\n"
    assert main(["blockers", small, "--proposal", "p"]) == 0
    assert "p: blocked" in capsys.readouterr().out


def test_blockers_who_stop_it_together(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody stops it alone, those who do together are told, and that hearsay is hearsay."""
    rule = "at least 3"
    assert main(["blockers", "migration-2023", "--at", "2023-07", "--rule", rule]) == 0
    told = capsys.readouterr().out
    assert "can stop it together: D66 and CU\n" in told
    assert "would have to change sides: D66; or CU\n" in told
    assert "asylum-target: possibly blocked\n" in told


def test_power(capsys: pytest.CaptureFixture[str]) -> None:
    """How much each party counts is a table, with roles and minimal coalitions below."""
    assert main(["power", "migration-2023", "--rule", "quota 40"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Rule: quota 40"
    assert lines[2].split() == [
        *("seats", "Shapley-Shubik", "Banzhaf", "absolute", "Deegan-Packel", "public", "good"),
        *("Johnston", "prevent", "initiate"),
    ]
    assert lines[3].split() == "VVD 34 5/12 5/12 5/8 1/3 2/7 1/2 5/7 5/9".split()  # noqa: SIM905
    assert (
        lines[-9:]
        == [
            "  VVD and D66",
            "  VVD and CDA",
            "  D66, CDA and CU",
            "",
            "Minimal blocking coalitions",
            "---------------------------",
            "  VVD and D66",
            "  VVD and CDA",
            "  VVD and CU",
            "  D66 and CDA",
        ][-9:]
    )
    assert max(map(len, lines)) <= 110


def test_power_of_unions(capsys: pytest.CaptureFixture[str]) -> None:
    """Of parties that act as one, the table has two columns more, and names them."""
    asked = ["power", "migration-2023", "--rule", "quota 40", "--unions", "VVD, CU; D66"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split()[-2:] == ["Owen", "Banzhaf-Owen"]
    game = co.SimpleGame("migration-2023", rule=co.Quota(40))
    unions = [("VVD", "CU"), ("D66",)]
    owen, banzhaf = co.owen(game, unions), co.banzhaf_owen(game, unions)
    for line, party in zip(lines[3:7], game.members, strict=True):
        assert line.split()[-2:] == [str(owen[party]), str(banzhaf[party])]
    assert "Owen and Banzhaf-Owen: with the union VVD + CU" in lines
    assert main([*asked, "--json"]) == 0
    found = co.from_data(json.loads(capsys.readouterr().out))
    assert (found["owen"], found["banzhaf_owen"]) == (owen, banzhaf)


def test_who_could_govern(capsys: pytest.CaptureFixture[str]) -> None:
    """By default it takes a majority of the seats of the case, and it says how many those are."""
    assert main(["formations", *JULY]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("8 coalitions could govern (majority of all members); best by range (0)")
    assert " The case has 4 parties with 77 seats; it takes 39. " in told
    assert main(["formations", *JULY, "--rule", "majority of 150"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 coalition could govern (majority of 150); ")
    assert [line.split()[:6] for line in lines[4:] if "VVD" in line] == [
        ["1", "VVD,", "D66,", "CDA", "and", "CU"]
    ]


def test_what_if(capsys: pytest.CaptureFixture[str]) -> None:
    """Parties can be left out, kept in, and kept together; two pairs may stand in one flag."""
    wanted = ["--excluding", "CU", "--including", "VVD", "--together", "D66,CDA", "--by", "seats"]
    assert main(["formations", *JULY, *wanted, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["items"]["formations"]
    assert [one["members"] for one in found["found"]] == [["VVD", "D66", "CDA"]]


def test_power_lists_a_dozen_coalitions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many minimal coalitions the first twelve are told, and that there are others."""
    parties = "".join(f'[[parties]]\nid = "P{i}"\n' for i in range(9))
    path = tmp_path / "nine.toml"
    path.write_text(parties, "utf-8")
    assert main(["power", str(path), "--rule", "majority"]) == 0
    told = capsys.readouterr().out
    assert told.count("  and others\n") == 2
    assert "Dictators: nobody" in told


def test_json_says_that_there_are_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of very many minimal coalitions a thousand are in the JSON, and that there are others."""
    parties = "".join(f'[[parties]]\nid = "P{i}"\n' for i in range(14))
    path = tmp_path / "many.toml"
    path.write_text(parties, "utf-8")
    assert main(["power", str(path), "--rule", "majority", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["items"]
    assert (len(found["winning_coalitions"]), found["complete"]) == (1000, False)


def certain(case: co.Coalition) -> dict[str, Any]:
    """Return what `certainty` answers on labour migration."""
    topic, proposal = "migration/labour", "labour-migration-curb"
    names = {
        "split": {
            topic: co.certainty(case, lambda now: co.split(now, topic).optima, topic=topic),
        },
        "blockers": {
            proposal: co.certainty(
                case,
                lambda now: tuple(found.party for found in co.blockers(now, proposal)),
                proposals=[proposal],
            )
        },
    }
    return {"certainty": names, "robustness": {topic: co.robustness(case, topic)}}


def counted(case: co.Coalition) -> dict[str, Any]:
    """Return what `power` answers under a quota of 40."""
    game = co.SimpleGame(case, rule=co.Quota(40))
    names = "shapley_shubik banzhaf deegan_packel holler johnston coleman"
    return {
        **{name: getattr(co, name)(game) for name in names.split()},
        "absolute_banzhaf": co.banzhaf(game, normalized=False),
        **{name: getattr(co, name)(game) for name in ("veto_players", "dictators", "dummies")},
        "winning_coalitions": (*co.winning_coalitions(game, minimal=True),),
        "blocking_coalitions": (*co.blocking_coalitions(game, minimal=True),),
        "complete": True,
    }


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["splits", *JULY], lambda july: {"splits": co.splits(july)}),
        (
            ["splits", *JULY, "--topic", "migration/labour", "--without", "inferred"],
            lambda july: {"splits": (co.split(july.without("inferred"), "migration/labour"),)},
        ),
        (["dissent", *JULY], lambda july: {"dissent": co.dissent(july)}),
        (
            ["blockers", *JULY, "--rule", "majority"],
            lambda july: {"decisions": co.decisions(july, rule=co.Majority())},
        ),
        (["power", "migration-2023", "--rule", "quota 40"], counted),
        (
            ["history", *JULY[:1], "--topic", "migration/labour"],
            lambda july: {
                "split_history": {"migration/labour": co.split_history(july, "migration/labour")}
            },
        ),
        (
            ["shifts", "migration-2023"],
            lambda _: {"shifts": co.shifts(co.load_case("migration-2023"), "2023-01", "2023-07")},
        ),
        (
            ["ledger", *JULY],
            lambda july: {"ledger": co.ledger(july, at="2023-07"), "conflicts": co.conflicts(july)},
        ),
        (["deadlocks", *JULY], lambda july: {"deadlocks": co.deadlocks(july)}),
        (
            ["packages", *ASYLUM, "--dominated", "--limit", "3"],
            lambda july: {
                "packages": co.packages(july, "migration/asylum", dominated=True, limit=3)
            },
        ),
        (
            ["concessions", *JULY, "--proposal", "two-status-system"],
            lambda july: {"concessions": (co.concessions(july, "two-status-system"),)},
        ),
        (
            ["compromise", *JULY, "--proposal", "asylum-target", "--proposal", "inflow-limit"],
            lambda july: {"compromise": co.compromise(july, ["asylum-target", "inflow-limit"])},
        ),
        (
            ["formations", *JULY, "--minority", "--limit", "3", "--by", "disagreement"],
            lambda july: {
                "formations": co.formations(july, by="disagreement", minority=True, limit=3)
            },
        ),
        (
            ["formations", *ASYLUM, "--scale", "asylum-target"],
            lambda july: {
                "formations": co.formations(
                    july, "migration/asylum", scale="asylum-target", limit=10
                )
            },
        ),
        (["exchanges", *ASYLUM], lambda july: {"exchanges": co.exchanges(july, ASYLUM[-1])}),
        (["certainty", *JULY, "--topic", "migration/labour"], certain),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_json_is_what_the_library_answers(
    arguments: list[str],
    answer: Callable[[co.Coalition], dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JSON is data of the values that the functions of the library give, under their names."""
    assert main([*arguments, "--json"]) == 0
    found = answer(co.load_case("migration-2023").at("2023-07"))
    assert co.from_data(json.loads(capsys.readouterr().out)) == found


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["splits", *ASYLUM], "VVD and CDA against D66 and CU on migration/asylum\n"),
        (["splits", *ASYLUM], "  frustration 0; the next best has 5 more\n"),
        (["splits", *ASYLUM], "positions: 12 reported, 9 inferred, 1 stated and 1 hearsay\n"),
        (["splits", *ASYLUM, "--without", "hearsay"], "12 reported, 9 inferred and 1 stated\n"),
        (["history", *JULY], "  2023-01: D66 alone against VVD, CDA and CU on migration/labour"),
        (["shifts", "migration-2023", "--to", "2023-01"], "Who moved, 2023-01 to 2023-01\n"),
        (["shifts", "migration-2023"], "  - blocker vanished: D66 blocks labour-migration-curb"),
        (["dissent", *JULY], "  Eric van der Burg (VVD) on one-week-delay: for"),
        (["ledger", "heating-law-2023", "--at", "2023-09"], "broken; heating-law adopted"),
        (["ledger", "heating-law-2023"], "What cannot both be kept\n"),
        (["deadlocks", *JULY], "  if met: D66 and CU lose\n"),
        (["packages", *ASYLUM], "  grip-on-asylum and strict-asylum-package (gains: VVD 3"),
        (["packages", *ASYLUM], ", of which not all is known\n"),
        (
            ["packages", *ASYLUM, "--dominated", "--rule", "majority"],
            "; another is better for some and worse for nobody",
        ),
        (["concessions", *ASYLUM], "  the fewest movers: D66 by 1 and CU by 1\n"),
        (["concessions", *JULY, "--proposal", "one-week-delay"], "  unknown: D66, CDA and CU\n"),
        (["concessions", *JULY, "--proposal", "grip-on-asylum"], "  nobody has to move\n"),
        (["concessions", *JULY[:1], "--rule", "majority"], "Nothing is blocked.\n"),
        (
            ["concessions", *JULY, "--proposal", "inflow-limit", "--proposal", "grip-on-asylum"],
            "grip-on-asylum: passes\n",
        ),
        (
            [
                *("concessions", *JULY, "--proposal", "inflow-limit", "--proposal"),
                *("grip-on-asylum", "--together", "--reservation", "D66=1/2"),
            ],
            "  the fewest movers: D66 by 1/2\n",
        ),
        (["packages", *ASYLUM, "--reservation", "D66=1/2"], "1 package (unanimity); "),
        (["packages", *ASYLUM, "--reservation", "D6=1/2"], "did you mean 'D66'?"),
        (["dissent", *ASYLUM], "  nothing\n"),
        (["deadlocks", *JULY, "--topic", "migration/labour"], "  nothing\n"),
        (["shifts", "migration-2023", "--topic", "migration/asylum"], "  nothing\n"),
        (["compromise", *ASYLUM], "strict-asylum-package       53/111     19/77"),
        (["compromise", *JULY, "--proposal", "one-week-delay"], "-1  D66, CDA and CU\n"),
        (["exchanges", *ASYLUM], "others: CDA -5/111 and D66 5/111\n"),
        (["certainty", *ASYLUM], "  the same in all of 243 ways to fill 5 unknown positions\n"),
        (["certainty", *ASYLUM], "package-on-the-table: VVD can stop it alone\n"),
        (["certainty", *ASYLUM], "  without hearsay: nobody can stop it alone\n"),
        (
            ["certainty", *ASYLUM, "--rule", "quota 99999"],
            "99999 is beyond the sum of the weights, 77",
        ),
    ],
)
def test_answers(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every question is answered in words."""
    code = main(arguments)
    captured = capsys.readouterr()
    assert told in captured.out + captured.err
    assert code == (1 if captured.err else 0)


@pytest.mark.parametrize(
    "name",
    ["splits", "history", "shifts", "blockers", "concessions", "compromise", "certainty"],
)
def test_nothing_known(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a case without positions, every question is answered all the same."""
    path = tmp_path / "empty.toml"
    path.write_text('[[parties]]\nid = "A"\n', "utf-8")
    assert main([name, str(path)]) == 0
    told = capsys.readouterr().out
    assert "No position is known." in told or "Nothing is blocked." in told


def test_ctrl_c_is_seen_however_deep(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer that holds what was found until Ctrl-C is printed, with exit code 130."""
    (stage, *_) = co.split_history(co.load_case("migration-2023"), "migration/labour")
    ended = attrs.evolve(stage, split=attrs.evolve(stage.split, stopped="interrupt"))
    monkeypatch.setattr(co, "split_history", lambda *_, **__: (ended,))
    assert main(["history", "migration-2023", "--topic", "migration/labour"]) == 130
    assert "2022-12: nobody to compare on migration/labour" in capsys.readouterr().out


def test_ctrl_c_gives_the_best_so_far(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Splits that are interrupted end with the best so far, and with exit code 130."""
    split = co.split
    monkeypatch.setattr(
        co, "split", lambda *a, **k: attrs.evolve(split(*a, **k), stopped="interrupt")
    )
    assert main(["splits", "migration-2023"]) == 130
    told = capsys.readouterr().out
    assert told.count("the search was stopped (interrupt)\n") == 1
    certainty = co.certainty
    monkeypatch.setattr(
        co, "certainty", lambda *a, **k: attrs.evolve(certainty(*a, **k), stopped="interrupt")
    )
    assert main(["certainty", "migration-2023", "--topic", "migration/labour"]) == 130
    assert told.startswith("VVD and CDA against D66 and CU on migration/asylum\n")


def test_changes_end_with_3_where_something_did(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code says whether something changed, in words and in JSON, of sheets too."""
    new = tmp_path / "new.csv"
    new.write_text(
        "party,proposal,topic,stance,date,attribution\n"
        "A,p,t/u,for,2023-01,stated\nB,p,t/u,for,2023-02,reported\n",
        "utf-8",
    )
    assert main(["changes", small, small]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert main(["changes", small, str(new), "--rule", "at least 2"]) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "Answers that changed" in told
    assert "B on p, 2023-02: stance for, was against" in told
    assert main(["changes", small, str(new), "--json", "--without", "reported"]) == 3
    assert json.loads(capsys.readouterr().out)
    assert main(["changes", small, "no-such-case"]) == 1
    assert main(["changes", small]) == 2
