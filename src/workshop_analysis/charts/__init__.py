"""Drawings of tables that are already counted: a table and a sheet in, a drawing out."""
