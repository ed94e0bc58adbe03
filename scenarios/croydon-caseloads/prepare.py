#!/usr/bin/env python3
"""Prepares the tables of this scenario from the source data, and reconciles them with the budget.

    python3 prepare.py SOURCE_FOLDER

SOURCE_FOLDER holds neighbourhoods.csv, sites.csv and venues.csv for Croydon (see PROVENANCE.md). Costs,
lines, services, modes and the programme are read from scenario.ron beside this file, so that each number
stands in one place only. Written: areas.csv, sites.csv, venues.csv, baseline.csv, postcodes.csv, boundaries.geojson. Nothing is random;
ties go to the lower id. Fails if the budget is missed by a penny or the staffing path by a post.
Python 3 standard library only.
"""

import csv
import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent

# --- what is decided here (the reasons are in README.md) ------------------------------------------
BUDGET = 216_200_000         # pence: Best Start children's centres a year, unchanged from 2016 to 2021
POSTS = {"38": 79, "18": 167}  # whole posts that 3,000 cases need at a cap: checked against scenario.ron
# Wards of 2017 by the three parts of the borough that the 2021 proposal speaks of; the rest is South.
PARTS = {
    "North": ["Bensham Manor", "Norbury", "South Norwood", "Thornton Heath", "Upper Norwood", "West Thornton"],
    "Central": ["Addiscombe", "Ashburton", "Broad Green", "Fairfield", "Selhurst", "Shirley", "Waddon", "Woodside"],
}
# Listed as a linked site in 2026; "re-designate" in 2021 says that it was a centre then.
ALSO_CENTRE = {"cc-purley-oaks-childrens-centre"}
NOT_YET = {"cc-samuel-coleridge-taylor-family-hub"}   # a family hub of 2026: nothing known of it in 2019
STAND_IN = ("pip-house", "PIP House (position assumed)", "Upper Norwood")   # named in 2021, no address found
ROUND_STAND_IN_TO = 100      # metres: it marks a neighbourhood, not a building
SCHOOLS, PRACTICES = 40, 25  # venues chosen of each kind; libraries are all taken
VENUE_CAP = 2000             # metres, straight: beyond this a venue is no nearer than none
WEEKLY_ROOM = {"library": 5, "primary_school": 3, "gp_practice": 2}
CLASS_RADIUS = 1500          # metres, straight: whose children make a site's deprivation class
DEPRIVED, BETTER_OFF = 0.5, 0.2   # share of them in IMD deciles 1-3: at least / less than
ROOMS = {"centre": 2, "access-point": 1, "closed": 1}
LEVELS = {
    "centre": "closed|access-point|spoke|centre|hub",
    "access-point": "closed|access-point|spoke",
    "closed": "closed|spoke",
}

# Weekly sessions in the baseline, by level and deprivation class: (deprived, mixed, better off).
BASELINE_AT_SITES = {
    ("stay-and-play", "centre"): {"centre": (5, 4, 3), "access-point": (1, 1, 1)},
    ("baby-clinic", "centre"): {"centre": (1.5, 1.5, 1), "access-point": (0.5, 0.5, 0.5)},
    ("family-support", "centre"): {"centre": (2.5, 2, 1)},
    ("family-support", "outreach"): {"centre": (4, 3, 2)},
    ("speech-and-language", "centre"): {"centre": (1, 0.7, 0.5)},
    ("parenting", "centre"): {"centre": (1, 0.8, 0.5)},
}
RESIDUAL = "management"      # the line that carries what is left of the budget


# --- a small reader for the parts of RON that scenario.ron uses ------------------------------------
TOKEN = re.compile(r'\s+|#!\[[^\]]*\]|//[^\n]*|(?P<string>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[A-Za-z_][\w]*)|(?P<mark>[()\[\]{},:])')


def read_ron(text):
    """Structures become dicts (their name under "#"), tuples and lists lists, bare words strings."""
    tokens, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise SystemExit(f"scenario.ron: cannot read {text[at:at + 40]!r}")
        at = match.end()
        if match.lastgroup:
            tokens.append((match.lastgroup, match.group()))
    tokens.append(("end", ""))
    place = 0

    def take(mark=None):
        nonlocal place
        token = tokens[place]
        if mark is not None and token[1] != mark:
            raise SystemExit(f"scenario.ron: expected {mark!r}, found {token[1]!r} after {tokens[max(0, place - 6):place]}")
        place += 1
        return token

    def items(close, one):
        found = []
        while tokens[place][1] != close:
            found.append(one())
            if tokens[place][1] != close:
                take(",")
        take(close)
        return found

    def named():
        name = take()[1]
        take(":")
        return name, value()

    def pair():
        key = value()
        take(":")
        return key, value()

    def value():
        kind, text = take()
        if kind == "string":
            return text[1:-1]
        if kind == "number":
            return Fraction(text)
        if text == "[":
            return items("]", value)
        if text == "{":
            pairs = items("}", pair)
            if len({key for key, _ in pairs}) != len(pairs):
                raise SystemExit(f"scenario.ron: a key is given twice among {[key for key, _ in pairs]}")
            return dict(pairs)
        if text in ("true", "false"):
            return text == "true"
        name = None
        if kind == "word":
            name = text
            if tokens[place][1] != "(":
                return name
            take("(")
        elif text != "(":
            raise SystemExit(f"scenario.ron: unexpected {text!r}")
        if tokens[place][0] == "word" and tokens[place + 1][1] == ":":
            fields = items(")", named)
            if len({key for key, _ in fields}) != len(fields):
                raise SystemExit(f"scenario.ron: a field is given twice among {[key for key, _ in fields]}")
            return {**({"#": name} if name else {}), **dict(fields)}
        inside = items(")", value)
        return {"#": name, "of": inside} if name else inside

    result = value()
    take("")
    return result


def pence(text):
    """£1.2m, £62,000, £85.50 to whole pence."""
    plain = text.replace("£", "").replace(",", "")
    scale = 1_000_000 if plain.endswith("m") else 1
    amount = Fraction(plain.rstrip("m")) * scale * 100
    if amount.denominator != 1:
        raise SystemExit(f"{text} is not a whole number of pence")
    return int(amount)


def pounds(amount):
    return f"£{amount / 100:,.2f}"


def for_year(price, thousandths, weeks):
    """What the engine computes: rounded to the penny, halves up."""
    return (price * weeks * thousandths + 500) // 1000


# --- tables ----------------------------------------------------------------------------------------
def rows(folder, name):
    with open(folder / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(name, header, table):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(table)


def distance(a, b):
    return math.hypot(a["e"] - b["e"], a["n"] - b["n"])


def half_up(number):
    return math.floor(number + Fraction(1, 2))


def part_of(ward):
    return next((part for part, wards in PARTS.items() if ward in wards), "South")


def read_areas(folder):
    areas = []
    for row in sorted(rows(folder, "neighbourhoods.csv"), key=lambda row: row["code"]):
        areas.append({
            "id": row["code"], "name": row["name"], "ward": row["ward_name"], "district": part_of(row["ward_name"]),
            "e": int(row["easting"]), "n": int(row["northing"]), "decile": int(row["imd2015_decile"]),
            "under_5": int(row["children_0_4_2017"]),
            "rate": Fraction(row["idaci2019_rate"]) if row["idaci2019_rate"] else None,
            "poor": row["idaci2019_children"], "children": row["children_0_15_2015"],
        })
    wards = {area["ward"] for area in areas}
    unknown = {ward for part in PARTS.values() for ward in part} - wards
    if unknown:
        raise SystemExit(f"no such ward: {sorted(unknown)}")
    # Suppressed low-income counts: the rate of Croydon's other areas in the same deprivation decile.
    known = defaultdict(lambda: [0, 0])
    for area in areas:
        if area["rate"] is not None:
            known[area["decile"]][0] += int(area["poor"])
            known[area["decile"]][1] += int(area["children"])
    filled = 0
    for area in areas:
        if area["rate"] is None:
            nearest = min((d for d in known if known[d][1]), key=lambda d: (abs(d - area["decile"]), d))
            area["rate"] = Fraction(*known[nearest])
            filled += 1
        area["low"] = min(area["under_5"], half_up(area["under_5"] * area["rate"]))
        area["other"] = area["under_5"] - area["low"]
        # 2 in the most deprived tenth, 1 in the least, straight in between.
        area["need"] = round(2 - (area["decile"] - 1) / 9, 2)
    return areas, filled


def district_at(place, lsoa, areas):
    by_id = {area["id"]: area for area in areas}
    area = by_id.get(lsoa) or min(areas, key=lambda area: (distance(area, place), area["id"]))
    return area["district"]


def read_sites(folder, areas):
    sites = []
    for row in sorted(rows(folder, "sites.csv"), key=lambda row: row["id"]):
        if row["id"] in NOT_YET:
            continue
        place = {"id": row["id"], "name": row["name"], "e": int(row["easting"]), "n": int(row["northing"])}
        place["district"] = district_at(place, row["lsoa_code"], areas)
        linked = "linked_site" in row["kind"] and row["id"] not in ALSO_CENTRE
        place["baseline"] = "access-point" if linked else "centre"
        place["illustrative"] = False
        sites.append(place)
    # The ward's middle, weighted by under-fives.
    id, name, ward = STAND_IN
    here = [area for area in areas if area["ward"] == ward]
    people = sum(area["under_5"] for area in here)
    middle = lambda axis: half_up(Fraction(sum(area[axis] * area["under_5"] for area in here), people * ROUND_STAND_IN_TO)) * ROUND_STAND_IN_TO
    sites.append({"id": id, "name": name, "district": here[0]["district"], "e": middle("e"), "n": middle("n"),
                  "baseline": "closed", "illustrative": True})
    for site in sites:
        round_it = [area for area in areas if distance(area, site) <= CLASS_RADIUS]
        total = sum(area["under_5"] for area in round_it)
        site["share"] = sum(area["under_5"] for area in round_it if area["decile"] <= 3) / total
        site["class"] = 0 if site["share"] >= DEPRIVED else 2 if site["share"] < BETTER_OFF else 1
        site["rooms"] = ROOMS[site["baseline"]]
        site["levels"] = LEVELS[site["baseline"]]
    return sites


def choose(places, areas, count):
    """Greedy: each time the place that brings the areas' under-fives nearest, up to VENUE_CAP."""
    best = {area["id"]: VENUE_CAP for area in areas}
    away = {place["id"]: [(area, distance(area, place)) for area in areas if distance(area, place) < VENUE_CAP] for place in places}
    chosen = []
    left = sorted(places, key=lambda place: place["id"])
    while len(chosen) < count:
        gain = lambda place: sum(area["under_5"] * max(0, best[area["id"]] - d) for area, d in away[place["id"]])
        top = min(left, key=lambda place: (-round(gain(place), 3), place["id"]))
        left.remove(top)
        chosen.append(top)
        for area, d in away[top["id"]]:
            best[area["id"]] = min(best[area["id"]], d)
    return chosen


def read_venues(folder, areas):
    by_kind = defaultdict(list)
    for row in rows(folder, "venues.csv"):
        place = {"id": row["id"], "name": " ".join(row["name"].split()), "kind": row["kind"], "e": int(row["easting"]), "n": int(row["northing"])}
        if row["kind"] in WEEKLY_ROOM:
            place["district"] = district_at(place, row["lsoa_code"], areas)
            by_kind[row["kind"]].append(place)
    venues = by_kind["library"] + choose(by_kind["primary_school"], areas, SCHOOLS) + choose(by_kind["gp_practice"], areas, PRACTICES)
    return sorted(venues, key=lambda venue: venue["id"])


# --- money -----------------------------------------------------------------------------------------
def session_money(scenario, service, mode, sessions, spent):
    """Adds a year of this offer to `spent`, by line, in pence."""
    terms = scenario["services"][service]["modes"][mode]
    thousandths = int(sessions * 1000)
    for line, price in terms["session_costs"].items():
        spent[line] += for_year(pence(price), thousandths, int(terms["weeks"]))
    for line, price in terms.get("running_costs", {}).items():
        spent[line] += pence(price)


# --- staff -----------------------------------------------------------------------------------------
def path(role):
    """Year, cap, posts needed, recruited, there, missing: as the engine counts whole posts."""
    have, found = int(role["today"]), []
    left_of = 1 - Fraction(role["turnover"])
    for year, cap in role["need"]["cap"].items():
        need = math.ceil(Fraction(role["need"]["open"]) / Fraction(cap))
        left = math.floor(have * left_of)
        hires = max(0, min(need - left, int(role["hires"][year])))
        have = left + hires if need > left else need
        found.append((year, cap, need, hires, have, need - have))
    return found


def staffing(scenario):
    role = scenario["programme"]["roles"]["social-workers"]
    cases, pay = Fraction(role["need"]["open"]), pence(role["pay"])
    posts = {cap: math.ceil(cases / int(cap)) for cap in POSTS}
    print(f"staff: {int(cases):,} open cases, {posts['38']} posts at 38, {posts['18']} at 18; {pounds(pay)} a post")
    money = scenario["programme"]["pressures"]["improvement-money"]["amounts"]
    today = int(role["today"])
    for year, cap, need, hires, have, missing in path(role):
        more = (have - today) * pay
        paid = pence(money[year].lstrip("-"))
        print(f"  {year}: cap {int(cap)}, {need} needed, {hires} recruited, {have} there, {missing} missing;"
              f" {pounds(more)} more pay, {pounds(paid)} improvement money, {pounds(more - paid)} left for Best Start to find")
    if posts != POSTS or today != posts["38"]:
        raise SystemExit(f"POSTS: expected {POSTS}")
    envelope = BUDGET + today * pay
    if pence(scenario["rules"]["envelope"]["amount"]) != envelope:
        raise SystemExit(f"PLEASE WRITE in scenario.ron: rules/envelope/amount {pounds(envelope)}")


def maps(folder, areas):
    """Outlines of the areas, as they are, and the area of every postcode."""
    known = {area["id"] for area in areas}
    whole = json.loads((folder / "boundaries_lsoa2011.geojson").read_text(encoding="utf-8"))
    features = sorted((f for f in whole["features"] if f["properties"]["code"] in known), key=lambda f: f["properties"]["code"])
    lines = []
    for feature in features:
        slim = {"type": "Feature", "properties": {"code": feature["properties"]["code"]}, "geometry": feature["geometry"]}
        lines.append(json.dumps(slim, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (HERE / "boundaries.geojson").write_text(text, encoding="utf-8")
    with gzip.open(folder / "postcodes.csv.gz", "rt", newline="", encoding="utf-8") as file:
        found = sorted((row["postcode"], row["lsoa_code"]) for row in csv.DictReader(file) if row["lsoa_code"] in known)
    write("postcodes.csv", ["postcode", "area"], found)
    return features, found


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    areas, filled = read_areas(folder)
    outlines, found = maps(folder, areas)
    sites = read_sites(folder, areas)
    venues = read_venues(folder, areas)

    write("areas.csv", ["id", "name", "district", "ward", "easting", "northing", "deprivation", "need", "under_5_low_income", "under_5_other"],
          [[a["id"], a["name"], a["district"], a["ward"], a["e"], a["n"], a["decile"], f"{a['need']:.2f}", a["low"], a["other"]] for a in areas])
    write("sites.csv", ["id", "name", "district", "easting", "northing", "rooms", "baseline", "levels", "illustrative"],
          [[s["id"], s["name"], s["district"], s["e"], s["n"], s["rooms"], s["baseline"], s["levels"], "yes" if s["illustrative"] else "no"] for s in sites])
    write("venues.csv", ["id", "name", "kind", "district", "easting", "northing", "weekly_sessions"],
          [[v["id"], v["name"], v["kind"], v["district"], v["e"], v["n"], WEEKLY_ROOM[v["kind"]]] for v in venues])
    baseline = []
    for site in sites:
        for (service, mode), by_level in BASELINE_AT_SITES.items():
            sessions = Fraction(str(by_level.get(site["baseline"], (0, 0, 0))[site["class"]]))
            if sessions:
                baseline.append((service, mode, site["id"], sessions))
    write("baseline.csv", ["service", "mode", "place", "sessions"],
          [[service, mode, place, f"{float(sessions):g}"] for service, mode, place, sessions in baseline])

    people = sum(a["under_5"] for a in areas)
    print(f"outlines {len(outlines)} of {len(areas)}; postcodes {len(found):,}")
    print(f"areas {len(areas)}: {people:,} under-fives, {sum(a['low'] for a in areas):,} of them low-income (derived; {filled} areas filled)")
    print(f"sites {len(sites)}: {dict(Counter(s['baseline'] for s in sites))}; class deprived/mixed/better-off {[sum(s['class'] == c for s in sites) for c in range(3)]}")
    print(f"venues {len(venues)}: {dict(Counter(v['kind'] for v in venues))}")
    print("by part: centres / access points / venues / under-fives")
    for district in sorted({a["district"] for a in areas}):
        here = [s["baseline"] for s in sites if s["district"] == district]
        print(f"  {district:8} {here.count('centre'):3} {here.count('access-point'):3} {sum(v['district'] == district for v in venues):4}"
              f" {sum(a['under_5'] for a in areas if a['district'] == district):7,}")

    ron = HERE / "scenario.ron"
    if not ron.exists():
        print("no scenario.ron yet: nothing reconciled")
        return
    scenario = read_ron(ron.read_text(encoding="utf-8"))
    spent = Counter()
    for service, mode, _, sessions in baseline:
        session_money(scenario, service, mode, sessions, spent)
    for site in sites:
        for line, amount in scenario["levels"].get(site["baseline"], {"costs": {}})["costs"].items():
            spent[line] += pence(amount)
    rest = BUDGET - sum(spent.values())
    written = pence(scenario["lines"][RESIDUAL]["fixed"])
    spent[RESIDUAL] += written
    total = sum(spent.values())
    print("reconciliation with the Best Start budget, £2.162m a year")
    for line in scenario["lines"]:
        print(f"  {line:20} {pounds(spent[line]):>16}  {100 * spent[line] / BUDGET:5.1f} %")
    print(f"  {'all lines':20} {pounds(total):>16}  published {pounds(BUDGET)}  difference {pounds(total - BUDGET)}")
    staffing(scenario)
    print("baseline sessions a week and people they have room for in a year")
    for service, terms in scenario["services"].items():
        for mode, how in terms["modes"].items():
            weekly = sum(n for k, m, _, n in baseline if (k, m) == (service, mode))
            each = how["places"] * how["occupancy"] * how["weeks"] * how["survival"] / terms["visits"]
            money = Counter()
            session_money(scenario, service, mode, 1, money)
            print(f"  {service:20} {mode:10} {float(weekly):7.1f} sessions  {float(weekly * each):9,.0f} people; one session: {float(each):6.1f} people, {pounds(sum(money.values()))}")
    if rest != written or total != BUDGET:
        raise SystemExit(f"NOT RECONCILED. PLEASE WRITE in scenario.ron: lines/{RESIDUAL}/fixed {pounds(rest)} (now {pounds(written)})")


if __name__ == "__main__":
    main()
