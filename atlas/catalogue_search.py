"""Which indicators of a catalogue a search means."""

from atlas import search
from atlas.queries import Entry


def holds(entry: Entry, asked: str) -> bool:
    """All words stand in key, name, topic, description, source or tags, in either language."""
    if not asked.strip():
        return True
    card, source = entry.card, entry.card.get("source") or {}
    texts = [card["name"], card["topic"]["name"], card.get("description"), source.get("title")]
    said = [word for text in texts if text for word in text.values()]
    named = [entry.indicator, source.get("publisher") or "", *(card.get("tags") or ())]
    return search.matches(asked, " ".join([*said, *named])) != search.NOTHING
