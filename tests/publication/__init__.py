"""Tests of what stands between a draft and a release."""
