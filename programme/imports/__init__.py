"""Whole programmes that arrive as a file of another system: read, looked at beside what stands, taken."""
