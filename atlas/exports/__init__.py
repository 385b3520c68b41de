"""Everything that leaves as a file, made from packs: see docs/exports.md."""
