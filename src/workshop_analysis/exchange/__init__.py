"""Doors to other tools and to the files that people write."""
