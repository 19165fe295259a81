"""The worker door: fires due timers and sweeps clocks."""
