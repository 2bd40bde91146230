"""What our forms share: a page, an answer or a French complaint, then the log-in."""

import hashlib
import time

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import url_path_join
from sqlalchemy.exc import OperationalError
from tornado import web
from tornado.httputil import url_concat

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import passwords
from lirelaville.hub.rates import TooMany, client_address

STALE = (
    "Cette page était ouverte depuis trop longtemps. Rien n'est perdu : retapez votre "
    "mot de passe s'il y en a un, puis envoyez à nouveau."
)
BUSY = (
    "Le serveur n'a pas pu enregistrer votre demande. Rien n'a été gardé : réessayez "
    "dans une minute. Si cela recommence, prévenez votre formatrice ou formateur."
)
MUST_CHANGE = "lirelaville-new-password"  # the cookie of a log-in that is half done
MINUTES_TO_CHANGE = 15


class Refused(LireLaVilleError):
    """What somebody sent cannot be accepted; the form says why, at which field."""

    def __init__(self, status: int, field: str, words: str):
        self.status, self.field = status, field
        super().__init__(words)


class FormPage(BaseHandler):
    """A page with one form: ``values`` fills it, ``answer`` acts on it."""

    template = ""
    stale = False

    def values(self) -> dict:
        """Return what the template needs besides the complaint."""
        return {}

    async def answer(self) -> None:
        """Act on what was sent, or raise ``Refused``."""
        raise NotImplementedError

    def check_xsrf_cookie(self):
        """Note a form that is too old; ``post`` then shows it again, filled."""
        try:
            super().check_xsrf_cookie()
        except web.HTTPError:
            self.stale = True

    async def post(self, *_):
        """Answer the form, or show it again with what is wrong."""
        if self.stale:
            await self.show(403, STALE)
            return
        try:
            await self.answer()
        except TooMany as refused:
            self.set_header("Retry-After", str(refused.wait_s))
            await self.show(429, str(refused))
        except Refused as refused:
            await self.show(refused.status, str(refused), refused.field)
        except OperationalError as error:  # disk full, database locked
            self.db.rollback()
            self.log.error("The form was not saved: %s", error.orig)
            await self.show(503, BUSY)

    async def show(
        self, status: int = 200, complaint: str = "", fault: str = ""
    ) -> None:
        """Show the form, with a complaint and the field at fault if there are."""
        self.set_status(status)
        page = self.render_template(
            self.template, complaint=complaint, fault=fault, **self.values()
        )
        self.finish(await page)

    def typed(self, field: str) -> str:
        """Return a field as it was typed, without spaces around; never a password."""
        return self.get_body_argument(field, "").strip()

    def address(self) -> str:
        """Return the address to count."""
        return client_address(self.request.headers)

    async def right_password(self, pseudonym: str, password: str) -> bool:
        """Say whether the password is right, within the limits of wrong ones."""
        rates, address, now = self.authenticator.rates, self.address(), time.monotonic()
        rates.begin_login(address, pseudonym[:64], now)
        stored = passwords.stored(self.db, pseudonym)
        right = await passwords.matches(password, stored)
        rates.end_login(address, pseudonym[:64], right, now)
        return right

    async def enter(self, pseudonym: str, url: str) -> None:
        """Log somebody in and go to ``url``, by way of a new password if need be."""
        if passwords.is_temporary(self.db, pseudonym):
            proof = f"{pseudonym}:{self.fingerprint(pseudonym)}"
            self._set_cookie(
                MUST_CHANGE, proof, expires_days=None, path=self.hub.base_url
            )
            change = url_path_join(self.hub.base_url, "new-password")
            self.redirect(url_concat(change, {"next": url}))
            return
        user = await self.auth_to_user({"name": pseudonym})
        self.set_login_cookie(user)
        self.log.info("User logged in: %s", user.name)
        self.redirect(url)

    def fingerprint(self, pseudonym: str) -> str:
        """Return what changes with somebody's password and tells nothing about it."""
        stored = passwords.stored(self.db, pseudonym) or b""
        return hashlib.sha256(stored).hexdigest()[:16]

    def half_logged_in(self) -> str | None:
        """Return who gave a temporary password and must now choose their own."""
        proof = self.get_secure_cookie(
            MUST_CHANGE, max_age_days=MINUTES_TO_CHANGE / 24 / 60
        )
        name, _, seen = (proof or b"").decode().partition(":")
        return name if name and seen == self.fingerprint(name) else None
