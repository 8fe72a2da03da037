"""The living demo behind `./run`: real accounts in one ward, one district and the Sở, simulated colleagues everywhere else."""
