"""The corpus of bad inputs in `tests/invalid`, read as its README says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from conftest import ROOT

FOLDER = ROOT / "tests" / "invalid"


@dataclass
class Case:
    name: str
    files: dict[str, bytes]
    run: str = "scenario.ron"
    plan: list[str] = field(default_factory=list)
    option: str | None = None

    def write(self, folder: Path) -> Path:
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder / self.run


def _folder(name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (FOLDER / name).iterdir() if path.is_file()}


_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|x\{([0-9a-fA-F]+)\}|(.))", re.DOTALL)


def _bytes(line: str) -> bytes:
    found, at = b"", 0
    for escape in _ESCAPE.finditer(line):
        found += line[at : escape.start()].encode()
        character, byte, plain = escape.groups()
        if character is not None:
            found += chr(int(character, 16)).encode()
        elif byte is not None:
            found += bytes([int(byte, 16)])
        else:
            found += {"n": "\n", "t": "\t", "r": "\r"}.get(plain, plain).encode()
        at = escape.end()
    return found + line[at:].encode()


def read(path: Path) -> Case:
    case = Case(path.stem, _folder("base"))
    file, find = "scenario.ron", b""
    for line in path.read_text(encoding="utf-8").split("\n"):
        step, _, rest = line.partition(" ")
        match step:
            case "in":
                file = rest
            case "on":
                case.files |= _folder(rest)
            case "run":
                case.run = rest
            case "plan":
                case.plan += rest.split(" ")
            case "option":
                case.option = rest
            case "find":
                find = _bytes(rest)
            case "with":
                assert case.files[file].count(find) == 1, f"{case.name}: {line}"
                case.files[file] = case.files[file].replace(find, _bytes(rest))
            case "text":
                case.files[file] = _bytes(rest)
            case "add":
                case.files[file] = case.files.get(file, b"") + _bytes(rest)
            case "fill":
                times, _, text = rest.partition(" ")
                case.files[file] = case.files.get(file, b"") + _bytes(text) * int(times)
            case "gone":
                case.files.pop(file, None)
            case "" | "#" | "expect" | "ok":
                pass
            case _:
                raise AssertionError(f"{case.name}: unknown step {line}")
    return case


ALL = sorted(FOLDER.glob("*.case"))
