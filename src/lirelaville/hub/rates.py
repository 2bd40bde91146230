"""How often one may be wrong: limits on guessed codes and passwords, in memory.

Only failures count, and a right answer never does: thirty people behind one address can
sign up in the same second.  The figures are what a room of thirty never reaches:

- one address: 60 wrong codes a minute (everybody wrong twice), and 60 wrong passwords;
- one wrong code: 10 times a minute.  It cannot become right: who types it an eleventh
  time is told to read the board again, and is not kept from typing another;
- one person at one address: 10 wrong answers a minute;
- one account, from all addresses together: 30 wrong passwords a minute.  More than for
  one address, so that a stranger elsewhere does not lock its owner out;
- all wrong codes together: beyond 600 a minute, an address that has been wrong once
  waits.  At that rate one of ten open codes among 31**8 is found once in 270 years.
"""

import ipaddress
import math
from collections import OrderedDict, deque
from collections.abc import Hashable

from tornado.httputil import HTTPHeaders

from lirelaville.errors import LireLaVilleError

CHECK_THE_BOARD = "Vérifiez le code avec votre formatrice ou formateur."
ASK_FOR_A_PASSWORD = (
    "Mot de passe oublié ? Demandez-en un nouveau à votre formatrice ou formateur."
)
WINDOW_S = 60
ROOM = 10_000  # keys remembered: the oldest goes first, memory stays bounded


class TooMany(LireLaVilleError):
    """Too many failures in a minute; ``wait_s`` says when to come back."""

    def __init__(self, wait_s: int, advice: str = ""):
        self.wait_s = wait_s
        seconds = f"{wait_s} secondes" if wait_s > 1 else "une seconde"
        super().__init__(
            f"Trop d'essais en une minute. Attendez {seconds}, puis réessayez."
            f" {advice}".rstrip()
        )


class Failures:
    """The failures of the last minute, counted by key."""

    def __init__(self, limit: int, room: int = ROOM):
        self.limit = limit
        self.room = room
        self._moments: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def wait(self, key: Hashable, now: float, limit: int | None = None) -> int:
        """Return the seconds to wait before the next try; 0 is « go »."""
        moments = self._moments.get(key, deque())
        while moments and moments[0] <= now - WINDOW_S:
            moments.popleft()
        limit = self.limit if limit is None else limit
        if len(moments) < limit:
            return 0
        return max(1, math.ceil(moments[-limit] + WINDOW_S - now))

    def add(self, key: Hashable, now: float) -> None:
        """Count one failure."""
        moments = self._moments.setdefault(key, deque())
        self._moments.move_to_end(key)
        moments.append(now)
        while len(moments) > self.limit:
            moments.popleft()
        while len(self._moments) > self.room:
            self._moments.popitem(last=False)

    def forget(self, key: Hashable, now: float) -> None:
        """Take back the failure counted at ``now``: it was a success after all."""
        moments = self._moments.get(key)
        if moments and now in moments:
            moments.remove(now)


class Rates:
    """Every limit of one hub; see the module's text for the figures."""

    def __init__(self):
        self.code_address, self.code = Failures(60), Failures(10)
        self.everywhere = Failures(600)
        self.person, self.account = Failures(10), Failures(30)
        self.login_address = Failures(60)

    def check_codes(self, address: str, person: str, now: float) -> None:
        """Refuse to look at a code: this address or person was wrong too often.

        Raises
        ------
        TooMany
            With the seconds to wait.
        """
        flooded = self.everywhere.wait("", now)
        wait = max(
            self.code_address.wait(address, now, 1 if flooded else None),
            self.person.wait((address, person), now),
        )
        if wait:
            raise TooMany(wait, CHECK_THE_BOARD)

    def wrong_code(self, address: str, person: str, code: str, now: float) -> None:
        """Count a wrong code; the eleventh time, say more than « not recognised ».

        Raises
        ------
        TooMany
            If this very code was wrong ten times in the last minute.
        """
        self.code_address.add(address, now)
        self.person.add((address, person), now)
        self.everywhere.add("", now)
        wait = self.code.wait(code, now)
        if wait:
            raise TooMany(wait, CHECK_THE_BOARD)
        self.code.add(code, now)

    def begin_login(self, address: str, account: str, now: float) -> None:
        """Count a log-in before its password is compared: many at once are many.

        Raises
        ------
        TooMany
            If this account, here or everywhere, or this address failed too often.
        """
        wait = max(
            self.person.wait((address, account), now),
            self.account.wait(account, now),
            self.login_address.wait(address, now),
        )
        if wait:
            raise TooMany(wait, ASK_FOR_A_PASSWORD)
        self.person.add((address, account), now)
        self.account.add(account, now)

    def end_login(self, address: str, account: str, right: bool, now: float) -> None:
        """Take the count back if the password was right, else count the address."""
        if right:
            self.person.forget((address, account), now)
            self.account.forget(account, now)
        else:
            self.login_address.add(address, now)


def client_address(headers: HTTPHeaders) -> str:
    """Return whom to count: the last address that is not this computer's own.

    Tornado believes ``X-Real-IP``, which anybody can send through our proxy.  Each
    proxy adds the address it sees at the end of ``X-Forwarded-For``: read from there,
    past the loopback (a second proxy on this machine), it cannot be made up from
    outside.
    An IPv6 customer has a whole /64: it counts as one.
    """
    for hop in reversed(headers.get("X-Forwarded-For", "").split(",")):
        try:
            address = ipaddress.ip_address(hop.strip())
        except ValueError:
            break
        address = getattr(address, "ipv4_mapped", None) or address
        if address.is_loopback:
            continue
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False))
        return str(address)
    return "127.0.0.1"
