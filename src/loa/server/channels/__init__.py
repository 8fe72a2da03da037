"""Channels (kênh): stations, clusters and boards as assets; renderers per kind of channel; short links and their counts."""
