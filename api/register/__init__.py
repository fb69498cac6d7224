"""The register: what was known, which rules applied, what was said and what was decided."""
