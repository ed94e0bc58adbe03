#!/usr/bin/env python3
"""Prepares the tables of this scenario from the source data, and reconciles them with the base.

    python3 prepare.py SOURCE_FOLDER

SOURCE_FOLDER holds neighbourhoods.csv, districts.csv, sites.csv, venues.csv and
finance_s251_sure_start.csv for Birmingham (see PROVENANCE.md). Costs, lines, services and modes are
read from scenario.ron beside this file, so that each number stands in one place only. Written:
areas.csv, sites.csv, site_costs.csv, venues.csv, baseline.csv, postcodes.csv, boundaries.geojson. Nothing is random; ties go to the
lower id. Python 3 standard library only.
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
CENTRES_2015 = 61            # centres that stood; the rest of the list is filled with stand-ins
SAME_BUILDING = {            # listed twice in the source: dropped id -> kept id
    "cc-rookery-childrens-centre": "cc-perry-barr-family-hub-rookery-childrens-centre",
}
COVERED = 1000               # metres, straight: an area this near to a site is not looked at again
ROUND_STAND_INS_TO = 100     # metres: a stand-in marks a neighbourhood, not a building
SCHOOLS, PRACTICES = 100, 64 # venues chosen of each kind; libraries are all taken
VENUE_CAP = 2000             # metres, straight: beyond this a venue is no nearer than none
WEEKLY_ROOM = {"library": 5, "primary_school": 3, "gp_practice": 2}
CLASS_RADIUS = 1500          # metres, straight: whose children make a site's deprivation class
DEPRIVED, BETTER_OFF = 0.75, 0.35   # share of them in IMD deciles 1-3: at least / less than
BETTER_OFF_STAFF = Fraction(60, 100)  # core staff of a better-off site, of the level's own cost
ROOMS = {"hub": 3, "centre": 2, "linked": 1}

# Weekly sessions in the baseline, by level and deprivation class: (deprived, mixed, better off).
BASELINE_AT_SITES = {
    ("stay-and-play", "centre"): {"hub": (10, 9, 7), "centre": (7, 6, 4), "linked": (2, 2, 2)},
    ("baby-clinic", "centre"): {"hub": (2, 2, 1.5), "centre": (1.5, 1.5, 1), "linked": (0.5, 0.5, 0.5)},
    ("family-support", "centre"): {"hub": (6, 5, 4), "centre": (4, 3, 1.5), "linked": (0, 0, 0)},
    ("family-support", "outreach"): {"hub": (12, 10, 8), "centre": (0, 0, 0), "linked": (0, 0, 0)},
    ("speech-and-language", "centre"): {"hub": (3, 2, 1.5), "centre": (1.2, 1, 0.5), "linked": (0, 0, 0)},
    ("parenting", "centre"): {"hub": (3, 2, 1.5), "centre": (1.5, 1, 0.5), "linked": (0, 0, 0)},
    ("early-learning", "centre"): {"hub": (5, 5, 4), "centre": (4, 3, 2), "linked": (1, 1, 1)},
}
BASELINE_IN_VENUES = {("early-learning", "drop-in", "primary_school"): 1.5}

# Which cost lines stand for which published line of the section 251 outturn.
PUBLISHED = {
    "individual_childrens_centres": ["centre-staff", "premises", "sessions", "family-support"],
    "area_wide_services_through_centres": ["targeted", "area-wide-other"],
    "other_early_years": ["early-learning", "hire", "other-early-years"],
}
RESIDUAL = {"area_wide_services_through_centres": "area-wide-other", "other_early_years": "other-early-years"}


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


def read_areas(folder):
    district_of = {row["ward_code"]: row["district"] for row in rows(folder, "districts.csv")}
    areas = []
    for row in sorted(rows(folder, "neighbourhoods.csv"), key=lambda row: row["code"]):
        areas.append({
            "id": row["code"], "name": row["name"], "ward": row["ward_name"], "district": district_of[row["ward_code"]],
            "e": int(row["easting"]), "n": int(row["northing"]), "decile": int(row["imd2015_decile"]),
            "under_5": int(row["children_0_4_2015"]),
            "rate": Fraction(row["idaci2019_rate"]) if row["idaci2019_rate"] else None,
            "poor": row["idaci2019_children"], "children": row["children_0_15_2015"],
        })
    # Suppressed low-income counts: the rate of Birmingham's other areas in the same deprivation decile.
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
        if row["id"] in SAME_BUILDING:
            continue
        place = {"id": row["id"], "name": row["name"], "e": int(row["easting"]), "n": int(row["northing"])}
        place["district"] = district_at(place, row["lsoa_code"], areas)
        hub, linked = "family_hub" in row["kind"], "linked_site" in row["kind"]
        place["baseline"] = "hub" if hub else "linked" if linked else "centre"
        place["levels"] = ["closed", "linked", "centre"] if linked else ["closed", "linked", "centre", "hub"]
        place["illustrative"] = False
        sites.append(place)
    # Stand-ins, one after another: the area round which most need-weighted under-fives live that are
    # not near any site yet.
    uncovered = {area["id"] for area in areas if all(distance(area, site) > COVERED for site in sites)}
    near = {area["id"]: [other for other in areas if distance(area, other) <= COVERED] for area in areas}
    for number in range(1, CENTRES_2015 - len(sites) + 1):
        def gain(area):
            return sum(Fraction(str(other["need"])) * other["under_5"] for other in near[area["id"]] if other["id"] in uncovered)
        best = min(areas, key=lambda area: (-gain(area), area["id"]))
        uncovered -= {other["id"] for other in near[best["id"]]}
        to = ROUND_STAND_INS_TO
        sites.append({
            "id": f"stand-in-{number:02d}", "name": f"Stand-in {number:02d}", "district": best["district"],
            "e": half_up(Fraction(best["e"], to)) * to, "n": half_up(Fraction(best["n"], to)) * to,
            "baseline": "centre", "levels": ["closed", "linked", "centre"], "illustrative": True,
        })
    for site in sites:
        round_it = [area for area in areas if distance(area, site) <= CLASS_RADIUS]
        total = sum(area["under_5"] for area in round_it)
        site["share"] = sum(area["under_5"] for area in round_it if area["decile"] <= 3) / total
        site["class"] = 0 if site["share"] >= DEPRIVED else 2 if site["share"] < BETTER_OFF else 1
        site["rooms"] = ROOMS[site["baseline"]]
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


def level_cost(scenario, level, line):
    return pence(scenario["levels"][level]["costs"][line])


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
          [[s["id"], s["name"], s["district"], s["e"], s["n"], s["rooms"], s["baseline"], "|".join(s["levels"]), "yes" if s["illustrative"] else "no"] for s in sites])
    write("venues.csv", ["id", "name", "kind", "district", "easting", "northing", "weekly_sessions"],
          [[v["id"], v["name"], v["kind"], v["district"], v["e"], v["n"], WEEKLY_ROOM[v["kind"]]] for v in venues])

    baseline = []
    for site in sites:
        for (service, mode), by_level in BASELINE_AT_SITES.items():
            sessions = Fraction(str(by_level[site["baseline"]][site["class"]]))
            if sessions:
                baseline.append((service, mode, site["id"], sessions))
    for venue in venues:
        for (service, mode, kind), sessions in BASELINE_IN_VENUES.items():
            if venue["kind"] == kind:
                baseline.append((service, mode, venue["id"], Fraction(str(sessions))))
    write("baseline.csv", ["service", "mode", "place", "sessions"],
          [[service, mode, place, f"{float(sessions):g}"] for service, mode, place, sessions in baseline])

    people = sum(a["under_5"] for a in areas)
    print(f"outlines {len(outlines)} of {len(areas)}; postcodes {len(found):,}")
    print(f"areas {len(areas)}: {people:,} under-fives, {sum(a['low'] for a in areas):,} of them low-income (derived; {filled} areas filled)")
    print(f"sites {len(sites)}: {sum(s['illustrative'] for s in sites)} stand-ins; levels {dict(Counter(s['baseline'] for s in sites))};"
          f" class deprived/mixed/better-off {[sum(s['class'] == c for s in sites) for c in range(3)]}")
    print(f"venues {len(venues)}: {dict(Counter(v['kind'] for v in venues))}; places {len(sites) + len(venues)}")
    print("by district: sites / real sites that may be a hub / venues / under-fives")
    for district in sorted({a["district"] for a in areas}):
        here = [s for s in sites if s["district"] == district]
        print(f"  {district:17} {len(here):3} {sum('hub' in s['levels'] for s in here):3} {sum(v['district'] == district for v in venues):4}"
              f" {sum(a['under_5'] for a in areas if a['district'] == district):7,}")

    ron = HERE / "scenario.ron"
    if not ron.exists():
        print("no scenario.ron yet: site_costs.csv not written, nothing reconciled")
        return
    scenario = read_ron(ron.read_text(encoding="utf-8"))
    published = {row["category"]: pence(row["total_expenditure"]) for row in rows(folder, "finance_s251_sure_start.csv") if row["year"] == "2013-14"}
    base = published["total_sure_start_and_early_years"]

    spent = Counter()
    for service, mode, _, sessions in baseline:
        session_money(scenario, service, mode, sessions, spent)
    for site in sites:
        spent["premises"] += level_cost(scenario, site["baseline"], "premises")
    # Core staff: the level's own cost at mixed sites, 60 % of it at better-off ones; at deprived sites
    # whatever makes individual centres add up to the published figure. Whole pounds; the first
    # deprived sites carry the last pounds.
    target = published["individual_childrens_centres"] - spent["sessions"] - spent["family-support"] - spent["premises"]
    mixed = sum(level_cost(scenario, s["baseline"], "centre-staff") for s in sites if s["class"] == 1)
    better = sum(level_cost(scenario, s["baseline"], "centre-staff") * BETTER_OFF_STAFF for s in sites if s["class"] == 2)
    deprived = [s for s in sites if s["class"] == 0]
    plain = sum(level_cost(scenario, s["baseline"], "centre-staff") for s in deprived)
    factor = Fraction(target - mixed - better, plain)
    amounts = {}
    for site in sites:
        if site["class"] == 1:
            continue
        scale = factor if site["class"] == 0 else BETTER_OFF_STAFF
        for level in site["levels"]:
            if level != "closed":
                amounts[site["id"], level] = level_cost(scenario, level, "centre-staff") * scale // 100 * 100
    staff = sum(amounts.get((s["id"], s["baseline"]), level_cost(scenario, s["baseline"], "centre-staff")) for s in sites)
    for site in deprived:
        extra = min(100, target - staff)
        amounts[site["id"], site["baseline"]] += extra
        staff += extra
    spent["centre-staff"] = staff
    write("site_costs.csv", ["site", "level", "line", "amount"],
          [[site, level, "centre-staff", f"£{int(amount) // 100}"] for (site, level), amount in amounts.items()])

    wrong = 0
    for category, line in RESIDUAL.items():
        rest = published[category] - sum(spent[other] for other in PUBLISHED[category] if other != line)
        written = pence(scenario["lines"][line]["fixed"])
        spent[line] = written
        if rest != written:
            wrong += 1
            print(f"PLEASE WRITE in scenario.ron: lines/{line}/fixed {pounds(rest)} (now {pounds(written)})")
    print(f"deprived sites' core staff = {float(factor):.4f} of the level's")
    print("reconciliation with the section 251 outturn 2013-14, gross")
    for category, lines in PUBLISHED.items():
        have = sum(spent[line] for line in lines)
        print(f"  {category:36} published {pounds(published[category]):>16}  modelled {pounds(have):>16}  difference {pounds(have - published[category])}")
        for line in lines:
            print(f"    {line:20} {pounds(spent[line]):>16}  {100 * spent[line] / base:5.1f} % of the base")
    total = sum(spent.values())
    print(f"  {'total':36} published {pounds(base):>16}  modelled {pounds(total):>16}  difference {pounds(total - base)}")
    countable = sum(amount for line, amount in spent.items() if scenario["lines"][line]["touchable"] and scenario["lines"][line]["cashable"])
    print(f"  touchable and cashable {pounds(countable)} ({100 * countable / base:.1f} % of the base); target {scenario['targets']['by-2020']['amount']}")
    print(f"  premises {100 * spent['premises'] / published['individual_childrens_centres']:.1f} % of individual centres; building and core team together {pounds(spent['premises'] + spent['centre-staff'])}")

    print("baseline sessions a week and people they have room for in a year")
    for service, terms in scenario["services"].items():
        for mode, how in terms["modes"].items():
            weekly = sum(n for k, m, _, n in baseline if (k, m) == (service, mode))
            each = how["places"] * how["occupancy"] * how["weeks"] * how["survival"] / terms["visits"]
            money = Counter()
            session_money(scenario, service, mode, 1, money)
            print(f"  {service:20} {mode:10} {float(weekly):7.1f} sessions  {float(weekly * each):9,.0f} people; one session: {float(each):6.1f} people, {pounds(sum(money.values()))}")
    if wrong or total != base:
        raise SystemExit("NOT RECONCILED")


if __name__ == "__main__":
    main()
