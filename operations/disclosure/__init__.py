"""Where those who have found a weakness can say so: security.txt (RFC 9116)."""
