"""``datasets refresh`` asks the publisher again and replaces only what is agreed.

The package is the real ``revenus_iris``; the publisher, a local site that sends
what Insee sends (two zips), rebuilt from our own table.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pandas as pd
import pytest
from publisher_site import PublisherSite, publisher_site, send, zipped
from typer.testing import CliRunner

from lirelaville.catalogue import describe, load
from lirelaville.catalogue.checking import check
from lirelaville.catalogue.commands import app
from lirelaville.catalogue.refreshing.replace import received_on
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

SLUG = "revenus_iris"
HOME = project_folder() / "datasets"
INSEE = "https://www.insee.fr/fr/statistiques/fichier/8229323"
DISP, DEC = "BASE_TD_FILO_IRIS_2021_DISP", "BASE_TD_FILO_IRIS_2021_DEC"
NAMES = "insee/marseille_iris_libelles.csv"
OTHER_COPY = "iris/filosofi_2019_2021_declare_disponible_iris_marseille.csv"
# the start of the line of an IRIS: its code, its median income
LA_BOURSE, RICHER = "132010101;17900,0;", "132010101;21480,0;"


# what Insee sends, rebuilt from our table


def prepare_module():
    """Import prepare.py for the names that Insee gives to the columns."""
    file = HOME / SLUG / "prepare.py"
    spec = spec_from_file_location("prepare_revenus", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def insee() -> dict[str, str]:
    """The publishers' files, by their path under the folder of sources."""
    table = pd.read_csv(HOME / SLUG / f"{SLUG}.csv", dtype="str", keep_default_na=False)
    why = table["motif_absence"].str[:2]
    code = why.where(why.isin(["ns", "nd"]), "ns")
    note = table["evolution_prudente"].map({"True": "1", "False": "0"})
    note = note.mask(why == "no", "5")
    names = table.rename(columns={"code_iris": "IRIS", "nom_iris": "LIBIRIS"})
    files = {NAMES: names[["IRIS", "LIBIRIS"]].to_csv(index=False)}
    module = prepare_module()
    for kind, columns in (("DISP", module.DISPOSABLE), ("DEC", module.DECLARED)):
        raw = pd.DataFrame({"IRIS": table["code_iris"]})
        for theirs, ours in columns.items():
            raw[theirs] = (
                table[ours].str.replace(".", ",").mask(table[ours] == "", code)
            )
        raw[f"{kind}_NOTE21"] = note
        raw.loc[len(raw)] = ["010040101", *["1"] * (raw.shape[1] - 1)]
        name = f"insee/BASE_TD_FILO_IRIS_2021_{kind}.csv"
        files[name] = raw.to_csv(sep=";", index=False)
    files[OTHER_COPY] = "code_iris,DISP_MED21\n132010101,17900.0\n"
    return files


@pytest.fixture
def site():
    """The publisher's site, empty."""
    with publisher_site() as running:
        yield running


@pytest.fixture
def project(tmp_path, monkeypatch, site, insee) -> Path:
    """The folder of the package, in a copy of the project that asks the local site."""
    for slug in (SLUG, "quartiers"):
        shutil.copytree(HOME / slug, tmp_path / "project" / "datasets" / slug)
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path / "project"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    for name in (NAMES, OTHER_COPY):
        file = tmp_path / "shared" / "sources" / name
        file.parent.mkdir(parents=True)
        file.write_text(insee[name])
    folder = tmp_path / "project" / "datasets" / SLUG
    in_card(folder, INSEE, site.url)
    card = folder / "datapackage.json"
    card.write_text(received_on(card.read_text(), date(2025, 1, 2)))
    publish(site, insee)
    return folder


def publish(site: PublisherSite, files: dict[str, str]) -> None:
    """Put Insee's two archives on the site."""
    for name in (DISP, DEC):
        content = files[f"insee/{name}.csv"]
        site.pages[f"/{name}_CSV.zip"] = zipped(
            {f"meta_{name}.csv": "x", f"{name}.csv": content}
        )


def in_card(folder: Path, old: str, new: str) -> None:
    """Replace text in the card."""
    card = folder / "datapackage.json"
    assert old in card.read_text()
    card.write_text(card.read_text().replace(old, new))


def edited(files: dict[str, str], old: str, new: str, name: str = DISP) -> dict:
    """Return the publisher's files with one change."""
    path = f"insee/{name}.csv"
    assert old in files[path]
    return files | {path: files[path].replace(old, new, 1)}


def refresh(*options: str, answer: str | None = None) -> tuple[int, str]:
    """Run the command; return its exit code and all that it says, on one line."""
    asked = ["refresh", SLUG, *map(str, options)]
    run = CliRunner().invoke(app, asked, input=answer, env={"COLUMNS": "400"})
    if run.exception and not isinstance(run.exception, SystemExit | LireLaVilleError):
        raise run.exception
    said = run.output
    if isinstance(run.exception, LireLaVilleError):
        said += str(run.exception)
    return run.exit_code, " ".join(said.split())


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def refused(project: Path, *options: str, answer: str | None = None) -> str:
    """Refresh; make sure that it fails and leaves everything as it was."""
    before = content(project)
    code, said = refresh(*options, answer=answer)
    assert code == 1
    assert content(project) == before
    assert list((project.parents[2] / "temporary").iterdir()) == []
    return said


# nothing new, something new


def test_unchanged_files_say_so_and_write_nothing(project):
    """Same files, same table: exit 0, and the official address is confirmed."""
    before = content(project)
    code, said = refresh()
    assert code == 0
    assert "revenus_iris.csv Identique (393 lignes)." in said
    assert "Les fichiers reçus donnent la même table : rien à remplacer." in said
    assert "L'adresse officielle donne donc ce qui avait été reçu" in said
    assert content(project) == before


def test_changed_figure_is_shown_then_replaced_when_agreed(project, site, insee):
    """Old, new, gap; then the table, its card and the day of reception."""
    publish(site, edited(insee, LA_BOURSE, RICHER))
    code, said = refresh(answer="oui\n")
    assert code == 0
    assert "393 → 393 lignes : 0 retirée, 0 ajoutée, 1 modifiée." in said
    assert "Une ligne est reconnue à : code_iris." in said
    assert "revenu_median_disponible_eur 1 132010101 17 900 21 480 +20,0 %" in said
    assert "La nouvelle version respecte ses types et ses règles." in said
    assert "✓ Remplacé : datapackage.json, revenus_iris.csv." in said
    assert check(SLUG) == []
    bourse = load(SLUG, where="code_iris = '132010101'")
    assert bourse["revenu_median_disponible_eur"].to_list() == [21480]
    assert describe(SLUG)["retrieved"] == date.today().isoformat()


def test_only_fingerprint_and_day_of_the_card_change(project, site, insee):
    """Every other line of the card keeps its layout."""
    before = (project / "datapackage.json").read_text().splitlines()
    publish(site, edited(insee, LA_BOURSE, RICHER))
    refresh("--yes")
    after = (project / "datapackage.json").read_text().splitlines()
    changed = [new for new, old in zip(after, before, strict=True) if new != old]
    assert [line.split('"')[1] for line in changed] == ["retrieved", "hash"]


def test_each_file_says_from_where_it_came(project, site):
    """Downloaded, or taken from the files received before."""
    said = refresh("--dry-run")[1]
    host = site.url.removeprefix("http://")
    assert f"✓ insee/{DISP}.csv téléchargé de {host} (0,0 Mo)" in said
    assert "shared/sources (sans adresse directe)" in said
    assert "Ce que dit prepare.py DISP : 393 IRIS de Marseille gardés sur 394." in said


@pytest.mark.parametrize("answer", ["\n", "non\n", "peut-être\n"])
def test_anything_but_yes_replaces_nothing(project, site, insee, answer):
    """The default is no."""
    publish(site, edited(insee, LA_BOURSE, RICHER))
    said = refused(project, answer=answer)
    assert "Remplacer datasets/revenus_iris ? (oui/non) [non]:" in said
    assert said.endswith("Rien n'est remplacé.")


def test_dry_run_shows_and_replaces_nothing(project, site, insee):
    """No question is asked."""
    publish(site, edited(insee, LA_BOURSE, RICHER))
    before = content(project)
    code, said = refresh("--dry-run")
    assert code == 0
    assert "1 modifiée" in said
    assert said.endswith("règles. Rien n'est remplacé.")
    assert content(project) == before


def test_git_can_undo_what_git_had(project, site, insee):
    """The command it tells gives the previous version back."""
    git = ["git", "-C", str(project.parents[1])]
    who = ["-c", "user.name=p01", "-c", "user.email=p01@example.org"]
    for each in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "avant"]):
        subprocess.run([*git, *each], check=True)
    before = content(project)
    publish(site, edited(insee, LA_BOURSE, RICHER))
    said = refresh("--yes")[1]
    assert "git diff datasets/revenus_iris" in said
    assert "Revenir en arrière : git restore datasets/revenus_iris" in said
    assert content(project).keys() == before.keys()
    assert content(project) != before
    subprocess.run([*git, "restore", "datasets/revenus_iris"], check=True)
    assert content(project) == before


def test_what_git_does_not_have_stays_beside(project, site, insee):
    """Outside git, or edited since: the files of before are kept under other names."""
    before = content(project)
    publish(site, edited(insee, LA_BOURSE, RICHER))
    said = refresh("--yes")[1]
    assert "Git n'a pas la version d'avant : elle reste dans datasets/" in said
    for name in ("revenus_iris.csv", "datapackage.json"):
        assert content(project)[f"{name}.avant"] == before[name]


def test_rows_come_and_go(project, site, insee):
    """Removed and added rows are told with their key and their first cells."""
    files = edited(insee, "132010101;", "132010199;")
    files = edited(files, "132010101;", "132010199;", DEC)
    renamed = insee[NAMES].replace("132010101,", "132010199,")
    (project.parents[2] / "shared" / "sources" / NAMES).write_text(renamed)
    publish(site, files)
    said = refused(project, answer="non\n")
    assert "393 → 393 lignes : 1 retirée, 1 ajoutée, 0 modifiée." in said
    assert "Retirées (1) − 132010101 · La Bourse · 1320101 · 13201 · 17 900" in said
    assert "Ajoutées (1) + 132010199 · La Bourse · 1320101 · 13201 · 17 900" in said


def test_yes_does_not_replace_a_faulty_table(project, site, insee):
    """A script must not take what breaks a rule; a person may."""
    publish(site, edited(insee, LA_BOURSE, "132010101;1,0;"))
    said = refused(project, "--yes")
    assert "Promesse non tenue : 1er décile ≤ 1er quartile" in said
    assert "--yes ne remplace pas une table en défaut." in said
    assert refresh("--dry-run")[0] == 1
    assert refresh(answer="oui\n")[0] == 0
    assert load(SLUG)["revenu_median_disponible_eur"].iloc[0] == 1


def test_moved_column_changes_nothing(project, site, insee):
    """prepare.py reads by name: the order of the publisher's columns is theirs."""
    lines = [line.split(";") for line in insee[f"insee/{DISP}.csv"].splitlines()]
    backwards = "\n".join(";".join(reversed(line)) for line in lines)
    publish(site, insee | {f"insee/{DISP}.csv": backwards})
    assert refresh()[0] == 0


def test_redirection_to_another_host_is_followed(project, site):
    """Publishers move their files about."""
    there = site.pages[f"/{DISP}_CSV.zip"]

    def elsewhere(request):
        request.send_response(302)
        request.send_header(
            "Location", site.url.replace("127.0.0.1", "localhost") + "/x"
        )
        request.end_headers()

    site.pages |= {f"/{DISP}_CSV.zip": elsewhere, "/x": there}
    assert refresh()[0] == 0


# what the network can do


def answers(status):
    return lambda request: request.send_error(status)


def redirects_for_ever(request):
    request.send_response(302)
    request.send_header("Location", request.path)
    request.end_headers()


def chunks_cut_short(request):
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"400\r\nPK")
    request.close_connection = True


WEB_PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html><body>En maintenance</body></html>"
FAULTY = {
    "404": (
        answers(404),
        "répond 404 pour",
        "il n'y a plus de fichier à cette adresse",
    ),
    "500": (answers(500), "répond 500 pour", "le site est en panne"),
    "403": (answers(403), "répond 403 pour", "le site refuse les programmes"),
    "418": (answers(418), "répond 418 pour", "le site refuse"),
    "web page": (WEB_PAGE, "est une page web, pas un fichier de données", "--sources"),
    "empty": (b"", "est vide", "Réessayez plus tard"),
    "not a zip": (b"annee;montant\n", "n'est pas une archive zip lisible", "--sources"),
    "cut": (lambda request: send(request, b"PK" * 99, 9999), "incomplet", "--sources"),
    "cut chunks": (chunks_cut_short, "s'est interrompu avant la fin", "incomplet"),
    "redirects": (
        redirects_for_ever,
        "Impossible de télécharger",
        "vérifiez l'adresse",
    ),
    "other member": (
        zipped({"lisez-moi.txt": "x"}),
        f"ne contient pas « {DISP}.csv »",
        "Elle contient : lisez-moi.txt. Corrigez « member » dans la fiche.",
    ),
    "zip bomb": (
        zipped({f"{DISP}.csv": b"0" * 3_000_000}),
        "ferait 3,0 Mo une fois décompressé",
        "plus que la limite de 2 Mo",
    ),
}


@pytest.mark.parametrize(("answer", "what", "then"), FAULTY.values(), ids=FAULTY)
def test_what_the_site_sends_wrong_is_said(project, site, answer, what, then):
    """What happened, and what to do; nothing is replaced, nothing is left behind."""
    site.pages[f"/{DISP}_CSV.zip"] = answer
    said = refused(project, "--max-mb", "2")
    assert what in said
    assert then in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:9", "Impossible de joindre 127.0.0.1:9 : pas de connexion"),
        ("http://nulle-part.invalid", "Impossible de joindre nulle-part.invalid"),
        ("https://127.0.0.1:{port}", "n'est pas sûre"),
        ("ftp://127.0.0.1", "n'est pas une adresse de téléchargement"),
        ("http://[127", "n'est pas une adresse de téléchargement"),
    ],
    ids=["refused", "no name", "not secure", "ftp", "not an address"],
)
def test_address_that_cannot_be_asked_is_said(project, site, address, words):
    """Offline, or a wrong address in the card."""
    in_card(project, site.url, address.format(port=site.server_port))
    assert words in refused(project)


def test_silent_site_is_not_waited_for_ever(project, site, monkeypatch):
    """A site that accepts and says nothing."""
    monkeypatch.setattr("lirelaville.catalogue.refreshing.download.PATIENCE", 0.2)
    site.pages[f"/{DISP}_CSV.zip"] = lambda _request: time.sleep(2)
    assert "ne répond pas depuis" in refused(project)


def test_announced_size_over_the_limit_is_refused_at_once(project, site):
    """Not one byte is waited for."""
    site.pages[f"/{DISP}_CSV.zip"] = lambda request: send(request, b"", 3_000_000)
    said = refused(project, "--max-mb", "2")
    assert "Le fichier dépasse 2 Mo : téléchargement arrêté." in said
    assert "--max-mb 10." in said


def test_endless_file_is_stopped_on_the_way(project, site):
    """Neither disk nor memory fill up when the size is not announced."""
    sent = []

    def endless(request):
        send(request, b"", -1)
        for _ in range(2_000):
            request.wfile.write(b"0" * 100_000)
            sent.append(100_000)

    site.pages[f"/{DISP}_CSV.zip"] = endless
    assert "Le fichier dépasse 2 Mo" in refused(project, "--max-mb", "2")
    assert sum(sent) < 50_000_000  # what the system's buffers may hold, and no more


def test_path_inside_the_archive_leads_nowhere(project, site, insee):
    """The card alone says where the member is written."""
    away = zipped({f"../../../{DISP.lower()}.CSV": insee[f"insee/{DISP}.csv"]})
    site.pages[f"/{DISP}_CSV.zip"] = away
    outside = {f for f in project.parents[2].rglob("*") if "temporary" not in f.parts}
    assert refresh()[0] == 0
    after = {f for f in project.parents[2].rglob("*") if "temporary" not in f.parts}
    assert {f for f in after - outside if "__pycache__" not in f.parts} == set()


# what is in the files


def plain_csv(project, site, text: str | bytes) -> None:
    """Let the site send the table itself, without an archive nor a size."""
    in_card(project, f'{DISP}_CSV.zip", "member": "{DISP}.csv"', f'{DISP}.csv"')
    body = text if isinstance(text, bytes) else text.encode()
    site.pages[f"/{DISP}.csv"] = lambda request: send(request, body, -1)


def test_table_cut_in_the_middle_is_doubted(project, site, insee):
    """Nothing on the wire tells it: the lost rows do."""
    text = insee[f"insee/{DISP}.csv"]
    plain_csv(project, site, text[: text.index("132080101;")])
    said = refused(project, answer="non\n")
    assert "de moins sur 393 lignes : le fichier reçu est peut-être tronqué." in said
    assert "--yes ne remplace pas" in refused(project, "--yes")


def test_renamed_column_gives_the_near_one(project, site, insee):
    """The new vintage has a new name: prepare.py is to be adapted."""
    publish(site, edited(insee, "DISP_MED21", "DISP_MED22"))
    said = refused(project)
    assert "ils n'ont pas la colonne « DISP_MED21 »" in said
    assert f"La plus proche : « DISP_MED22 », dans insee/{DISP}.csv." in said
    assert "adaptez datasets/revenus_iris/prepare.py" in said


def test_another_encoding_is_named(project, site, insee):
    """The file that is not UTF-8 is told."""
    names = project.parents[2] / "shared" / "sources" / NAMES
    names.write_bytes(insee[NAMES].encode("latin-1"))
    said = refused(project)
    assert "l'encodage n'est pas celui que prepare.py attend." in said
    assert f"Pas en UTF-8 : {NAMES} (latin-1 ou cp1252, sans doute)." in said


def test_accents_read_in_the_wrong_encoding_are_doubted(project, insee):
    """The file is valid UTF-8, and its accents were already lost."""
    names = project.parents[2] / "shared" / "sources" / NAMES
    names.write_bytes(insee[NAMES].encode().decode("cp1252", "replace").encode())
    said = refused(project, "--yes")
    assert "aux accents abîmés (« Ã© ») : l'encodage" in said


def test_cell_that_prepare_cannot_read_gives_its_line(project, site, insee):
    """The words of the exception, and where in prepare.py."""
    publish(site, edited(insee, LA_BOURSE, "132010101;beaucoup;"))
    said = refused(project)
    assert "ValueError: Unable to parse string 'beaucoup'" in said
    assert "(prepare.py, ligne " in said


def test_sentence_of_prepare_is_repeated(project, site):
    """What prepare.py says by itself is clear enough; no temporary path in it."""
    in_card(project, f'{{"saved_as": "{NAMES}"}},', "")
    said = refused(project)
    assert f"Fichier d'origine absent : {NAMES}. Ajoutez-le à « files »" in said


def test_prepare_that_stops_without_a_word_is_said(project):
    """Whatever happens there is an answer."""
    (project / "prepare.py").write_text("raise SystemExit(3)\n")
    assert "il s'arrête sans rien dire" in refused(project)


def test_package_without_prepare_is_said(project):
    """Another city's package may bring none."""
    (project / "prepare.py").unlink()
    assert "n'a pas de prepare.py : ses tables ne se refont pas." in refused(project)


def test_rule_that_fails_on_the_new_table_is_a_fault(project, site, insee):
    """Its author never imagined such a table."""
    (project / "rules.py").write_text("def r(t):\n    1 / 0\nRULES = (r,)\n")
    publish(site, edited(insee, LA_BOURSE, RICHER))
    assert "Une règle de rules.py s'y arrête : ZeroDivisionError" in refused(
        project, "--yes"
    )


def test_file_does_not_command_the_terminal(project, insee):
    """Control characters of a file are not sent to the screen."""
    names = project.parents[2] / "shared" / "sources" / NAMES
    names.write_text(insee[NAMES].replace("La Bourse", "\x1b]0;pris\x07[red]x"))
    run = CliRunner().invoke(app, ["refresh", SLUG, "--dry-run"])
    assert "]0;pris" in run.output
    assert "[red]x" in run.output
    assert "\x1b]0" not in run.output


# files by hand


def test_files_downloaded_by_hand_need_no_network(project, site, insee, tmp_path):
    """Each in the place where prepare.py reads it."""
    site.pages.clear()
    for name, text in edited(insee, LA_BOURSE, RICHER).items():
        file = tmp_path / "recus" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    code, said = refresh("--sources", tmp_path / "recus", answer="oui\n")
    assert code == 0
    assert f"✓ insee/{DISP}.csv pris dans {tmp_path}/recus" in said
    assert load(SLUG)["revenu_median_disponible_eur"].iloc[0] == 21480


def test_web_page_saved_by_hand_is_seen(project, tmp_path):
    """A browser saves the error page under the name of the file."""
    file = tmp_path / "recus" / "insee" / f"{DISP}.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(WEB_PAGE)
    assert "est une page web" in refused(project, "--sources", tmp_path / "recus")


def test_folder_that_is_not_there_is_said(project, tmp_path):
    """A slip of the finger."""
    said = refused(project, "--sources", tmp_path / "recu")
    assert "recu (--sources) n'existe pas." in said


def test_folder_without_any_expected_file_names_them(project, tmp_path):
    """Probably the wrong folder, or the files are not under their names."""
    said = refused(project, "--sources", tmp_path / "temporary")
    assert "ne contient aucun des fichiers attendus : insee/BASE" in said


def test_file_without_address_is_asked_for(project):
    """A machine that never received it."""
    shutil.rmtree(project.parents[2] / "shared")
    said = refused(project)
    assert f"Le fichier {NAMES} n'a pas d'adresse directe" in said
    assert "--sources DOSSIER" in said


def without_files(project: Path) -> None:
    """Take the addresses out of the card."""
    text = (project / "datapackage.json").read_text()
    start, end = text.index(', "files": ['), text.index("    ]}")
    (project / "datapackage.json").write_text(text[:start] + text[end + 5 :])
    assert "files" not in describe(SLUG)["sources"][0]


def test_card_without_address_gives_the_official_page(project):
    """The page, the command, and why the form may differ."""
    without_files(project)
    said = refused(project)
    assert "ne donne pas d'adresse de téléchargement direct" in said
    assert "https://www.insee.fr/fr/statistiques/8229323" in said
    assert "lirelaville datasets refresh revenus_iris --sources DOSSIER" in said
    assert "est venue d'une republication (vadimbec/polipy, toscane28/" in said


def test_card_without_address_reads_a_whole_folder(project, insee):
    """The person's folder is given to prepare.py as it is."""
    without_files(project)
    folder = project.parents[2] / "shared" / "sources"
    for name in (DISP, DEC):
        (folder / "insee" / f"{name}.csv").write_text(insee[f"insee/{name}.csv"])
    code, said = refresh("--sources", folder)
    assert code == 0
    assert f"fichiers de {folder}" in said
    assert "L'adresse officielle donne" not in said


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../../prepare.py"])
def test_card_cannot_write_elsewhere(project, path):
    """``saved_as`` stays under the folder of sources."""
    in_card(project, f'"saved_as": "{NAMES}"', f'"saved_as": "{path}"')
    assert "dit dans « saved_as » où prepare.py le lit" in refused(project)


# replacing


def test_table_that_cannot_be_written_leaves_the_old_card(project, site, insee):
    """A folder took the place of the table: the card, written first, comes back."""
    (project / "revenus_iris.csv").unlink()
    (project / "revenus_iris.csv" / "dedans").mkdir(parents=True)
    said = refused(project, answer="oui\n")
    assert "La table en place manque ou ne se lit pas : tout est nouveau." in said
    assert "Un fichier ne peut être lu ou écrit" in said
    assert "datasets/revenus_iris est resté tel quel." in said


@pytest.mark.parametrize("damage", [b"\n", None], ids=["a line more", "lost"])
def test_damaged_table_is_repaired(project, damage):
    """The cells are the publisher's, but the file is not that of its card."""
    table = project / "revenus_iris.csv"
    good = table.read_bytes()
    table.unlink()
    if damage:
        table.write_bytes(good + damage)
    code, said = refresh(answer="oui\n")
    assert code == 0
    assert "revenus_iris.csv a changé" in said or "tout est nouveau" in said
    assert table.read_bytes() == good
    assert check(SLUG) == []


def test_web_page_in_place_of_the_table_is_replaced(project):
    """Somebody saved a web page there."""
    (project / "revenus_iris.csv").write_bytes(WEB_PAGE)
    code, said = refresh(answer="oui\n")
    assert code == 0
    assert "La table en place manque ou ne se lit pas : tout est nouveau." in said


def test_card_without_a_day_of_reception_is_refused():
    """Nothing to date."""
    with pytest.raises(LireLaVilleError, match="ne dit pas « retrieved »"):
        received_on("{}", date(2026, 12, 1))


def test_leaving_at_the_question_replaces_nothing(project, site, insee):
    """Ctrl-D, or no keyboard at all."""
    publish(site, edited(insee, LA_BOURSE, RICHER))
    before = content(project)
    code, said = refresh(answer="")
    assert code == 130
    assert "Interrompu : datasets/revenus_iris est resté tel quel." in said
    assert content(project) == before


def test_control_c_during_a_download_leaves_all_as_it_was(project, site):
    """A real process, a slow site, a real signal."""
    slow = []

    def trickle(request):
        send(request, b"PK", 1_000)
        slow.append("started")
        time.sleep(5)

    site.pages[f"/{DISP}_CSV.zip"] = trickle
    before = content(project)
    temporary = project.parents[2] / "temporary"
    run = subprocess.Popen(
        [Path(sys.executable).with_name("lirelaville"), "datasets", "refresh", SLUG],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    deadline = time.monotonic() + 30
    while not slow and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=30)[0]
    assert run.returncode == 130
    assert "Interrompu : datasets/revenus_iris est resté tel quel." in said
    assert content(project) == before
    assert list(temporary.iterdir()) == []


def test_unknown_dataset_gives_near_names(project):
    """The command says which name was meant."""
    run = CliRunner().invoke(app, ["refresh", "revenu_iris"])
    assert "Vouliez-vous dire « revenus_iris » ?" in str(run.exception)
