"""A notebook, executed; nothing here knows of workshops."""
