"""Frozen data that all floors share: no logic beyond trivial look-ups, no I/O."""
