"""From one text file to a graded notebook: read, check, build, release, try."""
