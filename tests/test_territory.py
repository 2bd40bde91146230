"""Another city's tables: which lessons open with them, what is missing, what runs."""

import csv
import json
import os
import shutil
from dataclasses import replace
from decimal import Decimal
from html import escape
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from reading import spaces
from typer.testing import CliRunner

from lirelaville import load
from lirelaville.catalogue import describe
from lirelaville.catalogue.prepare import write
from lirelaville.errors import LireLaVilleError
from lirelaville.french import typeset
from lirelaville.lessons.build import build_courses
from lirelaville.lessons.course import read_courses
from lirelaville.notebooks.run import execute, notebook_text
from lirelaville.project import (
    jupyter_environment,
    project_folder,
    use_absolute_datasets,
)
from lirelaville.scdl.numbers import read_amount
from lirelaville.territory.commands import app
from lirelaville.territory.folder import datasets_from, packages_in, verify
from lirelaville.territory.names import of_city
from lirelaville.territory.needs import read_needs
from lirelaville.territory.parameter import with_territory
from lirelaville.territory.report import show_verdicts
from lirelaville.territory.run import run_all
from lirelaville.territory.survey import judge_all
from lirelaville.territory.values import doubtful_values

DATASETS = project_folder() / "datasets"
LESSON, PAGE = "leçon citizens/lire_un_tableau", "page subventions"


@pytest.fixture(scope="module")
def montpellier(tmp_path_factory) -> Path:
    """The three packages of Montpellier, as another city would bring them."""
    folder = tmp_path_factory.mktemp("montpellier")
    for package in DATASETS.glob("montpellier_*"):
        shutil.copytree(package, folder / package.name)
    return folder


@pytest.fixture
def niort(tmp_path) -> Path:
    """One package, a budget, made of a few lines of Marseille's."""
    make_package(tmp_path)
    return tmp_path


def make_package(folder: Path, fields=lambda f: f, table=lambda t: t, **card) -> None:
    """Write ``niort_budget``, after changes to its fields, its table, its card."""
    ours = describe("budget_primitif")
    new = ours | {"name": "niort_budget", "model": "budget_primitif"}
    new |= {"territory": "Niort"} | card
    kept = [f for f in map(dict, ours["resources"][0]["schema"]["fields"]) if fields(f)]
    resource = ours["resources"][0] | {"name": "niort_budget", "path": "niort.csv"}
    new["resources"] = [resource | {"schema": {"fields": kept}}]
    rows = table(load("budget_primitif", where="annee = 2024 AND montant_eur > 9e6"))
    (folder / "niort_budget").mkdir(exist_ok=True)
    file = folder / "niort_budget" / "datapackage.json"
    file.write_text(json.dumps(new, indent=2, ensure_ascii=False), encoding="utf-8")
    write(pd.DataFrame(rows[[f["name"] for f in kept]]), file.parent)


def check(folder: Path, *options: str):
    return CliRunner().invoke(app, ["check", str(folder), *options])


def verdict_of(folder: Path, name: str = LESSON, territory: str = "Niort"):
    """What the check finds for one lesson or page."""
    packages = list(verify(packages_in(folder), folder))
    verdicts = judge_all(packages, folder, territory)
    return next(v for v in verdicts if v.target.name == name)


# Montpellier, for real


def test_montpellier_opens_the_budget_lesson_and_the_subsidies_page(montpellier):
    """Two can; the map cannot, and says which table it lacks."""
    done = check(montpellier)
    assert done.exit_code == 0, done.output
    assert (
        "✓ montpellier_budget (pour « budget_primitif ») : 4 297 lignes" in done.output
    )
    assert f"✓ {LESSON}" in done.output
    assert f"✓ {PAGE}" in done.output
    assert "✗ leçon agents/cartographier" in done.output
    assert "il manque le jeu « equipements » : Équipements publics" in done.output
    assert "du projet : comptes_communes" in done.output


def test_the_budget_lesson_and_the_page_really_run_on_montpellier(
    montpellier, tmp_path
):
    """papermill executes them, solutions, checks and hidden tests included."""
    packages = list(verify(packages_in(montpellier), montpellier))
    verdicts = judge_all(packages, montpellier, "Montpellier")
    chosen = [v for v in verdicts if v.target.name in (LESSON, PAGE)]
    done = run_all(chosen, montpellier, "Montpellier", tmp_path)
    assert {name: execution.error for name, execution in done.items()} == {
        LESSON: "",
        PAGE: "",
    }


def outputs(target, territory: str, folder: Path) -> str:
    """All that a notebook shows when it runs in a territory."""
    file = folder / "carnet.ipynb"
    file.write_text(notebook_text(target), encoding="utf-8")
    assert execute(file, folder, {"territoire": territory}) == ""
    cells = nbformat.read(file, as_version=4).cells
    found = [out for cell in cells for out in cell.get("outputs", [])]
    texts = [out.get("text", "") for out in found]
    texts += [out["data"].get("text/html", "") for out in found if "data" in out]
    return spaces("\n".join(texts))


def test_the_lesson_says_the_figures_of_montpellier(tmp_path):
    """The total is that of the city's own file of 2014, added up another way."""
    raw = DATASETS / "montpellier_budget" / "montpellier_budget_brut_2014.csv"
    with raw.open(encoding="cp1252", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))[1:]
    spent = [read_amount(cells[4])[0] for cells in rows if cells[1] == "D"]
    total = sum((amount for amount in spent if amount), Decimal(0))
    lesson = next(
        lesson
        for course in read_courses(["citizens"])
        for lesson in course.lessons
        if lesson.slug == "lire_un_tableau"
    )
    said = outputs(lesson, "Montpellier", tmp_path)
    assert f"Montpellier 2014 : {len(spent)} lignes de dépense" in said
    assert f"Dépenses votées : {round(total / 1_000_000)} millions" in said
    assert "Source : Ville de Montpellier, Budgets primitifs" in said
    assert "Marseille" not in said


def test_the_page_says_the_figures_of_montpellier(tmp_path):
    """Its year, its total, its own limits, none of Marseille's."""
    page = project_folder() / "voila_apps" / "subventions.py"
    said = outputs(page, "Montpellier", tmp_path)
    given = load("montpellier_subventions").query("annee == 2014 and montant_eur > 0")
    millions = f"{given['montant_eur'].sum() / 1e6:.1f}".replace(".", ",")
    assert "En 2014, la Ville de Montpellier a accordé" in said
    assert f"<strong>{millions} millions d’euros" in said
    assert f"{given['beneficiaire'].nunique():,} bénéf".replace(",", " ") in said
    gap = escape(typeset(describe("montpellier_subventions")["known_gaps"][0]))
    assert spaces(gap) in said
    assert "Un local prêté est compté" not in said
    assert "de Marseille" not in said


def test_what_was_read_from_a_published_file_runs_the_page(tmp_path):
    """From a national-schema file to the public page, without touching anything."""
    file = tmp_path / "niort.csv"
    file.write_text(
        "nomBeneficiaire;montant;dateConvention\nMJC du centre;1 000,00;01/05/2023\n",
        encoding="cp1252",
    )
    command = f"read {file} --territory Niort --to {tmp_path} --licence odbl"
    origin = ["--publisher", "Ville de Niort", "--source", "https://www.niort.fr/"]
    assert CliRunner().invoke(app, [*command.split(), *origin]).exit_code == 0
    done = check(tmp_path, "--run", "--state", str(tmp_path / "state"))
    assert done.exit_code == 0, done.output
    assert f"✓ {PAGE}, exécutée en" in done.output
    assert "elle s'en passe" in done.output
    same = "✓ leçon agents/anatomie_d_un_jeu, la même dans toutes les villes"
    assert same in done.output


# what is missing, and where


def test_a_sound_package_opens_its_lesson(niort):
    """Nothing missing; what the lesson says of Marseille is to be read again."""
    verdict = verdict_of(niort)
    assert verdict.missing == []
    assert verdict.tables == {"budget_primitif": "niort_budget"}
    assert verdict.remarks[-1].startswith("ce qu'elle dit de Marseille reste à relire")


@pytest.mark.parametrize(
    ("fields", "table", "words"),
    [
        (
            lambda f: f["name"] != "libelle",
            lambda t: t,
            "il manque la colonne « libelle » de niort_budget (Libellé, string)",
        ),
        (
            lambda f: (
                f.pop("constraints", 1)
                and f.update(type=f["type"].replace("number", "string")) is None
            ),
            lambda t: t,
            "la colonne « montant_eur » de niort_budget est de type string, attendu",
        ),
        (
            lambda f: (
                f.get("unit") != "EUR" or f.update(unit="milliers d'euros") or True
            ),
            lambda t: t,
            "est en milliers d'euros, attendu EUR",
        ),
        (
            lambda f: f.pop("constraints", 1) and True,
            lambda t: t.assign(section=None),
            "la colonne « section » de niort_budget est vide",
        ),
        (
            lambda f: f.pop("constraints", 1) and True,
            lambda t: t.assign(sens=t["sens"].str[0]),
            "« sens » de niort_budget ne contient jamais « Dépense » ni « Recette ». "
            "On y lit : « D », « R »",
        ),
    ],
    ids=["column", "type", "unit", "empty", "values"],
)
def test_each_fault_of_a_table_is_named(tmp_path, fields, table, words):
    """Which column, of which table, and what was expected."""
    make_package(tmp_path, fields, table)
    verdict = verdict_of(tmp_path)
    assert not verdict.can_run
    assert [fault for fault in verdict.missing if words in fault]


def test_a_column_that_no_lesson_uses_may_be_missing(tmp_path):
    """The third-party category is in our table; the lesson does without it."""
    make_package(tmp_path, lambda f: f["name"] != "categorie_tiers")
    assert verdict_of(tmp_path).can_run


def test_promises_of_our_card_become_remarks(tmp_path):
    """The lesson runs, but somebody should look."""

    def spoilt(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[0, "montant_eur"], table.loc[1, "sens"] = -5.0, None
        table.loc[2, "sens"] = "Autre"
        return table

    make_package(tmp_path, lambda f: f.pop("constraints", 1) and True, spoilt)
    verdict = verdict_of(tmp_path)
    assert verdict.can_run
    said = " | ".join(verdict.remarks)
    assert "« montant_eur » de niort_budget : 1 valeurs sous 0,01" in said
    assert "« sens » de niort_budget : 1 cases vides sur" in said
    assert "valeur inconnue de nos leçons, « Autre »" in said


def test_bounds_of_one_city_are_not_asked_of_another():
    """Shares stay under 100; years and degrees are each city's own."""
    share = {"unit": "%", "constraints": {"minimum": 0, "maximum": 100}}
    year = {"unit": "année", "constraints": {"minimum": 2018, "maximum": 2024}}
    code = {"constraints": {"unique": True, "pattern": "132[0-9]{4}"}}
    values = pd.Series([101, 2012])
    assert list(doubtful_values(values, share, "x")) == [
        "colonne x : 2 valeurs au-dessus de 100"
    ]
    assert list(doubtful_values(values, year, "x")) == []
    assert list(doubtful_values(pd.Series(["a", "a"]), code, "x")) == [
        "colonne x : « a » revient, on attend des valeurs uniques"
    ]


def test_a_shared_table_must_name_the_city(niort):
    """The accounts of ten cities say nothing of Niort."""
    verdict = verdict_of(niort, "leçon citizens/comparer_des_villes")
    assert (
        "« comptes_communes », table du projet (Dix grandes villes), ne dit"
        in (verdict.missing[0])
    )


def test_settings_that_are_facts_of_marseille_are_asked_for(niort):
    """An address and a commune's code cannot be guessed."""
    verdict = verdict_of(niort, "leçon businesses/connaitre_son_marche")
    assert any(
        fault.endswith("code_commune, longitude, latitude") for fault in verdict.missing
    )


def test_marseille_opens_everything_it_was_written_for():
    """The reference city is asked for nothing that it has."""
    done = check(DATASETS, "--territory", "Marseille")
    assert done.exit_code == 0
    for name in ("citizens/lire_un_tableau", "agents/cartographier"):
        assert f"✓ leçon {name}" in done.output
    assert "✓ leçon businesses/connaitre_son_marche" in done.output
    assert "sans dire pour quel territoire" not in done.output


# what a notebook asks is read from its own text


def needs_of(tmp_path: Path, text: str):
    file = tmp_path / "lecon.py"
    file.write_text(text, encoding="utf-8")
    return read_needs(file, ("declare",))


def test_columns_are_found_in_texts_attributes_conditions_and_f_strings(tmp_path):
    """Solutions and checks count; wrong answers do not."""
    needs = needs_of(
        tmp_path,
        '# %% tags=["parameters"]\nterritoire = "Marseille"\n'
        '# %%\nt = load("un", territory=territoire, where="age > 3 AND nom = \'a\'")\n'
        't["prix"]; t.surface; t.query("note == 2"); f"part_{x}_pct"; f"{x} {y}"\n'
        '# %% check="a" points=2\nassert t["caché"].sum()\n'
        '# %% wrong="a" because="" says=""\nt["faux"]\n'
        '# %% [markdown]\n# t["prose"]\n',
    )
    used = ["age", "nom", "prix", "surface", "note", "part_65_ans_pct", "caché"]
    assert needs.columns([*used, "faux", "prose", "autre"]) == used
    assert needs.datasets == ("un", "declare")
    assert needs.fixed == ()
    assert needs.territory == "Marseille"


def test_what_a_notebook_does_without_and_what_it_fixes(tmp_path):
    """FACULTATIVES, and a load that names no territory."""
    needs = needs_of(
        tmp_path,
        '# %%\nFACULTATIVES = ["a", "b"]\nload("un"); load("deux", territory=t)\n'
        'source_line("trois"); describe("quatre")\n'
        "# %%\nune erreur exprès\n",
    )
    assert needs.optional == {"a", "b"}
    assert needs.fixed == ("un", "trois")
    assert needs.territory == ""


def test_words_about_marseille_are_told_apart_from_data(tmp_path):
    """Prose and code that speak are found with their line; constants are data."""
    needs = needs_of(
        tmp_path,
        '# %% tags=["parameters"]\nterritoire = "Marseille"\n'
        'code = "13055"  # le code de Marseille\nrayon = 500\n'
        "# %% [markdown]\n# À Marseille,\n# ailleurs.\n"
        '# %%\nNOMS = {\n    "a": "Cité de Marseille",\n}\nprint("Marseille")\n',
    )
    assert needs.settings == ("code",)
    assert needs.passages == (6, 12)


def test_a_lesson_without_the_parameter_says_so(niort, tmp_path, monkeypatch):
    """A lesson still written for one city is not announced as open."""
    verdict = project_with_page(
        tmp_path, monkeypatch, '# %%\nload("budget_primitif")\n', niort
    )
    assert verdict.missing == ["elle n'a pas encore de paramètre « territoire »"]
    verdict = project_with_page(
        tmp_path,
        monkeypatch,
        '# %% tags=["parameters"]\nterritoire = "Marseille"\n'
        '# %%\nload("budget_primitif"); load("inconnu")\n',
        niort,
    )
    assert verdict.missing == [
        "le projet n'a pas de jeu « inconnu »",
        "elle demande « budget_primitif » sans dire pour quel territoire",
    ]


def project_with_page(tmp_path: Path, monkeypatch, text: str, folder: Path):
    """A project whose only notebook is one page; what the check finds for it."""
    project = tmp_path / "projet"
    (project / "voila_apps").mkdir(parents=True, exist_ok=True)
    (project / "voila_apps" / "page.py").write_text(text, encoding="utf-8")
    if not (project / "datasets").exists():
        (project / "datasets").symlink_to(DATASETS)
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(project))
    return verdict_of(folder, "page page")


def test_run_tells_the_truth(niort, tmp_path, monkeypatch):
    """Announced as open, it fails: the cell, the reason, and exit code 1."""
    text = (
        '# %% tags=["parameters"]\nterritoire = "Marseille"\n'
        '# %%\nfrom lirelaville import load\nt = load("budget_primitif", '
        'territory=territoire)\n# %%\nassert len(t) > 999, "Table trop courte"\n'
    )
    assert project_with_page(tmp_path, monkeypatch, text, niort).can_run
    done = check(niort, "--run", "--state", str(tmp_path / "state"))
    assert done.exit_code == 1
    assert "✗ page page, exécutée en" in done.output
    assert "Bilan : 0 sur 1" in done.output
    assert "Table trop courte" in done.output
    assert "qui commence par : assert len(t) > 999" in " ".join(done.output.split())
    assert list((tmp_path / "state" / "failed").glob("*.ipynb"))


def test_a_notebook_whose_kernel_dies_is_reported_too(niort, capsys, tmp_path):
    """No cell holds an error: what stopped it is said."""
    verdict = verdict_of(niort)
    killer = tmp_path / "tue.py"
    killer.write_text(
        '# %% tags=["parameters"]\nterritoire = ""\n# %%\nimport os\nos._exit(1)\n'
    )
    target = replace(verdict.target, source=killer)
    verdict.target = target
    done = run_all([verdict], niort, "Niort", tmp_path)
    show_verdicts([verdict], done)
    assert "Kernel died" in capsys.readouterr().out


# folders that are not ready


def test_a_broken_package_is_named_and_the_rest_is_still_checked(niort):
    """Exit code 1, and the command to type next."""
    shutil.copytree(niort / "niort_budget", niort / "autre")
    card = niort / "autre" / "datapackage.json"
    card.write_text(card.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    file = niort / "niort_budget" / "niort.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = check(niort)
    said = " ".join(done.output.split())
    assert done.exit_code == 1
    assert "✗ autre" in said
    assert "n'est pas un fichier JSON lisible" in said
    assert "✗ niort_budget (pour « budget_primitif »)" in said
    assert "niort.csv a changé" in said
    assert "en défaut : 2" in said
    assert f'LIRELAVILLE_DATASETS="{niort}" lirelaville datasets check autre' in said


def test_the_output_fits_in_80_columns(montpellier):
    """Apart from the commands, which are there to be copied whole."""
    lines = check(montpellier).output.splitlines()
    commands = [line for line in lines if "LIRELAVILLE_DATASETS=" in line]
    assert len(commands) == 1
    assert all(len(line) <= 80 for line in lines if line not in commands)
    assert any("Pour la suite" in line for line in lines)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Aucun jeu de données dans .* On attend un dossier par jeu"),
        (
            ["subventions 2023.csv"],
            r'territory read ".*subventions 2023.csv" --territory "Votre ville" --to',
        ),
        (["lignes_a_revoir.csv"], "On attend un dossier par jeu"),
    ],
    ids=["empty", "a csv", "only the list to review"],
)
def test_a_folder_without_package_says_what_to_do(tmp_path, files, words):
    """Where to start, or which command makes a package of what is there."""
    for name in files:
        (tmp_path / name).touch()
    with pytest.raises(LireLaVilleError, match=words):
        packages_in(tmp_path)


def test_a_csv_beside_the_packages_is_pointed_at(niort):
    """The subsidies page lacks its table: this may be it."""
    (niort / "aides.csv").touch()
    assert f'territory read "{niort}/aides.csv"' in check(niort).output


def test_an_absent_folder_is_told(tmp_path):
    """A slip in the name."""
    with pytest.raises(LireLaVilleError, match="rien » n'existe pas"):
        packages_in(tmp_path / "rien")


def test_a_folder_of_several_cities_asks_which(niort):
    """And refuses one that is not there."""
    make_package(niort)
    shutil.copytree(niort / "niort_budget", niort / "autre")
    card = niort / "autre" / "datapackage.json"
    text = card.read_text(encoding="utf-8").replace('"Niort"', '"Royan"')
    card.write_text(text, encoding="utf-8")
    asked = check(niort)
    assert "parle de plusieurs territoires : Niort, Royan" in str(asked.exception)
    absent = check(niort, "--territory", "Lyon")
    assert "Aucun jeu de ce dossier n'a pour territoire « Lyon »" in str(
        absent.exception
    )
    assert "✓ niort_budget" in check(niort, "--territory", "Niort").output


# a workshop of another city


def workshop_of(city: str, folder: Path) -> Path:
    """A project with two real lessons, for a city."""
    real = project_folder()
    for course, slug in (("citizens", "lire_un_tableau"), ("agents", "cartographier")):
        new = folder / "courses" / course / "lessons"
        new.mkdir(parents=True)
        shutil.copy(real / f"courses/{course}/lessons/{slug}.py", new)
        content = yaml.safe_load((real / f"courses/{course}/course.yml").read_text())
        content["lessons"] = [e for e in content["lessons"] if e["slug"] == slug]
        (new.parent / "course.yml").write_text(yaml.safe_dump(content))
    shutil.copy(real / "courses" / "glossary.yml", folder / "courses")
    (folder / "datasets").symlink_to(real / "datasets")
    (folder / "hub_config").mkdir()
    (folder / "hub_config" / "jupyter").symlink_to(real / "hub_config" / "jupyter")
    (folder / "hub_config" / "hub.yml").write_text(f"city: {city}\n")
    return folder


def released_parameter(state: Path, course: str, slug: str) -> str:
    file = state / "courses" / course / "release" / slug / f"{slug}.ipynb"
    cells = nbformat.read(file, as_version=4).cells
    cell = next(c for c in cells if "parameters" in c.metadata.get("tags", []))
    return cell.source.splitlines()[0]


def test_lessons_are_built_for_the_city_of_the_workshop(tmp_path, monkeypatch):
    """Those that it has the tables for; the others stay with the city they know."""
    project = workshop_of("Montpellier", tmp_path / "projet")
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(project))
    state = tmp_path / "state"
    build_courses(state)
    assert released_parameter(state, "citizens", "lire_un_tableau") == (
        'territoire = "Montpellier"'
    )
    assert released_parameter(state, "agents", "cartographier") == (
        'territoire = "Marseille"'
    )
    assert {built.status for built in build_courses(state)} == {"unchanged"}
    (project / "hub_config" / "hub.yml").write_text("city: Marseille\n")
    statuses = {built.slug: built.status for built in build_courses(state)}
    assert statuses == {"lire_un_tableau": "built", "cartographier": "unchanged"}
    assert released_parameter(state, "citizens", "lire_un_tableau") == (
        'territoire = "Marseille"'
    )


def test_a_city_s_name_is_written_safely_in_the_parameter():
    """Quotes and backslashes do not end the text; the rest of the cell stays."""
    source = 'territoire = "Marseille"\nannee = 0\n'
    new = with_territory(source, 'L"\\Île')
    names = {}
    exec(new, names)
    assert names["territoire"] == 'L"\\Île'
    assert new.endswith("\nannee = 0\n")


def test_the_folder_reaches_kernels_wherever_they_run(niort, tmp_path, monkeypatch):
    """A relative path is made absolute before anything is started."""
    monkeypatch.chdir(niort.parent)
    monkeypatch.setenv("LIRELAVILLE_DATASETS", niort.name)
    use_absolute_datasets()
    assert jupyter_environment()["LIRELAVILLE_DATASETS"] == str(niort)
    monkeypatch.chdir("/")
    assert load("budget_primitif", territory="Niort").attrs["slug"] == "niort_budget"
    monkeypatch.delenv("LIRELAVILLE_DATASETS")
    use_absolute_datasets()
    assert "LIRELAVILLE_DATASETS" not in jupyter_environment()


def test_the_variable_is_given_back(niort, monkeypatch):
    """Checking a folder changes nothing for what comes next."""
    monkeypatch.setenv("LIRELAVILLE_DATASETS", "avant")
    with datasets_from(niort):
        assert os.environ["LIRELAVILLE_DATASETS"] == str(niort)
    assert os.environ["LIRELAVILLE_DATASETS"] == "avant"


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Marseille", "de Marseille"),
        ("Aix-en-Provence", "d’Aix-en-Provence"),
        ("Évry", "d’Évry"),
        ("Le Mans", "du Mans"),
        ("Les Lilas", "des Lilas"),
        ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses"),
        ("Levallois-Perret", "de Levallois-Perret"),
    ],
)
def test_a_city_s_name_fits_in_a_sentence(city, expected):
    """As people say it."""
    assert of_city(city) == expected
