"""The parts of "What we are trying": one thing that is tried, read from top to bottom."""
