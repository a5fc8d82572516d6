"""Signed packages that deployments exchange: JSON with an Ed25519 signature.

key = load_key(folder)                           # made once, kept by its owner alone
write_package(path, content, sender="Ohio hubs", key=key, made_at=at)
package = read_package(path)                     # refuses a wrong signature by name
package.content, package.sender, package.public_key
"""

from __future__ import annotations

from .errors import NewerPackageError as NewerPackageError
from .errors import NotAPackageError as NotAPackageError
from .errors import WrongSignatureError as WrongSignatureError
from .keys import is_public_key as is_public_key
from .keys import load_key as load_key
from .keys import public_text as public_text
from .read import read_package as read_package
from .records import VERSION as VERSION
from .records import Package as Package
from .write import write_package as write_package
