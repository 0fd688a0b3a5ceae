"""A finished conference is archived: everybody reads it as before, and nobody changes anything of it."""
