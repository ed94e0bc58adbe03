//! A drawn scenario as a folder: what is read back is the same scenario, but for the places where it
//! says what. Only for what is drawn here: not every rule and setting of the language.

use doorstep_scenario::{
    At, Costs, Decay, EVERYWHERE, GoalKind, Host, Mode, Of, Per, RuleKind, Scenario, Service, Sessions, Travel, Weight,
};
use std::fmt::{Display, Write as _};
use std::fs;
use std::io;
use std::path::Path;

/// Writes `scenario.ron` and its tables into a folder, which is made.
///
/// # Errors
/// What the disk says.
pub fn folder(scenario: &Scenario, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for (name, text) in files(scenario)? {
        fs::write(into.join(name), text)?;
    }
    Ok(())
}

/// Names and contents, the scenario first; only tables with rows.
///
/// # Errors
/// None that memory does not give.
pub fn files(s: &Scenario) -> io::Result<Vec<(&'static str, String)>> {
    let mut tables = vec![("areas", "areas.csv", areas(s)?), ("sites", "sites.csv", sites(s)?)];
    let some = [
        ("site_costs", "site_costs.csv", site_costs(s)?),
        ("venues", "venues.csv", venues(s)?),
        ("baseline", "baseline.csv", baseline(s)?),
        ("travel", "travel.csv", travel(s)?),
    ];
    tables.extend(some.into_iter().filter(|(_, _, text)| text.lines().nth(1).is_some()));
    let named: Vec<String> = tables.iter().map(|(setting, file, _)| format!("{setting}: {file:?}")).collect();
    let mut all = vec![("scenario.ron", ron(s, &named.join(", ")))];
    all.extend(tables.into_iter().map(|(_, file, text)| (file, text)));
    Ok(all)
}

/// A map, an entry a line.
fn map(entries: impl Iterator<Item = (String, String)>) -> String {
    let mut text = "{\n".to_owned();
    for (id, value) in entries {
        let _ = writeln!(text, "        {id:?}: {value},");
    }
    text + "    }"
}

fn ron(s: &Scenario, tables: &str) -> String {
    let groups = s.groups.iter().map(|g| (g.id.clone(), format!("(name: {:?}, column: {:?})", g.name, g.id)));
    let funds = s.funds.iter().map(|fund| (fund.id.clone(), format!("{:?}", fund.kind)));
    let lines = s.lines.iter().map(|line| {
        let (fund, touchable, cashable) = (&s.funds[line.fund.0].id, line.touchable, line.cashable);
        (
            line.id.clone(),
            format!("(name: {:?}, fund: {fund:?}, touchable: {touchable}, cashable: {cashable})", line.name),
        )
    });
    let levels = s.levels[1..]
        .iter()
        .map(|level| (level.id.clone(), format!("(hours: {}, costs: {})", level.hours, costs(s, &level.costs))));
    let services = s.services.iter().map(|each| (each.id.clone(), service(s, each)));
    let targets = s.targets.iter().map(|target| {
        let (amount, by) = (pounds(target.amount.0), target.by.to_string());
        let terms = "basis: AnnualLevel, measured: RunRate, against: Base, counting: [CostReduction]";
        (target.id.clone(), format!("Savings(amount: {amount:?}, by: {by:?}, {terms})"))
    });
    let rules = s.rules.iter().map(|each| (each.id.clone(), rule(s, &each.kind)));
    let goals = s.goals.iter().map(|each| goal(s, each.kind, each.within.value()));
    let notes = s.notes.iter().map(|note| format!("        {note:?},\n"));
    let travel = match s.travel {
        Travel::StraightLine { detour } => format!("StraightLine(detour: {detour})"),
        Travel::Matrix(_) => "Matrix(unit: Metres)".to_owned(),
    };
    let settings = [
        ("schema", "1".to_owned()),
        ("name", format!("{:?}", s.name)),
        ("council", format!("{:?}", s.council)),
        ("years", format!("(baseline: \"{}\", end: \"{}\")", s.baseline_year, s.end_year)),
        ("prices", format!("\"{}\"", s.price_year)),
        ("tables", format!("({tables})")),
        ("travel", travel),
        ("least_decay", s.least_decay.value().to_string()),
        ("groups", map(groups)),
        ("funds", map(funds)),
        ("lines", map(lines)),
        ("levels", map(levels)),
        ("services", map(services)),
        ("targets", map(targets)),
        ("rules", map(rules)),
        ("goals", format!("[{}]", goals.collect::<Vec<_>>().join(", "))),
        ("notes", format!("[\n{}    ]", notes.collect::<String>())),
    ];
    let mut text = "Scenario(\n".to_owned();
    for (name, value) in settings {
        let _ = writeln!(text, "    {name}: {value},");
    }
    text + ")\n"
}

fn service(s: &Scenario, service: &Service) -> String {
    let shares = service.take_up.iter().zip(&s.groups);
    let shares = shares.filter_map(|(share, group)| share.map(|share| format!("{:?}: {}", group.id, share.value())));
    let mut modes = String::new();
    for each in &service.modes {
        let _ = writeln!(modes, "                {:?}: {},", each.id, mode(s, each));
    }
    format!(
        "(\n            name: {:?}, tier: {:?}, take_up: {{{}}}, visits: {}, weight: {}, step: {},\n            decay: {},\n            modes: {{\n{modes}            }},\n        )",
        service.name,
        service.tier,
        shares.collect::<Vec<_>>().join(", "),
        service.visits,
        service.weight,
        sessions(service.step),
        decay(&service.decay),
    )
}

fn mode(s: &Scenario, mode: &Mode) -> String {
    let levels = |levels: &[doorstep_scenario::LevelIx]| {
        levels.iter().map(|level| s.levels[level.0].id.as_str()).collect::<Vec<_>>()
    };
    let at = match &mode.at {
        At::Site(at) => format!("Site({:?})", levels(at)),
        At::Venue(kinds) => format!("Venue({kinds:?})"),
        At::Everywhere(at) => format!("Everywhere({:?})", levels(at)),
    };
    let own = mode.decay.as_ref().map_or_else(String::new, |own| format!(", decay: {}", decay(own)));
    format!(
        "(at: {at}{own}, equivalence: {}, survival: {}, room_hours: {}, places: {}, occupancy: {}, weeks: {}, session_costs: {}, running_costs: {}, least: {}, most: {})",
        mode.equivalence.value(),
        mode.survival.value(),
        mode.room_hours,
        mode.places,
        mode.occupancy.value(),
        mode.weeks,
        costs(s, &mode.session_costs),
        costs(s, &mode.running_costs),
        sessions(mode.least),
        sessions(mode.most),
    )
}

fn decay(decay: &Decay) -> String {
    let point = |(way, share): &(doorstep_scenario::Way, f64)| format!("(\"{} m\", {share})", way.0);
    match decay {
        Decay::Step { limit } => format!("Step(limit: \"{} m\")", limit.0),
        Decay::Logistic { half, slope } => format!("Logistic(half: \"{} m\", slope: \"{} m\")", half.0, slope.0),
        Decay::Table(points) => format!("Table([{}])", points.iter().map(point).collect::<Vec<_>>().join(", ")),
        other => unreachable!("{other:?} is not drawn"),
    }
}

fn rule(s: &Scenario, kind: &RuleKind) -> String {
    let per = |per: &Per| if *per == Per::District { "District" } else { "Overall" };
    match kind {
        RuleKind::AtLeast { count, levels, per: parts, .. } | RuleKind::AtMost { count, levels, per: parts, .. } => {
            let name = if matches!(kind, RuleKind::AtLeast { .. }) { "AtLeast" } else { "AtMost" };
            let levels: Vec<&str> = levels.iter().map(|level| s.levels[level.0].id.as_str()).collect();
            format!("{name}(count: {count}, levels: {levels:?}, per: {})", per(parts))
        }
        RuleKind::ReachShare { counted, at_least, of: Of::People, per: parts } => {
            let service = &s.services[counted.service.0];
            let modes: Vec<&str> = counted.modes.iter().map(|mode| service.modes[mode.0].id.as_str()).collect();
            let (id, share) = (&service.id, at_least.value());
            format!("ReachShare(service: {id:?}, modes: {modes:?}, at_least: {share}, of: People, per: {})", per(parts))
        }
        RuleKind::ServeEveryone { service } => format!("ServeEveryone(service: {:?})", s.services[service.0].id),
        other => unreachable!("{other:?} is not drawn"),
    }
}

fn goal(s: &Scenario, kind: GoalKind, within: f64) -> String {
    match kind {
        GoalKind::MostReach(Weight::Need) => format!("MostReach(weight: Need, within: {within})"),
        GoalKind::LeastTravel(service) => {
            format!("LeastTravel(service: {:?}, within: {within})", s.services[service.0].id)
        }
        other => unreachable!("{other:?} is not drawn"),
    }
}

/// An amount, to the penny.
fn pounds(pence: i64) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

fn costs(s: &Scenario, costs: &Costs) -> String {
    let each = costs.iter().map(|(line, amount)| format!("{:?}: {:?}", s.lines[line.0].id, pounds(amount.0)));
    format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
}

fn sessions(sessions: Sessions) -> f64 {
    sessions.per_week()
}

/// A table; names of places may hold commas.
fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn cells<const N: usize>(cells: [&dyn Display; N]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

fn decile(of: Option<u8>) -> String {
    of.map_or_else(String::new, |decile| decile.to_string())
}

fn areas(s: &Scenario) -> io::Result<String> {
    let mut head = vec!["id", "name", "district", "easting", "northing", "deprivation", "need"];
    head.extend(s.groups.iter().map(|group| group.id.as_str()));
    let rows = s.areas.iter().map(|area| {
        let (district, at, decile) = (&s.districts[area.district.0].id, area.position, decile(area.deprivation));
        let mut row = cells([&area.id, &area.name, district, &at.easting, &at.northing, &decile, &area.need]);
        row.extend(area.people.iter().map(u32::to_string));
        row
    });
    table(&head, rows)
}

fn sites(s: &Scenario) -> io::Result<String> {
    let head =
        ["id", "name", "district", "easting", "northing", "rooms", "baseline", "levels", "illustrative", "deprivation"];
    let rows = s.sites.iter().map(|site| {
        let levels: Vec<&str> = site.levels.iter().map(|level| s.levels[level.0].id.as_str()).collect();
        let (district, today) = (&s.districts[site.district.0].id, &s.levels[site.baseline.0].id);
        let (at, drawn) = (site.position, if site.illustrative { "yes" } else { "no" });
        let (levels, decile) = (levels.join("|"), decile(site.deprivation));
        let place: [&dyn Display; 5] = [&site.id, &site.name, district, &at.easting, &at.northing];
        let mut row = cells(place);
        row.extend(cells([&site.rooms, today, &levels, &drawn, &decile]));
        row
    });
    table(&head, rows)
}

fn site_costs(s: &Scenario) -> io::Result<String> {
    let all = s.sites.iter().flat_map(|site| site.costs.iter().map(move |cost| (site, cost)));
    let rows = all.map(|(site, cost)| {
        cells([&site.id, &s.levels[cost.level.0].id, &s.lines[cost.line.0].id, &pounds(cost.amount.0)])
    });
    table(&["site", "level", "line", "amount"], rows)
}

fn venues(s: &Scenario) -> io::Result<String> {
    let rows = s.venues.iter().map(|venue| {
        let (district, at, week) = (&s.districts[venue.district.0].id, venue.position, sessions(venue.weekly_sessions));
        cells([&venue.id, &venue.name, &venue.kind, district, &at.easting, &at.northing, &week])
    });
    table(&["id", "name", "kind", "district", "easting", "northing", "weekly_sessions"], rows)
}

fn baseline(s: &Scenario) -> io::Result<String> {
    let rows = s.baseline.iter().map(|offer| {
        let service = &s.services[offer.service.0];
        let place = match offer.host {
            Host::Site(site) => s.sites[site.0].id.as_str(),
            Host::Venue(venue) => s.venues[venue.0].id.as_str(),
            Host::Everywhere => EVERYWHERE,
        };
        cells([&service.id, &service.modes[offer.mode.0].id, &place, &sessions(offer.sessions)])
    });
    table(&["service", "mode", "place", "sessions"], rows)
}

fn travel(s: &Scenario) -> io::Result<String> {
    let ways = match &s.travel {
        Travel::Matrix(matrix) => matrix.modes.first().map(|mode| mode.ways.as_slice()),
        Travel::StraightLine { .. } => None,
    };
    let rows = ways
        .unwrap_or_default()
        .iter()
        .map(|way| cells([&s.areas[way.area as usize].id, &s.sites[way.place as usize].id, &way.value]));
    table(&["from_id", "to_id", "distance"], rows)
}
