"""Import of a whole programme from a file of another system: parse, preview beside the current programme, apply."""
