"""What people did beside the loudspeaker, with its evidence; orders that suspend some kinds of it."""
