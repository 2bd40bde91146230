"""Build the subsidies of Montpellier: one tidy table, and three raw files."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import xlrd

from lirelaville.catalogue.prepare import main, single_spaces
from lirelaville.errors import LireLaVilleError

NAME = "VilleMTP_MTP_AttribSub_{}"
COLUMNS = ["annee", "beneficiaire", "nature_juridique", "montant_eur"]
COLUMNS += ["nombre_subventions", "objet", "nombre_beneficiaires_agreges"]
COLUMNS += ["thematique", "code_association", "type_subvention", "etape"]
COLUMNS += ["montant_deja_attribue_eur", "montant_demande_eur"]
# Title of a block in 2013; its theme comes after.
TITLE = re.compile(
    r"Attributions? de\s+subventions (?:dans le cadre|pour)"
    r"(?: de la | de l’| du | des | de | l'| la | les | )"
)
# Left at the end of names by the city's software: « AMADEE CA4941! ».
SOFTWARE = r"\s*CA ?\d+!?$"
# In 2014 the first block only repeats rows of the second.
REPEATED, WHOLE = "SPORT HORS PARTANAIRE", "SPORTS/PARTENARIAT"
# Rows of 2014, numbered as a spreadsheet does, whose project names a person: artist,
# speaker, somebody's memory.
NAMING_SOMEONE = {29, 80, 196, 428, 914, 1010, 1198, 1254}
LINES_2014 = 1265


def prepare(sources: Path) -> dict[str, pd.DataFrame | bytes]:
    """Read three years laid out in three ways; check every published total."""
    folder = sources / "montpellier"
    csv_2012, csv_2013 = (folder / NAME.format(f"{y}.csv") for y in (2012, 2013))
    rows_2014 = sheet(folder / NAME.format("2014.xls"))
    if len(rows_2014) != LINES_2014:
        raise LireLaVilleError(f"2014 : {len(rows_2014)} lignes au lieu de 1 265.")
    records = [
        *of_2012(rows_of(csv_2012, ",")),
        *of_2013(sheet(csv_2013.with_suffix(".xls")), rows_of(csv_2013, ";")),
        *of_2014(sheet(folder / NAME.format("2014.xls"), unmerged=True)),
    ]
    return {
        "montpellier_subventions": tidy(pd.DataFrame(records)),
        "montpellier_subventions_brut_2012": without_imputations(csv_2012),
        "montpellier_subventions_brut_2013": unix_lines(csv_2013),
        "montpellier_subventions_brut_2014": as_csv(rows_2014),
    }


def without_imputations(file: Path) -> bytes:
    """Return the 2012 file without its fifth column and the lines of it alone."""
    lines = file.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(b",,,,")]
    print(f"2012 brut : imputations et {len(lines) - len(kept)} lignes laissées.")
    ends = [line[len(line.rstrip(b"\r\n")) :] for line in kept]
    return b"".join(
        line.rpartition(b",")[0] + end for line, end in zip(kept, ends, strict=True)
    )


def unix_lines(file: Path) -> bytes:
    """Return the 2013 file with plain line ends; every cell is as received."""
    content = file.read_bytes()
    ends = content.count(b"\r\n")
    print(f"2013 brut : {ends} fins de ligne Windows remplacées.")
    return content.replace(b"\r\n", b"\n")


def rows_of(file: Path, separator: str) -> list[list[str]]:
    """Read a CSV of the city, with Windows accents, as rows of text."""
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    text = file.read_bytes().decode("windows-1252")
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def sheet(file: Path, *, unmerged: bool = False) -> list[list]:
    """Read the first sheet of an old Excel workbook; repeat merged cells if asked."""
    if not file.is_file():
        raise LireLaVilleError(f"Fichier d'origine absent : {file}.")
    page = xlrd.open_workbook(file, formatting_info=True).sheet_by_index(0)
    rows = [page.row_values(number)[:12] for number in range(page.nrows)]
    for top, bottom, left, right in page.merged_cells if unmerged else ():
        if right - left == 1:  # down a column; titles are merged along their row
            for row in rows[top:bottom]:
                row[left] = rows[top][left]
    return rows


def text_of(cell: object) -> str:
    """Write a cell as text, whole numbers without « .0 »."""
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def number_of(cell: object) -> float | None:
    """Return the number of a cell, nothing when it is empty."""
    return cell if isinstance(cell, float) else None


def euros(text: str) -> float:
    """Turn « 1 418 450 € » into 1418450.0."""
    return float("".join(sign for sign in text if sign.isdigit()))


def record(year: int, theme: str, cells: list, amount: object) -> dict:
    """Name the cells that the three years share: code, beneficiary, type, amount."""
    code, name, kind = (text_of(cell).strip() for cell in cells)
    return {
        "annee": year,
        "beneficiaire": name,
        "montant_eur": number_of(amount),
        "thematique": theme,
        "code_association": code if code.isdigit() else "",
        "type_subvention": kind.upper(),
    }


def require_totals(year: int, records: list[dict], totals: dict[str, float]) -> None:
    """Raise if a published total is not the sum of the rows of its block."""
    sums = Counter()
    for found in records:
        sums[found.get("bloc", found["thematique"])] += found["montant_eur"] or 0
    odd = [block for block, total in totals.items() if sums[block] != total]
    if odd:
        raise LireLaVilleError(f"{year} : totaux publiés différents des sommes, {odd}.")
    print(f"{year} : {len(totals)} lignes de total, vérifiées puis retirées.")


def of_2012(rows: list[list[str]]) -> list[dict]:
    """Read tables piled up in one file, each with its header and its total."""
    records, totals, theme = [], {}, ""
    for code, name, kind, amount, _budget_line in rows:
        if amount == "Montant":
            theme = name.removeprefix("Association (").removesuffix(")")
        elif kind.strip() == "Total":
            totals[theme] = euros(amount)
        elif name:
            records.append(record(2012, theme, [code, name, kind], euros(amount)))
    rest = len(rows) - len(records) - 2 * len(totals)
    print(f"2012 : {rest} suites d'imputation budgétaire retirées.")
    require_totals(2012, records, totals)
    return records


def of_2013(sheet_rows: list[list], csv_rows: list[list[str]]) -> list[dict]:
    """Take themes from the workbook, once it holds exactly the rows of the CSV."""
    records, totals, theme = [], {}, ""
    for code, name, kind, amount in sheet_rows:
        if "TOTAL" in (text_of(code).upper(), kind.upper()):
            totals[theme] = amount
        elif isinstance(amount, float):
            records.append(record(2013, theme, [code, name, kind], amount))
        elif TITLE.match(code):
            theme = TITLE.sub("", code).strip()
    require_totals(2013, records, totals)
    *lines, last = csv_rows[1:]
    there = [record(2013, "", line[:3], euros(line[3])) for line in lines]
    here = [found | {"thematique": ""} for found in records]
    whole = sum(found["montant_eur"] for found in records)
    if Counter(map(str, here)) != Counter(map(str, there)) or euros(last[3]) != whole:
        raise LireLaVilleError("2013 : le classeur et le CSV se contredisent.")
    print("2013 : dernière ligne du CSV, sans nom, égale au total : retirée.")
    for found in records:  # « association Projet titre » in one cell
        name, _, project = found["beneficiaire"].partition(" Projet ")
        found |= {"beneficiaire": name, "objet": project}
    return records


def of_2014(rows: list[list]) -> list[dict]:
    """Read the working sheet of the city: blocks, steps, a block given twice."""
    records, totals, block, header = [], {}, 0, []
    for number, cells in enumerate(rows, start=1):
        if cells[0] == "Code":
            header = cells
        elif any(text_of(cell).strip().upper() == "TOTAL" for cell in cells[:4]):
            totals[block], block = cells[4], block + 1
        elif cells[1]:
            project, theme = cells[3], cells[11]
            if header[3] == "Thématique":
                project, theme = "", project
            found = record(2014, theme, cells[:3], cells[4])
            found |= {"bloc": block, "etape": cells[7]}
            found["objet"] = project if number not in NAMING_SOMEONE else ""
            found["montant_deja_attribue_eur"] = number_of(cells[6])
            found["montant_demande_eur"] = number_of(cells[10])
            records.append(found)
    require_totals(2014, records, totals)
    print(f"2014 : {len(NAMING_SOMEONE)} titres nommant une personne, vidés.")
    return without_repeats(records)


def without_repeats(records: list[dict]) -> list[dict]:
    """Drop the block that repeats another one, if it is really so."""
    names = ["beneficiaire", "objet", "type_subvention", "montant_eur"]
    blocks = {
        theme: Counter(
            tuple(found[name] for name in names)
            for found in records
            if found["thematique"] == theme
        )
        for theme in (REPEATED, WHOLE)
    }
    if blocks[REPEATED] - blocks[WHOLE]:
        raise LireLaVilleError(f"2014 : « {REPEATED} » n'est plus une répétition.")
    kept = [found for found in records if found["thematique"] != REPEATED]
    print(f"2014 : {len(records) - len(kept)} lignes répétées retirées.")
    return kept


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Make spaces single, drop the software's marks, add what the model asks for."""
    table["beneficiaire"] = single_spaces(table["beneficiaire"])
    names = table["beneficiaire"].str.replace(SOFTWARE, "", regex=True)
    print(f"beneficiaire : {(names != table['beneficiaire']).sum()} marques retirées.")
    table["beneficiaire"] = names
    table["objet"] = single_spaces(table["objet"].fillna(""))
    table["thematique"] = single_spaces(table["thematique"])
    table["nature_juridique"] = ""
    table["nombre_subventions"] = 1
    table["nombre_beneficiaires_agreges"] = ""
    return table[COLUMNS]


def as_csv(rows: list[list]) -> bytes:
    """Write the 2014 sheet as CSV, without the rows that name a person."""
    kept = [
        [text_of(cell) for cell in row]
        for number, row in enumerate(rows, start=1)
        if number not in NAMING_SOMEONE
    ]
    print(f"2014 brut : {len(rows) - len(kept)} lignes nommant une personne, omises.")
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(kept)
    return text.getvalue().encode()


if __name__ == "__main__":
    main(__file__, prepare)
