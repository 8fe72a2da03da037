"""dispatch: players, enrolment, signed manifests, sound files, heartbeats (điều phối phát)."""
