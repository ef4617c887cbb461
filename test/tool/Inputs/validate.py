#!/usr/bin/env python3
"""Validates JSON documents against a JSON schema.

    validate.py SCHEMA DOCUMENT...

Of SARIF also what the schema beside this script does not ask for: that regions
begin somewhere, and that what has to be absolute is. Needs the Python package
jsonschema. Exits 1 and says where a document is not valid.
"""

import json
import os
import sys

try:
    import jsonschema
except ImportError:
    # Debian's package is for Debian's Python, which need not be the first one.
    debian = "/usr/bin/python3"
    if os.path.realpath(sys.executable) != os.path.realpath(debian):
        os.execv(debian, [debian] + sys.argv)
    sys.exit("no Python package jsonschema; tool/setup.sh installs it")


def objects(value, path=""):
    """All objects in a document, with where they are."""
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from objects(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, f"{path}/{index}")


def sarif_problems(document):
    for path, value in objects(document):
        name = path.rpartition("/")[2]
        if name in ("region", "deletedRegion"):
            if not {"startLine", "charOffset", "byteOffset"} & set(value):
                yield path, "begins nowhere"
        if name == "artifactLocation" and "uriBaseId" not in value:
            if not value["uri"].startswith("file:///"):
                yield path, f"not absolute: {value['uri']}"
        if "://" not in value.get("helpUri", "://"):
            yield path, f"not absolute: {value['helpUri']}"


def problems(schema, document):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    for error in validator(schema).iter_errors(document):
        yield "/".join(map(str, error.absolute_path)), error.message
    if "SARIF" in schema.get("title", ""):
        yield from sarif_problems(document)


def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


status = 0
for name in sys.argv[2:]:
    for path, message in problems(load(sys.argv[1]), load(name)):
        print(f"{name}: {path}: {message}")
        status = 1
sys.exit(status)
