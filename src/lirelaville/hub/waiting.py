"""What a person reads while their server starts, and when it does not.

JupyterHub tells a browser how a start goes (server-sent events).  Its own words are
English and its percentages invented: here each event is a moment that has happened.
"""

import asyncio
from collections.abc import AsyncIterator

from jupyterhub.handlers.pages import SpawnHandler, SpawnPendingHandler
from tornado import web
from tornado.httputil import url_concat

# What the waiting page shows, in order; an event's number is the first one not done.
MOMENTS = (
    "Votre demande est arrivée",
    "Votre espace de travail est lancé",
    "Il répond : votre leçon s'ouvre",
)
LOOK_EVERY_S = 0.1


async def moments(spawner) -> AsyncIterator[dict]:
    """Yield an event at each moment of a start; for ``Spawner.progress``.

    Parameters
    ----------
    spawner : Spawner
        One whose start is pending.

    Yields
    ------
    dict
        ``progress`` (0 to 100, which JupyterHub's own page would show), ``done`` (how
        many of ``MOMENTS`` have happened) and ``message``, the last of them.
    """
    told = 0
    while spawner._spawn_pending or spawner._proxy_pending:
        done = _done(spawner)
        if done > told:
            told = done
            yield {
                "progress": 30 * done,
                "done": done,
                "message": MOMENTS[done - 1],
            }
        await asyncio.sleep(LOOK_EVERY_S)


def _done(spawner) -> int:
    """Count the moments that have happened, by what JupyterHub notes on a spawner."""
    if spawner._proxy_pending:
        return 3  # it has answered; the proxy is being told where it is
    return 2 if spawner.pid else 1  # its process runs


class Start(SpawnHandler):
    """``/hub/spawn``: a start that fails at once is told on the page of failures."""

    async def _wrap_spawn_single_user(
        self, user, server_name, spawner, pending_url, options=None
    ):
        try:
            await super()._wrap_spawn_single_user(
                user, server_name, spawner, pending_url, options
            )
        except web.HTTPError:
            if not spawner._failed:  # too many servers, too many starts: said as such
                raise
            self.redirect(pending_url)


class Waiting(SpawnPendingHandler):
    """``/hub/spawn-pending``: its moments, and a way back to the lesson asked for."""

    def render_template(self, name, sync=False, **values):
        """Keep the lesson in the address of « Réessayer »."""
        wanted = self.get_argument("next", "")
        if "spawn_url" in values and wanted:
            values["spawn_url"] = url_concat(values["spawn_url"], {"next": wanted})
        return super().render_template(name, sync=sync, moments=MOMENTS, **values)
