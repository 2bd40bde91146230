"""Who asks, and may they: the hub alone says it, from the token of the request."""

import re
import secrets
from dataclasses import dataclass

from jupyterhub.services.auth import HubAuth
from tornado import web

from lirelaville.handin.released import is_name

TOKEN = re.compile(r"(?:token|bearer) +(\S+)", re.IGNORECASE)
# A token that is revoked, or a person who leaves a course, is out after that long.
TRUSTED_S = 30


class Refusal(web.HTTPError):
    """An answer other than the one asked for: its status and its French sentence."""

    def __init__(self, status: int, message: str):
        super().__init__(status)
        self.message = message


@dataclass(frozen=True)
class Caller:
    """Who sent a request; the hub itself has no name."""

    name: str
    groups: frozenset[str] = frozenset()
    is_hub: bool = False

    def may_use(self, course: str) -> bool:
        """Tell whether this person takes or trains a course (the hub sees all)."""
        own = {f"nbgrader-{course}", f"formgrade-{course}"}
        return self.is_hub or bool(own & self.groups)


def hub_auth() -> HubAuth:
    """Return how this service asks the hub; its settings are in the environment."""
    return HubAuth(cache_max_age=TRUSTED_S)


async def who_asks(auth: HubAuth, authorization: str) -> Caller:
    """Return who sent a request with this ``Authorization`` header.

    Only a token counts, never a cookie: no page of another site can speak for
    somebody who is signed in.

    Raises
    ------
    Refusal
        401 without a token; 403 for a token that the hub does not know, or that was
        not made for handing in; 503 when the hub does not answer.
    """
    found = TOKEN.fullmatch(authorization)
    if not found:
        raise Refusal(401, "Ce service ne répond qu'aux espaces de travail du hub.")
    token = found[1]
    if secrets.compare_digest(token.encode(), auth.api_token.encode()):
        return Caller("", is_hub=True)
    try:
        model = await auth.user_for_token(token, sync=False)
    except web.HTTPError as error:
        raise Refusal(
            503, "L'atelier ne répond pas. Attendez une minute, puis réessayez."
        ) from error
    # "kind": services have tokens too, and nothing to hand in.
    if not (
        model
        and model.get("kind") == "user"
        and is_name(model["name"])
        and auth.check_scopes(auth.access_scopes, model)
    ):
        raise Refusal(
            403,
            "Votre espace n'est plus reconnu : il a sans doute redémarré. Enregistrez "
            "la leçon, rouvrez-la depuis « Mes cours », puis réessayez.",
        )
    return Caller(model["name"], frozenset(model.get("groups") or ()))
