"""Where it runs: the hub's settings, sign-up by workshop code, and ``serve``."""
