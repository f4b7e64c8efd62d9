"""A page to send: all answers are worked out when it is made, and its script shows and hides."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files

from coalition._version import __version__
from coalition.html._answers import answers
from coalition.html._choices import Choices, choices
from coalition.html._markup import Markup, note, tag
from coalition.html._sections import called, controls, sections, sources
from coalition.io.text import Target, put
from coalition.model.checks import SEVERAL
from coalition.model.coalition import Coalition
from coalition.rules.vote import Rule
from coalition.sentences import counted
from coalition.stances.agreement import Agreement
from coalition.stances.from_positions import Stances, given
from coalition.stances.from_scales import with_sides
from coalition.stances.matrix import StanceMatrix

_COUNTED = "Of several statements of one actor on one proposal: {}."
_COMPARED = "Known besides the positions, wherever the two stand: {}."


def write_page(
    source: Stances,
    path: Target,
    *,
    rules: Iterable[Rule | str] | None = None,
    title: str | None = None,
    agreement: Agreement | None = None,
    resamples: int = 200,
) -> None:
    """Write a page to send: one HTML file that needs nothing else.

    A file is written whole or not at all. `page` says what is on it.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, or votes.
    path : path-like or open file
        Where to: a name, where what is there is replaced; or an open file, as for `write_case`.
    rules, title, agreement, resamples
        As for `page`.

    Raises
    ------
    InvalidValue, TooLarge
        As for `page`; nothing is written then.
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import coalition as co, tempfile
    >>> from pathlib import Path
    >>> case = co.load_case("migration-2023")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_page(case, f"{folder}/migration.html")
    ...     Path(folder, "migration.html").read_text("utf-8") == co.page(case)
    True
    """
    source = given(source, "write_page")
    text = page(source, rules=rules, title=title, agreement=agreement, resamples=resamples)
    put(text, path, "write_page")


def page(
    source: Stances,
    *,
    rules: Iterable[Rule | str] | None = None,
    title: str | None = None,
    agreement: Agreement | None = None,
    resamples: int = 200,
) -> str:
    """Return the answers as one HTML page that can be mailed or embedded.

    A reader chooses topic, date, rule, and whether hearsay and inference count, and sees the split,
    the agreement graph, the positions, who could govern (of 2 to 20 parties whose seats are all
    known), who blocks what, and on what evidence. All answers are worked out here: the script of
    the page shows and hides them, and loads nothing. Without script, the page shows the latest date
    under the first rule, with everything counted.

    A page about votes shows the split and how stable it is, the recurring splits, how often two
    agree and on how many votes, and the latest 12 proposals of each topic. What is left out, the
    page says; how stable a split is, for instance, where there are more than 60 actors. Give it a
    null model, for without one agreement by chance is included. Proposals go by their titles, with
    links, and actors by their ids; what these are called is at the end.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, or votes.
    rules : iterable of Rule or str, optional
        The rules to choose from, the first one shown first. By default unanimity, and where all
        seats are known the majority of votes cast; for votes, the majority comes first.
    title : str, optional
        The heading; by default the title or the name of the case.
    agreement : Agreement, optional
        How agreement is counted.
    resamples : int
        Of votes, how many times proposals are drawn to say how stable a split is (see `stability`):
        on each topic it takes about as long as so many splits. 0 leaves it out.

    Returns
    -------
    str
        HTML, the same every time.

    Raises
    ------
    InvalidValue
        If `rules` holds none, or what is no rule, or one that does not fit the actors; if an
        actor of a matrix has a name that no member of a body can have; or as for `split`.
    TooLarge
        As for `decide`.

    Examples
    --------
    >>> import coalition as co
    >>> html = co.page(co.load_case("migration-2023"), title="Who stands with whom?")
    >>> html[:31], "D66 alone against VVD, CDA and CU" in html
    ('<!DOCTYPE html><html lang="en">', True)
    """
    source = given(source, "page")
    if not isinstance(source, Coalition):
        with_sides(source, "page")
    choice = choices(source, rules, agreement, resamples)
    found = answers(source, choice)
    named = (source.title or source.name) if isinstance(source, Coalition) else "Votes"
    title = title or named or "Coalition"
    table = {
        name: getattr(found, name) for name in ("seen", "asked", "decided", "said", "governed")
    }
    style, script = (
        files(__package__).joinpath(f"page.{kind}").read_text("utf-8") for kind in ("css", "js")
    )
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=Markup(policy)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    main = tag(
        "main",
        controls(choice, found),
        tag("noscript", note("Shown is the latest. To choose, let this page run its script.")),
        *sections(source, choice, found),
        called(source) if isinstance(source, StanceMatrix) else sources(source),
    )
    data = Markup(json.dumps(table, separators=(",", ":")))  # whole numbers only
    body = (
        tag("header", tag("h1", title), tag("p", _lead(source), class_="lead")),
        main,
        _foot(source, choice),
        tag("script", data, id="table", type="application/json"),
        tag("script", Markup(script)),
    )
    return f"<!DOCTYPE html>{tag('html', tag('head', *head), tag('body', *body), lang='en')}\n"


def _hash(text: str) -> str:
    """Return what lets a browser take this text as style or script, and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _lead(source: Coalition | StanceMatrix) -> str:
    proposals = counted(len(source.proposals), "proposal")
    if isinstance(source, StanceMatrix):
        return f"{counted(len(source.actors), 'actor')} voted on {proposals}."
    parties = counted(len(source.parties), "party", "parties")
    return f"{parties}, {proposals}: who is for what, and how it is known."


def _foot(source: Coalition | StanceMatrix, choice: Choices) -> Markup:
    said = [] if source.several == "refuse" else [_COUNTED.format(SEVERAL[source.several])]
    if isinstance(source, Coalition):
        read = [f"How it was read: {' '.join(source.reading)}"] if source.reading else []
        said = [source.note or "", *read, *said, *map(_COMPARED.format, source.comparisons)]
    if choice.agreement and str(choice.agreement):
        said.append(f"How agreement is counted: {choice.agreement}.")
    made = (
        f"Made with coalition {__version__}: a split is the division of the actors into blocs with "
        "the least frustration, that is, agreement cut between blocs and disagreement kept within "
        "them. What is not known is never taken for neutral. The address of this page keeps what "
        "is chosen, so that a view can be linked."
    )
    return tag("footer", *(tag("p", text) for text in (*said, *choice.left_out, made) if text))
