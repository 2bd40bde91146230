"""Tell people what a folder allows, what is missing, and what to do next."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lirelaville.project import DATASETS
from lirelaville.territory.check import Verdict
from lirelaville.territory.folder import Package, csv_files, read_command
from lirelaville.territory.run import failure

if TYPE_CHECKING:
    from lirelaville.notebooks.run import Execution

console = Console(highlight=False)
BAD = {"mark": "✗", "style": "bold red"}


def say(text: str, indent: int = 0, mark: str = "", style: str = "") -> None:
    """Print a paragraph whose lines align under the first, after a mark if any."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(*([Text(mark, style)] if mark else []), Text(text))
    console.print(Padding(grid, (0, 0, 0, indent), expand=False))


def command(line: str) -> None:
    """Print a command on a line of its own, whole, to be copied."""
    console.print(Text(f"      {line}"), soft_wrap=True)


def show_packages(packages: list[Package]) -> None:
    """Print each package with its rows, or what is wrong with it."""
    for package in packages:
        place = f" (pour « {package.stands_for} »)"
        place = "" if package.stands_for == package.slug else place
        if package.faults:
            say(f"{package.slug}{place}", **BAD)
            for fault in package.faults:
                say(fault, 4, "–")
        else:
            rows = f"{package.card['resources'][0]['rows']:,}".replace(",", " ")
            say(f"{package.slug}{place} : {rows} lignes", mark="✓", style="green")


def show_verdicts(
    verdicts: list[Verdict], executions: "dict[str, Execution] | None" = None
) -> None:
    """Print each lesson and page: it can run, it ran, or what is missing."""
    for verdict in verdicts:
        execution = (executions or {}).get(verdict.target.name)
        ran = f", exécutée en {execution.seconds:.0f} s" if execution else ""
        if verdict.can_run and not verdict.target.needs.territory:
            ran = ", la même dans toutes les villes"
        mark = {"mark": "✓", "style": "green"} if verdict.can_run else BAD
        say(f"{verdict.target.name}{ran}", **mark)
        if execution and execution.error:
            show_failure(execution)
        for missing in verdict.missing:
            say(missing, 4, "–")
        shared = [s for s, f in verdict.tables.items() if f.startswith("table du")]
        if shared and verdict.can_run:
            say(f"du projet : {', '.join(shared)}", 4, "·")
        for remark in verdict.remarks if verdict.can_run else ():
            say(remark, 4, "·")


def show_failure(execution: "Execution") -> None:
    """Print where a notebook stopped, why, and where it is kept."""
    reasons = failure(execution.kept) if execution.kept else []
    for reason in reasons or [execution.error]:
        say(reason, 4, "–")
    if execution.kept:
        say(f"gardé dans {execution.kept}", 4, "–")


def show_end(
    folder: Path, territory: str, packages: list[Package], verdicts: list[Verdict]
) -> None:
    """Print the one-line summary, then what to do next."""
    able = sum(verdict.can_run for verdict in verdicts)
    broken = [package.slug for package in packages if package.faults]
    say(
        f"Bilan : {able} sur {len(verdicts)} peuvent s'ouvrir avec {territory} ; "
        f"jeux lus : {len(packages) - len(broken)}, en défaut : {len(broken)}."
    )
    console.print("\n[bold]Pour la suite[/]")
    for slug in broken:
        say(f"Réparer « {slug} », puis vérifier :", 2, "•")
        command(f'{DATASETS}="{folder}" lirelaville datasets check {slug}')
    absent = Counter(slug for verdict in verdicts for slug in verdict.absent)
    for slug, times in absent.most_common(1):
        asking = f"{times} leçons ou pages le demandent" if times > 1 else "il manque"
        say(
            f"Préparer « {slug} » ({asking}). Le modèle à suivre est "
            f'datasets/{slug}/datapackage.json ; écrivez « "model": "{slug}" » et '
            f'« "territory": "{territory}" » dans votre fiche.',
            *(2, "•"),
        )
    for file in csv_files(folder)[:1] if "subventions" in absent else ():
        say(f"Ou partir de {file.name}, si c'est une liste de subventions :", 2, "•")
        command(read_command(file, folder))
    if able:
        say(
            f"Ouvrir l'atelier : écrivez « city: {territory} » dans "
            "hub_config/hub.yml, puis tapez :",
            *(2, "•"),
        )
        command(f'{DATASETS}="{folder}" make serve')
