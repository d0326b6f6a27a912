"""What MkDocs asks while it builds the site: the navigation by purpose, and the pages that are made from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from answers import answers_page
from mkdocs.structure.files import File, Files
from notebooks import notebooks
from reference import names_page, verbs_page

SECTIONS = {
    "Tutorials": "tutorials/",
    "Notebooks": "notebooks/",
    "How to": "how-to/",
    "Reference": "reference/",
    "Explanation": "explanation/",
    "Decisions": "decisions/",
}
"""Heading in the navigation -> folder; every page of a folder is in it, in the order of the names."""
FIRST = ["index.md", "tour.md"]
LAST = ["where-new-code-goes.md"]
MADE = {
    "reference/answers.md": answers_page,
    "reference/verbs.md": verbs_page,
    "reference/python.md": names_page,
}
"""Page -> what makes it from the code."""


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made, then list every page in the navigation."""
    pages = {name: make() for name, make in MADE.items()}
    pages |= notebooks(Path(config.docs_dir) / "notebooks")
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    config.nav = navigation(sorted(file.src_uri for file in files.documentation_pages()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links to notebooks lead to the pages that are made from them."""
    return markdown.replace(".ipynb)", ".md)")


def navigation(pages: list[str]) -> list[Any]:
    """Return the navigation over pages, by purpose; a page of no section is left to be noticed."""
    held = {head: [page for page in pages if page.startswith(folder)] for head, folder in SECTIONS.items()}
    return [*FIRST, *({head: inside} for head, inside in held.items() if inside), *LAST]
