"""The one scope predicate on random maps that change: the query says what a plain walk over the same facts says."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.core.periods import Period
from loa.core.roles import Role
from loa.core.territories import Link, TerritoryKind, ancestries
from loa.server.agencies.models import Agency, AgencyDescent, AgencyVersion
from loa.server.agencies.reach import rebuild_reach
from loa.server.kit.actors import Actor, Grant
from loa.server.people.queries import agencies_above, agencies_managed_by, agencies_seen_by
from loa.server.places.models import Descent, Territory, TerritoryClosure, TerritoryVersion

FIRST = date(2020, 1, 1)
STEP = timedelta(days=100)


@dataclass
class World:
    """Territories under parents for periods, agencies that serve them, and what became of what. Built step by step, then closed."""

    rng: Random
    parents: dict[int, list[tuple[Period, int | None]]] = field(default_factory=lambda: defaultdict(list))
    serves: dict[int, list[tuple[Period, int]]] = field(default_factory=lambda: defaultdict(list))
    became: list[tuple[int, int, date]] = field(default_factory=list)
    taken_over: list[tuple[int, int, date]] = field(default_factory=list)
    standing: dict[int, tuple[date, int | None]] = field(default_factory=dict)
    posts: dict[int, tuple[date, int]] = field(default_factory=dict)
    districts: list[int] = field(default_factory=list)
    next_id: int = 10

    def begin(self, parent: int | None, day: date) -> int:
        """A new commune with its agency."""
        unit, self.next_id = self.next_id, self.next_id + 1
        self.standing[unit] = (day, parent)
        self.posts[100 + unit] = (day, unit)
        return unit

    def end(self, unit: int, day: date) -> int | None:
        """Its version ends the day before; whose it was."""
        since, parent = self.standing.pop(unit)
        self.parents[unit].append((Period(since, day - timedelta(days=1)), parent))
        return parent

    def end_post(self, agency: int, day: date) -> int:
        since, unit = self.posts.pop(agency)
        self.serves[agency].append((Period(since, day - timedelta(days=1)), unit))
        return unit

    def abolish(self, unit: int, day: date) -> int | None:
        """The commune ends, and who served it."""
        for agency in [a for a, (_, served) in self.posts.items() if served == unit]:
            self.end_post(agency, day)
        return self.end(unit, day)

    def close(self) -> "World":
        for unit, (since, parent) in self.standing.items():
            self.parents[unit].append((Period(since, None), parent))
        for agency, (since, unit) in self.posts.items():
            self.serves[agency].append((Period(since, None), unit))
        # Who gave a part away and stands on keeps its work to itself: lineage knows no successor of its own.
        self.became = through_time([(old, new, day) for old, new, day in self.became if not stands(self.parents[old], day)])
        self.taken_over = through_time(self.taken_over)
        return self


def move(world, communes, day):
    unit = world.rng.choice(communes)
    world.end(unit, day)
    world.standing[unit] = (day, world.rng.choice([0, *world.districts]))


def rename(world, communes, day):
    unit = world.rng.choice(communes)
    world.standing[unit] = (day, world.end(unit, day))


def merge(world, communes, day, *, gone=2, come=1):
    old = world.rng.sample(communes, min(gone, len(communes)))
    parent = [world.abolish(unit, day) for unit in old][-1]
    new = [world.begin(parent, day) for _ in range(come)]
    world.became += [(unit, successor, day) for unit in old for successor in new]


def split(world, communes, day):
    merge(world, communes, day, gone=1, come=2)


def give_a_part(world, communes, day):
    if len(communes) > 1:
        world.became.append((*world.rng.sample(communes, 2), day))


def end_one(world, communes, day):
    world.abolish(world.rng.choice(communes), day)


def pass_on(world, _communes, day):
    agency = world.rng.choice(sorted(world.posts))
    heir = 500 + agency + len(world.taken_over)
    world.posts[heir] = (day, world.end_post(agency, day))
    world.taken_over.append((agency, heir, day))


ACTS = (move, rename, merge, split, give_a_part, end_one, pass_on)


def random_world(rng: Random) -> World:
    """A root, districts, communes; then a few days on which communes move, end, merge or are renamed, and agencies pass their work on."""
    world = World(rng)
    world.districts = list(range(1, rng.randint(2, 4)))
    world.standing.update({0: (FIRST, None), **dict.fromkeys(world.districts, (FIRST, 0))})
    world.posts.update({100 + unit: (FIRST, unit) for unit in world.standing})
    for _ in range(rng.randint(2, 6)):
        world.begin(rng.choice([*world.districts, 0]), FIRST)
    for n in range(rng.randint(2, 5)):
        communes = [unit for unit in world.standing if unit >= 10]
        if communes:
            rng.choice(ACTS)(world, communes, FIRST + STEP * (n + 1))
    return world.close()


def through_time(steps: list[tuple[int, int, date]]) -> list[tuple[int, int, date]]:
    """Every predecessor and every later one, over however many steps, since the last of them."""
    found = {(old, new): day for old, new, day in steps}
    for _ in steps:
        for old, middle in list(found):
            for start, new, day in steps:
                if start == middle:
                    found[(old, new)] = min(found.get((old, new), date.max), max(day, found[(old, middle)]))
    return [(old, new, day) for (old, new), day in found.items()]


def identity(number: int) -> UUID:
    return UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + number)


def keep(world: World) -> None:
    Territory.objects.bulk_create(Territory(id=identity(t), key=f"t{t}") for t in world.parents)
    TerritoryVersion.objects.bulk_create(
        TerritoryVersion(
            territory_id=identity(t),
            parent_id=None if parent is None else identity(parent),
            name=f"Đơn vị {t}",
            form="xã",
            kind=TerritoryKind.COMMUNE,
            valid_from=period.first,
            valid_to=period.last,
            source="thử",
            search_key=f"xa don vi {t}",
        )
        for t, versions in world.parents.items()
        for period, parent in versions
    )
    links = [
        Link(str(identity(t)), None if parent is None else str(identity(parent)), period)
        for t, versions in world.parents.items()
        for period, parent in versions
    ]
    TerritoryClosure.objects.bulk_create(
        TerritoryClosure(
            ancestor_id=UUID(row.ancestor),
            descendant_id=UUID(row.descendant),
            depth=row.depth,
            valid_from=row.period.first,
            valid_to=row.period.last,
        )
        for row in ancestries(links)
    )
    Agency.objects.bulk_create(Agency(id=identity(a), key=f"a{a}") for a in world.serves)
    AgencyVersion.objects.bulk_create(
        AgencyVersion(
            agency_id=identity(a),
            kind="commune_committee",
            name=f"UBND {a}",
            short_name=f"UBND {a}",
            territory_id=identity(t),
            valid_from=period.first,
            valid_to=period.last,
            source="thử",
            search_key=f"ubnd {a}",
        )
        for a, versions in world.serves.items()
        for period, t in versions
    )
    Descent.objects.bulk_create(Descent(predecessor_id=identity(o), successor_id=identity(n), since=day) for o, n, day in world.became)
    AgencyDescent.objects.bulk_create(
        AgencyDescent(predecessor_id=identity(o), successor_id=identity(n), since=day) for o, n, day in world.taken_over
    )
    rebuild_reach()


# --- the plain reference ---------------------------------------------------------------------------------------------------------


def last_version(versions, on):
    begun = [(period, value) for period, value in versions if period.first <= on]
    return max(begun, key=lambda one: one[0].first, default=None)


def stands(versions, on):
    return any(period.holds(on) for period, _ in versions)


def around(world, unit, day):
    """The unit and everything above it on that day."""
    found = []
    while unit is not None:
        found.append(unit)
        unit = next((parent for period, parent in world.parents[unit] if period.holds(day)), None)
    return found


def below(world, roots, on):
    found = set()
    for unit, versions in world.parents.items():
        latest = last_version(versions, on)
        if latest is None:
            continue
        day = on if latest[0].holds(on) else latest[0].last
        found |= {unit} if roots & set(around(world, unit, day)) else set()
    return found


def seen_plainly(world, own, on):
    latest = {a: last_version(versions, on) for a, versions in world.serves.items()}
    mine = {latest[a][1] for a in own if latest[a]}
    within = below(world, mine, on)
    gone = {o for o, n, day in world.became if n in within and day <= on and not stands(world.parents[o], on)}
    within |= below(world, gone, on)
    serving = {a for a, version in latest.items() if version and version[1] in within}
    reached = serving | own
    return reached | {o for o, n, day in world.taken_over if n in reached and day <= on and not stands(world.serves[o], on)}


def above_plainly(world, own, on):
    latest = {a: last_version(versions, on) for a, versions in world.serves.items()}
    mine = {latest[a][1] for a in own if latest[a]}
    over = {up for unit in mine if stands(world.parents[unit], on) for up in around(world, unit, on)[1:]}
    return {a for a, versions in world.serves.items() if any(period.holds(on) and unit in over for period, unit in versions)}


def actor_at(own, on, role=Role.ADMINISTRATOR):
    return Actor(name="Lan", grants=tuple(Grant(role, identity(a)) for a in sorted(own)), on=on)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), later=st.integers(0, 520))
def test_what_is_seen_is_what_a_plain_walk_over_maps_and_lineage_finds(db_savepoint, seed, later):
    world = random_world(Random(seed))
    on = FIRST + timedelta(days=later)
    everybody = sorted(world.serves)
    with db_savepoint():
        keep(world)
        for own in [{agency} for agency in everybody] + [set(Random(seed).sample(everybody, 2))]:
            by = actor_at(own, on)
            seen = set(agencies_seen_by(by))
            assert seen == {identity(a) for a in seen_plainly(world, own, on)}
            assert set(agencies_above(by)) == {identity(a) for a in above_plainly(world, own, on)}
            assert {identity(a) for a in own} <= set(agencies_managed_by(by)) <= seen


@pytest.fixture
def db_savepoint(db):
    """Each example in a savepoint of its own."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def scratch():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return scratch
