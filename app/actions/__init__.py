"""One use case a file: load, permit, validate, run, save, record."""
