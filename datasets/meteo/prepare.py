"""Build meteo.csv: each day of 2025 at three weather stations in and near Marseille."""

from pathlib import Path

import pandas as pd

from lirelaville.catalogue.prepare import main, read_text_csv
from lirelaville.errors import LireLaVilleError

MEASURES = {
    "TN": "temperature_min_c",
    "TX": "temperature_max_c",
    "TM": "temperature_moyenne_c",
    "RR": "pluie_mm",
    "FFM": "vent_moyen_m_s",
    "FXI": "rafale_max_m_s",
}
# 0: protected, 1: validated; 2 would be doubtful, 9 only filtered.
GOOD_CODES = {0, 1}


def prepare(sources: Path) -> pd.DataFrame:
    """Keep six validated measures; dates as year-month-day."""
    received = read_text_csv(
        sources / "meteo_france" / "meteofrance_quotidien_2025_marseille.csv",
        separator=";",
    )
    weather = pd.DataFrame(
        {
            "code_station": received["NUM_POSTE"],
            "nom_station": received["NOM_USUEL"],
            "latitude": received["LAT"].astype("float64"),
            "longitude": received["LON"].astype("float64"),
            "altitude_m": received["ALTI"].astype("int64"),
            "date": iso_dates(received["AAAAMMJJ"]),
        }
    )
    for their_name, name in MEASURES.items():
        weather[name] = validated(received, their_name)
    say_what_is_odd(weather, received)
    return weather.sort_values(["code_station", "date"], ignore_index=True)


def iso_dates(cells: pd.Series) -> pd.Series:
    """Turn « 20250704 » into « 2025-07-04 »."""
    return pd.to_datetime(cells, format="%Y%m%d").dt.strftime("%Y-%m-%d")


def validated(received: pd.DataFrame, name: str) -> pd.Series:
    """Return a measure as numbers, emptied where its quality code is not good."""
    values = pd.to_numeric(received[name])
    good = pd.to_numeric(received[f"Q{name}"]).isin(GOOD_CODES)
    refused = (values.notna() & ~good).sum()
    print(
        f"{MEASURES[name]} : {values.notna().sum()} mesures, {refused} écartées "
        f"(code qualité autre que 0 ou 1), {values.isna().sum()} absentes."
    )
    return values.where(good)


def say_what_is_odd(weather: pd.DataFrame, received: pd.DataFrame) -> None:
    """Print missing winds and days out of order; stop on a doubled day."""
    if weather.duplicated(["code_station", "date"]).any():
        raise LireLaVilleError("meteo : un jour figure deux fois pour une station.")
    kept = weather.shape[1]
    print(f"{kept} colonnes gardées sur {received.shape[1]} reçues.")
    calm = weather.loc[weather["vent_moyen_m_s"].isna(), "nom_station"]
    print(f"Stations sans vent : {calm.value_counts().to_dict()}.")
    mean = weather["temperature_moyenne_c"]
    odd = weather[
        (mean < weather["temperature_min_c"]) | (mean > weather["temperature_max_c"])
    ]
    for day in odd.itertuples():
        print(
            f"{day.nom_station}, {day.date} : moyenne {day.temperature_moyenne_c} °C, "
            f"minimum {day.temperature_min_c} °C ; laissé tel quel."
        )


if __name__ == "__main__":
    main(__file__, prepare)
