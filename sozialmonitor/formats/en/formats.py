"""English dates name the month: 11/12/2026 is two days, one in London and one in Boston."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
