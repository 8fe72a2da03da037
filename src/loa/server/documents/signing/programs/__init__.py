"""Programs that run behind walls, each a process of its own."""
