"""Photographs of several speakers in one zip: who gets which is shown and corrected before anything is written."""
