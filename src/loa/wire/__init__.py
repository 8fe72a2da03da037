"""What server and player say to each other: frozen messages, signatures, and the reasons for refusing them. Rests on core."""
