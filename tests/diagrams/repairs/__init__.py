"""Tests of the mechanical repairs."""
