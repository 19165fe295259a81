"""Edits that a process owner could make, and what the verifier must say of each."""
