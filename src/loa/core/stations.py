"""Kinds of station (đài truyền thanh) and what they run on. All three kinds are first-class."""

from loa.core.faces import Faced


class StationKind(Faced):
    """Who makes the sound come out, hence who can prove that it did."""

    OWN = "own", "đầu thu phát IP của Loa"
    VENDOR = "vendor", "hệ thống IP của nhà cung cấp"
    HAND = "hand", "vận hành bằng tay"


class Technology(Faced):
    """How the sound reaches the loudspeakers."""

    WIRED = "wired", "truyền thanh có dây"
    FM = "fm", "truyền thanh không dây FM"
    IP = "ip", "truyền thanh ứng dụng công nghệ thông tin - viễn thông"


# A player and a vendor's system need a network; what is operated by hand may be anything.
TECHNOLOGIES: dict[StationKind, frozenset[Technology]] = {
    StationKind.OWN: frozenset({Technology.IP}),
    StationKind.VENDOR: frozenset({Technology.IP}),
    StationKind.HAND: frozenset(Technology),
}


def fits(kind: StationKind, technology: Technology) -> bool:
    """Whether a station of this kind can run on this technology."""
    return technology in TECHNOLOGIES[kind]
