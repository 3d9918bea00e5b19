"""Listening, protecting, keeping and undoing: the life of a story before it is understood."""
