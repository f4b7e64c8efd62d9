"""Characters: those that are not seen, and names that look alike."""

from unicodedata import category, normalize


def is_hidden(character: str) -> bool:
    """Tell whether a character is not seen: what Unicode has for "other" and "separator".

    They are control characters, marks that only turn the direction of writing or join letters,
    halves of characters, and what Unicode does not know; any kind of space is none of them.
    """
    return not character.isprintable() and category(character) != "Zs"


def spelled(character: str) -> str:
    r"""Return the code of a character, such as ``\u202e``."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def safe(text: str) -> str:
    """Return a text in which nothing steers what shows it: hidden characters are spelled out.

    Ends of lines stay.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(spelled(c) if c != "\n" and is_hidden(c) else c for c in text)


def nfc(name: object) -> str:
    """Return a name in the form in which ids are kept."""
    return normalize("NFC", name) if isinstance(name, str) else str(name)


def folded(name: str) -> str:
    """Return the form that names share which a reader could not tell apart."""
    if name.isascii():
        return name.casefold()
    return normalize("NFKC", normalize("NFKC", name).casefold())
