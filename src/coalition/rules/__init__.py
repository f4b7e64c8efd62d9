"""Decision rules: who carries a vote, as frozen values that combine with ``&`` and ``|``."""

from coalition.rules import words as words
