"""One lesson at a time is checked or published, in a process that can be stopped."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from lirelaville.errors import LireLaVilleError

STOP_SECONDS = 10
BROKEN = (
    "Quelque chose a empêché d'aller au bout. Réessayez ; si cela recommence, prévenez "
    "la personne qui s'occupe de cette installation."
)
STOPPED = "La vérification est arrêtée."
DOING = {
    "check": "vérifie",
    "publish": "publie",
    "withdraw": "retire",
}


@dataclass
class Job:
    """What is being done to a lesson, how far it is, and what came out."""

    action: str
    slug: str
    process: asyncio.subprocess.Process | None = None
    done: int = 0
    total: int = 0
    words: str = ""
    refused: str = ""
    running: bool = True
    stopped: bool = False


@dataclass
class Jobs:
    """The work of one course's server; ``last`` is the latest job of each lesson."""

    state: Path
    course: str
    last: dict[str, Job] = field(default_factory=dict)
    tasks: set[asyncio.Task] = field(default_factory=set)

    @property
    def running(self) -> Job | None:
        """The job that runs, if any."""
        return next((job for job in self.last.values() if job.running), None)

    def start(self, action: str, slug: str) -> Job:
        """Begin a job.

        Raises
        ------
        LireLaVilleError
            If another runs.
        """
        busy = self.running
        if busy:
            raise LireLaVilleError(
                f"On {DOING[busy.action]} déjà la leçon « {busy.slug} ». Attendez la "
                "fin, ou arrêtez, puis réessayez."
            )
        job = self.last[slug] = Job(action, slug)
        task = asyncio.create_task(self._follow(job))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return job

    async def stop(self, slug: str) -> None:
        """Stop the job of a lesson, if it runs, and wait for its end."""
        job = self.last.get(slug)
        if not (job and job.running and job.process):
            return
        job.stopped = True
        job.process.send_signal(signal.SIGINT)  # so that its kernel ends with it
        try:
            await asyncio.wait_for(job.process.wait(), STOP_SECONDS)
        except TimeoutError:
            job.process.kill()
            await job.process.wait()

    async def _follow(self, job: Job) -> None:
        try:
            await self._run(job)
        finally:
            job.running = False
            if job.stopped:
                job.refused = STOPPED
            elif not job.refused and (not job.process or job.process.returncode):
                job.refused = BROKEN

    async def _run(self, job: Job) -> None:
        module = "lirelaville.authoring.work"
        job.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, job.action),
            *(str(self.state), self.course, job.slug),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
        async for line in job.process.stdout:
            if not line.startswith(b"{"):
                continue  # what a library prints
            for name, value in json.loads(line).items():
                setattr(job, name, value)
        await job.process.wait()


def environment() -> dict[str, str]:
    """Return our variables without what proves to the hub who this server is."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTERHUB_", "JPY_"))
    }
