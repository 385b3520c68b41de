"""What people read about a faulty region file: code → (German, English).

Each subject has a module `wording_<subject>.py`. `reading` hands all of them to
`spatial_units.importing.wording`, where the notation is explained.
"""

from region_files.wording_contents import WORDING_CONTENTS
from region_files.wording_fields import WORDING_FIELDS
from region_files.wording_layers import WORDING_OF_LAYERS
from region_files.wording_yaml import WORDING_YAML

WORDING_REGIONS: dict[str, tuple[str, str]] = {
    **WORDING_YAML,
    **WORDING_FIELDS,
    **WORDING_CONTENTS,
    **WORDING_OF_LAYERS,
}
