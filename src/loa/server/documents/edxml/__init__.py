"""edXML: papers packed for exchange between offices (QCVN 102:2016/BTTTT). Plain modules: bytes to frozen values and back, no Django."""
