"""What a card says of its columns: their names, their types in each library."""

from lirelaville.errors import LireLaVilleError

# type of a field in a card -> type of the column in pandas, in DuckDB
TYPES = {
    "string": ("str", "VARCHAR"),
    "integer": ("Int64", "BIGINT"),
    "number": ("float64", "DOUBLE"),
    "boolean": ("boolean", "BOOLEAN"),
    "date": ("datetime64[us]", "DATE"),
}
# whole numbers stay whole, yes-or-no stays so, when no cell may be empty
NEVER_EMPTY = {"Int64": "int64", "boolean": "bool"}


def check_columns(found: list[str], resource: dict) -> None:
    """Raise a ``LireLaVilleError`` if a column of the card is not in the file."""
    expected = [field["name"] for field in resource["schema"]["fields"]]
    missing = [name for name in expected if name not in found]
    if missing:
        raise LireLaVilleError(
            f"Il manque à {resource['path']} la colonne « {missing[0]} » que sa fiche "
            f"annonce. Colonnes lues : {', '.join(found)}."
        )


def dtypes_of(resource: dict) -> dict[str, str]:
    """Return the pandas type of each column of a card, but for its geometry."""
    dtypes = {}
    for field in resource["schema"]["fields"]:
        if field["type"] == "geojson":
            continue
        dtype = TYPES[field["type"]][0]
        always = field.get("constraints", {}).get("required", False)
        dtypes[field["name"]] = NEVER_EMPTY.get(dtype, dtype) if always else dtype
    return dtypes
