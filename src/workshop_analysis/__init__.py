"""Turns what people said in a workshop into a report that can be trusted and published."""
