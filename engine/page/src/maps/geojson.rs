//! Outlines from GeoJSON, as the Office for National Statistics and councils publish them.

use super::grid::{Grid, within};
use super::ground::Outline;
use crate::draw::words::fit;
use serde_json::Value;
use std::collections::BTreeMap;

/// Letters at most: some 200 MB, above which a laptop runs short.
const LONGEST: usize = 200 << 20;
/// Points at most.
const MOST: usize = 10_000_000;

/// The outline of everything a `FeatureCollection` holds, by the property that says what it is.
/// Points are longitude and latitude (WGS84), or metres of the National Grid where they are too
/// large to be degrees; several features of one id become one outline, and features without a shape
/// none.
///
/// # Errors
/// One sentence where the text is not that.
pub fn outlines(geojson_text: &str, id_property: &str) -> Result<BTreeMap<String, Outline>, String> {
    if geojson_text.len() > LONGEST {
        return Err("The outlines are larger than 200 MB: simplify them first.".to_owned());
    }
    // serde_json refuses what is nested deeper than 128 and numbers no computer holds.
    let all: Value = serde_json::from_str(geojson_text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("The outlines are not JSON: {error}."))?;
    let kind = all.get("type").and_then(Value::as_str);
    let (Some("FeatureCollection"), Some(Value::Array(features))) = (kind, all.get("features")) else {
        return Err("The outlines are not a GeoJSON FeatureCollection.".to_owned());
    };
    let mut reader = Reader { grid: Grid::new()?, metres: None, points: 0 };
    let mut found: BTreeMap<String, Outline> = BTreeMap::new();
    for (at, feature) in features.iter().enumerate() {
        let id = match feature.get("properties").and_then(|properties| properties.get(id_property)) {
            Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_owned(),
            Some(Value::Number(id)) => id.to_string(),
            _ => return Err(format!("Feature {} of the outlines has no property “{}”.", at + 1, shown(id_property))),
        };
        let rings = reader
            .rings(feature.get("geometry").unwrap_or(&Value::Null))
            .map_err(|fault| format!("The outline of “{}” {fault}.", shown(&id)))?;
        if !rings.is_empty() {
            found.entry(id).or_default().rings.extend(rings);
        }
    }
    if found.is_empty() {
        return Err("The outlines hold no polygon.".to_owned());
    }
    Ok(found)
}

/// A name from outside, short enough for a sentence.
fn shown(name: &str) -> String {
    fit(name, 1.0, false, 30.0)
}

struct Reader {
    grid: Grid,
    /// Decided by the first point: a file does not change its mind.
    metres: Option<bool>,
    points: usize,
}

impl Reader {
    fn rings(&mut self, geometry: &Value) -> Result<Vec<Vec<(f64, f64)>>, String> {
        if geometry.is_null() {
            return Ok(Vec::new());
        }
        let coordinates = geometry.get("coordinates").and_then(Value::as_array);
        let coordinates = coordinates.ok_or("has no list of coordinates")?;
        let mut rings = Vec::new();
        match geometry.get("type").and_then(Value::as_str) {
            Some("Polygon") => self.polygon(coordinates, &mut rings)?,
            Some("MultiPolygon") => {
                for polygon in coordinates {
                    self.polygon(polygon.as_array().ok_or("holds a polygon that is not a list of rings")?, &mut rings)?;
                }
            }
            _ => return Err("is neither a Polygon nor a MultiPolygon".to_owned()),
        }
        Ok(rings)
    }

    fn polygon(&mut self, polygon: &[Value], rings: &mut Vec<Vec<(f64, f64)>>) -> Result<(), String> {
        for ring in polygon {
            let points = ring.as_array().ok_or("holds a ring that is not a list of points")?;
            if points.len() < 4 {
                return Err("holds a ring of fewer than four points".to_owned());
            }
            self.points = self.points.saturating_add(points.len());
            if self.points > MOST {
                return Err("takes the file beyond 10 million points: simplify it first".to_owned());
            }
            if points.first() != points.last() {
                return Err("holds a ring that does not end where it began".to_owned());
            }
            let mut read = Vec::with_capacity(points.len());
            for point in &points[..points.len() - 1] {
                read.push(self.point(point)?);
            }
            rings.push(read);
        }
        Ok(())
    }

    fn point(&mut self, point: &Value) -> Result<(f64, f64), String> {
        let part = |at: usize| point.get(at).and_then(Value::as_f64).filter(|part| part.is_finite());
        let (Some(x), Some(y)) = (part(0), part(1)) else {
            return Err("holds a point that is not two numbers".to_owned());
        };
        let large = x.abs() > 180.0 || y.abs() > 90.0;
        let metres = *self.metres.get_or_insert(large);
        if metres != large {
            return Err("mixes degrees and metres".to_owned());
        }
        let placed = if metres { within((x, y)) } else { self.grid.metres(x, y) };
        placed.ok_or_else(|| "lies outside Great Britain (points are longitude, then latitude)".to_owned())
    }
}
