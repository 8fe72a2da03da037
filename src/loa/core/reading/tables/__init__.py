"""Tables of the reader, written in plain Vietnamese: a clerk can check a line and add one. No code but the tables."""
