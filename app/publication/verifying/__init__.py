"""Verification of the files that would be published: in processes of their own, kept by content.

`asking` is what actions call; `runs` starts, watches and stops the processes; `child` is what they
run, `work` what they compute; `results` keeps what was found.
"""
