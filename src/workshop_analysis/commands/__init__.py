"""The commands, one module per group: each parses, calls a room and prints."""
