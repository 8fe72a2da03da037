"""The command line, the supervisor behind ./run, the simulated week: the only room that may start both server and player."""
