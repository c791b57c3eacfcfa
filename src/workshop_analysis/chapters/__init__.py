"""What the report says, one module per chapter: tables in, display objects out.

A chapter words and arranges; it counts nothing and opens no file. Every number in a sentence is
taken from a cell of a table that the report also shows.
"""
