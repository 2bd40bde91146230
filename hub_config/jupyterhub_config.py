"""The hub's wiring: which settings apply, in which order. Values are in hub.yml."""

from lirelaville.hub import hardening, settings, site

c = get_config()
here = site.received()

settings.update_network(c, here)
settings.update_files(c, here)
settings.update_accounts(c, here)
settings.update_pages(c, here)
settings.update_servers(c, here)
settings.update_courses(c, here)
hardening.update_rights(c)
hardening.update_cookies(c)
hardening.update_load(c, here)
