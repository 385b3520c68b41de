"""The forms of the API's answers, for its description (/api/schema/)."""

from typing import Any

from rest_framework import serializers


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


class IndicatorSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = TextSerializer()
    description = TextSerializer()
    unit = TextSerializer()
    kind = serializers.ChoiceField(["count", "share", "rate", "mean", "median", "index", "class"])
    decimals = serializers.IntegerField()
    polarity = serializers.ChoiceField([1, 0, -1], help_text="1: burden, -1: relief, 0: neither")
    topic = serializers.DictField()
    source = serializers.DictField()  # type: ignore[assignment]
    metadata_url = serializers.CharField(allow_blank=True)
    levels = serializers.ListField(child=serializers.SlugField())


class ValueSerializer(serializers.Serializer[Any]):
    area = serializers.CharField()
    name = serializers.CharField()
    boundary_set = serializers.SlugField(help_text="the areas' boundaries (Gebietsstand)")
    period = serializers.CharField()
    value = serializers.FloatField(allow_null=True, help_text="as printed; null in a gap")
    status = serializers.ChoiceField(
        ["A", "O", "Q", "L", "M"],
        help_text="SDMX: A measured, O missing, Q suppressed, L not evaluated, M not applicable",
    )
    status_text = serializers.CharField()
    flags = serializers.ListField(
        child=serializers.ChoiceField(
            ["provisional", "revised", "estimated", "converted", "unreliable", "computed"]
        )
    )


class ValuePageSerializer(serializers.Serializer[Any]):
    region = serializers.SlugField()
    indicator = serializers.SlugField()
    level = serializers.SlugField()
    unit = TextSerializer()
    decimals = serializers.IntegerField()
    count = serializers.IntegerField(help_text="rows in all")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ValueSerializer(many=True)
