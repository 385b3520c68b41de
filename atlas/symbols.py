"""The signs of places and lines: shapes that differ, in colours that a colour-blind reader can
tell apart by lightness too. Each has at least 3 : 1 against the white around it.
"""

# Paths in a box of 20 by 20; page, live map and still map draw the same ones.
DRAWN = {
    "circle": "M10 3A7 7 0 0 1 10 17A7 7 0 0 1 10 3Z",
    "square": "M3.8 3.8H16.2V16.2H3.8Z",
    "triangle": "M10 2.4L18 16.4H2Z",
    "diamond": "M10 1.6L18.4 10L10 18.4L1.6 10Z",
    "pentagon": "M10 2L17.8 7.7L14.8 16.8H5.2L2.2 7.7Z",
    "cross": "M7 2.5H13V7H17.5V13H13V17.5H7V13H2.5V7H7Z",
}
COLORS = (
    "#0b4f8a", "#c4440a", "#007a5e", "#8f2d84", "#7a5200", "#1b1b1b", "#b3005e", "#4b4fc9",
)  # fmt: skip
OTHER_COLOR = "#5a5a5a"
DASHES = ("", "3 1.6", "1 1", "5 1.5 1 1.5", "2 2", "7 2")  # in widths of the line


def color_at(number: int) -> str:
    return COLORS[number % len(COLORS)]
