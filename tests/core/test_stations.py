import pytest

from loa.core.channel_types import ChannelType
from loa.core.stations import StationKind, Technology, fits


def test_the_decree_knows_eight_types_of_grassroots_information():
    assert len(ChannelType) == 8


@pytest.mark.parametrize("kind", [StationKind.OWN, StationKind.VENDOR])
def test_a_networked_station_runs_on_ip_only(kind):
    assert [t for t in Technology if fits(kind, t)] == [Technology.IP]


def test_a_hand_operated_station_runs_on_anything():
    assert all(fits(StationKind.HAND, technology) for technology in Technology)
