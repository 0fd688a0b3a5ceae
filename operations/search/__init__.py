"""The staff's search: everything in one conference that its reader may open, however it is written."""
