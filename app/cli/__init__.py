"""The command-line door: the same actions as the browser."""
