"""How Sphinx makes the pages of this folder."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import getLogger

import coalition

HERE = Path(__file__).resolve().parent

project = "coalition"
author = "The coalition authors"
copyright = "2026, the coalition authors"
release = version = coalition.__version__
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_nb"]
exclude_patterns = ["_build", "jupyter_execute"]

html_theme = "furo"
html_title = f"coalition {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]

autodoc_typehints = "none"  # the docstrings say what a parameter is
autodoc_member_order = "bysource"
default_role = "py:obj"  # a name in single backticks is a link where it can be one
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_custom_sections = [("Attributes", "returns_style")]  # can have several names on a line

myst_heading_anchors = 3
nb_execution_mode = "off"  # the notebooks are stored with their outputs, and tests run them

# Sphinx reads only what lies in its own folder
NOTEBOOKS = HERE / "notebooks"
shutil.rmtree(NOTEBOOKS, ignore_errors=True)
shutil.copytree(HERE.parent / "notebooks", NOTEBOOKS, ignore=shutil.ignore_patterns(".*"))


def missing(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of public names that the reference leaves out."""
    documented = {name.removeprefix("coalition.") for name in env.domains["py"].objects}
    for name in set(coalition.__all__) - documented - {"__version__", "errors", "plot"}:
        getLogger(__name__).warning("the reference leaves out coalition.%s", name)


def setup(app: Sphinx) -> None:
    """Check the reference once all pages are read."""
    app.connect("env-check-consistency", missing)
