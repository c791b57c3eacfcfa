"""Coded records, counted: who carries a theme, out of how many, and what answers what."""
