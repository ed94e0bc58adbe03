//! Charts of Excel's own, each beside the figures it shows, with a sentence for those who do not see it.

use super::cells::write_cell;
use super::look::Look;
use crate::grid::{Cell, Grid, HEAD, place, row_of};
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

/// The chart of a table that has one.
pub fn beside(sheet: &mut Worksheet, look: &Look, grid: &Grid) -> Result<(), XlsxError> {
    match grid.layout.file {
        "waterfall.csv" => waterfall(sheet.set_print_fit_to_pages(1, 1), look, grid),
        "frontier.csv" => frontier(sheet.set_print_fit_to_pages(1, 1), grid),
        "equity.csv" => gains(sheet, grid),
        _ => Ok(()),
    }
}

fn fill(colour: u32) -> ChartFormat {
    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))).clone()
}

/// Four colours that differ in lightness too, so that they differ in print.
const COLOURS: [u32; 4] = [0x0B_4F_8A, 0xB4_53_09, 0x7A_A6_C2, 0xE3_C5_8E];

/// Rows of a sheet with a column a year, stacked: names in the first column, years in the head.
pub fn by_year(
    sheet: &mut Worksheet,
    tab: &str,
    head: u32,
    rows: std::ops::Range<u32>,
    years: usize,
) -> Result<(), XlsxError> {
    let last = u16::try_from(years).unwrap_or(u16::MAX);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for (row, colour) in rows.clone().zip(COLOURS) {
        let series = chart.add_series();
        series
            .set_name((tab, row, 0))
            .set_categories((tab, head, 1, head, last))
            .set_values((tab, row, 1, row, last))
            .set_gap(60)
            .set_format(&mut fill(colour));
    }
    chart.title().set_name("Savings by kind, of a whole year as each year ends, against doing nothing");
    chart.y_axis().set_num_format("£#,##0").set_name("£ a year");
    chart.set_width(860).set_height(400);
    chart.set_alt_text("Columns of savings by kind, one a year; the table above has every figure");
    sheet.insert_chart(rows.end + 1, 0, &chart)?;
    Ok(())
}

/// What the first goal gives for what the second costs.
fn frontier(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let (Some(one), Some(other)) = (grid.names.get(1), grid.names.get(2)) else { return Ok(()) };
    // Money in pounds and pence, where the second goal is money.
    let along = grid.column("cost_gbp").filter(|_| other.contains("cost")).unwrap_or(2);
    let (tab, last) = (grid.layout.sheet, row_of(grid.rows.len().max(1) - 1));
    let along = u16::try_from(along).unwrap_or(2);
    let mut chart = Chart::new(ChartType::Scatter);
    // Today stands first, and is no point of the frontier.
    for (name, first, end, kind, colour) in [
        ("Status quo", row_of(0), row_of(0), ChartMarkerType::Diamond, COLOURS[1]),
        ("Plans of the frontier", row_of(1), last, ChartMarkerType::Circle, COLOURS[0]),
    ] {
        let series = chart.add_series();
        series.set_name(name).set_categories((tab, first, along, end, along)).set_values((tab, first, 1, end, 1));
        series.set_marker(ChartMarker::new().set_type(kind).set_size(9).set_format(&mut fill(colour)));
    }
    let plain = |name: &str| name.replace('-', " ");
    chart.title().set_name(&format!("{} against {}", plain(one), plain(other)));
    chart.y_axis().set_name(&plain(one));
    chart.x_axis().set_name(&plain(other)).set_num_format(if along == 2 { "#,##0" } else { "£#,##0" });
    chart.set_width(860).set_height(420);
    chart.set_alt_text("Points of what one goal gives for what the other costs; the table above has every figure");
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}

/// Who is reached today and under the plan, for the service that reaches most: by deprivation, then by district.
fn gains(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let column = |name: &str| grid.column(name).and_then(|at| u16::try_from(at).ok());
    let (Some(part), Some(before), Some(after)) = (column("part"), column("reached_before"), column("reached_after"))
    else {
        return Ok(());
    };
    let reached = |row: usize| match grid.rows[row][usize::from(before)] {
        Cell::Number(reached, _) => reached,
        _ => 0.0,
    };
    let all = (0..grid.rows.len()).filter(|row| grid.holds(*row, &[("by", "all")]));
    let Some(most) = all.reduce(|most, row| if reached(row) > reached(most) { row } else { most }) else {
        return Ok(());
    };
    let words = |name: &str| grid.text(most, name).unwrap_or_default();
    let (option, service) = (words("option"), words("service"));
    let beside = u16::try_from(grid.names.len() + 1).unwrap_or(u16::MAX);
    let mut place_at = HEAD + 1;
    for by in ["deprivation decile", "deprivation fifth", "district"] {
        let wanted = [("option", option.as_str()), ("service", service.as_str()), ("by", by)];
        let rows: Vec<usize> = (0..grid.rows.len()).filter(|row| grid.holds(*row, &wanted)).collect();
        // One block of rows, as tables of a run have them.
        let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else { continue };
        if last - first + 1 != rows.len() {
            continue;
        }
        let tab = grid.layout.sheet;
        let mut chart = Chart::new(ChartType::Column);
        for (name, column, colour) in [("Today", before, COLOURS[2]), (option.as_str(), after, COLOURS[0])] {
            let series = chart.add_series();
            series
                .set_name(name)
                .set_categories((tab, row_of(first), part, row_of(last), part))
                .set_values((tab, row_of(first), column, row_of(last), column))
                .set_format(&mut fill(colour));
        }
        chart.title().set_name(&format!("{service}: people reached a year, by {by}"));
        chart.y_axis().set_num_format("#,##0").set_name("people a year");
        chart.set_width(760).set_height(360);
        let alt = format!(
            "Columns of people reached today and under {option}, by {by}; rows {} to {} have every figure",
            row_of(first) + 1,
            row_of(last) + 1
        );
        chart.set_alt_text(alt);
        sheet.insert_chart(place_at, beside, &chart)?;
        place_at += 20;
    }
    Ok(())
}

/// The waterfall as a chart of stacked columns, its parts worked out beside the table.
fn waterfall(sheet: &mut Worksheet, look: &Look, grid: &Grid) -> Result<(), XlsxError> {
    let (Some(name), Some(kind), Some(amount), Some(from), Some(to)) = (
        grid.column("name"),
        grid.column("kind"),
        grid.column("amount_gbp"),
        grid.column("from_gbp"),
        grid.column("to_gbp"),
    ) else {
        return Ok(());
    };
    let first = u16::try_from(grid.names.len() + 1).unwrap_or(u16::MAX - 8);
    for (head, column) in ["Below the bar, £", "Level, £", "More, £", "Less, £"].iter().zip(first..) {
        sheet.write_string_with_format(HEAD, column, *head, &look.head)?.set_column_width(column, 16)?;
    }
    let last = row_of(grid.rows.len().max(1) - 1);
    for (at, cells) in grid.rows.iter().enumerate() {
        let row = row_of(at);
        let level = cells[kind] == Cell::Text("level".to_owned());
        let pence = |column: usize| cells[column].pence().unwrap_or(0);
        let here = |column: usize| place(column, row);
        let is_level = format!("{}=\"level\"", here(kind));
        let change = if level { 0 } else { pence(amount) };
        let parts = [
            (
                format!("IF({is_level},0,MIN({},{}))", here(from), here(to)),
                if level { 0 } else { pence(from).min(pence(to)) },
            ),
            (format!("IF({is_level},{},0)", here(amount)), if level { pence(amount) } else { 0 }),
            (format!("IF({is_level},0,MAX({},0))", here(amount)), change.max(0)),
            (format!("IF({is_level},0,MAX(-{},0))", here(amount)), (-change).max(0)),
        ];
        for ((text, comes_to), column) in parts.into_iter().zip(first..) {
            write_cell(sheet, row, column, &Cell::Formula(text, comes_to), &look.pounds, look)?;
        }
    }
    let tab = grid.layout.sheet;
    let mut chart = Chart::new(ChartType::ColumnStacked);
    let names = u16::try_from(name).unwrap_or(0);
    for (at, colour) in [None, Some(0x5B_6B_7B), Some(0xB4_53_09), Some(0x0B_6B_3A)].into_iter().enumerate() {
        let column = first + u16::try_from(at).unwrap_or(0);
        let series = chart.add_series();
        series
            .set_name((tab, HEAD, column))
            .set_categories((tab, row_of(0), names, last, names))
            .set_values((tab, row_of(0), column, last, column))
            .set_gap(40);
        match colour {
            None => series.set_format(ChartFormat::new().set_no_fill().set_no_border()),
            Some(colour) => series.set_format(&mut fill(colour)),
        };
    }
    chart.title().set_name("From the base to what is proposed");
    chart.y_axis().set_num_format("£#,##0").set_name("£ a year");
    chart.legend().delete_entries(&[0]);
    chart.set_width(1100).set_height(460);
    chart.set_alt_text("Columns from the base to what is proposed; the table above has every figure");
    sheet.insert_chart(last + 2, 0, &chart)?;
    Ok(())
}
