"""Statements from a sheet or a data frame, as a collection: one row is a statement."""

from collections.abc import Mapping
from typing import Any

from coalition.errors import InvalidCase
from coalition.io.sheets.frames import Table
from coalition.io.statements.question import faults_of
from coalition.io.statements.understood import understood
from coalition.model.coalition import Coalition
from coalition.model.dates import Date
from coalition.model.words import Attribution, Several, Stance


def read_statements(
    table: Table,
    /,
    *,
    actor: str | None = None,
    speaker: str | None = None,
    topic: str | None = None,
    proposal: str | None = None,
    stance: str | None = None,
    date: str | None = None,
    attribution: str | None = None,
    source: str | None = None,
    locator: str | None = None,
    note: str | None = None,
    salience: str | None = None,
    coder: str | None = None,
    stances: Mapping[Any, Stance | None] | None = None,
    attributions: Mapping[Any, Attribution] | None = None,
    rename: Mapping[str, str] | None = None,
    seats: Mapping[str, int] | None = None,
    day_first: bool | None = None,
    undated: Date | None = None,
    sheet: str | None = None,
    several: Several = "refuse",
) -> Coalition:
    r"""Read a sheet of statements: each row says who is for or against what.

    Parties, politicians, proposals and sources are made of what the rows name. Titles above the
    head of a table, rows of sums, rows that name neither a proposal nor a stance, and rows that
    repeat another in every column are left out; a dash is an empty cell, but for a stance. What was
    found out, taken for something or left out is said in `Coalition.reading`; what is not
    understood is refused, all of it at once.

    Parameters
    ----------
    table : data frame, path-like, bytes or open file
        A data frame that narwhals takes, or a file (CSV and the like, XLSX, XLS, ODS), given as for
        `read_case`. What it is shows in what is in it.
    actor, proposal, stance : str, optional
        The columns that say who is for or against what. A column that is not named, of these and of
        those below, is found by its usual names in English, Dutch, German, French and Spanish.
    speaker : str, optional
        The column of who said it. Speakers are politicians, of the actor for whom they speak, and
        so are actors who speak for others; other actors are parties. What is claimed or hearsay is
        said for nobody.
    topic : str, optional
        The column of topics, such as ``migration/asylum``; without one all are under
        ``all proposals``, and a proposal without one is under ``other``.
    date : str, optional
        The column of dates, as people write them: ``2023-07-05``, ``5.7.2023``, ``5 juli 2023``,
        ``July 2023``, or in EDTF as `partial_date` has it. The names of months are known in all
        languages of the Unicode CLDR. Of years in two digits, 69 to 99 are 1969 to 1999.
    attribution : str, optional
        The column of how it is known; what does not say so is ``reported``.
    source, locator, note, salience, coder : str, optional
        The columns of where it was read, of the place there, of remarks, of how much it matters to
        the actor (1 where nothing is said), and of who coded it.
    stances : dict, optional
        What the words of the stance column mean: a number from -1 to 1, 'for', 'neutral',
        'against', or None for no position. Capitals do not matter where that is clear. Numbers from
        -1 to 1, and these three words, need not be named; but where the column has numbers beyond
        these, all must be. A row without a stance makes no position,
        unless the word None says otherwise.
    attributions : dict, optional
        What the words of the attribution column mean: 'stated', 'reported', 'measured', 'claimed',
        'hearsay' or 'inferred'; None is the empty cell.
    rename : dict of str to str, optional
        The name that an actor, a speaker, a proposal, a topic or a source goes by; also what
        a sign or a word such as ``"`` or *idem* stands for, which is no name by itself.
    seats : dict of str to int, optional
        The seats of parties; whoever has seats is a party.
    day_first : bool, optional
        Whether 5/7 is the 5th of July. Without it, dates that can be read both ways are refused.
    undated : PartialDate, datetime.date or str, optional
        The date of rows without one: by default, at the latest date of the sheet or before it; in a
        sheet without dates, unknown (``../..``).
    sheet : str, optional
        The worksheet of a workbook; by default the first that is not empty.
    several : str
        As for `Coalition`.

    Returns
    -------
    Coalition
        What the rows say, in their order.

    Raises
    ------
    InvalidCase
        If something in the sheet is not understood or contradicts itself: one line for each column
        and value, with the number of rows, the first of them, and what to do.
    InvalidValue
        If an argument makes no sense.
    MissingExtra
        If a workbook, or the names of months, are to be read and ``coalition[sheets]`` is not
        installed.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import coalition as co, pandas as pd
    >>> talks = pd.DataFrame({
    ...     "Partij": ["VVD", "D66", "VVD"],
    ...     "Eis": ["asylum limit", "asylum limit", "more teachers"],
    ...     "Standpunt": ["voor", "tegen", "voor"],
    ...     "Datum": ["5 juli 2023", "5 juli 2023", "juni 2023"],
    ... })
    >>> co.read_statements(talks)
    Traceback (most recent call last):
    coalition.errors.InvalidCase: table: 2 faults
      stance: 'voor' (2 rows, first in row 0): usually 'for'; say so in stances=
      stance: 'tegen' (row 1): usually 'against'; say so in stances=
    >>> case = co.read_statements(talks, stances={"voor": "for", "tegen": "against"})
    >>> print(co.split(case))
    D66 against VVD
    >>> print(*case.reading, sep="\n")
    'Partij' is taken for actor, 'Eis' for proposal, 'Standpunt' for stance and 'Datum' for date.
    No column says how things are known: all are taken for 'reported'.
    """
    found = understood(**locals())
    if found.case is None:
        raise InvalidCase(faults_of(found.questions), found.name)
    return found.case
