"""What the two reports say, fact by fact, and the answers that must come out of it.

The case is the shipped one; the letters J and K are its sources, the report of January and of July.
Where an answer is said to be in the report, it is the text of `report` that says it.
"""

import pickle
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

import coalition as co

FOUR = ("VVD", "D66", "CDA", "CU")
CURBS = ("labour-migration-curb", "knowledge-migration-grip", "family-migration-grip")


@pytest.fixture(scope="module")
def case() -> co.Coalition:
    return co.load_case("migration-2023")


@pytest.fixture(scope="module")
def january(case: co.Coalition) -> co.Coalition:
    return case.at("2023-01")


@pytest.fixture(scope="module")
def july(case: co.Coalition) -> co.Coalition:
    return case.at("2023-07")


@pytest.fixture(scope="module")
def text(case: co.Coalition) -> str:
    """Return the report of the case on one line."""
    return " ".join(co.report(case).split())


def sections(text: str) -> dict[str, str]:
    """Return what stands under each heading of a report, on one line."""
    found: dict[str, str] = {}
    title = ""
    for line, below in pairwise([*text.splitlines(), ""]):
        if below and not below.strip("-"):
            title = line
        elif line.strip("-"):
            found[title] = f"{found.get(title, '')} {line.strip()}".strip()
    return found


@pytest.fixture(scope="module")
def parts(case: co.Coalition) -> dict[str, str]:
    """Return the sections of the report of the case."""
    return sections(co.report(case))


# What the reports say. Of each position: the row, who (several where the same is said of them), on
# what, the stance, since when, the salience, how it is known, and the hedge.
ROWS = """
1  | VVD            | inflow-limit            | for     | ../2022-12 | 1 | stated by rutte, J paragraph 5   |
2  | CDA            | inflow-limit            | for     | 2023-01    | 1 | reported, J paragraph 5          | of the inflow at large
3  | D66            | inflow-limit            | against | 2023-01    | 1 | reported, J paragraph 6          | of the inflow at large; the reason given is labour
4  | CU             | inflow-limit            | against | 2023-01    | 1 | inferred, J paragraph 6          |
5  | CDA            | population-growth-limit | for     | 2023-01    | 1 | reported, J paragraph 5          |
6  | D66            | labour-migration-curb   | against | 2023-01    | 1 | reported, J paragraph 6          |
7  | CU             | labour-migration-curb   | for     | 2022-12    | 1 | stated by segers, J paragraph 6  |
8  | VVD CDA        | labour-migration-curb   | for     | 2023-01    | 1 | inferred, J paragraph 6          |
9  | VVD D66 CDA CU | labour-migration-curb   | for     | 2023-07    | 1 | inferred, K paragraph 2          |
9  | VVD D66 CDA CU | knowledge-migration-grip| for     | 2023-07    | 1 | inferred, K paragraph 2          |
9  | VVD D66 CDA CU | family-migration-grip   | for     | 2023-07    | 1 | inferred, K paragraph 2          |
10 | VVD D66 CDA CU | grip-on-asylum          | for     | 2023-07    | 1 | reported, K paragraph 3          |
11 | VVD            | strict-asylum-package   | for     | 2023-07    | 2 | reported, K paragraphs 3 and 4   | by comparison with D66 and CU
11 | CDA            | strict-asylum-package   | for     | 2023-07    | 1 | reported, K paragraph 3          | by comparison with D66 and CU
12 | D66 CU         | strict-asylum-package   | against | 2023-07    | 1 | reported, K paragraph 3          | by comparison with VVD and CDA
13 | D66 CU         | humane-asylum-measures  | for     | ../2023-07 | 2 | reported, K paragraph 3          |
14 | VVD CDA        | asylum-target           | for     | 2023-07    | 1 | inferred, K paragraph 6          |
15 | D66 CU         | asylum-target           | against | 2023-07    | 1 | inferred, K paragraph 6          |
16 | VVD CDA        | two-status-system       | for     | 2023-07    | 1 | inferred, K paragraph 6          |
17 | D66 CU         | two-status-system       | against | 2023-07    | 1 | inferred, K paragraph 6          |
18 | VVD            | package-on-the-table    | against | 2023-07    | 1 | hearsay, K paragraph 6           |
19 | vanderburg     | one-week-delay          | for     | ../2023-07 | 1 | reported, K paragraph 4          | only alluded to it
20 | VVD            | one-week-delay          | against | 2023-07    | 1 | reported, K paragraph 4          |
"""  # noqa: E501 - a table


def cells_of(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


TOLD = [cells_of(row)[1:] for row in ROWS.split("\n")[1:-1]]


@pytest.mark.parametrize("row", TOLD, ids=" ".join)
def test_what_a_report_says_of_a_position(case: co.Coalition, row: list[str], text: str) -> None:
    """Rows 1 to 20: who, on what, stance, since when, salience, how known, hedge; in the report"""
    actors, proposal, side, date, salience, known, hedge = row
    for actor in actors.split():
        (held,) = (
            said
            for said in case.positions
            if (said.actor, said.proposal, str(said.date)) == (actor, proposal, date)
        )
        assert (held.side, held.between, held.salience) == (side, None, int(salience))
        assert (held.known, held.hedge) == (known, hedge or None)
    names = " and ".join(", ".join(actors.split()).rsplit(", ", 1))
    when = co.partial_date(date).worded
    added = f"; salience {salience}" * (salience != "1") + f"; hedged: {hedge}" * bool(hedge)
    assert f"{when}: {names} {side} {proposal}{added} ({known})" in text


def test_nobody_has_a_position_but_those_of_the_rows(case: co.Coalition) -> None:
    """A party with no row on a proposal has no known position there: missing, not neutral"""
    told = {(actor, row[1], row[3]) for row in TOLD for actor in row[0].split()}
    assert {(said.actor, said.proposal, str(said.date)) for said in case.positions} == told
    assert all(said.side != "neutral" for said in case.positions)


def test_what_is_inferred_says_from_what(case: co.Coalition) -> None:
    """Rows 4, 8, 9 and 14 to 17: inferred, and from which more general statement"""
    weak = [said for said in case.positions if said.attribution == "inferred"]
    assert len(weak) == 1 + 2 + 12 + 8
    assert all(str(said.note).startswith("Inferred from ") for said in weak)


def test_who_is_close_to_whom(july: co.Coalition, parts: dict[str, str]) -> None:
    """Row 9: on labour, knowledge and family migration nobody is far from another; reported"""
    close = {
        (frozenset((one.more, one.less)), one.proposal, one.at_most, one.known)
        for one in july.compared
        if one.is_close
    }
    assert close == {
        (frozenset(pair), proposal, 0.5, "reported, K paragraph 2")
        for pair in combinations(FOUR, 2)
        for proposal in CURBS
    }
    assert parts["Who is close to whom, 2023-07"] == " ".join(
        f"VVD, D66, CDA and CU close on {proposal}, at most 0.5 apart (reported, 2023-07, "
        "K paragraph 2)"
        for proposal in sorted(CURBS)
    )
    assert "Who is close to whom, 2023-01" not in parts


def test_who_is_stricter_on_asylum_than_whom(july: co.Coalition, parts: dict[str, str]) -> None:
    """Row 11: VVD and CDA want a far stricter approach than D66 and CU; reported"""
    further = [one for one in july.compared if not one.is_close]
    assert {(one.more, one.less) for one in further} == {
        (strict, mild) for strict in ("VVD", "CDA") for mild in ("D66", "CU")
    }
    assert {(one.proposal, one.at_least, one.at_most, one.known) for one in further} == {
        ("strict-asylum-package", 1, None, "reported, K paragraph 3")
    }
    assert parts["Who goes further than whom, 2023-07"] == (
        "VVD and CDA more in favor of strict-asylum-package than D66 and CU, by at least 1 "
        "(reported, 2023-07, K paragraph 3)"
    )


def test_the_promise(case: co.Coalition, text: str) -> None:
    """Row 21: Rutte's promise of 2022, in both reports, and the two times that he repeated it"""
    (made,) = (one for one in case.commitments if one.kind == "promise")
    assert (made.by, made.to, made.proposal) == ("rutte", ("VVD",), "inflow-limit")
    assert "parliamentary group" in str(made.audience)
    assert "angry and worried" in str(made.audience)
    assert (str(made.date), made.attribution, made.sources) == ("2022", "reported", ("J", "K"))
    assert [str(date) for date in made.repeated] == ["2022/2023-01", "2023-06"]
    assert "Promise by Mark Rutte (VVD) to VVD (the VVD's parliamentary group, and party" in text
    assert (
        "repeated 2022 to 2023-01 and 2023-06 (reported, 2022, J paragraph 5 and K): open" in text
    )
    assert "2022: promise by rutte: The cabinet will act" in text
    assert "2023-06: repeated: promise by rutte: The cabinet will act" in text


def test_the_call_for_haste(case: co.Coalition, text: str) -> None:
    """Row 22: Hermans, to Rutte: make haste; June 2023, stated"""
    (made,) = (one for one in case.commitments if (one.by, one.kind) == ("hermans", "demand"))
    assert (made.to, str(made.date), made.proposal) == (("rutte",), "2023-06", None)
    assert made.known == "stated, K paragraph 5"
    assert (
        "Demand by Sophie Hermans (VVD) to Mark Rutte (VVD): Be quick about it (stated, 2023-06, "
        "K paragraph 5): undecidable"
    ) in text


def test_the_ultimatum(case: co.Coalition, text: str) -> None:
    """Row 23: not Hermans alone; they do not rule out leaving; due before the summer of 2023"""
    (made,) = (one for one in case.commitments if one.kind == "ultimatum")
    assert (made.by, made.proposal) == ("hermans", "strict-asylum-package")
    assert "and other VVD members of parliament" in made.text
    assert (made.threat, made.hedge) == ("leaving the cabinet", "does not rule out")
    assert (str(made.date), made.known) == ("2023-06", "stated, K paragraph 5")
    assert made.deadline is not None
    assert made.deadline.is_before(co.partial_date("2023-22"))
    assert not made.deadline.is_before(co.partial_date("2023-06-20"))
    assert (
        "Ultimatum by Sophie Hermans (VVD): Hermans and other VVD members of parliament: a tough "
        "asylum package has to be there before the summer; or else: leaving the cabinet; due by "
        "2023-06-20; hedged: does not rule out (stated, 2023-06, K paragraph 5)"
    ) in text


@pytest.mark.parametrize(
    "row",
    [
        ("2023-07", "The cabinet could fall over asylum", "does not rule out", "K paragraph 1"),
        ("2023-01", "until the provincial elections of March 2023", None, "J paragraph 6"),
        ("2023-07", "has survived crises of the kind before", None, "K paragraph 7"),
    ],
    ids=["may fall", "not before the elections", "came out of crises"],
)
def test_what_insiders_say(case: co.Coalition, text: str, row: tuple[str, str, str, str]) -> None:
    """Rows 24 to 26: the cabinet may fall; nothing before the elections; crises it came out of"""
    date, words, hedge, where = row
    (said,) = (one for one in case.remarks if words in one.text)
    assert (str(said.date), said.hedge, said.known) == (date, hedge, f"hearsay, {where}")
    assert said not in case.without("hearsay").remarks
    told = f"{said.text.removesuffix('.')}{f'; hedged: {hedge}' if hedge else ''}"
    assert f"{date}: {told} (hearsay, {where})" in text


def test_asylum_has_overtaken_nitrogen(case: co.Coalition, text: str) -> None:
    """Asylum, more than nitrogen, is the most explosive dossier: January, reported"""
    (said,) = (one for one in case.remarks if "nitrogen" in one.text)
    assert (said.topic, str(said.date), said.attribution) == (
        "migration/asylum",
        "2023-01",
        "reported",
    )
    assert "2023-01: Asylum has overtaken nitrogen" in text


PEOPLE = """
rutte      | Mark Rutte         | VVD | prime minister        | party leader
kaag       | Sigrid Kaag        | D66 | deputy prime minister | party leader
hoekstra   | Wopke Hoekstra     | CDA | deputy prime minister | party leader
schouten   | Carola Schouten    | CU  | deputy prime minister |
yesilgoz   | Dilan Yeşilgöz     | VVD | minister              |
ollongren  | Kajsa Ollongren    | D66 | minister              |
dejonge    | Hugo de Jonge      | CDA | minister              |
vangennip  | Karien van Gennip  | CDA | minister              |
vanderburg | Eric van der Burg  | VVD | state secretary       |
hermans    | Sophie Hermans     | VVD |                       | leader of the parliamentary group
segers     | Gert-Jan Segers    | CU  |                       | party leader
"""


# Of each meeting: who, who at times, on whose initiative, when, and how it is known.
MEETINGS = """
working-group | schouten yesilgoz ollongren dejonge vanderburg | vangennip | rutte | 2022 | reported | J paragraphs 1 to 3
update | schouten yesilgoz ollongren dejonge vanderburg rutte kaag hoekstra | | | 2023-01 | hearsay | J paragraphs 1, 3 and 4
july-round | rutte kaag hoekstra schouten | | | 2023-07 | reported | K paragraph 2
"""  # noqa: E501 - a table


@pytest.mark.parametrize("row", MEETINGS.split("\n")[1:-1])
def test_who_met_with_whom(case: co.Coalition, parts: dict[str, str], row: str) -> None:
    """Who met with whom, when, on what, on whose word: the three meetings, with every name"""
    id, who, at_times, on_whose, when, known, where = cells_of(row)
    (met,) = (one for one in case.meetings if one.id == id)
    assert (met.participants, met.at_times) == (tuple(who.split()), tuple(at_times.split()))
    assert (met.convened_by or "", met.topic, str(met.date)) == (on_whose, "migration", when)
    assert met.known == f"{known}, {where}"
    people = {
        cells[0]: f"{cells[1]} ({cells[2]})" for cells in map(cells_of, PEOPLE.split("\n")[1:-1])
    }
    names = ", ".join(people[person] for person in who.split())
    told = f"{when}: {met.title}; on migration; with {' and '.join(names.rsplit(', ', 1))}"
    told += f"; at times {people[at_times]}" if at_times else ""
    told += f"; on the initiative of {people[on_whose]}" if on_whose else ""
    told += f"; hedged: {met.hedge}" if met.hedge else ""
    assert f"{told} ({known}, {when}, {where})" in parts["Who met"]


@pytest.mark.parametrize("row", PEOPLE.split("\n")[1:-1])
def test_who_is_who(case: co.Coalition, parts: dict[str, str], row: str) -> None:
    """Each person with party, office and role; Hermans and Segers are no ministers"""
    id, name, party, office, role = cells_of(row)
    person = case.politician(id)
    found = getattr(person, "office", ""), person.role or ""
    assert (person.name, person.party, *found) == (name, party, office, role)
    assert isinstance(person, co.Minister) == bool(office)
    posts = [f"{office} ({case.minister(id).portfolio})"] if office else []
    posts += [f"{role}, until 2023-01" if id == "segers" else role] if role else []
    assert "; ".join([f"{id}: {name} ({party})", *posts]) in parts["Who is who"]
    told = [fact.text for fact in co.about(case, id)]
    assert f"party of {id}: {party}" in told
    assert all(
        f"{field} of {id}: {held}" in told
        for field, held in (("office", office), ("role", role))
        if held
    )


def test_nobody_else_is_in_the_case(case: co.Coalition) -> None:
    """Four parties, eleven people"""
    assert tuple(party.id for party in case.parties) == FOUR
    assert len(case.politicians) == len(PEOPLE.split("\n")[1:-1]) == 11


def test_the_leader_of_cu_steps_down(case: co.Coalition) -> None:
    """Segers leads the party as of January, and no longer after it; from the public record"""
    segers = case.politician("segers")
    assert (segers.role_at("2023-01"), segers.role_at("2023-07")) == ("party leader", None)
    assert str(co.about(case, "segers-2023").facts[0]) == (
        "2023-01: role of segers: party leader; until then (segers-2023)"
    )


def test_seats_have_dates_and_sources(case: co.Coalition) -> None:
    """34, 24, 15 and 5 seats as elected, 78; from 15 September 2021 the CDA has 14, 77 together"""
    elected = {"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}
    assert case.at("2021-03").seats == case.at("2021-09-14").seats == elected
    now = elected | {"CDA": 14}
    for date in ("2021-09-15", "2023-01", "2023-07"):
        assert case.at(date).seats == now
    assert [(seats.number, seats.source) for seats in case.party("CDA").seat_periods] == [
        (15, "election-2021"),
        (14, "house-2021"),
    ]
    assert "seats of CU: 5 (election-2021)" in str(co.about(case, "CU"))
    assert "Parties: VVD (34 seats), D66 (24 seats), CDA (14 seats), CU (5 seats)." in co.report(
        case
    )


def test_facts_from_outside_the_reports_have_their_own_source(case: co.Coalition) -> None:
    """Portfolios that the reports do not name, and full names, come from the public record."""
    assert dict(case.minister("kaag").source_of)["portfolio"] == "cabinet-2022"
    assert "portfolio" not in dict(case.minister("vanderburg").source_of)
    assert dict(case.minister("vangennip").source_of)["party"] == "cabinet-2022"
    assert dict(case.party("D66").source_of)["name"] == "party-names"


def test_what_the_proposals_are_about(case: co.Coalition, text: str) -> None:
    """Each proposal on its topic; on two of them the coalition is said to clash"""
    topics = {
        "migration/asylum": "inflow-limit grip-on-asylum strict-asylum-package "
        "humane-asylum-measures asylum-target two-status-system package-on-the-table",
        "migration/labour": "labour-migration-curb",
        "migration/knowledge": "knowledge-migration-grip",
        "migration/family": "family-migration-grip",
        "migration/population-growth": "population-growth-limit",
        "procedure": "one-week-delay",
    }
    found = {(proposal.id, proposal.topics) for proposal in case.proposals}
    assert found == {(id, (topic,)) for topic, ids in topics.items() for id in ids.split()}
    contested = {proposal.id for proposal in case.proposals if proposal.contested}
    assert contested == {"asylum-target", "two-status-system"}
    assert all(f"{proposal.id}: {proposal.title}" in text for proposal in case.proposals)


def test_no_fact_is_without_a_source(case: co.Coalition) -> None:
    """Each statement has a report and a paragraph, and each of record a source"""
    assert all({*said.sources} <= {"J", "K"} and said.sources for said in case.statements)
    assert all(str(said.locator).startswith("paragraph") for said in case.statements)
    everything = [fact for source in case.sources for fact in co.about(case, source.id)]
    told = {fact for name in (*FOUR, *CURBS) for fact in co.about(case, name)}
    assert told <= set(everything)


# What must come out of it.


def test_split_on_asylum_in_january(january: co.Coalition, parts: dict[str, str]) -> None:
    """Split on asylum, 2023-01: CDA and VVD against CU and D66; without inference D66 alone"""
    split = co.split(january, "migration/asylum")
    assert split.blocs == (("VVD", "CDA"), ("D66", "CU"))
    assert (split.cost, len(split.optima), split.unplaced) == (0, 1, ())
    sure = co.split(january.without("inferred"), "migration/asylum")
    assert sure.blocs == (("VVD", "CDA"), ("D66",))
    assert january.without("inferred").held("CU", "inflow-limit") == ()
    stands = parts["Who stands with whom, 2023-01"]
    assert "VVD and CDA against D66 and CU on migration/asylum" in stands
    certain = parts["How certain the splits are, 2023-01"]
    assert (
        "migration/asylum: the same without hearsay; without inference it is D66 alone against VVD "
        "and CDA on migration/asylum."
    ) in certain


def test_split_on_labour_migration_in_january(january: co.Coalition, parts: dict[str, str]) -> None:
    """Split on labour migration, 2023-01: D66 alone against CDA, CU and VVD"""
    split = co.split(january, "migration/labour")
    assert str(split) == "D66 alone against VVD, CDA and CU on migration/labour"
    assert split.blocs == (("VVD", "CDA", "CU"), ("D66",))
    assert str(split) in parts["Who stands with whom, 2023-01"]


def test_split_on_asylum_in_july(july: co.Coalition, parts: dict[str, str]) -> None:
    """Split on asylum, 2023-07: CDA and VVD against CU and D66"""
    split = co.split(july, "migration/asylum")
    assert str(split) == "VVD and CDA against D66 and CU on migration/asylum"
    assert (split.cost, split.lower_bound, len(split.optima)) == (0, 0, 1)
    sure = co.split(july.without("hearsay", "inferred"), "migration/asylum")
    assert sure.blocs == split.blocs
    stands = parts["Who stands with whom, 2023-07"]
    assert str(split) in stands
    assert parts["How certain the splits are, 2023-07"].startswith(
        "migration/asylum: the same without hearsay and without inference."
    )


@pytest.mark.parametrize("topic", ["labour", "knowledge", "family"])
def test_no_split_on_other_migration_in_july(
    july: co.Coalition, topic: str, parts: dict[str, str]
) -> None:
    """Labour, knowledge, family, 2023-07: all four in one bloc; by inference, else nobody"""
    split = co.split(july, f"migration/{topic}")
    assert split.blocs == (FOUR,)
    sure = co.split(july.without("inferred"), f"migration/{topic}")
    assert str(sure) == f"nobody to compare on migration/{topic}"
    stands = parts["Who stands with whom, 2023-07"]
    assert f"VVD, D66, CDA and CU together on migration/{topic}" in stands
    assert (
        f"migration/{topic}: the same without hearsay; without inference there is nobody to "
        f"compare on migration/{topic}."
    ) in parts["How certain the splits are, 2023-07"]


def test_pooled_migration_has_several_optima(january: co.Coalition, july: co.Coalition) -> None:
    """Pooled over migration, three splits are equally good in January and two in July."""
    assert set(co.split(january, "migration").optima) == {
        (("VVD", "CDA"), ("D66",), ("CU",)),
        (("VVD", "CDA", "CU"), ("D66",)),
        (("VVD", "CDA"), ("D66", "CU")),
    }
    assert set(co.split(july, "migration").optima) == {
        (FOUR,),
        (("VVD", "CDA"), ("D66", "CU")),
    }
    graph = co.agreement_graph(january, "migration")
    assert [graph.edges["CU", other]["sign"] for other in ("VVD", "D66", "CDA")] == [0, 0, 0]


def test_who_blocks_the_labour_migration_curb(
    january: co.Coalition, july: co.Coalition, parts: dict[str, str]
) -> None:
    """Who blocks the labour-migration curb, under unanimity: 2023-01: D66; 2023-07: nobody"""
    found = co.blockers(january, "labour-migration-curb")
    assert [(b.party, b.certain) for b in found] == [("D66", True)]
    assert co.blockers(july, "labour-migration-curb") == ()
    blocked = "Who blocks what under unanimity"
    assert "labour-migration-curb: D66 (reported, 2023-01, J par" in parts[f"{blocked}, 2023-01"]
    assert "labour-migration-curb: nobody" in parts[f"{blocked}, 2023-07"]


@pytest.mark.parametrize("proposal", ["asylum-target", "two-status-system"])
def test_who_blocks_the_contested_proposals(july: co.Coalition, proposal: str, text: str) -> None:
    """Who blocks the target figure, the two-status system: CU and D66"""
    found = co.blockers(july, proposal)
    assert [(b.party, b.certain) for b in found] == [("D66", False), ("CU", False)]
    assert july.proposal(proposal).contested
    assert {reason.attribution for b in found for reason in b.reasons} == {"inferred"}
    known = "(inferred, 2023-07, K paragraph 6)"
    assert f"{proposal}: possibly D66 {known} and possibly CU {known}" in text


def test_who_blocks_the_package_on_the_table(july: co.Coalition, text: str) -> None:
    """Who blocks the package on the table: VVD"""
    (blocker,) = co.blockers(july, "package-on-the-table")
    assert (blocker.party, blocker.certain) == ("VVD", False)
    known = "(hearsay, 2023-07, K paragraph 6)"
    assert str(blocker) == f"VVD possibly blocks package-on-the-table {known}"
    assert f"package-on-the-table: possibly VVD {known}" in text


def test_who_blocks_a_weeks_delay(july: co.Coalition, text: str) -> None:
    """Who blocks a week's delay: VVD"""
    (blocker,) = co.blockers(july, "one-week-delay")
    assert str(blocker) == "VVD blocks one-week-delay (reported, 2023-07, K paragraph 4)"
    assert "one-week-delay: VVD (reported, 2023-07, K paragraph 4)" in text


def test_what_a_party_blocks(january: co.Coalition, july: co.Coalition) -> None:
    """A party blocks what it is against; what it said in January holds in July."""
    assert co.blocked_by(january, "D66") == ("inflow-limit", "labour-migration-curb")
    assert co.blocked_by(july, "D66") == (
        "asylum-target",
        "inflow-limit",
        "strict-asylum-package",
        "two-status-system",
    )
    assert co.blocked_by(july, "VVD") == ("one-week-delay", "package-on-the-table")
    assert co.blocked_by(july, "CDA") == ()


def test_who_moved(case: co.Coalition, text: str) -> None:
    """Who moved between 2023-01 and 2023-07: D66, on labour migration, which is inferred"""
    (shift,) = co.shifts(case, "2023-01", "2023-07")
    assert (shift.actor, shift.proposal) == ("D66", "labour-migration-curb")
    assert (shift.before.source, shift.after.source) == ("J", "K")
    assert (shift.before.certain, shift.after.certain) == (True, False)
    assert co.shifts(case.without("inferred"), "2023-01", "2023-07") == ()
    assert (
        "D66 moved on labour-migration-curb: against (reported, 2023-01, J paragraph 6), then for "
        "(inferred, 2023-07, K paragraph 2)"
    ) in text


def test_who_is_off_the_party_line(july: co.Coalition, text: str) -> None:
    """Who is off the party line: Van der Burg (VVD), on the delay"""
    (found,) = co.dissent(july)
    assert (found.politician, found.party, found.proposal) == (
        "vanderburg",
        "VVD",
        "one-week-delay",
    )
    assert (found.own.hedge, found.line.side) == ("only alluded to it", "against")
    assert (
        "Eric van der Burg (VVD) on one-week-delay: for (reported, 2023-07 or earlier, K paragraph "
        "4; hedged: only alluded to it); the party: against (reported, 2023-07, K paragraph 4)"
    ) in text


def test_which_demand_is_in_deadlock(july: co.Coalition, text: str) -> None:
    """The VVD's ultimatum for a strict asylum package: blocked by CU and D66; its time has come"""
    (found,) = co.deadlocks(july)
    assert (found.party, found.ultimatum.by) == ("VVD", "hermans")
    assert str(found) == (
        "VVD demands strict-asylum-package, blocked by D66 and CU; its deadline, by 2023-06-20, "
        "has passed"
    )
    assert found.ultimatum.hedge is not None
    assert all(blocker.certain for blocker in found.blockers)
    assert found.ultimatum.deadline is not None
    assert found.ultimatum.deadline.is_before(co.partial_date("2023-07"))
    (entry,) = (one for one in co.ledger(july) if one.commitment == found.ultimatum)
    assert entry.status != "open"
    assert (
        "blocked by D66 and CU; its deadline, by 2023-06-20, has passed. Ultimatum by Sophie"
    ) in text


def test_what_the_four_count_under_a_majority(case: co.Coalition, parts: dict[str, str]) -> None:
    """Banzhaf 1/2, 1/6, 1/6, 1/6 at both dates of the talks; as elected 5/12, 1/4, 1/4, 1/12"""
    power = {
        date: [co.banzhaf(case.at(date), rule=co.Majority())[party] for party in FOUR]
        for date in ("2021-03", "2023-01", "2023-07")
    }
    half, sixth = Fraction(1, 2), Fraction(1, 6)
    assert power["2023-01"] == power["2023-07"] == [half, sixth, sixth, sixth]
    assert power["2021-03"] == [Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12)]
    for date in ("2023-01", "2023-07"):
        assert parts[f"How much each party counts, {date}"] == (
            "Banzhaf index under a majority of their 77 seats: VVD 1/2, D66 1/6, CDA 1/6 and CU 1/6"
        )


def test_what_rests_on_hearsay_or_inference_alone(
    january: co.Coalition, july: co.Coalition, parts: dict[str, str]
) -> None:
    """The VVD's block, the target figure and the two statuses, CU in January, and D66's move"""

    def weak(now: co.Coalition) -> set[tuple[str, str]]:
        return {(said.proposal, said.actor) for said in now.in_force if not said.certain}

    assert weak(january) == {
        ("inflow-limit", "CU"),
        ("labour-migration-curb", "VVD"),
        ("labour-migration-curb", "CDA"),
    }
    sides = {(p, a) for p in ("asylum-target", "two-status-system", *CURBS) for a in FOUR}
    assert weak(july) == sides | {("inflow-limit", "CU"), ("package-on-the-table", "VVD")}
    known = july.without("hearsay", "inferred")
    for proposal in ("package-on-the-table", "asylum-target", "two-status-system"):
        assert co.blockers(known, proposal) == ()
    early, late = (
        parts[f"What rests on hearsay or inference alone, {date}"]
        for date in ("2023-01", "2023-07")
    )
    assert early.startswith("inflow-limit: CU against (inferred) ")
    both = "VVD and CDA for (inferred), D66 and CU against (inferred)"
    for line in (
        f"asylum-target: {both}",
        f"two-status-system: {both}",
        "inflow-limit: CU against (inferred)",
        "labour-migration-curb: VVD, D66, CDA and CU for (inferred)",
        "package-on-the-table: VVD against (hearsay)",
    ):
        assert line in late


def named_by(row: list[str]) -> list[tuple[str, str]]:
    """Return whom and what a row names, each with the words of a fact that says it."""
    actors, proposal, side, _, _, known, _ = row
    _, _, speaker = known.split(",")[0].partition(" by ")
    found = []
    for actor in actors.split():
        words = f"{actor} {side} {proposal}"
        party = ["VVD"] * (actor == "vanderburg")
        named = [actor, *party, proposal, known.split(", ")[1][0], *[speaker] * bool(speaker)]
        found += [(name, words) for name in named]
    return found


@pytest.mark.parametrize("row", TOLD, ids=" ".join)
def test_all_that_is_known_has_every_row(case: co.Coalition, row: list[str]) -> None:
    """All that is known of one person or party, or from one report: every row that names it"""
    for name, words in named_by(row):
        assert words in {fact.text for fact in co.about(case, name)}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [*FOUR, "rutte", "vanderburg", "hermans", "J", "K", *CURBS])
def test_all_that_is_known_has_nothing_else_and_is_in_order(case: co.Coalition, name: str) -> None:
    """What names it, and only that, in order of time; the report says the same"""
    found = co.about(case, name)
    circle = {name, *(p.id for p in case.politicians if p.party == name)}
    for fact in co.timeline(case):
        named = {*fact.actors, *fact.proposals, *fact.sources}
        assert (fact in found.facts) == bool(circle & named)
    dated = [fact.date for fact in found if fact.date]
    assert dated == sorted(dated, key=lambda date: date.in_time)
    told = sections(co.report(case, about=name))[f"About {found.heading}"]
    assert told == " ".join(map(str, found))


def test_all_that_is_known_of_the_promise(case: co.Coalition) -> None:
    """Rows 21 to 23 and the meetings are there for everybody whom they name"""
    for name, words in (
        ("J", "promise by rutte"),
        ("K", "promise by rutte"),
        ("VVD", "promise by rutte"),
        ("inflow-limit", "promise by rutte"),
        ("rutte", "demand by hermans: Be quick"),
        ("VVD", "demand by hermans: Be quick"),
        ("strict-asylum-package", "ultimatum by hermans"),
        ("D66", "VVD more in favor of strict-asylum-package than D66"),
        ("vangennip", "Group of ministers"),
        ("kaag", "The working group informs"),
        ("CU", "A cabinet delegation negotiates"),
    ):
        assert any(fact.text.startswith(words) for fact in co.about(case, name))


def test_hedges_reach_the_answers(july: co.Coalition, text: str) -> None:
    """Rows 19 and 23: alluded to a delay; do not rule out leaving the cabinet"""
    (deadlock,) = co.deadlocks(july)
    assert "(hedged: does not rule out)" in str(deadlock.if_not)
    assert "hedged: does not rule out" in text


def test_the_amount_is_open_and_not_the_side(case: co.Coalition) -> None:
    """Row 2: the CDA never names the figure; no position of the case lies between two stances"""
    (held,) = case.held("CDA", "inflow-limit")
    assert "open, not the side" in str(held.note)
    assert not any(said.between for said in case.positions)


def test_graph_on_asylum_in_july(july: co.Coalition) -> None:
    """Of five proposals that VVD and D66 share, they agree on one: that some grip is needed."""
    graph = co.agreement_graph(july, "migration/asylum")
    assert dict(graph.edges["VVD", "D66"]) == {
        "sign": -1,
        "weight": 3,
        "agree": 1,
        "disagree": 4,
        "shared": 5,
    }
    assert dict(graph.nodes["CU"]) == {"seats": 5, "party": "CU"}
    balance = co.balance(graph)
    assert (balance.line_index, balance.normalized) == (0, 1)
    assert balance.triangle_index == 1
    assert balance.triangles == (("+++", 0), ("++-", 0), ("+--", 4), ("---", 0))


def test_answers_are_values(case: co.Coalition, july: co.Coalition) -> None:
    """Every answer pickles, hashes and compares by value, and reads as a sentence."""
    answers = [
        *co.shifts(case, "2023-01", "2023-07"),
        *co.dissent(july),
        *co.deadlocks(july),
        *co.splits(july),
        *co.blockers(july, "strict-asylum-package"),
    ]
    for answer in answers:
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)
        assert " " in str(answer)
