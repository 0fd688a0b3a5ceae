"""The to-do list of a conference: facts that somebody has to cure, which each app supplies from its own rooms."""
