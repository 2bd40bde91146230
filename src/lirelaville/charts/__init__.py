"""The few charts of the lessons, drawn by matplotlib and geopandas.

Each says its finding as a title, the unit on its axis, its source below; carries an
alternative text and its figures as a table; and never counts on colour alone.
A cell that ends with ``bars(…)`` shows the chart.  ``forms``, ``strips``, ``maps``
and ``places`` hold the forms; ``figure`` and ``words`` what they have in common.
"""

from lirelaville.charts.forms import bars, lines
from lirelaville.charts.maps import choropleth
from lirelaville.charts.places import circles, count_around, moving_circle
from lirelaville.charts.strips import strip

__all__ = [
    "bars",
    "choropleth",
    "circles",
    "count_around",
    "lines",
    "moving_circle",
    "strip",
]
