"""Behaviour of two sets of files compared: in a process of its own, kept by content.

`asking` is what actions call, `child` what the process runs, `work` what it computes.
"""
