"""The notebooks run from their first cell to their last, and what stands in them is what comes of that."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
ALL = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_notebook_runs_and_prints_what_stands_in_it(path: Path, tmp_path: Path) -> None:
    stored = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    NotebookClient(fresh, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    for before, after in zip(stored.cells, fresh.cells, strict=True):
        assert printed(before) == printed(after), before.source


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_picture_of_a_notebook_has_a_table_and_words(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code[1:]), "it has been run"
    pictures = [at for at, cell in enumerate(code) if "image/" in json.dumps(cell.outputs)]
    assert pictures
    for at in pictures:
        near = json.dumps([cell.outputs for cell in code[at : at + 2]])
        assert "<table" in near, code[at].source
    assert path.stat().st_size < 3_000_000


def printed(cell: nbformat.NotebookNode) -> list[str]:
    """The words and tables of a cell; frames are told apart by their content, not by their styles."""
    # What is printed comes in as many pieces as the kernel's timing makes of it: it is one text.
    streams = "".join(str(output.text) for output in cell.get("outputs", ()) if output.output_type == "stream")
    texts = [streams] if streams else []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if output.output_type == "stream":
            continue
        if "image/png" not in data:
            texts += [str(data[kind]) for kind in ("text/plain", "image/svg+xml") if kind in data]
    return [text for text in texts if " at 0x" not in text]
