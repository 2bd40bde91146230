"""The steps of a refresh, each in its file; ``catalogue/refresh.py`` calls them.

``gather`` and ``download`` get the publishers' files, ``rerun`` runs ``prepare.py`` on
them, ``differences`` and ``drift`` compare, ``show`` prints, ``replace`` writes.
"""
