"""What the kinds of channel share: frozen values in and out, clean text, typesetting, packing, QR. Pure: no database, clock or randomness."""
