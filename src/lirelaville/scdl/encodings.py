"""Turn the bytes of a published file into text, without losing a character."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from lirelaville.errors import LireLaVilleError

# first bytes -> what the file really is, whatever its name says
SIGNATURES = {
    b"PK\x03\x04": "un classeur (Excel .xlsx ou LibreOffice .ods)",
    b"\xd0\xcf\x11\xe0": "un classeur Excel ancien (.xls)",
    b"%PDF": "un document PDF",
    b"\x1f\x8b": "une archive compressée",
    b"<!doctype html": "une page web (HTML)",
    b"<html": "une page web (HTML)",
    b"<?xml": "un fichier XML",
    b"{": "un fichier JSON",
    b"[": "un fichier JSON",
}
EXPORT = "Ouvrez-le dans un tableur, puis « Enregistrer sous », « CSV UTF-8 »."
NEXT = {
    "un classeur": EXPORT,
    "une page": "Le site a sans doute répondu par une page d'erreur : téléchargez le "
    "fichier à nouveau.",
    "une archive": "Décompressez-la d'abord.",
}
MARKS = {  # byte order mark -> encoding
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1252 also reads every latin-1 text that people write.
ONE_BYTE = ("cp1252", "mac_roman")
ENOUGH = 1_000_000  # bytes of accented lines
WESTERN = re.compile(r"[\x00-\x7f\xa0-\xffŒœŸŠšŽž\u2000-\u20cf\u2100-\u21ff]*")
FRENCH = "éèêëàâäîïôöùûüçÉÈÀÇÊŒœ’«»€–°"


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding of its bytes, and the lines written in another one."""

    text: str
    encoding: str
    odd_lines: tuple[int, ...] = ()


def read_text(path: Path) -> Decoded:
    """Read a text file whose encoding nobody has told.

    Parameters
    ----------
    path : Path
        UTF-8, UTF-8 with a mark, UTF-16, Windows-1252, latin-1 or Mac Roman; or UTF-8
        with some lines in one of the last three, as in files pasted together.

    Raises
    ------
    LireLaVilleError
        If there is no such file, it is empty, or it is not text (workbook, web page,
        PDF, archive), with what to do.

    Notes
    -----
    On French texts of 1 to 200 lines in Windows-1252, charset-normalizer 3.5 said
    « cp1250 » each time and chardet 7.7 was wrong one time in three below 6 lines.
    Counting the letters that French uses was wrong in 2 of 1,600.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise LireLaVilleError(
            f"« {path} » n'est pas un fichier. Vérifiez le nom, ou donnez son chemin "
            "complet."
        ) from None
    return text_of(content, path.name)


def text_of(content: bytes, name: str) -> Decoded:
    """Turn bytes into text as ``read_text`` does; ``name`` is for the messages."""
    _refuse_what_is_not_text(content, name)
    return _decode(content)


def _refuse_what_is_not_text(content: bytes, name: str) -> None:
    start = content[:500].removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        raise LireLaVilleError(f"{name} est vide : aucune ligne à lire.")
    for signature, what in SIGNATURES.items():
        if start.lower().startswith(signature.lower()):
            todo = next((NEXT[kind] for kind in NEXT if what.startswith(kind)), "")
            raise LireLaVilleError(
                f"{name} n'est pas un fichier CSV : c'est {what}. {todo}".rstrip()
            )


def _decode(content: bytes) -> Decoded:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            return Decoded(text.removeprefix("\ufeff"), encoding)
    if content[1:1000:2].count(0) > 200:  # every second byte is nul
        return Decoded(content.decode("utf-16-le", errors="replace"), "utf-16-le")
    if content[0:1000:2].count(0) > 200:
        return Decoded(content.decode("utf-16-be", errors="replace"), "utf-16-be")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _line_by_line(content)


def _line_by_line(content: bytes) -> Decoded:
    """Decode each line by itself: one that is UTF-8 with accents is so by design."""
    lines = content.splitlines(keepends=True)
    others = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    encoding = _one_byte_encoding(b"".join(lines[number] for number in others))
    accented = sum(not line.isascii() for line in lines) - len(others)
    texts = [line if _is_utf8(line) else None for line in lines]
    text = "".join(
        _one_byte(line, encoding) if utf8 is None else utf8.decode("utf-8")
        for line, utf8 in zip(lines, texts, strict=True)
    )
    if not accented:
        return Decoded(text, encoding)
    if accented < len(others):  # a few lines of UTF-8 in a file of the other kind
        strays = [n for n, line in enumerate(lines) if _is_utf8(line)]
        strays = [n for n in strays if not lines[n].isascii()]
        return Decoded(text, encoding, tuple(n + 1 for n in strays))
    return Decoded(text, "utf-8", tuple(n + 1 for n in others))


def _is_utf8(line: bytes) -> bool:
    """Tell a line of UTF-8 from one of Windows-1252 that happens to be valid UTF-8."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # « Éœ » in Windows-1252 would be « ɜ » in UTF-8, which nobody writes here.
    return bool(WESTERN.fullmatch(text))


def _one_byte_encoding(content: bytes) -> str:
    def french_letters(encoding: str) -> int:
        text = _one_byte(content[:ENOUGH], encoding)
        return sum(text.count(letter) for letter in FRENCH)

    return max(ONE_BYTE, key=french_letters)  # the first one if they are equal


def _one_byte(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:  # five bytes that Windows-1252 leaves without a letter
        return content.decode("latin-1")
