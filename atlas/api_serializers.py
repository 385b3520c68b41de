"""The forms of the API's answers, for its description (/api/schema/)."""

from typing import Any

from rest_framework import serializers

from atlas.wording import FLAG_KEYS

STATUSES = ("A", "O", "Q", "N", "L", "M")


class ProblemSerializer(serializers.Serializer[Any]):
    """Problem details, RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="what is wrong, in the language of Accept-Language")


class TextSerializer(serializers.Serializer[Any]):
    de = serializers.CharField()
    en = serializers.CharField()


class RegionSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = TextSerializer()
    kind = TextSerializer()
    box = serializers.ListField(
        child=serializers.FloatField(), help_text="west, south, east, north in degrees"
    )
    default_level = serializers.SlugField()
    default_indicator = serializers.SlugField()


class LevelSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = TextSerializer()
    plural = TextSerializer()


class AreaSerializer(serializers.Serializer[Any]):
    area = serializers.CharField(help_text="code, unique within the boundary set")
    name = serializers.CharField()
    boundary_set = serializers.SlugField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True, help_text="last day, null: none yet")
    square_metres = serializers.IntegerField()


class TopicSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = TextSerializer()


class SourceSerializer(serializers.Serializer[Any]):
    publisher = serializers.CharField(allow_blank=True)
    title = TextSerializer()
    licence = serializers.CharField(allow_blank=True)
    licence_url = serializers.CharField(allow_blank=True)
    attribution = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    update_interval = serializers.CharField(allow_blank=True)


class PolicySerializer(serializers.Serializer[Any]):
    rule = serializers.CharField(help_text="how figures are kept confidential")
    reason = TextSerializer()


class ClassificationSerializer(serializers.Serializer[Any]):
    """The classes of the map as the catalogue declares them."""

    method = serializers.CharField()
    k = serializers.IntegerField(allow_null=True)
    palette = serializers.CharField(allow_blank=True)
    reference = serializers.JSONField(allow_null=True)
    breaks = serializers.DictField(help_text="declared breaks by level")


class IndicatorClassSerializer(serializers.Serializer[Any]):
    """A class of an index that is published as class only."""

    value = serializers.IntegerField()
    name = TextSerializer()
    color = serializers.CharField(allow_null=True)


class IndicatorSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = TextSerializer()
    description = TextSerializer()
    interpretation = TextSerializer(allow_null=True)
    topic = TopicSerializer()
    unit = TextSerializer()
    kind = serializers.ChoiceField(["count", "share", "rate", "mean", "median", "index", "class"])
    decimals = serializers.IntegerField(min_value=0)
    polarity = serializers.ChoiceField([1, 0, -1], help_text="1: burden, -1: relief, 0: neither")
    source = SourceSerializer()  # type: ignore[assignment]
    attributions = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="whom to name: figures, borders"
    )
    metadata_url = serializers.CharField(allow_blank=True)
    policy = PolicySerializer()
    formula = serializers.DictField(help_text="of which measures the figures are made")
    classification = ClassificationSerializer()
    classes = IndicatorClassSerializer(many=True)
    target = serializers.FloatField(allow_null=True)
    headline = serializers.BooleanField()
    tags = serializers.ListField(child=serializers.CharField())
    released_on = serializers.DateField()
    levels = serializers.ListField(child=serializers.SlugField())


class ValueSerializer(serializers.Serializer[Any]):
    area = serializers.CharField()
    name = serializers.CharField()
    boundary_set = serializers.SlugField(help_text="the areas' boundaries (Gebietsstand)")
    period = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="as printed; null in a gap")
    status = serializers.ChoiceField(
        STATUSES,
        help_text="SDMX: A measured, O missing, Q suppressed, L not evaluated, M not applicable; "
        "N not open to the asking organisation",
    )
    status_text = serializers.CharField()
    flags = serializers.ListField(
        child=serializers.ChoiceField(list(FLAG_KEYS.values())),
        help_text="incomplete: areas without a value are left out",
    )
    numerator = serializers.FloatField(
        allow_null=True, help_text="cases; null where the printed value leaves several numbers"
    )
    denominator = serializers.FloatField(
        allow_null=True, help_text="persons; null unless an indicator of its own publishes them"
    )
    lower = serializers.FloatField(
        allow_null=True, help_text="95 % interval of a share (Wilson) or rate (Byar), as printed"
    )
    upper = serializers.FloatField(allow_null=True)


class ValuePageSerializer(serializers.Serializer[Any]):
    region = serializers.SlugField()
    indicator = serializers.SlugField()
    level = serializers.SlugField()
    unit = TextSerializer()
    decimals = serializers.IntegerField()
    released_on = serializers.DateField()
    attribution = serializers.CharField(help_text="to be named wherever the figures are used")
    licence = serializers.CharField()
    count = serializers.IntegerField(help_text="rows in all")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ValueSerializer(many=True)
