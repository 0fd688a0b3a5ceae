"""A conference as one file: exported from an installation, and imported into another."""
