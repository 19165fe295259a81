"""Tests of what differs between two versions."""
