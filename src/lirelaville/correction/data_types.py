"""The classes of data that a learner's process may hand over, and what rebuilds them.

None runs code that it is given, opens a file or starts a program when it is called with
arguments of a learner's choice: that is what a name has to satisfy to be listed.
"""

NUMBERS = [f"{kind}{size}" for kind in ("Int", "UInt") for size in (8, 16, 32, 64)]
PANDAS_TYPES = (
    *("DataFrame", "Series", "Index", "RangeIndex", "MultiIndex"),
    *("StringDtype", "BooleanDtype", "Float32Dtype", "Float64Dtype", "PeriodDtype"),
    *("CategoricalDtype", "DatetimeTZDtype", "IntervalDtype"),
    *(f"{number}Dtype" for number in NUMBERS),
)
# module (or the beginning of its name, with a final dot) -> names; () is every class
CLASSES: dict[str, tuple[str, ...]] = {
    "builtins": ("set", "frozenset", "complex", "slice", "range", "bytearray"),
    "collections": ("OrderedDict", "Counter", "deque", "defaultdict"),
    "datetime": (),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "pathlib": ("PosixPath", "PurePosixPath", "Path"),
    "uuid": ("UUID", "SafeUUID"),
    "numpy": ("ndarray", "dtype"),
    "numpy.dtypes": (),
    "numpy.ma": ("MaskedArray",),
    "pandas": (
        "DataFrame",
        "Series",
        "Index",
        "RangeIndex",
        "MultiIndex",
        *PANDAS_TYPES,
    ),
    "pandas.arrays": (),
    "pandas.core.frame": ("DataFrame",),
    "pandas.core.series": ("Series",),
    "pandas.core.arrays.": (),
    "pandas.core.indexes.": (),
    "pandas.core.internals.": (),
    "pandas.core.dtypes.dtypes": (),
    "pandas.core.flags": (),
    "pandas._libs.tslibs.": (),
    "pandas._libs.interval": (),
    "pandas._libs.internals": (),
    "pandas._libs.missing": (),
    "pandas._libs.sparse": (),
    "geopandas.geodataframe": ("GeoDataFrame",),
    "geopandas.geoseries": ("GeoSeries",),
    "geopandas.array": ("GeometryArray", "GeometryDtype"),
    "shapely.geometry.": (),
    "pyproj.crs.crs": ("CRS",),
    "lirelaville.charts.figure": ("Chart",),
    "lirelaville.report.sheets": ("Sheet",),
}
FUNCTIONS = {
    "builtins": ("Ellipsis",),
    "numpy.core.multiarray": ("_reconstruct", "scalar"),
    "numpy._core.multiarray": ("_reconstruct", "scalar"),
    "numpy.core.numeric": ("_frombuffer",),
    "numpy._core.numeric": ("_frombuffer",),
    "pandas.core.indexes.base": ("_new_Index",),
    "pandas.core.indexes.datetimes": ("_new_DatetimeIndex",),
    "pandas.core.internals.blocks": ("new_block",),
    "pandas._libs.internals": ("_unpickle_block",),
    "pandas._libs.arrays": ("__pyx_unpickle_NDArrayBacked",),
    "pandas._libs.tslibs.timestamps": ("_unpickle_timestamp",),
    "pandas._libs.tslibs.timedeltas": ("_timedelta_unpickle",),
    "pandas._libs.tslibs.nattype": ("_nat_unpickle",),
    "pandas._libs.missing": ("NA",),
    "geopandas.geodataframe": ("_geodataframe_constructor_with_fallback",),
    "shapely.io": ("from_wkb", "from_wkt"),
    "shapely._geometry": ("_unpickle",),
    "shapely.geometry.base": ("geom_factory",),
}


def is_class(module: str, name: str) -> bool:
    """Tell whether a name may be a class of data."""
    return any(
        (module == key or (key.endswith(".") and f"{module}.".startswith(key)))
        and (not names or name in names)
        for key, names in CLASSES.items()
    )


def is_function(module: str, name: str) -> bool:
    """Tell whether a name is a function that rebuilds data."""
    return name in FUNCTIONS.get(module, ())
