"""The verb `convert`: cases, utility profiles and conflict graphs from one format to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.reader import for_a_reader, seen_by
from detente.report.screen import Look, flow

ENDINGS = (".yaml", ".yml", ".xml", ".json")
GRAPH, MATRIX, TABLES, SHEETS = ".gmcr", ".scw", (".csv", ".tsv"), (".xlsx", ".csv")
GAMES, MAP = (".nfg", ".efg"), ".gexf"
KNOWN = (*ENDINGS, GRAPH, MATRIX, *TABLES, SHEETS[0], *GAMES, MAP)
Written = tuple[Mapping[Path, str | bytes], tuple[str, ...]]
"""What to write, by path, and what it does not hold."""


@click.command("convert", short_help="Convert cases and utility profiles.")
@click.argument("names", nargs=-1, required=True, metavar="CASE | DOMAIN PROFILE... | GRAPH | MATRIX | TABLE OUT")
@for_a_reader
@click.option("--force", is_flag=True, help="Write over files that are there.")
@speaks(out=False)
def convert(names: tuple[str, ...], force: bool, manner: Manner, **reader: Any) -> None:
    """Convert a CASE, or utility profiles over a DOMAIN, to the format that the ending of OUT names.

    .yaml is a case file; .xlsx a whole case as a workbook, .csv in one file of sheets; both read back as the same
    case; .nfg and .efg the game over its tabled offers for Gambit; .gexf its map of actors. .xml is GENIUS, OUT the
    domain and a file beside it for each profile; .json is GeniusWeb, a file for each profile. A GRAPH, which ends in
    .gmcr, becomes the same model in one form: options decision maker by decision maker, preferences ranked. A MATRIX of
    cross impacts, .scw or the section cross_impact in a .yaml, goes to the other of the two; so does that of a CASE to
    .scw. A TABLE of actors and issues, .csv, .tsv, .db or KTAB-SMP's .xml, goes to .csv, .tsv or .xml. What the other
    format cannot hold is named.
    """
    from detente.cli.files import refuse_existing, write_file

    *given, out = names
    if not given:
        raise click.UsageError("name what to read and what to write: convert CASE OUT, or DOMAIN PROFILE... OUT")
    if Path(out).suffix.lower() not in KNOWN:
        raise click.BadParameter(f'"{out}" ends in no known format; these are {", ".join(KNOWN)}', param_hint="OUT")
    texts, lost = _read(given, out, manner, reader)
    for path in texts:
        refuse_existing(path, force=force)
    for path, text in texts.items():
        write_file(path, text)
    found = {"read": given, "written": [str(path) for path in texts], "lost": list(lost)}

    def page(look: Look) -> str:
        told = [f"not kept: {'; '.join(lost)}"] if lost else []
        return "\n".join(line for text in [*found["written"], *told] for line in flow(text, look))

    manner.answer("convert", found, page)


def _read(given: list[str], out: str, manner: Manner, reader: dict[str, Any]) -> Written:
    """Return the files to write with their texts, and what they do not hold."""
    if any(reader.values()) and not _is_a_case(given):
        raise click.UsageError("--for and --marking are of a case; what is read is none")
    if any(name.lower().endswith(MATRIX) for name in (*given, out)):
        return _matrix(given, out)
    from detente.cli.tables import is_table

    if is_table(given[0]) or out.lower().endswith(TABLES[1]):
        return _table(given, out)
    graphs = [name.lower().endswith(GRAPH) for name in (*given, out)]
    if not any(graphs):
        from detente.cli.cases import open_cases

        case, digest = open_cases(given, manner)
        return _texts(seen_by(case, digest, **reader)[0], Path(out))
    if not all(graphs) or len(given) > 1:
        raise click.UsageError(f"a conflict graph, one file that ends in {GRAPH}, converts to {GRAPH} alone")
    from detente.cli.graphs import converted

    text, lost = converted(given[0])
    return {Path(out): text}, lost


def _is_a_case(given: list[str]) -> bool:
    from detente.cli.cases import is_case

    return len(given) == 1 and is_case(given[0])


def _matrix(given: list[str], out: str) -> Written:
    from detente.cli.matrices import converted

    if len(given) > 1 or not out.lower().endswith((*ENDINGS[:2], MATRIX)):
        raise click.UsageError(f"a cross-impact matrix, one file that ends in {MATRIX}, converts to {MATRIX} or .yaml")
    text, lost = converted(given[0], out)
    return {Path(out): text}, lost


def _table(given: list[str], out: str) -> Written:
    from detente.cli.tables import converted, is_table

    if len(given) > 1 or not is_table(given[0]) or not out.lower().endswith((".xml", *TABLES)):
        raise click.UsageError("an actor table, one file, converts to .csv, .tsv or .xml; nothing else becomes one")
    text, lost = converted(given[0], out)
    return {Path(out): text}, lost


def _texts(case: Case, out: Path) -> Written:
    """Return the files to write with their texts, and what they do not hold."""
    if out.suffix.lower() in ENDINGS[:2]:
        from detente.formats.write import dump

        return {out: dump(case)}, ()
    if out.suffix.lower() in SHEETS:
        from detente.formats import case_sheets

        return {out: case_sheets.write(case, out.name)}, ()
    if out.suffix.lower() in (*GAMES, MAP):
        text, lost = _small(case, out.suffix.lower())
        return {out: text}, lost
    from detente.formats import genius_write, geniusweb
    from detente.settlement.profiles import profiles_of

    domain, profiles, lost = profiles_of(case)
    beside = {out.with_name(f"{out.stem}_{party}{out.suffix}"): profile for party, profile in profiles.items()}
    if out.suffix.lower() == ".xml":
        texts = {path: genius_write.write_profile(domain, profile) for path, profile in beside.items()}
        return {out: genius_write.write_domain(domain), **texts}, lost
    web = {path: geniusweb.write_profile(domain, profile) for path, profile in beside.items()}
    return web, (*lost, "reservation values")


def _small(case: Case, ending: str) -> tuple[str, tuple[str, ...]]:
    """Return the game over the tabled offers, or the map of actors, and what it does not hold."""
    from detente.formats import gambit, gexf
    from detente.settlement.ballot import ballot

    if ending == MAP:
        return gexf.write(case)
    game, lost = ballot(case)
    return gambit.write(game, ending), lost
