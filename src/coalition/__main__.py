"""Run the command line with ``python -m coalition``."""

import sys

from coalition.cli import main

sys.exit(main())
