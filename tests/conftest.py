"""Set before Qt starts: tests need no screen, and nobody's own plans are touched."""

import json
import os
import tempfile
from pathlib import Path

_home = tempfile.TemporaryDirectory(prefix="magnolia-tests-")  # removed when the tests end


def _folder(name: str) -> str:
    folder = Path(_home.name, name)
    folder.mkdir(mode=0o700)
    return str(folder)


_screen = Path(_home.name, "screen.json")  # windows are as large as they wish to be: none is larger than its screen
_screen.write_text(json.dumps({"screens": [{"name": "large", "x": 0, "y": 0, "width": 2560, "height": 1440}]}))
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen}"
os.environ |= {"LANGUAGE": "", "LC_ALL": "C.UTF-8"}  # sentences and numbers are compared word for word
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = _folder(_name)
os.environ.setdefault("XDG_RUNTIME_DIR", _folder("XDG_RUNTIME_DIR"))  # Qt warns where there is none
