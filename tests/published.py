"""Voting bodies, and what has been published about who wins and who counts in them.

A paragraph is a body: its name and source; its quota and the weights of its members, or just the
members, whose rule is then in `RULES`; and what is published under the name of each measure.
Members who count alike make a class, ``10 Germany, France; 5 Belgium``, and a row of numbers has
one for each class. It may end early and has ``-`` where nothing is published. A number is written
as its source prints it: as a fraction where it is exact, in as many digits, in per cent, and with
``...`` behind it where the source cuts it off instead of rounding it. Sets are ``A+B, A+C``.

Sources that have more than one body:

- Chen et al.: Chen, Jin & Zhu, Prescribed Banzhaf Power by Exact Computation: Closed-Form
  Realizations and Certified Weighted Obstructions (manuscript).
- COMAP (2015), For All Practical Purposes, 10th ed., chapter 11.
- CoopGame: Staudacher & Anwander (2021), CoopGame, R package 0.2.2, CRAN, and its tests.
- Felsenthal & Machover (1998), The Measurement of Voting Power.
- Heard & Swartz (1997), The Regional Veto Formula and Its Effects on Canada's Constitutional
  Amendment Process, Canadian Journal of Political Science 30, 339; sfu.ca/~aheard/324/reg_veto.html
- Lesson 5.2 of Political Economy (course notes), after Axelrod (1970) and Riker (1962).
- Malkevitch, Voting Games: Part II, AMS Feature Column, on Banzhaf (1965).
- powerindex: Python package, github.com/maxlit/powerindex.
- Stanford University, CS106B, assignment Voting Power, tests that come with it.
- Straffin (1977), Homogeneity, Independence, and Power Indices, Public Choice 30, 107-117.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

import attrs

import coalition as co

Game = co.WeightedGame | co.SimpleGame


@attrs.frozen
class Body:
    """A voting body, with what its source says about it under the name of each measure."""

    name: str
    source: str
    classes: tuple[tuple[str, ...], ...]
    game: Game
    published: Mapping[str, str]

    def numbers(self, measure: str) -> dict[str, str]:
        """Return the number of each member, as it is printed."""
        row = self.published[measure].split()
        assert len(row) <= len(self.classes)
        pairs = zip(self.classes, row, strict=False)
        return {member: number for group, number in pairs if number != "-" for member in group}

    def sets(self, kind: str) -> set[frozenset[str]]:
        """Return the sets of members."""
        return {frozenset(one.split("+")) for one in self.published[kind].split(", ")}

    def members(self, kind: str) -> list[str]:
        """Return the members in a special place, or in order."""
        return [name for name in self.published[kind].split(", ") if name]


TEXT = """
# === Security Council of the United Nations
# 4/2145 and 19.6%: gonitsora.com, Is it me, or is "Veto" starting to sound really good. All others,
# in decimals: README of fh, a program for power indices. The weights: Brodie, Power Voting Systems
# Like the United Nations Security Council, Wolfram Demonstrations Project.
Security Council by weights | see above
39: 7 China, France, Russia, United Kingdom, United States; 1 A, B, C, D, E, F, G, H, I, J
shapley_shubik: 421/2145 4/2145
banzhaf: 106/635 21/1270
absolute_banzhaf: 53/1024 21/4096
swings: 848 84
prevent: 1 21/212
winning_count: 848
minimal_count: 210
veto_players: China, France, Russia, United Kingdom, United States

Security Council by its Charter | see above; rule: Charter of the United Nations, Article 27(3)
members: China, France, Russia, United Kingdom, United States; A, B, C, D, E, F, G, H, I, J
shapley_shubik: 421/2145 4/2145
banzhaf: 106/635 21/1270
absolute_banzhaf: 53/1024 21/4096
swings: 848 84
prevent: 1 21/212
winning_count: 848
minimal_count: 210
veto_players: China, France, Russia, United Kingdom, United States

# === Small games
4, 3, 2 and 1 | Straffin's example, as in the README of powerindex
6: 4 A; 3 B; 2 C; 1 D
banzhaf: 5/12 3/12 3/12 1/12

3, 2, 1 and 1 | tests of powerindex
4: 3 A; 2 B; 1 C, D
shapley_shubik: 1/2 1/6 1/6

# 20 gets less than 15
35, 20 and three of 15 | Holler & Illing, Einführung in die Spieltheorie, in CoopGame, tests 12
  and 24
51: 35 A; 20 B; 15 C, D, E
deegan_packel: 18/60 9/60 11/60
holler: 16/60 8/60 12/60

50, 49 and 1, any | CoopGame, tests 07 and 15
1: 50 A; 49 B; 1 C
banzhaf: 1/3 1/3 1/3

50, 49 and 1, half | CoopGame, tests 07 and 15
51: 50 A; 49 B; 1 C
banzhaf: 3/5 1/5 1/5
shapley_shubik: 2/3 1/6 1/6

50, 49 and 1, more | CoopGame, tests 07 and 15
52: 50 A; 49 B; 1 C
banzhaf: 1/2 1/2 0

50, 49 and 1, all | CoopGame, tests 07 and 15
100: 50 A; 49 B; 1 C
banzhaf: 1/3 1/3 1/3

5 and three of 1 | Johnston (1978), On the measurement of power, in CoopGame, test 28.6
6: 5 A; 1 B, C, D
johnston: 11/14 1/14

7, 4, 3 and 2 | CoopGame, test 28.8
12: 7 A; 4 B; 3 C; 2 D
johnston: 1/2 1/6 1/6 1/6

3, 2 and 1 | Chakravarty, Mitra & Sarkar (2015), A Course on Cooperative Game Theory, p. 124, in
  CoopGame, johnstonIndex()
4: 3 A; 2 B; 1 C
johnston: 2/3 1/6 1/6

30, 20 and two of 10 | Stach (2011), Shapley-Shubik index, Encyclopedia of Power, 603-606, in
  CoopGame
50: 30 A; 20 B; 10 C, D
shapley_shubik: 0.58333333 0.25000000 0.08333333

8, 6, 4 and 2 | Bertini & Stach (2011), Banzhaf voting power measure, same work, in CoopGame
12: 8 A; 6 B; 4 C; 2 D
absolute_banzhaf: 0.625 0.375 0.375 0.125
banzhaf: 0.41666667 0.25000000 0.25000000 0.08333333

# the source gives the power of the juniors; it is that of votes of 3 and 1
three seniors and three juniors | COMAP, exercise 43
7: 3 A, B, C; 1 D, E, F
shapley_shubik: - 5/100

# one junior more, and each of them has more power
three seniors and four juniors | COMAP, exercise 43
7: 3 A, B, C; 1 D, E, F, G
shapley_shubik: 1296/5040 5.714%

chair with two, or all but the chair | COMAP, exercise 37
members: chair; other 1, other 2, other 3, other 4, other 5, other 6, other 7, other 8
swings: 246 8
shapley_shubik: 6/9 1/24

# their footnote 19 says 8, 8, 8, 8, 8 and 4 swings
six of Kurz and Napel | Chen et al., section 6, on Kurz & Napel (2014), footnote 19
members: 1, 2, 3, 4; 5; 6
swings: 7 9 5

six of Chen, Jin and Zhu | Chen et al., section 5
members: 1, 2, 3, 4, 5; 6
swings: 8 4
banzhaf: 2/11 1/11

# === Council of the EEC and the EU
Council of the EEC 1958 | Banzhaf: README of powerindex; all others: Felsenthal & Machover
12: 4 Germany, France, Italy; 2 Belgium, Netherlands; 1 Luxembourg
banzhaf: 5/21 3/21 0
shapley_shubik: 7/30 3/20 0
winning_count: 14
minimal: Germany+France+Italy, Germany+France+Belgium+Netherlands,
  Germany+Italy+Belgium+Netherlands, France+Italy+Belgium+Netherlands
dummies: Luxembourg

# the source has 9.2% for weight 5, but 29 of 317 swings, as it counts them, are 9.1%
Council of the EEC 1973 | Chen et al., section 12.1, after Felsenthal & Machover
41: 10 Germany, France, Italy, United Kingdom; 5 Belgium, Netherlands; 3 Denmark, Ireland;
  2 Luxembourg
swings: 53 29 21 5
banzhaf: 16.7% - 6.6% 1.6%

Council of the EEC 1981 | Chen et al., section 12.1, after Felsenthal & Machover
45: 10 Germany, France, Italy, United Kingdom; 5 Belgium, Netherlands, Greece; 3 Denmark, Ireland;
  2 Luxembourg
swings: 100 52 26 26
banzhaf: 15.8% 8.2% 4.1% 4.1%

Council of the EEC 1986 | Chen et al., section 12.1, after Felsenthal & Machover
54: 10 Germany, France, Italy, United Kingdom; 8 Spain; 5 Belgium, Netherlands, Greece, Portugal;
  3 Denmark, Ireland; 2 Luxembourg
swings: 286 242 148 102 40
banzhaf: 12.9% 10.9% 6.7% 4.6% 1.8%

Council of the EU 1995 | Felsenthal & Machover
62: 10 Germany, France, Italy, United Kingdom; 8 Spain; 5 Belgium, Netherlands, Greece, Portugal;
  4 Austria, Sweden; 3 Denmark, Ireland, Finland; 2 Luxembourg
banzhaf: 0.1116 0.0924 0.0587 0.0479 0.0359 0.0226
shapley_shubik: 0.1167 0.0955 0.0552 0.0454 0.0353 0.0207

# taken by the source for the council of 1995, where Finland had 3
Council of the EU 1995, Finland with 4 | Chen et al., section 12.1, after Felsenthal & Machover
62: 10 Germany, France, Italy, United Kingdom; 8 Spain; 5 Belgium, Netherlands, Greece, Portugal;
  4 Austria, Sweden, Finland; 3 Denmark, Ireland; 2 Luxembourg
swings: 1968 1606 1028 806 616 406
banzhaf: 11.2% 9.1% 5.8% 4.6% 3.5% 2.3%

Council of the EU 1995, simple majority | d4maths, EU2000, d4maths.lowtech.org/eu2000.htm
44: 10 Germany, France, Italy, United Kingdom; 8 Spain; 5 Belgium, Netherlands, Greece, Portugal;
  4 Austria, Sweden; 3 Denmark, Ireland, Finland; 2 Luxembourg
swings: 5342 4166 2558 2134 1514 1002

Council of the EU of Nice, simple majority | Stanford, test EU post-Nice
173: 29 Germany, France, Italy, United Kingdom; 27 Spain, Poland; 14 Romania; 13 Netherlands;
  12 Greece, Czech Republic, Belgium, Hungary, Portugal; 10 Sweden, Bulgaria, Austria; 7 Slovakia,
  Denmark, Finland, Ireland, Lithuania; 4 Latvia, Slovenia, Estonia, Cyprus, Luxembourg; 3 Malta
banzhaf: 8...% 7...% 3...% 3...% 3...% 2...% 1...% 1...% 0...%

# === Canada
Constitution Act of Canada 1982, section 38 | Heard & Swartz
members: Parliament; Ontario; Quebec, British Columbia; Alberta; Manitoba, Saskatchewan;
  Nova Scotia, New Brunswick, Newfoundland, Prince Edward Island
prevent: 1.00 0.656 0.529 0.465 0.452 0.439
initiate: 0.083 0.054 0.044 0.039 0.038 0.036

regional vetoes of Canada 1996 | Heard & Swartz
members: Parliament, Ontario, Quebec, British Columbia, Alberta; Manitoba, Saskatchewan;
  Nova Scotia, New Brunswick, Newfoundland; Prince Edward Island
prevent: 1.000 0.333 0.500 0
initiate: 0.012 0.004 0.006 0

Victoria Charter 1971 | Straffin
members: Ontario, Quebec; British Columbia; Alberta, Manitoba, Saskatchewan; Nova Scotia,
  New Brunswick, Newfoundland, Prince Edward Island
shapley_shubik: 31.55% 12.50% 4.17% 2.98%
banzhaf: 21.78% 16.34% 5.45% 5.94%

Victoria Charter 1971 spelled out | Straffin
members: Ontario, Quebec; British Columbia; Alberta, Manitoba, Saskatchewan; Nova Scotia,
  New Brunswick, Newfoundland, Prince Edward Island
shapley_shubik: 31.55% 12.50% 4.17% 2.98%
banzhaf: 21.78% 16.34% 5.45% 5.94%

# === Parliaments
Bundestag 1994 | Liljedahl, The Banzhaf index, Wolfram Library Archive, MathSource 3592
337: 294 CDU/CSU; 252 SPD; 49 Greens; 47 FDP; 30 PDS
swings: 12 4 4 4 0
dummies: PDS

seats like those of the Bundestag 2013 | CoopGame, test 12
315: 309 A; 193 B; 64 C; 63 D
holler: 3/9 2/9 2/9 2/9

# what the source calls Banzhaf index is the share of these coalitions with a party
Congress of Spain 2015 | Gil Bellosta (2015), Coaliciones de Banzhaf en el 20D, datanalytics.com
176: 123 PP; 90 PSOE; 69 Podemos; 40 C's; 9 ERC; 8 DL; 6 PNV; 2 IU, Bildu; 1 CC
minimal: PP+PSOE, PP+Podemos, PP+C's+ERC+DL, PP+C's+ERC+PNV, PP+C's+ERC+IU+Bildu, PP+C's+DL+PNV,
  PP+C's+DL+IU+Bildu+CC, PSOE+Podemos+C's, PSOE+Podemos+ERC+DL, PSOE+Podemos+ERC+PNV+IU,
  PSOE+Podemos+ERC+PNV+Bildu, PSOE+Podemos+DL+PNV+IU+Bildu, PSOE+Podemos+DL+PNV+IU+CC,
  PSOE+Podemos+DL+PNV+Bildu+CC
minimal_count: 14

Assembly of Madrid 2015 | Gimenez & Puente (2019), The Owen and the Owen-Banzhaf Values Applied to
  the Study of the Madrid Assembly and the Andalusian Parliament, SciTePress, Table 1
65: 48 PP; 37 PSOE; 27 Podemos; 17 C's
minimal: PP+PSOE, PP+Podemos, PP+C's, PSOE+Podemos+C's
shapley_shubik: 0.5000 0.1666... 0.1666... 0.1666...
absolute_banzhaf: 0.7500 0.2500 0.2500 0.2500

Parliament of Andalusia 2015 | Impresiones andaluzas (2015), es.paperblog.com
55: 47 PSOE; 33 PP; 15 Podemos; 9 Ciudadanos; 5 IU
shapley_shubik: 1/2 16.7% 16.7% 16.7% 0
banzhaf: 1/2 16.7% 16.7% 16.7% 0

Parliament of Catalonia 2012 | Cano-Berlanga, GameTheory, R package, CRAN, example of
  ShapleyShubik()
68: 50 CiU; 21 ERC; 20 PSC; 19 PP; 13 ICV; 9 C's; 3 CUP
shapley_shubik: 0.533 0.133 0.133 0.133 0.0333 0.0333 0
dummies: CUP

# the source names neither index nor quota; more than half of the 645 gives all of this
House of Commons 2010 | Dunleavy (2010), The distribution of power across parties in parliament,
  LSE blog British Politics and Policy
323: 307 Conservative; 258 Labour; 57 Liberal Democrat; 8 DUP; 6 SNP; 3 Plaid Cymru, SDLP; 1 Green,
  Alliance, Other
banzhaf: 36.7% 22.0% 22.0% 7.3% 5.5% 1.8% 0.9%

# === Board of supervisors of Nassau County
Nassau County 1958 | Malkevitch; per cent: Stanford
16: 9 Hempstead, Hempstead too; 7 North Hempstead; 3 Oyster Bay; 1 Long Beach, Glen Cove
minimal: Hempstead+Hempstead too, Hempstead+North Hempstead, Hempstead too+North Hempstead
dummies: Oyster Bay, Long Beach, Glen Cove
banzhaf: 33...% 33...% 0 0

Nassau County 1964 | milefoot.com, Nassau County power; COMAP, exercise 5
58: 31 Hempstead, Hempstead too; 28 Oyster Bay; 21 North Hempstead; 2 Long Beach, Glen Cove
minimal: Hempstead+Hempstead too, Hempstead+Oyster Bay, Hempstead too+Oyster Bay
dummies: North Hempstead, Long Beach, Glen Cove

Nassau County 1964, Hempstead united | COMAP, exercise 5
58: 62 Hempstead; 28 Oyster Bay; 21 North Hempstead; 2 Long Beach, Glen Cove
minimal: Hempstead
dictators: Hempstead
dummies: North Hempstead, Oyster Bay, Long Beach, Glen Cove

# the weights of 1964, and a quota that leaves no dummy
Nassau County 1970 | Malkevitch
63: 31 Hempstead, Hempstead too; 28 Oyster Bay; 21 North Hempstead; 2 Long Beach, Glen Cove
dummies:

Nassau County 1976 | Malkevitch
71: 35 Hempstead, Hempstead too; 32 Oyster Bay; 23 North Hempstead; 2 Long Beach, Glen Cove
dummies:

Nassau County 1982 | COMAP, exercise 5
65: 30 Hempstead; 28 Hempstead too; 22 Oyster Bay; 15 North Hempstead; 7 Long Beach; 6 Glen Cove
dummies:

Nassau County 1982, Hempstead united | COMAP, exercise 5
65: 58 Hempstead; 22 Oyster Bay; 15 North Hempstead; 7 Long Beach; 6 Glen Cove
dummies: Glen Cove

# === Theory of coalitions
# D is in C+D+E to connect it, not to win
five parties of Lijphart | Lijphart (1999), Patterns of Democracy, chapter on cabinets
51: 8 A; 21 B; 26 C; 12 D; 33 E
order: A, B, C, D, E
minimal: A+B+C, A+D+E, B+C+D, B+E, C+E
least_seats: A+D+E
fewest_members: B+E, C+E
connected: A+B+C, B+C+D, C+D+E

five parties of Riker | Riker (1962), The Theory of Political Coalitions, as in Wikipedia under
  this title
51: 40 B; 26 C; 25 D; 5 A; 4 E
minimal: B+C, B+D, C+D
least_seats: C+D

four parties in a row | Lesson 5.2
51: 40 W; 8 X; 12 Y; 40 Z
order: W, X, Y, Z
minimal: W+Y, Y+Z, W+Z
connected: Y+Z, W+X+Y

Oak, Pine, Rowan and Sorrel | Lesson 5.2, problem P1
51: 30 Oak; 28 Pine; 22 Rowan; 20 Sorrel
minimal: Oak+Pine, Oak+Rowan, Pine+Rowan+Sorrel
least_seats: Oak+Rowan
shapley_shubik: 5/12 1/4 1/4 1/12

# === Electoral College of the United States
Electoral College after the census of 1970 | Owen (1975), Evaluation of a Presidential Election
  Game, American Political Science Review 69, 947-953
270: 45 California; 41 New York; 27 Pennsylvania; 26 Illinois, Texas; 25 Ohio; 21 Michigan;
  17 Florida, New Jersey; 14 Massachusetts; 13 Indiana, North Carolina; 12 Georgia, Missouri,
  Virginia; 11 Wisconsin; 10 Louisiana, Maryland, Minnesota, Tennessee; 9 Alabama, Kentucky,
  Washington; 8 Connecticut, Iowa, Oklahoma, South Carolina; 7 Colorado, Kansas, Mississippi;
  6 Arizona, Arkansas, Oregon, West Virginia; 5 Nebraska; 4 Hawaii, Idaho, Maine, Montana,
  New Hampshire, New Mexico, Rhode Island, South Dakota, Utah; 3 Alaska, Delaware,
  District of Columbia, Nevada, North Dakota, Vermont, Wyoming
shapley_shubik: 0.08831

Electoral College after the census of 2000 | Miller (2009), A Priori Voting Power and the U.S.
  Electoral College, Homo Oeconomicus 26(3/4), 341-380
270: 55 California; 34 Texas; 31 New York; 27 Florida; 21 Illinois, Pennsylvania; 20 Ohio;
  17 Michigan; 15 Georgia, New Jersey, North Carolina; 13 Virginia; 12 Massachusetts; 11 Indiana,
  Missouri, Tennessee, Washington; 10 Arizona, Maryland, Minnesota, Wisconsin; 9 Alabama, Colorado,
  Louisiana; 8 Kentucky, South Carolina; 7 Connecticut, Iowa, Oklahoma, Oregon; 6 Arkansas, Kansas,
  Mississippi; 5 Nebraska, Nevada, New Mexico, Utah, West Virginia; 4 Hawaii, Idaho, Maine,
  New Hampshire, Rhode Island; 3 Alaska, Delaware, District of Columbia, Montana, North Dakota,
  South Dakota, Vermont, Wyoming
absolute_banzhaf: 0.475
"""

PROVINCES = (
    *("Ontario", "Quebec", "British Columbia", "Alberta", "Manitoba", "Saskatchewan"),
    *("Nova Scotia", "New Brunswick", "Newfoundland", "Prince Edward Island"),
)
CENSUS = (10753573, 7138795, 3724500, 2696826, 1113898, 990237, 909282, 738133, 551792, 134557)
PEOPLE = dict(zip(PROVINCES, CENSUS, strict=True))  # in 1996
PRAIRIES, WEST, ATLANTIC = PROVINCES[3:6], PROVINCES[2:6], PROVINCES[6:]


def half_of_people(places: tuple[str, ...]) -> co.Rule:
    """Return the rule that places with at least half of the people in all these must be for it."""
    people = {place: PEOPLE[place] for place in places}
    return co.Quota(Fraction(sum(people.values()), 2), weights=people)


def any_of(sets: str) -> co.Rule:
    """Return the rule that all members of at least one of these sets must be for it."""
    return co.AnyOf(*(co.NumberOf(len(one), among=tuple(one)) for one in sets.split()))


EAST = co.Veto("Ontario", "Quebec") & co.NumberOf(2, among=ATLANTIC)  # of the Victoria Charter
RULES: dict[str, co.Rule] = {
    "Security Council by its Charter": (
        co.NumberOf(9) & co.Veto("China", "France", "Russia", "United Kingdom", "United States")
    ),
    "chair with two, or all but the chair": (
        co.Veto("chair") & co.NumberOf(3)
        | co.NumberOf(8, among=[f"other {number}" for number in range(1, 9)])
    ),
    "six of Kurz and Napel": any_of("2456 2345 1356 1345 1246 1235"),
    "six of Chen, Jin and Zhu": any_of("1234 1235 1236 1245 1345 2456 3456"),
    "Constitution Act of Canada 1982, section 38": (
        co.Veto("Parliament") & co.NumberOf(7, among=PROVINCES) & half_of_people(PROVINCES)
    ),
    "regional vetoes of Canada 1996": (
        co.Veto("Parliament", "Ontario", "Quebec", "British Columbia")
        & co.NumberOf(2, among=PRAIRIES)
        & half_of_people(PRAIRIES)
        & co.NumberOf(2, among=ATLANTIC)
        & half_of_people(ATLANTIC)
    ),
    "Victoria Charter 1971": EAST & co.NumberOf(2, among=WEST) & half_of_people(WEST),
    "Victoria Charter 1971 spelled out": EAST
    & (
        co.Veto("British Columbia") & co.NumberOf(1, among=PRAIRIES)
        | co.NumberOf(3, among=PRAIRIES)
    ),
}


def _bodies(text: str) -> Iterator[Body]:
    for paragraph in text.strip().replace("\n  ", " ").split("\n\n"):
        head, members, *rows = (line for line in paragraph.splitlines() if line[0] != "#")
        name, source = head.split(" | ")
        quota, listed = members.split(": ")
        groups = listed.split("; ")
        if quota == "members":
            classes = tuple(tuple(group.split(", ")) for group in groups)
            game: Game = co.SimpleGame(chain.from_iterable(classes), rule=RULES[name])
        else:
            heavy = [group.split(" ", 1) for group in groups]
            classes = tuple(tuple(names.split(", ")) for _, names in heavy)
            weights = {m: int(weight) for weight, names in heavy for m in names.split(", ")}
            improper = 2 * int(quota) <= sum(weights.values())
            game = co.WeightedGame(weights, quota=int(quota), improper=improper)
        published = dict(re.split(": ?", row, maxsplit=1) for row in rows)
        yield Body(name, source, classes, game, published)


BODIES = list(_bodies(TEXT))
