"""Read dates as French files write them, or say why not."""

import re
from datetime import date, timedelta

MONTHS = [
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
]
TIME = r"([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + TIME)
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + TIME)
DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
SERIAL = re.compile(r"(\d{5})([.,]\d+)?")
ACCENTS = str.maketrans("éûÉÛ", "euEU")
EXCEL = date(1899, 12, 30)  # day 0 of Excel's calendar, after 1 March 1900
YEARS = range(1980, 2101)
SERIALS = range(29_221, 55_154)  # 1980 to 2050


def read_date(text: str) -> tuple[date | None, str]:
    """Read one date.

    Parameters
    ----------
    text : str
        « 2023-05-01 », « 01/05/2023 », « 1/5/23 », « 2023-05-01T00:00:00 »,
        « 1er mai 2023 », « 20230501 », « 45047 » (Excel's count of days).

    Returns
    -------
    tuple of (date or None, str)
        The date and ``""``; None and why, in French; or, for an Excel count, the date
        and a remark: it is what spreadsheets mean, but nothing in the file says so.
    """
    text = " ".join(text.split())
    if not text:
        return None, "la date est vide"
    if found := YEAR_FIRST.fullmatch(text) or DIGITS.fullmatch(text):
        return _checked(*map(int, found.groups()[:3]))
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()[:3]
        return _checked(_whole_year(year), int(month), int(day))
    if found := IN_WORDS.fullmatch(text.translate(ACCENTS).lower()):
        month = MONTHS.index(found[2]) + 1 if found[2] in MONTHS else 0
        return _checked(int(found[3]), month, int(found[1]))
    if (found := SERIAL.fullmatch(text)) and int(found[1]) in SERIALS:
        day = EXCEL + timedelta(days=int(found[1]))
        return day, f"nombre de jours d'Excel, lu comme le {day:%d/%m/%Y} : à vérifier"
    return None, "ce n'est pas une date (attendu : 2023-05-31)"


def read_period(text: str) -> tuple[str | None, str]:
    """Read « 2017-03-14 » or « 2017-03-14/2018-03-14 », each date in any known form.

    Returns
    -------
    tuple of (str or None, str)
        In the form of the schema, and ``""`` or a remark; or None and why.
    """
    text = text.strip()
    whole, reason = read_date(text)
    if whole:
        return f"{whole:%Y-%m-%d}", reason
    for separator in ("/", "_", " - ", " au ", ";", " "):
        first, found, last = text.partition(separator)
        start, end = read_date(first.removeprefix("du "))[0], read_date(last)[0]
        if found and start and end:
            if start > end:
                return None, "la période finit avant de commencer"
            return f"{start:%Y-%m-%d}/{end:%Y-%m-%d}", ""
    halves = text.split("/")  # « 14/03/2017/14/03/2018 »
    if len(halves) == 6:
        return read_period("_".join(("/".join(halves[:3]), "/".join(halves[3:]))))
    return None, reason


def year_in(text: str) -> int | None:
    """Return the year of a cell that holds just a year (« 2023 », « BP 2023 »)."""
    found = re.findall(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)", text)
    return int(found[0]) if len(set(found)) == 1 else None


def _whole_year(year: str) -> int:
    """Return 2023 for « 23 » and 1998 for « 98 »."""
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) < 80 else 1900)


def _checked(year: int, month: int, day: int) -> tuple[date | None, str]:
    if year not in YEARS:
        return None, f"l'année {year} n'est pas plausible"
    if month > 12 and day <= 12:
        return None, f"le mois {month} n'existe pas : jour et mois inversés ?"
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "ce jour n'existe pas dans le calendrier"
