"""Adapters of the programs that build a site."""
