"""The pages of what speakers answer: their own by a private link, and the officer's of what waits."""
