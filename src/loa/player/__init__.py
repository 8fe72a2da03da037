"""The player at the loudspeaker (thiết bị phát). Runs without Django and without the server: verifies, keeps, plays, proves."""
