"""Putting back what was deleted or merged, as far as it still fits, and saying what cannot come back."""
