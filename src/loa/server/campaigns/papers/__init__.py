"""Papers with which campaigns are handed down."""
