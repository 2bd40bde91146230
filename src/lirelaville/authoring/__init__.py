"""Writing lessons in the browser: the text file is the source, opened as a notebook."""
