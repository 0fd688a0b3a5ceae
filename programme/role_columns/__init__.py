"""Roles in sessions as columns of a list of speakers: who is co-chair of Panel 1, who speaks at the opening."""
