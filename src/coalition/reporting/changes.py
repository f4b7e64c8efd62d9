"""What changed from one case to another, as text."""

from coalition.answers.changes.changes import Changes
from coalition.reporting.headings import text
from coalition.sentences import begun


def changes_text(found: Changes) -> str:
    """Return the facts that changed, the answers that did, and what was not compared."""
    left = (f"{asked} on {about}" for asked, about in found.not_compared)
    parts = {
        "Facts that changed": map(str, found.facts),
        "Answers that changed": map(str, found.answers),
        "What was not compared": left,
    }
    told = [(title, [*map(begun, lines)]) for title, lines in parts.items()]
    return text([part for part in told if part[1]], empty="Nothing changed.")
