"""A session folder and all that stands in it: read, checked, and laid ready for a new session."""
