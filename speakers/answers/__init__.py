"""What speakers answer by their private links: proposed by them, and taken or returned by an officer."""
