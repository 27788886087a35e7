"""Remake every dataset in its own folder."""

from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def made_names() -> list[str]:
    """Return the datasets that have a generator, in alphabetical order."""
    return sorted(folder.parent.name for folder in HERE.glob("*/make.py"))


def main() -> None:
    for name in made_names():
        for path in import_module(f"datasets.{name}.make").make():
            print(f"{name}: {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
