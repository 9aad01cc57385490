"""The checks, measured on real texts.

    python benchmarks/check.py changes [--show N]

Each part is a command of its own and skips with a message where its data are absent.
"""

import argparse

import check_changes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    changes = parts.add_parser("changes", help="an amendment against its own target")
    changes.add_argument("--show", type=int, default=0, help="print so many cases of each kind")
    options = parser.parse_args()
    is_reached = check_changes.report(options.show)
    return 0 if is_reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
