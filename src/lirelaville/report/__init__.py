"""One notebook, one sheet a value: sixteen arrondissements without copying anything.

``template`` reads the notebook and its parameters, ``values`` says for what, ``sheets``
runs it with papermill and delivers what adds up, ``pages`` and ``pdf`` make it
readable, ``panel`` does the same from inside a notebook.
"""
