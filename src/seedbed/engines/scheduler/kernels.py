"""What a plan in the making can tell and how it changes, compiled with Numba.

Every function takes the ``Problem`` p and the ``State`` x, a block b, a student s, a
possible seat o (-1 is study) and a session slot j (-1 is none). A change of the plan is
confined to one block, so a rejected one is undone by restoring that block.
"""

from __future__ import annotations

from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.guards import (
    count_pairs,
    may_come,
    may_meet,
    promised,
    staff_desks,
    take_charge,
)
from seedbed.engines.scheduler.sites import can_sit_in, place_of
from seedbed.engines.scheduler.state import (
    AIDE,
    CAP,
    IDLE,
    LESSON,
    LOCKED,
    NEXT,
    PAIRS,
    ROOM,
    SIZE,
    SPARE_ROOMS,
    STAFF,
    Problem,
    State,
)
from seedbed.lib.arrays import Int32Array, IntArray
from seedbed.lib.modalities import Modality

LIVE, PEER, ONLINE = int(Modality.LIVE), int(Modality.PEER), int(Modality.ONLINE)
NOBODY, NOWHERE = -3, -3


@compiled
def worth(p: Problem, x: State, s: int, b: int, o: int) -> float:
    """Return what seat o adds to the student's day in block b, repeats diminished.

    A promise that it keeps counts for more than any gain.
    """
    if o < 0:
        return 0.0
    value = float(p.gain[o]) if p.repeat_share == 1.0 else _with_repeats(p, x, s, b, o)
    if p.promise > 0.0:
        value += promised(p, x, s, b, o)
    return value


@inner
def _with_repeats(p: Problem, x: State, s: int, b: int, o: int) -> float:
    skill, mine = p.skill[p.lesson[o]], p.gain[o]
    share, lost = 1.0, 0.0
    for c in range(x.choice.shape[0]):
        other = x.choice[c, s]
        if c == b or other < 0 or p.skill[p.lesson[other]] != skill:
            continue
        if p.gain[other] >= mine:
            share *= p.repeat_share
        else:
            lost += p.gain[other] * _share_without(p, x, s, b, c)
    return float(mine * share - lost * (1.0 - p.repeat_share))


@inner
def _share_without(p: Problem, x: State, s: int, b: int, c: int) -> float:
    """Return the share at which block c counts when block b is left out."""
    own = x.choice[c, s]
    skill, share = p.skill[p.lesson[own]], 1.0
    for d in range(x.choice.shape[0]):
        other = x.choice[d, s]
        if d in (b, c) or other < 0 or p.skill[p.lesson[other]] != skill:
            continue
        ahead = p.gain[other] > p.gain[own]
        if ahead or (p.gain[other] == p.gain[own] and d < c):
            share *= p.repeat_share
    return share


@compiled
def fits(p: Problem, x: State, s: int, b: int, o: int) -> bool:
    """Tell whether the student's own day allows seat o in block b."""
    if not p.allowed[o, b]:
        return False
    lesson = p.lesson[o]
    way = p.modality[lesson]
    n_met, n_way, n_same, minutes = 0, 0, 0, 0
    for c in range(x.choice.shape[0]):
        other = x.choice[c, s]
        if c == b or other < 0:
            continue
        n_same += other == o
        n_met += p.skill[p.lesson[other]] == p.skill[lesson]
        n_way += p.modality[p.lesson[other]] == way and not x.pinned[c, s]
        minutes += (p.modality[p.lesson[other]] == ONLINE) * p.minutes[c]
    if n_same >= p.lesson_most or n_met >= p.skill_twice:
        return False
    if n_way >= p.way_most[way] and not x.pinned[b, s]:
        return False
    if way != ONLINE:
        return True
    return bool(minutes + p.minutes[b] <= p.screen_minutes)


@inner
def _kind(p: Problem, s: int, b: int, o: int) -> int:
    """Return the column of ``State.alone`` for a student at the hub on their own."""
    device = o >= 0 and p.takes_device[p.lesson[o]]
    return int(4 * p.where[b, s] + 2 * int(p.needs_quiet[s]) + int(device))


@compiled
def shortage(x: State, b: int) -> int:
    """Return how many seats and devices are missing for those on their own."""
    missing = 0
    for site in range(x.desks.shape[1] // 4):
        missing += _shortage_at(x, b, site)
    return missing


@compiled
def _shortage_at(x: State, b: int, site: int) -> int:
    other, device, quiet, both = x.alone[b, 4 * site : 4 * site + 4]
    quiet_seats, other_seats, quiet_devices, other_devices = x.desks[
        b, 4 * site : 4 * site + 4
    ]
    into_quiet = max(0, device - other_devices)
    missing = max(0, both - quiet_devices)
    missing += max(0, both + device - quiet_devices - other_devices)
    missing += max(0, both + quiet + into_quiet - quiet_seats)
    missing += max(0, both + quiet + device + other - quiet_seats - other_seats)
    if x.used[b, PAIRS + 2 * site] > 0:
        missing += max(0, -x.used[b, SPARE_ROOMS + 2 * site])
    return int(missing)


@inner
def is_online(p: Problem, o: int) -> bool:
    """Tell whether seat o takes a licence."""
    return bool(o >= 0 and p.modality[p.lesson[o]] == ONLINE)


@compiled
def has_desk(p: Problem, x: State, s: int, b: int, o: int) -> bool:
    """Tell whether the student can do o alone without making a shortage worse."""
    needs_licence = is_online(p, o) and not is_online(p, x.choice[b, s])
    if needs_licence and x.used[b, 0] >= p.licences:
        return False
    if p.at_home[b, s]:
        return True
    before = shortage(x, b)
    kind, old = _kind(p, s, b, o), -1
    if x.seat[b, s] < 0:
        old = _kind(p, s, b, x.choice[b, s])
        x.alone[b, old] -= 1
    else:
        count_pairs(p, x, s, b, 1)
    x.alone[b, kind] += 1
    after = shortage(x, b)
    x.alone[b, kind] -= 1
    if old >= 0:
        x.alone[b, old] += 1
    else:
        count_pairs(p, x, s, b, -1)
    return after <= before


@compiled
def move(p: Problem, x: State, s: int, b: int, o: int, j: int) -> None:
    """Take a student out of what they do in block b and into seat o."""
    old = x.seat[b, s]
    if old >= 0:
        last = x.session[b, old, SIZE] - 1
        for i in range(last + 1):
            if x.members[b, old, i] == s:
                x.members[b, old, i] = x.members[b, old, last]
                break
        x.session[b, old, SIZE] = last
    elif not p.at_home[b, s]:
        x.alone[b, _kind(p, s, b, x.choice[b, s])] -= 1
        count_pairs(p, x, s, b, -1)
    x.used[b, 0] += int(is_online(p, o)) - int(is_online(p, x.choice[b, s]))
    x.choice[b, s] = o
    x.seat[b, s] = j
    if j >= 0:
        x.members[b, j, x.session[b, j, SIZE]] = s
        x.session[b, j, SIZE] += 1
    elif not p.at_home[b, s]:
        x.alone[b, _kind(p, s, b, o)] += 1
        count_pairs(p, x, s, b, 1)


@compiled
def can_leave(p: Problem, x: State, s: int, b: int) -> bool:
    """Tell whether the student may leave what they do without breaking a group."""
    if x.pinned[b, s]:
        return False
    j = x.seat[b, s]
    if j < 0:
        return True
    least = p.least[x.session[b, j, LESSON]]
    if x.session[b, j, LOCKED] > 0:
        least = 1
    # Whoever leaves a session of one leaves it empty: it is as good as closed.
    return bool(least <= 1 or x.session[b, j, SIZE] > least)


@inner
def _aide_for(p: Problem, x: State, s: int, b: int, j: int) -> int:
    """Return the aide the session has to have once s sits in it, or NOBODY."""
    row = x.session[b, j]
    aide, language = row[AIDE], -1
    if p.modality[row[LESSON]] != PEER:
        language = p.language[s]
        if language >= 0 and p.speaks[row[STAFF], language]:
            language = -1
    if aide >= 0:
        return aide if language < 0 or p.speaks[aide, language] else NOBODY
    if language < 0 and (not p.needs_aide[s] or p.at_home[b, s]):
        return -1
    for w in range(len(p.is_aide)):
        is_there = p.is_aide[w] and x.staff_at[b, w] == IDLE
        speaks = language < 0 or p.speaks[w, language]
        if is_there and speaks and may_come(p, x, b, w, place_of(p, row[ROOM])):
            return w
    return NOBODY


@compiled
def can_join(p: Problem, x: State, s: int, b: int, j: int) -> bool:
    """Tell whether the session has a seat, a place, peers and adults for s."""
    row = x.session[b, j]
    if row[SIZE] >= row[CAP]:
        return False
    if not can_sit_in(p, p.where[b, s], row[ROOM]):
        return False
    if p.modality[row[LESSON]] == LIVE:
        for i in range(row[SIZE]):
            v = x.members[b, j, i]
            if abs(p.working_grade[v] - p.working_grade[s]) > p.group_spread:
                return False
    if not may_meet(p, x, s, b, j):
        return False
    return _aide_for(p, x, s, b, j) != NOBODY


@compiled
def join(p: Problem, x: State, s: int, b: int, o: int, j: int) -> None:
    """Seat s in the session, with an aide where one is needed."""
    aide = _aide_for(p, x, s, b, j)
    if aide >= 0 and x.session[b, j, AIDE] < 0:
        x.session[b, j, AIDE] = aide
        x.staff_at[b, aide] = j
    move(p, x, s, b, o, j)


@compiled
def open_session(p: Problem, x: State, b: int, lesson: int, w: int, r: int) -> int:
    """Open a session and return its slot, or -1.

    There may be as many as may be, or the adult is due a break or too far away.
    """
    is_peer = p.modality[lesson] == PEER
    if is_peer and x.used[b, 1] >= p.peer_groups:
        return -1
    if w >= 0 and not may_come(p, x, b, w, place_of(p, r)):
        return -1
    j = 0
    while j < x.session.shape[1] and x.session[b, j, LESSON] >= 0:
        j += 1
    if j == x.session.shape[1]:
        return -1
    x.used[b, 1] += is_peer
    cap = min(p.most[lesson], x.members.shape[2])
    if w >= 0:
        cap = min(cap, p.max_seats[w])
        x.staff_at[b, w] = j
        x.staff_left[w] -= 1
    if r >= 0:
        cap = min(cap, p.room_seats[r])
        x.room_at[b, r] = j
        _take_desks(p, x, b, r, -1)
    if p.supervises:
        take_charge(p, x, b, w, r, -1)
    row = x.session[b, j]
    row[LESSON], row[STAFF], row[AIDE], row[ROOM] = lesson, w, -1, r
    row[SIZE], row[CAP], row[LOCKED], row[NEXT] = 0, cap, 0, x.head[b, lesson]
    x.head[b, lesson] = j
    return j


@inner
def _take_desks(p: Problem, x: State, b: int, r: int, sign: int) -> None:
    if p.supervises:
        staff_desks(p, x, b, r if sign < 0 else -1)
        return
    site = p.room_site[r]
    x.used[b, SPARE_ROOMS + 2 * site] += sign * int(p.room_seats[r] > 0)
    column = 4 * site + (0 if p.room_quiet[r] else 1)
    x.desks[b, column] += sign * p.room_seats[r]
    x.desks[b, column + 2] += sign * p.room_devices[r]


@compiled
def relocate(p: Problem, x: State, b: int, j: int, r: int) -> bool:
    """Move a session to an idle room with seats at its site; tell whether it did."""
    row = x.session[b, j]
    old, w = row[ROOM], row[STAFF]
    if p.room_seats[r] < row[SIZE] or p.room_online[r] != p.room_online[old]:
        return False
    if p.room_site[r] != p.room_site[old]:
        return False
    x.room_at[b, old], x.room_at[b, r] = IDLE, j
    _take_desks(p, x, b, old, 1)
    _take_desks(p, x, b, r, -1)
    cap = min(p.most[row[LESSON]], x.members.shape[2], p.room_seats[r])
    row[ROOM], row[CAP] = r, min(cap, p.max_seats[w]) if w >= 0 else cap
    return True


@compiled
def close_session(p: Problem, x: State, b: int, j: int) -> None:
    """Close an empty session: its adults and room are free again."""
    row = x.session[b, j]
    lesson, w, aide, r = row[LESSON], row[STAFF], row[AIDE], row[ROOM]
    x.used[b, 1] -= p.modality[lesson] == PEER
    if w >= 0:
        x.staff_at[b, w] = IDLE
        x.staff_left[w] += 1
    if aide >= 0:
        x.staff_at[b, aide] = IDLE
    if r >= 0:
        x.room_at[b, r] = IDLE
        _take_desks(p, x, b, r, 1)
    if p.supervises:
        take_charge(p, x, b, w, r, 1)
    if x.head[b, lesson] == j:
        x.head[b, lesson] = row[NEXT]
    else:
        i = x.head[b, lesson]
        while x.session[b, i, NEXT] != j:
            i = x.session[b, i, NEXT]
        x.session[b, i, NEXT] = row[NEXT]
    row[LESSON] = -1


@compiled
def joinable(p: Problem, x: State, s: int, b: int, o: int) -> int:
    """Return an open session of o's lesson that s can join, or -1."""
    j = x.head[b, p.lesson[o]]
    while j >= 0:
        if can_join(p, x, s, b, j):
            return int(j)
        j = x.session[b, j, NEXT]
    return -1


@inner
def is_open(p: Problem, x: State, b: int, o: int) -> bool:
    """Tell whether o is done alone or some session of it stands in block b."""
    lesson = p.lesson[o]
    return bool(p.modality[lesson] > PEER or x.head[b, lesson] >= 0)


@inner
def place_for(p: Problem, x: State, s: int, b: int, o: int) -> int:
    """Return the open session where s can do o, -1 for alone at a desk, or NOWHERE."""
    if p.modality[p.lesson[o]] > PEER:
        return -1 if has_desk(p, x, s, b, o) else NOWHERE
    j = joinable(p, x, s, b, o)
    return j if j >= 0 else NOWHERE


@compiled
def take(p: Problem, x: State, s: int, b: int, o: int, j: int) -> None:
    """Give s the seat o at the place that ``place_for`` returned."""
    if j >= 0:
        join(p, x, s, b, o, j)
    else:
        move(p, x, s, b, o, -1)


@compiled
def seat_best(p: Problem, x: State, s: int, b: int) -> float:
    """Give a student the best seat that stands open in block b; return the change."""
    now = worth(p, x, s, b, x.choice[b, s])
    best, best_o, best_j = now, -1, NOWHERE
    for o in range(p.starts[s], p.starts[s + 1]):
        if p.gain[o] + 2.0 * p.promise <= best:
            break
        if o == x.choice[b, s] or not is_open(p, x, b, o) or not fits(p, x, s, b, o):
            continue
        value = worth(p, x, s, b, o)
        if value > best:
            j = place_for(p, x, s, b, o)
            if j != NOWHERE:
                best, best_o, best_j = value, o, j
    if best_j != NOWHERE:
        take(p, x, s, b, best_o, best_j)
    return best - now


@compiled
def improve_seats(p: Problem, x: State) -> float:
    """Give every student in turn the best open seat of each block."""
    change = 0.0
    for b in range(x.choice.shape[0]):
        for s in range(x.choice.shape[1]):
            if p.free[b, s] and can_leave(p, x, s, b):
                change += seat_best(p, x, s, b)
    return change


@compiled
def pick_room(p: Problem, x: State, b: int, seats: int, place: int) -> int:
    """Return the smallest open room that holds the group, else the largest; or NOWHERE.

    For a student at home (-1) that is a video room, or -1 (a call) when none is open.
    A room that more students need as a desk than the group takes along stays one.
    """
    best, short = NOWHERE, shortage(x, b)
    for r in range(len(p.room_seats)):
        if x.room_at[b, r] != IDLE or not can_sit_in(p, place, r):
            continue
        _take_desks(p, x, b, r, -1)
        lost = shortage(x, b) - short
        _take_desks(p, x, b, r, 1)
        if lost > seats:
            continue
        if best == NOWHERE or _is_better_room(p, r, best, seats):
            best = r
    return -1 if best == NOWHERE and place < 0 else best


@inner
def _is_better_room(p: Problem, r: int, than: int, seats: int) -> bool:
    mine, other = p.room_seats[r], p.room_seats[than]
    if p.room_quiet[r] != p.room_quiet[than]:
        return bool(p.room_quiet[than])
    if (mine >= seats) != (other >= seats):
        return bool(mine >= seats)
    return bool(mine < other) if mine >= seats else bool(mine > other)


@compiled
def sit_again(p: Problem, x: State, option: IntArray, session: IntArray) -> None:
    """Give everyone the seat they had, where it is still there and allowed."""
    for b in range(x.choice.shape[0]):
        for s in range(x.choice.shape[1]):
            o, j = option[s, b], session[s, b]
            if o < 0 or x.choice[b, s] >= 0 or x.pinned[b, s] or not p.free[b, s]:
                continue
            if not fits(p, x, s, b, o):
                continue
            if p.modality[p.lesson[o]] > PEER:
                if has_desk(p, x, s, b, o):
                    move(p, x, s, b, o, -1)
            elif j >= 0 and can_join(p, x, s, b, j):
                join(p, x, s, b, o, j)


@inner
def _copy_row(source: Int32Array, to: Int32Array, b: int) -> None:
    for i in range(source.shape[1]):
        to[b, i] = source[b, i]


@compiled
def save(x: State, y: State, b: int) -> None:
    """Copy one block of plan x to plan y."""
    for j in range(x.session.shape[1]):
        for i in range(x.session.shape[2]):
            y.session[b, j, i] = x.session[b, j, i]
        if x.session[b, j, LESSON] >= 0:
            for i in range(x.session[b, j, SIZE]):
                y.members[b, j, i] = x.members[b, j, i]
    _copy_row(x.choice, y.choice, b)
    _copy_row(x.seat, y.seat, b)
    _copy_row(x.head, y.head, b)
    _copy_row(x.staff_at, y.staff_at, b)
    _copy_row(x.room_at, y.room_at, b)
    _copy_row(x.alone, y.alone, b)
    _copy_row(x.desks, y.desks, b)
    _copy_row(x.used, y.used, b)
    for w in range(len(x.staff_left)):
        y.staff_left[w] = x.staff_left[w]
