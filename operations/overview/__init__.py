"""The overview of a conference for its staff: the next step, what is to do, numbers, and what changed lately."""
