"""Speakers who may be one person: found, compared side by side, merged, or noted as two."""
