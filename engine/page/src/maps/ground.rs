//! What maps are drawn on: areas, districts, sites and venues, and where they lie.

use doorstep_scenario::Position;

/// What maps are drawn on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ground {
    /// The areas, in the order of every panel's classes.
    pub areas: Vec<Area>,
    /// The larger places areas lie in; may be empty.
    pub districts: Vec<District>,
    /// Buildings the council runs, in the order panels speak of them.
    pub sites: Vec<Place>,
    /// Rooms elsewhere, in the order panels speak of them.
    pub venues: Vec<Place>,
    /// Who must be named under every map: "Contains OS data © Crown copyright …".
    pub attributions: Vec<String>,
}

/// A neighbourhood.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The official code.
    pub id: String,
    /// For readers.
    pub name: String,
    /// Where its people live on average.
    pub position: Position,
    /// How many the figures are about: the size of its dot where it has no outline.
    pub people: f64,
    /// Position of its district among the districts.
    pub district: Option<usize>,
    /// Its borders.
    pub outline: Option<Outline>,
}

/// A larger place, whose borders and name are drawn above the areas.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct District {
    /// Its name, written on the map.
    pub name: String,
    /// Its borders; where no district has any, they are found from those of the areas.
    pub outline: Option<Outline>,
}

/// A site or a venue.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// For readers.
    pub name: String,
    /// Where it is.
    pub position: Position,
    /// Does it stand for one that is not known yet?
    pub stand_in: bool,
}

/// Borders: rings of points in metres east and north. What an odd number of rings surround is
/// inside, so islands and holes need no telling apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// Each at least three points, the first not said again at the end.
    pub rings: Vec<Vec<(f64, f64)>>,
}

impl Ground {
    /// Is a site a stand-in for one that is not known?
    pub fn stand_ins(&self) -> bool {
        self.sites.iter().any(|site| site.stand_in)
    }
}
