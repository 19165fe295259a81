"""Diagrams without a deployment: found beside each other on disk, run on facts in memory.

For `diagram check` and `diagram run` only. Nothing here knows a case, a person or a database.
"""
