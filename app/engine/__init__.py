"""Runs diagrams: state in, advance out, no I/O. Only here is SpiffWorkflow known."""
