"""Bring your own city: tell which lessons and pages can run on a folder of packages.

``needs`` finds what a notebook asks of its tables, ``folder`` what a city brings,
``check`` and ``values`` compare them, ``survey`` does it for all ``targets``, ``run``
executes, ``report`` tells.  ``parameter`` sets the territory of a lesson when it is
built, ``names`` writes a city's name in a sentence.
"""
