"""The toll in the city of Groningen: a published case of bargaining."""

from fractions import Fraction

import coalition as co

__all__ = ["HIGH", "ISSUES", "LOW", "TOLL", "toll"]

# Position and salience of each actor on six issues, after its power: the toll in the city of
# Groningen, the sample data of the exchange model of Stokman & Van Oosten (1994), as published with
# the program decide (github.com/foarsitter/decide-exchange-model, sample_data.txt).
ISSUES = ("inner city", "rate", "hours", "commuters", "investment", "ring")
TOLL = """
Willems 1: 100/0.95 3/0.7 100/0.9 100/0.8 25/0.6 75/0.95
PvdA 1: 50/0.8 3/0.7 75/0.7 100/0.6 25/0.5 25/0.8
GL 0.6: 100/0.95 5/0.9 100/0.95 100/0.8 50/0.4 100/0.9
VVDs 0.5: 0/0.9 0.5/0.5 0/0.9 0/0.9 50/0.8 0/0.7
SP 0.4: 75/0.7 2/0.5 75/0.6 50/0.4 0/0.3 0/0.7
CDA 0.5: 25/0.8 1/0.6 25/0.7 50/0.4 25/0.5 50/0.6
D66 0.2: 25/0.5 3/0.3 50/0.5 75/0.6 25/0.5 50/0.7
CU 0.2: 75/0.7 3/0.5 75/0.6 100/0.6 50/0.5 75/0.8
KvK 0.6: 25/0.8 1/0.6 0/0.7 0/0.9 50/0.5 25/0.8
Wcentr 0.9: 0/0.95 0.5/0.8 0/1 0/0.95 100/0.9 100/0.9
"""
LOW, HIGH = Fraction(1, 2), 7  # the ends of the scale of the rate, the others go from 0 to 100


def toll() -> tuple[tuple[co.Exchange, ...], dict[str, dict[str, Fraction]]]:
    """Return the exchanges of the toll case, and the positions on scales from 0 to 100."""
    positions: dict[str, dict[str, Fraction]] = {issue: {} for issue in ISSUES}
    salience: dict[str, dict[str, Fraction]] = {issue: {} for issue in ISSUES}
    power = {}
    for line in TOLL.strip().splitlines():
        head, _, cells = line.partition(": ")
        actor, held = head.split()
        power[actor] = Fraction(held)
        for issue, cell in zip(ISSUES, cells.split(), strict=True):
            place, care = map(Fraction, cell.split("/"))
            scaled = (place - LOW) / (HIGH - LOW) * 100 if issue == "rate" else place
            positions[issue][actor], salience[issue][actor] = scaled, care
    return co.exchanges_of(positions, salience=salience, power=power), positions
