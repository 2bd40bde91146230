"""Ce qui doit rester vrai dans « meteo », au-delà des types."""

import pandas as pd

MARIGNANE, OBSERVATOIRE, VALENTINE = "13054001", "13055001", "13055029"


def every_day(table: pd.DataFrame) -> str:
    """Trois stations, et les 365 jours de 2025 pour chacune."""
    year = set(pd.date_range("2025-01-01", "2025-12-31"))
    stations = table.groupby("code_station")["date"]
    if set(stations.groups) != {MARIGNANE, OBSERVATOIRE, VALENTINE}:
        return f"obtenu les stations {', '.join(stations.groups)}"
    for code, days in stations:
        if len(days) != 365 or set(pd.to_datetime(days)) != year:
            return f"{code} : {len(days)} lignes, {days.nunique()} jours"
    return ""


def mean_between(table: pd.DataFrame) -> str:
    """Minimum ≤ moyenne ≤ maximum, sauf à Marignane le 6 janvier."""
    mean = table["temperature_moyenne_c"]
    odd = table[
        (mean < table["temperature_min_c"]) | (mean > table["temperature_max_c"])
    ]
    found = [f"{day.code_station} {str(day.date)[:10]}" for day in odd.itertuples()]
    return "" if found == [f"{MARIGNANE} 2025-01-06"] else f"obtenu {found[:5]}"


def hottest_days(table: pd.DataFrame) -> str:
    """Record : 38,9 °C à Marignane le 16 août ; à Marseille, 38,3 °C, deux fois."""
    marseille = table[table["code_station"] != MARIGNANE]
    found = []
    for places in (table, marseille):
        heat = places["temperature_max_c"]
        hottest = places[heat == heat.max()].sort_values("date")
        days = hottest["date"].astype(str).str[:10]
        found.append((float(heat.max()), *(hottest["code_station"] + " " + days)))
    expected = [
        (38.9, f"{MARIGNANE} 2025-08-16"),
        (38.3, f"{VALENTINE} 2025-06-24", f"{VALENTINE} 2025-07-04"),
    ]
    return "" if found == expected else f"obtenu {found}"


def rain_of_the_year(table: pd.DataFrame) -> str:
    """Pluie de l'année : 710,2 mm, 499,1 mm (Observatoire) et 666,4 mm."""
    sums = table.groupby("code_station")["pluie_mm"].sum().round(1).to_dict()
    expected = {MARIGNANE: 710.2, OBSERVATOIRE: 499.1, VALENTINE: 666.4}
    return "" if sums == expected else f"obtenu {sums}"


def wind_where_measured(table: pd.DataFrame) -> str:
    """Le vent manque à l'Observatoire seulement ; la rafale dépasse la moyenne."""
    without = table["code_station"] == OBSERVATOIRE
    for name in ("vent_moyen_m_s", "rafale_max_m_s"):
        odd = (table[name].isna() != without).sum()
        if odd:
            return f"{name} : {odd} jours se contredisent"
    weak = (table["rafale_max_m_s"] < table["vent_moyen_m_s"]).sum()
    return f"{weak} rafales plus faibles que la moyenne" if weak else ""


RULES = (every_day, mean_between, hottest_days, rain_of_the_year, wind_where_measured)
