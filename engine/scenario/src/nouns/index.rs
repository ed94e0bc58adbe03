//! A typed position in each sorted list of a [`Scenario`](crate::Scenario), so that a site's
//! number cannot be used for an area.

macro_rules! index {
    ($($name:ident $of:literal;)*) => {$(
        #[doc = concat!("Which ", $of, ": its position in the scenario's list, sorted by id.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

/// What a goal of access counts: its position in the scenario's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessIx(pub usize);

index! {
    AreaIx "area";
    BandIx "deprivation band";
    DistrictIx "district";
    FundIx "fund";
    GroupIx "group";
    LevelIx "level (0 is closed)";
    LineIx "cost line";
    ModeIx "mode of a service";
    ServiceIx "service";
    SiteIx "site";
    TravelModeIx "travel mode";
    VenueIx "venue";
}
