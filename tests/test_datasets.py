"""Each data package keeps its promises, and the checks see it when one does not."""

import json
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box
from typer.testing import CliRunner

from lirelaville.catalogue import dataset_names, describe, load
from lirelaville.catalogue.checking import check, rules_of
from lirelaville.catalogue.commands import app
from lirelaville.catalogue.prepare import (
    check_sources,
    read_text_csv,
    to_geojson,
    with_fingerprint,
    write,
)
from lirelaville.catalogue.tables import resource_of
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder

SLUGS = dataset_names()
DATASETS = project_folder() / "datasets"
SOURCES = project_folder().parent / "shared" / "sources"
RECEIVED = (
    "reçu par une republication ; à confirmer à l'adresse officielle",
    "téléchargé à l'adresse officielle le ",
)
MEGABYTE = 1_000_000


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A copy of the real datasets, free to be damaged."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    return tmp_path


def rewrite_data(project: Path, slug: str, old: str, new: str, name: str = "") -> None:
    """Replace text in a data file and keep its card's fingerprint true."""
    folder = project / "datasets" / slug
    card = folder / "datapackage.json"
    resource = resource_of(json.loads(card.read_text()), name)
    file = folder / resource["path"]
    assert old in file.read_text()
    content = file.read_text().replace(old, new, 1).encode()
    file.write_bytes(content)
    text = with_fingerprint(
        card.read_text(), resource["name"], content, resource["rows"]
    )
    card.write_text(text)


def replace_in_card(project: Path, slug: str, old: str, new: str) -> None:
    """Replace text in the card of a dataset."""
    card = project / "datasets" / slug / "datapackage.json"
    assert old in card.read_text()
    card.write_text(card.read_text().replace(old, new, 1))


def prepare_module(slug: str):
    """Import the ``prepare.py`` of a dataset."""
    spec = spec_from_file_location(f"prepare_{slug}", DATASETS / slug / "prepare.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# the packages


@pytest.mark.parametrize("slug", SLUGS)
def test_package_is_valid(slug):
    """Standard card, true fingerprint, every cell of its type, every rule kept."""
    assert check(slug) == []
    assert rules_of(slug), "at least one rule beyond types"


@pytest.mark.parametrize("slug", SLUGS)
def test_card_tells_people_what_they_need(slug):
    """Who publishes, where, what a row is, what each column means, what is missing."""
    card = describe(slug)
    assert card["name"] == slug
    assert card["description"].startswith("Une ligne est ")
    assert all(s["path"].startswith("https://") for s in card["sources"])
    assert card["reception"].startswith(RECEIVED)
    assert all(r["commit"] in card["reception"] for r in card["republished"])
    assert card["known_gaps"]
    for field in (f for r in card["resources"] for f in r["schema"]["fields"]):
        assert field["title"]
        assert len(field["description"]) > 10
        if field["type"] in ("integer", "number"):
            assert field["unit"], f"{slug}.{field['name']} has no unit"


@pytest.mark.parametrize("slug", SLUGS)
def test_data_file_is_small_and_plain(slug):
    r"""Under 2 MB, UTF-8, lines ending in ``\n``, rows counted in the card."""
    for resource in describe(slug)["resources"]:
        content = (DATASETS / slug / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"] < 2 * MEGABYTE
        if resource.get("raw"):  # kept as the publisher made it
            continue
        assert len(load(slug, resource=resource["name"])) == resource["rows"]
        if not resource["path"].endswith(".parquet"):
            assert b"\r" not in content
            assert content.decode("utf-8").endswith("\n")


def test_outlines_are_light_enough_for_a_phone():
    """The 111 quartiers weigh less than 400 kB."""
    assert describe("quartiers")["resources"][0]["bytes"] < 400_000


def test_all_packages_together_stay_under_20_megabytes():
    """A clone stays quick."""
    sizes = [r["bytes"] for slug in SLUGS for r in describe(slug)["resources"]]
    assert sum(sizes) < 20 * MEGABYTE


@pytest.mark.skipif(
    not SOURCES.is_dir(),
    reason="../shared/sources absent: the publishers' files are not on this machine",
)
@pytest.mark.parametrize("slug", SLUGS)
def test_prepare_gives_the_same_bytes_again(slug, tmp_path):
    """Running prepare.py anew rebuilds the data files and the card, byte for byte."""
    script = DATASETS / slug / "prepare.py"
    run = subprocess.run(
        [sys.executable, script, "--sources", SOURCES, "--to", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    files = [resource["path"] for resource in describe(slug)["resources"]]
    for name in ("datapackage.json", *files):
        assert (tmp_path / name).read_bytes() == (DATASETS / slug / name).read_bytes()


# the checks see what is wrong


FAULTS = {
    "type": (
        "populations",
        ",859,",
        ",beaucoup,",
        "« beaucoup » : n'est pas du type annoncé (integer)",
    ),
    "pattern": (
        "populations",
        "01001,COM",
        "1001,COM",
        "colonne « code_insee », « 1001 » :",
    ),
    "key": ("populations", "01002,COM", "01001,COM", "clé d'une autre ligne"),
    "order": ("budget_primitif", "annee,sens", "sens,annee", "n'est pas à sa place"),
    "header": ("budget_primitif", ",montant_eur", ",montant", "« montant"),
    "range": (
        "quartiers",
        '"arrondissement":1}',
        '"arrondissement":17}',
        "« 17 » : ne",
    ),
    "total": (
        "subventions",
        "10350922.36",
        "10350922.37",
        "884 955 844,77 € au total.",
    ),
    "population": (
        "populations",
        ",877215,",
        ",877216,",
        "Marseille compte 877 215 habitants.",
    ),
    "border": (
        "quartiers",
        "5.3720",
        "5.3721",
        "même limite : ni trou ni recouvrement.",
    ),
    "join": (
        "revenus_iris",
        "1320101,13201",
        "1320102,13201",
        "commence par son quartier",
    ),
    "place": ("equipements", "5.376404,43.26", "5.476404,43.26", "à moins de 150 m."),
    "census": ("recensement_iris", ",1473,", ",1474,", "877 217 habitants en 2022"),
    "alone": ("recensement_iris", ",124.24,", ",424.24,", "96 720 seul"),
    "names": (
        "iris",
        '"nom_iris":"La Bourse"',
        '"nom_iris":"Bourse"',
        "Mêmes codes et mêmes noms",
    ),
    "hottest": ("meteo", ",38.9,", ",39.9,", "38,9 °C à Marignane le 16 août"),
    "date": ("meteo", "2025-08-16", "16/08/2025", "n'est pas du type annoncé (date)"),
    "sales": (
        "logement_iris",
        ",13201,12,12,0,",
        ",13201,13,12,0,",
        "10 101 ventes en 2024",
    ),
    "sirene": (
        "etablissements_iris",
        "1872,449,970",
        "1873,449,970",
        "210 425 établissements dont 31 249 employeurs",
    ),
    "sizes": (
        "etablissements_communes",
        "Clémenciat,25,22,",
        "Clémenciat,25,21,",
        "La somme des neuf tailles égale le total",
    ),
    "wages": (
        "salaires_communes",
        "13055,Marseille,13.8,",
        "13055,Marseille,13.9,",
        "à Marseille, 13,80 € net de l'heure",
    ),
    "shops": (
        "equipements_11e_12e",
        "1321101,13211,concorde,5.496082",
        "1321102,13211,concorde,5.496082",
        "Chaque point est dans son quartier",
    ),
    "luhn": (
        "marches_publics",
        "38885233700012,True",
        "38885233700021,True",
        "« siret_valide » dit vrai",
    ),
    "person": (
        "marches_publics",
        "entreprise individuelle",
        "MADAME X",
        "Nul n'est nommé",
    ),
    "notified": (
        "marches_publics",
        ",2020-04-16,",
        ",2002-04-16,",
        "colonne « date_notification »",
    ),
    "ceilings": ("marches_paris", "60000000.0", "60000001.0", "3 201 692 029,04 €"),
    "published": (
        "marches_paris",
        ",2024-02-22,2024-02-29,",
        ",2024-12-22,2024-02-29,",
        "avant d'être notifié",
    ),
    "siret": (
        "postes_politique_ville",
        "50310502500038",
        "50310502500039",
        "un SIRET valide (clé de Luhn)",
    ),
    "debt": (
        "comptes_communes",
        "1417679298",
        "1417679398",
        "Dette de Marseille : 1 911 374 309 €",
    ),
    "parts": (
        "investissements",
        ",9700000,,False",
        ",19700000,,False",
        "total dépassé : ['BMPM 2024']",
    ),
    "corsica": (
        "frais_representation_maires",
        "2B083,CASTIRLA,2B",
        "02083,CASTIRLA,02",
        "un SIRET corse est en Corse.",
    ),
    "purchases": (
        "commande_publique_annuelle",
        "2022,933,5044884",
        "2022,934,5044884",
        "10 060 marchés, 688 171 080 €.",
    ),
    "voted": ("montpellier_budget", "420000.0", "420001.0", "s'équilibre à l'euro"),
    "granted": ("montpellier_subventions", "12350000.0", "12350001.0", "19 256 523"),
    "neighbours": (
        "montpellier_quartiers",
        "[3.85604,43.65193]",
        "[3.95604,43.65193]",
        "sans trou ni recouvrement",
    ),
    "dwellings": (
        "logement_social",
        ",2137,",
        ",2138,",
        "85 226 logements sociaux, 1 957 opérations.",
    ),
}


@pytest.mark.parametrize(("slug", "old", "new", "words"), FAULTS.values(), ids=FAULTS)
def test_check_finds_the_fault(project, slug, old, new, words):
    """One altered cell is found, and said in French."""
    rewrite_data(project, slug, old, new)
    assert words in " ".join(check(slug))


def test_check_finds_the_fault_of_a_second_table(project):
    """Every table of a package is held to the rules."""
    rewrite_data(project, "logement_social", "85618,21.69", "85618,23.69", "sru_serie")
    words = "le nombre de ménages recensés, à 6 % près."
    assert words in " ".join(check("logement_social"))


def test_check_finds_a_changed_figure_in_a_parquet_table(project):
    """The incomes of Marseille in the national table are those of its own table."""
    table = load("revenus_iris_france")
    table.loc[table["code_iris"] == "132010102", "gini_disponible"] += 0.001
    write(table, project / "datasets" / "revenus_iris_france")
    assert "exactement celles de « revenus_iris »" in " ".join(
        check("revenus_iris_france")
    )


def test_check_counts_the_rows_that_disappeared(project):
    """A card that announces one row more than its file is not believed."""
    replace_in_card(project, "populations", '"rows": 35068', '"rows": 35069')
    assert "le nombre de lignes n'est pas celui de la fiche" in check("populations")[0]


def test_check_counts_the_faults_it_does_not_show(project):
    """A column gone wrong does not fill the screen."""
    file = project / "datasets/populations/populations.csv"
    rewrite_data(project, "populations", file.read_text(), file.read_text() * 2)
    faults = check("populations")
    assert len(faults) == 6
    assert faults[-1].startswith("… et ")


def test_check_reports_a_changed_file(project):
    """A file that is not the announced one is not looked into."""
    file = project / "datasets/subventions/subventions.csv"
    file.write_text(file.read_text() + "\n")
    assert [fault.partition(" : ")[0] for fault in check("subventions")] == [
        "subventions.csv a changé"
    ]


def test_check_reports_a_wrong_size(project):
    """The size in the card is part of what it announces."""
    size = describe("populations")["resources"][0]["bytes"]
    replace_in_card(project, "populations", f'"bytes": {size}', '"bytes": 12')
    assert "annonce 12 octets" in check("populations")[0]


def test_check_reports_a_card_out_of_standard(project):
    """Frictionless refuses a contributor that is not a record."""
    replace_in_card(project, "populations", '"keywords": [', '"keywords": [1, ')
    assert "n'est pas conforme à Frictionless" in check("populations")[0]


def test_check_reports_a_rule_whose_other_dataset_is_broken(project):
    """Rules that join two tables say which one fails them."""
    (project / "datasets/quartiers/quartiers.geojson").unlink()
    assert "quartiers.geojson n'est pas là" in check("equipements")[0]


def test_rules_file_without_rules_is_refused(project):
    """Forgetting the last line would silently check nothing."""
    (project / "datasets/subventions/rules.py").write_text('"""Rien."""\n')
    with pytest.raises(LireLaVilleError, match=r"Terminez-le par : RULES = "):
        rules_of("subventions")


def test_dataset_without_rules_file_has_none(project):
    """Rules are optional: another city's table may bring none."""
    (project / "datasets/subventions/rules.py").unlink()
    assert rules_of("subventions") == ()
    assert check("subventions") == []


# the commands


def test_list_shows_every_dataset():
    """Name, publisher and licence of each, in one table."""
    shown = CliRunner().invoke(app, ["list"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert all(slug in shown.output for slug in SLUGS)
    assert "Ville de Marseille" in shown.output


def test_check_command_fails_when_one_dataset_does(project):
    """The good one passes, the bad one is explained, the exit code is 1."""
    (project / "datasets/quartiers/quartiers.geojson").unlink()
    run = CliRunner().invoke(app, ["check", "subventions", "quartiers"])
    assert run.exit_code == 1
    assert "✓ subventions : empreinte, types et 4 règles" in run.output
    assert "✗ quartiers" in run.output
    assert "Jeux vérifiés : 2, en défaut : 1" in run.output


def test_check_command_passes_on_a_sound_dataset():
    """All well is exit code 0."""
    run = CliRunner().invoke(app, ["check", "budget_primitif"])
    assert run.exit_code == 0
    assert "Jeux vérifiés : 1, en défaut : 0" in run.output


def test_check_of_an_unknown_dataset_gives_near_names():
    """The command says which name was meant."""
    run = CliRunner().invoke(app, ["check", "quartier"])
    assert isinstance(run.exception, LireLaVilleError)
    assert "Vouliez-vous dire « quartiers » ?" in str(run.exception)


# preparing


def test_prepare_without_sources_says_which_option(tmp_path):
    """The script stops with a sentence, not a traceback."""
    script = DATASETS / "populations" / "prepare.py"
    run = subprocess.run(
        [sys.executable, script, "--sources", tmp_path / "nulle_part"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "Erreur : Le dossier des fichiers d'origine n'est pas là" in run.stderr
    assert "--sources DOSSIER" in run.stderr
    with pytest.raises(LireLaVilleError, match="n'est pas là"):
        check_sources(tmp_path / "nulle_part")


def test_prepare_names_the_publisher_file_it_misses(tmp_path):
    """An incomplete folder of sources is told file by file."""
    with pytest.raises(LireLaVilleError, match=r"Fichier d'origine absent : .*x\.csv"):
        read_text_csv(tmp_path / "x.csv")


def test_write_refuses_columns_that_the_card_does_not_announce(project):
    """Card and table change together or not at all."""
    table = pd.DataFrame({"code_insee": ["13055"]})
    with pytest.raises(LireLaVilleError, match=r"ne sont pas celles de populations/"):
        write(table, project / "datasets" / "populations")


def test_write_changes_only_the_fingerprint_of_the_card(project):
    """Hash, size and rows are new; every other byte of the card stays."""
    folder = project / "datasets" / "budget_primitif"
    before = (folder / "datapackage.json").read_text().splitlines()
    write(load("budget_primitif").head(10), folder)
    after = (folder / "datapackage.json").read_text().splitlines()
    changed = [line for line, old in zip(after, before, strict=True) if line != old]
    assert [line.split('"')[1] for line in changed] == ["hash", "bytes", "rows"]
    assert len(load("budget_primitif")) == 10


def test_card_without_a_place_for_the_fingerprint_is_refused():
    """The three keys are asked for by name."""
    with pytest.raises(LireLaVilleError, match=r"doit donner « hash » après le nom"):
        with_fingerprint("{}", "budget", b"", 0)


def test_geojson_is_written_one_feature_a_line():
    """Coordinates have 5 decimals; a changed quartier is one changed line."""
    table = gpd.GeoDataFrame(
        {"code": ["a", "b"], "rang": [1, None]},
        geometry=[box(0, 0, 1 / 3, 1), box(1, 1, 2, 2)],
    )
    lines = to_geojson(table).splitlines()
    assert len(lines) == 4
    assert "0.33333," in lines[1]
    assert json.loads("\n".join(lines))["features"][1]["properties"] == {
        "code": "b",
        "rang": None,
    }


def test_overlapping_quartiers_are_refused():
    """The border check sees neighbours that overlap."""
    require_coverage = prepare_module("quartiers").require_coverage
    require_coverage([box(0, 0, 1, 1), box(1, 0, 2, 1)], "ici")
    with pytest.raises(LireLaVilleError, match="limites communes rompues ici"):
        require_coverage([box(0, 0, 1.1, 1), box(1, 0, 2, 1)], "ici")


def test_places_lost_on_the_way_are_refused(tmp_path):
    """Each place of the ten lists is found in the joined one, twins aside."""
    compare = prepare_module("equipements").compare_with_lists
    tmp_path.joinpath("marseille_creches.csv").write_text("Nom\nA\nA\nB\nC\n")
    compare(pd.DataFrame({"jeu": ["creches"] * 3}), tmp_path)
    with pytest.raises(LireLaVilleError, match="creches : 2 lignes, attendu 3"):
        compare(pd.DataFrame({"jeu": ["creches"] * 2}), tmp_path)


def test_a_name_in_brackets_does_not_break_the_message():
    """What a person typed is shown as typed, whatever it looks like."""
    program = Path(sys.executable).with_name("lirelaville")
    run = subprocess.run(
        [program, "datasets", "check", "[/rouge]"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "Pas de jeu de données « [/rouge] »" in run.stderr
