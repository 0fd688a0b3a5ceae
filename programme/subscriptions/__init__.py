"""Readers of the public programme are told of its changes by e-mail: they ask, confirm by a link, and end it by one."""
