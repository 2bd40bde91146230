"""Start the live pages (``python -m lirelaville.explainers.live_pages FOLDER``).

Python runs this module again in each fork that becomes a reader's kernel: Voilà is
imported inside ``main`` only, so that no kernel carries it.
"""

from lirelaville.notebooks.forked import use_forked_kernels

# imported once; each reader's kernel is a fork of the process that did
SHARED = (
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "lirelaville.catalogue.readers",
    "lirelaville.explainers.chart",
    "lirelaville.explainers.flow",
    "lirelaville.explainers.live",
    "lirelaville.explainers.pages",
    "lirelaville.territory.names",
    "pandas",
)


def main() -> None:
    """Prepare the kernels, then serve."""
    use_forked_kernels(SHARED)
    from lirelaville.explainers.voila_site import launch

    launch()


if __name__ == "__main__":
    main()
