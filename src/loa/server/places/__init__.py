"""Places (địa bàn): territories as identity and dated versions, down to residential groups and buildings. Public facts."""
