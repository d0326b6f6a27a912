"""Graph models by name for the verbs."""

from __future__ import annotations

import click

from detente.case.graph import ConflictGraph


def is_graph(name: str) -> bool:
    """Return whether a name is that of a graph model."""
    from detente.formats import gmcr

    return gmcr.is_gmcr(name)


def open_graph(name: str) -> ConflictGraph:
    """Return the graph model of a file that ends in .gmcr; `InputFaults` with every fault when it has any."""
    from detente.formats import gmcr

    if not gmcr.is_gmcr(name):
        raise click.BadParameter(f'"{name}" is no graph model; these end in {gmcr.ENDING}', param_hint="FILE")
    return gmcr.load(name).graph


def converted(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a graph model as text, options regrouped and preferences ranked, and what is not kept."""
    from detente.formats import gmcr
    from detente.strategy.stability.graph import graph_of
    from detente.strategy.stability.preferences import ranked

    read = gmcr.load(name)
    return gmcr.write(ranked(read.graph, graph_of(read.graph))), read.ignored
