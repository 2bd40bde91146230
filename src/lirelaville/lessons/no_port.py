"""IPython extension: a kernel that speaks through files listens on no port either.

ipykernel opens one on the loopback all the same, for what forked processes print.  On a
machine that several people share, any of them could send something there.
"""


def load_ipython_extension(_shell) -> None:
    """Close that port, from the thread that owns it (called by IPython)."""
    from ipykernel.kernelapp import IPKernelApp

    if not IPKernelApp.initialized():
        return
    thread = getattr(IPKernelApp.instance(), "iopub_thread", None)
    pipe = getattr(thread, "_pipe_in", None)
    if pipe is not None:
        thread._pipe_flag = False  # forked processes then print nowhere
        thread.schedule(pipe.close)
