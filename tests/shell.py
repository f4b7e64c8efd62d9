"""The command line in an interpreter of its own, and what the tests of commands ask about."""

import os
import subprocess
import sys

JULY = ["migration-2023", "--at", "2023-07"]
ASYLUM = [*JULY, "--topic", "migration/asylum"]
SMALL = """
[[parties]]
id = "A"
seats = 3
[[parties]]
id = "B"
[[proposals]]
id = "p"
topic = "t/u"
[[positions]]
actor = "A"
proposal = "p"
stance = "for"
date = "2023-01"
attribution = "stated"
[[positions]]
actor = "B"
proposal = "p"
stance = "against"
date = "2023-02"
attribution = "reported"
"""


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coalition", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
