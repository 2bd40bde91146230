"""Mark hand-ins: repair them from the source, run them confined, give the reasons.

Three processes share the work.  *Ours* has the source of the lesson and writes the
marks; it reads nothing of a hand-in but its bytes.  The *learner's* process runs the
cells of the hand-in, in a sandbox of its own; it never receives a hidden check.  The
*judge* runs the checks, beside it in the same sandbox but out of its sight, on the
values that the learner's process hands over.  Both are forks of one process that has
already imported what is heavy (`template`), and both end with their hand-in.
"""
