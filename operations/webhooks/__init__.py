"""The staff's pages of webhooks: which other systems are told of what, and what was sent to them."""
