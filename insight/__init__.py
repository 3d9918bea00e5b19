"""Insight, a story bank for Human Learning Systems: listen → protect → keep → understand → feel → learn → share."""

__version__ = "0.1.0"
