"""Our pages inside the hub: which address is answered by what.

They come before JupyterHub's own, so that ``/home`` and ``/spawn`` are ours.
"""

from lirelaville.hub import room_changes as change
from lirelaville.hub import room_pages as room
from lirelaville.hub.erasing import ErasePerson
from lirelaville.hub.espace import Espace
from lirelaville.hub.glossary_page import Glossary
from lirelaville.hub.waiting import Start, Waiting

PERSON = r"/room/([^/]+)/people/([^/]+)"
PAGES = [
    ("/home", Espace),
    ("/glossary", Glossary),
    (r"/spawn", Start),
    (r"/spawn/([^/]+)", Start),
    (r"/spawn-pending/([^/]+)", Waiting),
    (r"/room/([^/]+)", room.Room),
    (r"/room/([^/]+)/state\.json", room.RoomState),
    (r"/room/([^/]+)/board", room.Board),
    (r"/room/([^/]+)/codes", change.NewCode),
    (r"/room/([^/]+)/codes/([^/]+)/close", change.CloseCode),
    (r"/room/([^/]+)/lessons/([^/]+)/(release|withdraw)", change.ChangeLesson),
    (PERSON, room.PersonPage),
    (rf"{PERSON}/stop", change.StopServer),
    (rf"{PERSON}/erase", ErasePerson),
]
