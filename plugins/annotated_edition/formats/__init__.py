"""Exports and imports, one file per format."""
