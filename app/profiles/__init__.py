"""Localisation profiles read from workflows/profiles; what a province may choose differently."""
