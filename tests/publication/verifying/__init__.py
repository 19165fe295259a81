"""Tests of verifications in processes of their own."""
