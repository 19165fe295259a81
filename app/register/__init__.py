"""The case register of one transaction: facts, rows and events being written, saved together."""
