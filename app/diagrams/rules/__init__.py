"""One rule a file; which of them apply, and in which order, stands in app/diagrams/lint.py."""
