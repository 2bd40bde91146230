"""Say in French what keeps a table from following the national schema."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.scdl.identifiers import key_is_right
from lirelaville.scdl.schema import national_schema

if TYPE_CHECKING:
    import pandas as pd
    from frictionless import Error

COLUMNS = ["ligne", "colonne", "valeur", "raison"]
WRONG_KEY = "la clé de ce SIRET est fausse : un chiffre a dû être mal copié"
ABSENT = "colonne obligatoire, absente du fichier"
EMPTY_ROW = "ligne vide"
TYPES = {
    "number": "ce n'est pas un nombre (attendu : 47800.20)",
    "date": "ce n'est pas une date (attendu : 2017-06-27)",
    "boolean": "on attend oui ou non",
}


def erreurs_scdl(table: "pd.DataFrame") -> "pd.DataFrame":
    """List what keeps a table from following the national schema of subsidies.

    Parameters
    ----------
    table : DataFrame
        Columns under the names of the schema, in any order; the others are ignored.

    Returns
    -------
    DataFrame, one row per error, in the order of the file
        ``ligne`` (as a spreadsheet counts, the header being line 1; 0 for a column
        that is absent), ``colonne``, ``valeur`` as it would be published, ``raison``
        (French).  Empty when the table conforms.

    Raises
    ------
    LireLaVilleError
        If two columns bear the same name of the schema.

    Notes
    -----
    frictionless reads the text of the CSV, not the table: « True » is an error in
    ``notificationUE``, as it will be for whoever opens the published file.
    """
    import pandas as pd

    schema = national_schema()
    fields = {field["name"]: field for field in schema["fields"]}
    known = table.loc[:, table.columns.isin(list(fields))]
    _require_each_name_once(known)
    found = [
        *_absent_columns(known, fields),
        *_broken_rules(known, schema, fields),
        *_wrong_keys(known, schema),
    ]
    report = pd.DataFrame(found, columns=COLUMNS)
    return report.sort_values("ligne", kind="stable", ignore_index=True)


def _require_each_name_once(table: "pd.DataFrame") -> None:
    twice = table.columns[table.columns.duplicated()].unique()
    if not twice.empty:
        names = ", ".join(f"« {name} »" for name in twice)
        raise LireLaVilleError(
            f"Plusieurs colonnes s'appellent {names}. Un fichier publié n'en a "
            "qu'une de chaque nom : renommez ou retirez les autres."
        )


def _absent_columns(table: "pd.DataFrame", fields: dict) -> Iterator[tuple]:
    for name, field in fields.items():
        if field.get("constraints", {}).get("required") and name not in table:
            yield 0, name, "", ABSENT


def _broken_rules(table: "pd.DataFrame", schema: dict, fields: dict) -> Iterator[tuple]:
    from frictionless import Dialect, Resource, Schema
    from frictionless.formats import CsvControl

    if table.columns.empty:
        return
    present = schema | {"fields": [fields[name] for name in table.columns]}
    resource = Resource(
        table.to_csv(index=False).encode(),
        format="csv",
        encoding="utf-8",
        dialect=Dialect(controls=[CsvControl(delimiter=",")]),  # never guessed
        schema=Schema.from_descriptor(present),
    )
    report = resource.validate(limit_errors=1_000_000)  # all: 1,000 is its usual limit
    for error in [*report.errors, *(e for task in report.tasks for e in task.errors)]:
        column = getattr(error, "field_name", "")
        value = getattr(error, "cell", "")
        line = getattr(error, "row_number", 0)
        yield line, column, value, _in_french(error, fields.get(column, {}))


def _in_french(error: "Error", field: dict) -> str:
    if error.type == "blank-row":
        return EMPTY_ROW
    if error.type == "type-error":
        return TYPES[field["type"]]
    if error.type == "constraint-error":
        rule = re.match(r'constraint "(\w+)"', error.note)[1]
        return _rule_in_french(rule, field)
    return f"{error.title} : {error.note}"


def _rule_in_french(rule: str, field: dict) -> str:
    limit = str(field["constraints"][rule]).replace(".", ",")
    return {
        "required": "case vide, alors que la valeur est obligatoire",
        "enum": "hors de la liste : "
        + " | ".join(field["constraints"].get("enum", [])),
        "pattern": f"mauvaise forme (exemple : {field['example']})",
        "maxLength": f"plus de {limit} caractères",
        "minimum": f"moins de {limit}",
        "maximum": f"plus de {limit}",
    }[rule]


def _wrong_keys(table: "pd.DataFrame", schema: dict) -> Iterator[tuple]:
    for check in schema["custom_checks"]:
        column = check["params"]["column"]
        for line, value in enumerate(table.get(column, []), start=2):
            # another form is already an error of the schema
            if re.fullmatch(r"\d{14}", str(value)) and not key_is_right(str(value)):
                yield line, column, str(value), WRONG_KEY
