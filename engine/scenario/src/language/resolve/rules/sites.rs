//! Rules about sites and their levels.

use super::{Settings, Tree, levels, name_of, names_of, per, site, tag};
use crate::language::decode::only;
use crate::language::resolve::Names;
use crate::language::scalars::{metres, share, whole, year};
use crate::reference::Form;
use crate::{BandIx, Code, Faults, LevelIx, Near, Per, RuleKind, SiteIx};

/// What [`RuleKind::AtLeast`] and [`RuleKind::AtMost`] have in common.
type Count = (u32, Vec<LevelIx>, Per, Option<Vec<SiteIx>>);

fn count(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<Count> {
    let count = settings.need("count", faults, |tree, faults| whole(tree, 0..=1_000_000, faults));
    let levels = settings.need("levels", faults, |tree, faults| levels(tree, names, faults));
    let per = per(settings, &["Overall", "District", "Band"], names, faults);
    let sites = settings.maybe("sites", faults, |tree, faults| {
        names_of(tree, "site", &names.sites, faults).map(|sites| sites.into_iter().map(SiteIx).collect())
    });
    Some((count?, levels?, per?, sites))
}

pub(super) fn at_least(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let (count, levels, per, sites) = count(settings, names, faults)?;
    Some(RuleKind::AtLeast { count, levels, per, sites })
}

pub(super) fn at_most(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let (count, levels, per, sites) = count(settings, names, faults)?;
    Some(RuleKind::AtMost { count, levels, per, sites })
}

pub(super) fn sites_share(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let levels = settings.need("levels", faults, |tree, faults| levels(tree, names, faults));
    let at_least = settings.need("at_least", faults, share);
    let band = settings.need("band", faults, |tree, faults| name_of(tree, "band", &names.bands, faults).map(BandIx));
    Some(RuleKind::SitesShare { levels: levels?, at_least: at_least?, band: band? })
}

pub(super) fn lock(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let site = settings.need("site", faults, |tree, faults| site(tree, names, faults));
    let level = settings.need("level", faults, |tree, faults| name_of(tree, "level", &names.levels, faults));
    site.zip(level).map(|(site, level)| RuleKind::Lock { site, level: LevelIx(level) })
}

pub(super) fn forbid(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let site = settings.need("site", faults, |tree, faults| site(tree, names, faults));
    let levels = settings.need("levels", faults, |tree, faults| levels(tree, names, faults));
    site.zip(levels).map(|(site, levels)| RuleKind::Forbid { site, levels })
}

pub(super) fn not_before(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let site = settings.need("site", faults, |tree, faults| site(tree, names, faults));
    let year = settings.need("year", faults, year);
    site.zip(year).map(|(site, year)| RuleKind::NotBefore { site, year })
}

pub(super) fn hub_spoke(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let spokes = settings.need("spokes", faults, |tree, faults| levels(tree, names, faults));
    let hubs = settings.need("hubs", faults, |tree, faults| {
        let hubs = levels(tree, names, faults)?;
        let both = hubs.iter().find(|level| spokes.as_ref().is_some_and(|spokes| spokes.contains(level)));
        if let Some(level) = both {
            let what = format!("{} is both hub and spoke", names.levels[level.0]);
            faults.add(Code::Contradiction, &tree.place, what, "Name each level once");
            return None;
        }
        Some(hubs)
    });
    let near = settings.need("near", faults, near);
    Some(RuleKind::HubSpoke { spokes: spokes?, hubs: hubs?, near: near? })
}

/// `SameDistrict`, or `Within("3000 m")`.
fn near(tree: &Tree, faults: &mut Faults) -> Option<Near> {
    match tag(tree, &["SameDistrict", "Within"], faults)? {
        "SameDistrict" => {
            Settings::of(tree, "SameDistrict", faults)?.finish(faults);
            Some(Near::SameDistrict)
        }
        _ => only(tree, "distance", faults, |tree, faults| {
            faults.form(|| Form::Metres);
            metres(tree, faults).map(Near::Within)
        }),
    }
}

pub(super) fn changes_at_most(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let count = settings.need("count", faults, |tree, faults| whole(tree, 0..=1_000_000, faults));
    let per = per(settings, &["Overall", "District", "Band"], names, faults);
    count.zip(per).map(|(count, per)| RuleKind::ChangesAtMost { count, per })
}

pub(super) fn nearest_lost(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let at_most = settings.need("at_most", faults, share);
    let per = per(settings, &["Overall", "District", "Band"], names, faults);
    at_most.zip(per).map(|(at_most, per)| RuleKind::NearestLost { at_most, per })
}
