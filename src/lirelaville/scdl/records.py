"""Cut a CSV text into records that know their line, and lose none of them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

# A cell may hold line breaks; beyond this a quotation mark was left open.
MOST_LINES = 50


@dataclass(frozen=True)
class Record:
    """One record: the line where it starts, its cells, what was wrong with quotes."""

    line: int
    cells: list[str]
    fault: str = ""


def records(text: str, separator: str, width: int = 0) -> Iterator[Record]:
    """Cut a text into records.

    Parameters
    ----------
    text : str
        Lines ending in LF, CR LF or CR.
    separator : str
        One character.
    width : int
        How many cells a record should have; 0 when it is not known yet.

    Yields
    ------
    Record
        In the order of the file, blank lines left out.

    Notes
    -----
    Python's reader takes a quotation mark left open as the start of a cell that goes
    on for hundreds of lines: those rows would be lost without a word.  Here a cell
    may span lines only if what comes out has the right number of cells.
    """
    lines = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        cells, used, fault = _record(lines, at, separator, width)
        if len(cells) > 1 or cells[0].strip():
            yield Record(at + 1, cells, fault)
        at += used


def _record(
    lines: list[str], at: int, separator: str, width: int
) -> tuple[list[str], int, str]:
    """Return the cells, how many lines they took, and the fault of quotes if any."""
    line = lines[at].rstrip("\r\n")
    if '"' not in line:
        return line.split(separator), 1, ""
    cells = _strict(line, separator)
    if cells is not None:
        return cells, 1, ""
    spanning = _over_several_lines(lines, at, separator, width)
    if spanning:
        return *spanning, ""
    if _is_open(line, separator):
        cells = [cell.strip().strip('"') for cell in line.split(separator)]
        return cells, 1, "un guillemet ouvert n'est jamais refermé"
    loose = next(csv.reader([line], delimiter=separator))
    return loose, 1, "des guillemets sont mal placés"


def _over_several_lines(
    lines: list[str], at: int, separator: str, width: int
) -> tuple[list[str], int] | None:
    """Return a record whose cells hold line breaks, None if it swallows others."""
    text = lines[at]
    for used in range(2, min(MOST_LINES, len(lines) - at) + 1):
        last = lines[at + used - 1]
        text += last
        if '"' not in last:
            continue
        cells = _strict(text.rstrip("\r\n"), separator)
        if cells is None:
            continue
        inside = lines[at + 1 : at + used]
        whole = any(len(line.split(separator)) >= max(width, 2) for line in inside[:-1])
        swallowed = any(
            cell.count(separator) >= max(width - 1, 1)
            for cell in cells
            if "\n" in cell or "\r" in cell
        )
        if whole or swallowed or (width and len(cells) != width):
            return None
        return cells, used
    return None


def _strict(text: str, separator: str) -> list[str] | None:
    """Return the cells of one well-formed record, None otherwise."""
    try:
        found = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        )
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _is_open(line: str, separator: str) -> bool:
    """Tell whether a quotation mark of this line is left open."""
    try:
        next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
