"""Use cases of process owners: check, run and publish diagrams."""
