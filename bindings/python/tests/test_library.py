"""Scenarios, results and pictures as Python has them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import doorstep
import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def small() -> doorstep.Scenario:
    return doorstep.Scenario.example("two-centres")


@pytest.fixture(scope="module")
def solved(small: doorstep.Scenario) -> doorstep.Result:
    return small.solve()


def test_a_scenario_is_immutable_and_a_change_is_another(small: doorstep.Scenario) -> None:
    changed = small.change({"targets/save/amount": "£60,000"})
    assert changed != small and hash(changed) != hash(small)
    assert small.solve().option().saving_pence == 8_395_000
    with pytest.raises(AttributeError, match="immutable"):
        small.name = "other"  # type: ignore[attr-defined]
    with pytest.raises(doorstep.UsageError):
        doorstep.Scenario()
    assert small.change() is small


def test_changes_add_up_and_stand_in_one_variant(small: doorstep.Scenario) -> None:
    one = small.change(targets__save__amount="£60,000", name="Twice changed").change(remove="rules/floor")
    assert one.source.count("Variant(") == 1 and 'Remove("rules/floor")' in one.source
    assert "Twice changed" in one.source
    many = small
    for pounds in range(50_000, 50_030):
        many = many.change({"targets/save/amount": f"£{pounds:,}"})
    assert many.check() == [] and many.solve().manifest["scenario"] == "two-centres, changed"


def test_values_are_written_as_the_language_writes_them(small: doorstep.Scenario) -> None:
    rule = doorstep.settings("Lock", site="elm", level="hub", why='He said "no" \\ never\n')
    assert str(rule) == 'Lock(site: "elm", level: "hub", why: "He said \\"no\\" \\\\ never\\u{a}")'
    changed = small.change({"rules/keep-elm": rule, "least_decay": 0.2, "notes": ["one", "two"]})
    assert changed.check() == []
    levels = {row["site"]: row["plan"] for row in changed.solve()["sites"].rows()}
    assert levels["elm"] == "hub"
    assert small.change({"goals": [doorstep.Ron("LeastCost")]}).check() == []
    for wrong in (float("nan"), float("inf"), object()):
        with pytest.raises(doorstep.UsageError, match="cannot stand in a scenario"):
            small.change({"least_decay": wrong})  # type: ignore[dict-item]


def test_every_example_is_sound() -> None:
    names = doorstep.examples()
    assert {"two-centres", "birmingham-early-years", "croydon-caseloads", "send-choice"} <= set(names)
    for name, variants in names.items():
        for variant in (None, *variants):
            faults = doorstep.Scenario.example(name, variant).check()
            assert not [fault for fault in faults if fault.is_error], (name, variant)
    with pytest.raises(doorstep.UsageError, match="two-centres"):
        doorstep.Scenario.example("tow-centres")
    with pytest.raises(doorstep.UsageError, match="save-5m"):
        doorstep.Scenario.example("birmingham-early-years", "save-6m")


def test_the_readmes_first_figures(solved: doorstep.Result) -> None:
    assert solved.status == "proven" and solved.labels[:2] == ["status quo", "plan"]
    plan = solved.option()
    assert plan.saving_pence == 8_395_000 and plan.missed == ()
    goal = plan.goals[0]
    assert goal.goal == "most-reach" and goal.closed and goal.gap is not None and goal.gap < 1e-6
    assert "Options for consideration" in solved.summary
    with pytest.raises(doorstep.UsageError, match="no option"):
        solved.option("nothing")


def test_impossible_is_an_answer_with_what_clashes_and_what_would_mend_it(small: doorstep.Scenario) -> None:
    tight = small.change({"targets/save/amount": "£150,000"})
    result = tight.solve()
    assert result.status == "impossible" and "save" in {row["demand"] for row in result["clash"].rows()}
    with pytest.raises(doorstep.ImpossibleError):
        result.require_plan()
    assert result.repairs
    for repair in result.repairs:
        assert repair.check() == [] and repair.solve().status == "proven"
    with pytest.raises(doorstep.ImpossibleError, match="no plan keeps every rule"):
        tight.frontier(points=2)


def test_a_run_that_was_written_is_the_run_that_was_found(solved: doorstep.Result, tmp_path: Path) -> None:
    solved.write(tmp_path / "run")
    loaded = doorstep.load_run(tmp_path / "run")
    assert set(loaded.files) == set(solved.files)
    assert loaded.options == solved.options and loaded.status == solved.status
    assert all(loaded[name].to_pyarrow() == solved[name].to_pyarrow() for name in solved.names)
    loaded.write(tmp_path / "again")
    assert {path.name for path in (tmp_path / "again").iterdir()} == set(solved.files)
    assert doorstep.Scenario.example("two-centres").score(loaded)["money"].shape[0] > 0


def test_pictures_show_themselves_and_say_what_they_show(solved: doorstep.Result) -> None:
    pictures = {"map": solved.map(), **solved.charts}
    assert len(pictures) > 5, list(pictures)
    for name, picture in pictures.items():
        root = ElementTree.fromstring(picture._repr_svg_())
        assert root.tag.endswith("svg") and len(picture.alt) > 20, name
        if name != "map":
            assert picture.columns and picture.rows, name
            assert "<th" in picture.table_html()
    with pytest.raises(doorstep.UsageError, match="There are"):
        solved.chart("nothing")


def test_questions_bring_their_pictures(small: doorstep.Scenario) -> None:
    frontier = small.frontier(points=3)
    assert frontier.chart("frontier").rows and frontier.question is not None
    years = doorstep.Scenario.example("two-centres", "years").solve()
    assert years.chart("waterfall").alt


def test_a_public_page_is_refused_or_hides_small_numbers(small: doorstep.Scenario, tmp_path: Path) -> None:
    result = small.solve()
    with pytest.raises(doorstep.InputError, match="no stage of consultation"):
        result.report(tmp_path / "page.html", public=True)
    words = tmp_path / "page.ron"
    words.write_text('Page(stage: "Before consultation; nothing is decided")', encoding="utf-8")
    page = result.report(tmp_path / "page.html", public=True, threshold=10, words=words)
    assert page.read_text(encoding="utf-8").startswith("<!")
    # What is in memory is called by its place: no folder of this machine stands on a page.
    assert "doorstep-" not in page.read_text(encoding="utf-8") and str(tmp_path) not in page.read_text(encoding="utf-8")
    both = doorstep.report([result, (result, "alternative 1")], tmp_path / "two.html")
    assert both.stat().st_size > 10_000
    with pytest.raises(doorstep.UsageError, match=r"\.html, \.pdf, \.docx or \.xlsx"):
        result.report(tmp_path / "page.txt")
    with pytest.raises(doorstep.OutputError):
        result.report(tmp_path / "page.html" / "inside.html")


def test_every_name_that_is_offered_says_what_it_is() -> None:
    for name in doorstep.__all__:
        if name != "__version__":
            thing = getattr(doorstep, name)
            assert (thing.__doc__ or "").strip(), name
            for member, value in vars(thing).items() if isinstance(thing, type) else ():
                if callable(value) and not member.startswith("_") and thing.__module__.startswith("doorstep"):
                    assert (value.__doc__ or "").strip(), f"{name}.{member}"


def test_the_guide_runs_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) > 5
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), run)
