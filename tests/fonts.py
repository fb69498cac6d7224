"""The fonts that pages and Word documents are laid out with in tests, whatever is installed."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from api.pack.fonts import data

FONTS = (
    *("ubuntu", "ubuntubo", "ubuntuit", "ubuntubi"),
    *("ubuntm", "ubuntmbo", "ubuntmit", "ubuntmbi"),
    *("notos", "symbol2"),
)
"""By the names of pymupdf-fonts. Ubuntu is as high as Arial and 2 % wider than it."""

ALIASES = {
    "Ubuntu": (
        *("Arial", "Helvetica", "Helvetica Neue", "Liberation Sans", "sans-serif", "system-ui"),
        *("Times New Roman", "Liberation Serif", "serif", "Calibri", "Cambria", "Segoe UI"),
    ),
    "Ubuntu Mono": ("Courier New", "Liberation Mono", "monospace"),
}
"""The families that are asked for, and what stands for each."""


@cache
def write_fonts() -> Path:
    """Write the fonts and a configuration that knows no others; the configuration."""
    folder = Path(tempfile.mkdtemp(prefix="threshold-test-fonts-"))
    for name in FONTS:
        (folder / f"{name}.ttf").write_bytes(data(name))
    aliases = "".join(
        f'<match><test name="family"><string>{family}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{ours}</string></edit></match>'
        for ours, families in ALIASES.items()
        for family in families
    )
    configuration = folder / "fonts.conf"
    configuration.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>{aliases}"
        '<match><edit name="family" mode="append_last"><string>Ubuntu</string></edit></match>'
        "</fontconfig>",
        "utf-8",
    )
    return configuration


def choose_fonts() -> dict[str, str]:
    """The environment in which a program finds these fonts and no others."""
    return {**os.environ, "FONTCONFIG_FILE": str(write_fonts())}
