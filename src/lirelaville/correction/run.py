"""One hand-in in its sandbox, seen from our side.

What the learner's process says may be forged: it is checked before it is used, and it
decides no mark.
"""

from dataclasses import dataclass

from lirelaville.correction.channel import Broken
from lirelaville.correction.exam import Step
from lirelaville.correction.limits import Limits
from lirelaville.correction.reading import Unreadable
from lirelaville.correction.sandboxes import Sandbox

GRACE_SECONDS = 10  # for a cell to stop when asked, on a busy machine
TO_REREAD = (
    "À relire par une personne : la vérification passe, mais {why}. Aucun point n'est "
    "compté sans elle."
)
NOT_DATA = "« {names} » n'est pas une simple donnée (nombre, texte, tableau…)"
CHANGED = "ce carnet a modifié Python lui-même ({names})"
TOO_HEAVY = "Ce fichier est trop lourd à lire : effacez ses résultats, puis rendez-le."
REASONS = {
    "wall": "ce carnet a tourné plus de {wall_seconds:g} secondes.",
    "cpu": "ce carnet a calculé plus de {cpu_seconds} secondes.",
    "memory": "ce carnet a demandé plus de {memory_mb} Mo de mémoire.",
    "loop": "une cellule ne s'arrête pas, même quand on le lui demande.",
    "quit": "une cellule arrête Python (code de fin {code}).",
    "killed": "le programme d'une cellule a été arrêté par le système (signal {code}). "
    "Le plus souvent, il demandait trop de mémoire.",
    "judge": "une vérification n'aboutit pas sur la réponse donnée.",
    "words": "une cellule a parlé à la place du carnet.",
}


@dataclass(frozen=True)
class Mark:
    """The result of one exercise; no score means that a person has to read it."""

    exercise: str
    score: float | None
    max_score: float
    message: str = ""


class Ended(Exception):
    """The sandbox ended before its hand-in: the reason, in French."""


class Run:
    """One hand-in under way; what its process says is checked before it is used."""

    def __init__(self, sandbox: Sandbox, limits: Limits) -> None:
        self.sandbox, self.limits = sandbox, limits

    def read(self, notebook: bytes) -> list[list[str]]:
        """Have the notebook read where a bomb would only hurt itself."""
        try:
            said, _ = self._ask({"do": "read"}, notebook)
        except Ended as end:
            raise Unreadable(f"Ce fichier n'a pas pu être lu : {end}") from None
        cells = said.get("cells")
        if not isinstance(cells, list):
            raise Unreadable(str(said.get("unreadable") or TOO_HEAVY))
        return cells

    def cell(self, source: str) -> str:
        """Run one cell; return its error, in the words of the notebook."""
        said, _ = self._ask({"do": "run"}, source.encode("utf-8", "replace"))
        return readable(str(said.get("error") or ""))[:500]

    def judge(self, step: Step, remarks: list[str]) -> Mark:
        """Run one check on the values of the learner."""
        given, blob = self._ask({"do": "give", "names": step.check.names})
        values = self._values(given, len(blob))
        check = {"check": step.check.source, "prelude": step.check.prelude}
        said = self._judged(check | {"values": values}, blob)
        passed, message = said.get("passed") is True, readable(str(said.get("message")))
        changed = [readable(str(n))[:60] for n in _list(given.get("changed"))[:3]]
        strange = [readable(str(n))[:60] for n in _list(said.get("strange"))[:3]]
        why = NOT_DATA.format(names=", ".join(strange)) if strange else ""
        why = CHANGED.format(names=", ".join(changed)) if changed else why
        if passed and why:
            told = " ".join([TO_REREAD.format(why=why), *remarks])
            return Mark(step.name, None, step.points, told)
        lines = dict.fromkeys([*([] if passed else [message]), *remarks])
        score = step.points if passed else 0
        return Mark(step.name, score, step.points, " ".join(lines))

    def _judged(self, order: dict, blob: bytes) -> dict:
        """Ask the judge, and carry its calls to the learner's functions."""
        judge = self.sandbox.judge
        try:
            judge.send(order, blob)
            while True:
                said, given = judge.receive(self.limits.cell_seconds + GRACE_SECONDS)
                if "call" not in said:
                    return said
                call = {"do": "call", "name": str(said["call"])}
                judge.send(*self._ask(call, given))
        except Broken:
            raise Ended(self._reason("judge")) from None

    def _ask(self, order: dict, blob: bytes = b"") -> tuple[dict, bytes]:
        """Send one order to the learner's process, and wait for the answer."""
        learner = self.sandbox.learner
        try:
            learner.send(order, blob)
            return learner.receive(self.limits.cell_seconds + GRACE_SECONDS)
        except Broken as broken:
            loop = "timed out" in str(broken)
            raise Ended(self._reason("loop" if loop else "")) from None

    def _values(self, given: dict, size: int) -> list[list]:
        """Check what the learner's process says of the bytes it sends."""
        values = _list(given.get("values"))
        shapes = {(str, str, int)}
        sound = all(
            isinstance(value, list)
            and tuple(type(part) for part in value) in shapes
            and value[2] >= 0
            for value in values
        )
        if not sound or sum(value[2] for value in values) != size:
            raise Ended(self._reason("words"))
        return values

    def _reason(self, known: str = "") -> str:
        """Say in French why the sandbox ended."""
        said = {} if known in ("loop", "words") else self.sandbox.last_words()
        code = int(said.get("code") or 0)
        if said.get("end") in ("wall", "memory"):
            known = said["end"]
        elif said and not known:
            late = float(said.get("cpu") or 0) >= self.limits.cpu_seconds - 1
            known = "cpu" if late else "killed" if code < 0 else "quit"
        # no word: a cell has closed the socket by which we speak to its process
        return REASONS[known or "words"].format(code=abs(code), **vars(self.limits))


def readable(text: str) -> str:
    """Return a text on one line, without what a terminal or a browser would obey."""
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else " " for c in text)


def _list(value: object) -> list:
    return value if isinstance(value, list) else []
