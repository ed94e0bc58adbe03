"""Is a printed page readable without seeing it?  python3 tests/pdf/check.py page.pdf

Needs pikepdf. One line for each thing asked, `passed` or `failed`; then things that PDF/UA-1 asks for
as well and browsers do not write (`lacking`: said, not counted). Not a check of conformance: that takes
veraPDF and a person.
"""

import sys

import pikepdf


def elements(tree):
    """Every element of the structure with its kind, in the order it is read."""
    found = []

    def visit(node):
        for kid in kids(node):
            found.append((str(kid.S)[1:], kid))
            visit(kid)

    visit(tree)
    return found


def kids(node):
    """The elements within one; the numbers of painted words are left out."""
    listed = node.get("/K", [])
    listed = listed if isinstance(listed, pikepdf.Array) else [listed]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def attribute(element, name):
    listed = element.get("/A", [])
    for one in listed if isinstance(listed, pikepdf.Array) else [listed]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return None


def stray_words(page):
    """Words painted outside everything that is tagged or set aside."""
    depth = stray = 0
    for _, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            depth += 1
        elif str(operator) == "EMC":
            depth -= 1
        elif str(operator) in ("Tj", "TJ", "'", '"') and depth == 0:
            stray += 1
    return stray


def questions(pdf):
    root = pdf.Root
    found = elements(root.get("/StructTreeRoot", pikepdf.Dictionary()))
    of = lambda kind: [element for name, element in found if name == kind]
    levels = [int(name[1]) for name, _ in found if name in ("H1", "H2", "H3", "H4", "H5", "H6")]
    tables = of("Table")
    rows = [[str(cell.S) for cell in kids(row)] for row in of("TR")]
    yield "tagged", root.get("/MarkInfo", {}).get("/Marked") == True and len(found) > 0  # noqa: E712
    yield "its language is British English", str(root.get("/Lang", "")) == "en-GB"
    yield "a title, shown by the window", (
        bool(str(pdf.docinfo.get("/Title", "")).strip())
        and root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") == True  # noqa: E712
    )
    yield "an outline", int(root.get("/Outlines", {}).get("/Count", 0)) != 0 or "/First" in root.get("/Outlines", {})
    yield "one heading of the first level, before the others", levels[:1] == [1] and levels.count(1) == 1
    yield "no level of heading left out", all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    yield f"heads in every row or column of {len(tables)} tables", bool(rows or not tables) and all(
        "/TH" in row for row in rows
    )
    yield "every head says what it is the head of", all(attribute(head, "/Scope") is not None for head in of("TH"))
    yield f"words for {len(of('Figure'))} pictures", all(str(one.get("/Alt", "")).strip() for one in of("Figure"))
    yield "pages are gone through in the order they are read", all(page.get("/Tabs") == "/S" for page in pdf.pages)
    yield "nothing runs", not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())


def lacking(pdf):
    stray = sum(stray_words(page) for page in pdf.pages)
    if stray:
        yield f"a mark as artefact at {stray} stretches of words that are not tagged (running heads, page numbers)"
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]
    if "/Metadata" not in pdf.Root:
        yield "XMP metadata (title, language; a claim of PDF/UA would stand there)"
    if any("/Contents" not in link for link in links):
        yield f"words at {sum('/Contents' not in link for link in links)} links (their own words are tagged)"


def main():
    failed = 0
    for name in sys.argv[1:]:
        with pikepdf.open(name) as pdf:
            for question, well in questions(pdf):
                print("passed" if well else "failed", question)
                failed += not well
            for what in lacking(pdf):
                print("lacking", what)
    return 1 if failed or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
