"""Read a subsidies file of the national schema (SCDL) and make a package of it.

``table`` reads the file as cities really publish it: ``encodings``, ``records``,
``headers``, ``numbers``, ``dates``, ``identifiers``, ``totals`` and ``years`` each do
one step, ``faults`` says what to look at.  ``package``, ``card`` and ``shares`` make a
data package of it; ``people`` and ``review`` keep names back until a person decides;
``reading`` is the command ``lirelaville territory read``.  ``schema`` is the national
schema itself, ``conformity`` says what keeps a table from following it.
"""
