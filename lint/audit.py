"""What is shipped, under which licences, and whether a weakness of it is known: `make audit`.

The bill of materials (CycloneDX) of the packages in `requirements.txt` is written to `dist/rostrum.cdx.json`. A package
under the GPL or the AGPL, or one that states no licence, is a finding, and so is a version with a known weakness. Where
no advisory service can be asked, the last line says so: it is no finding, but nobody should take it for a good answer.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from lint.findings import ROOT

REQUIREMENTS = ROOT / "requirements.txt"
BILL = ROOT / "dist" / "rostrum.cdx.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)  # and not the LGPL, which lets us
KNOWN = {"pysqlite3": ["Zlib"]}  # what a package states in its file LICENSE alone
PATIENCE = 20  # seconds for the advisory service


def main():
    shipped = names_of(REQUIREMENTS.read_text(encoding="utf-8"))
    bill = bill_of(made(), shipped)
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{BILL.relative_to(ROOT)}: {len(bill['components'])} packages with their licences.")
    if elsewhere := shipped - {canonical(part["name"]) for part in bill["components"]}:
        print(f"Not installed on this machine, and so not among them: {', '.join(sorted(elsewhere))}.")
    findings = list(licence_findings(bill))
    status, answer = asked_of_advisories()
    weaknesses, sentence = weaknesses_of(status, answer)
    for finding in [*findings, *weaknesses, sentence]:
        print(finding)
    sys.exit(bool(findings or weaknesses))


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names_of(requirements):
    """The names of the pinned packages."""
    return {canonical(name) for name in PINNED.findall(requirements)}


def made():
    """The bill of all that is installed here, with what only development needs."""
    command = [str(Path(sys.executable).with_name("cyclonedx-py")), "environment", sys.executable]
    command += ["--output-reproducible", "--no-validate"]  # to check the form of the bill takes ten times as long
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def bill_of(bill, shipped):
    """The same bill with the shipped packages alone."""
    components = [part for part in bill["components"] if canonical(part["name"]) in shipped]
    kept = {part["bom-ref"] for part in components}
    dependencies = [
        {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in kept]}
        for entry in bill.get("dependencies", [])
        if entry["ref"] in kept
    ]
    return {**bill, "components": components, "dependencies": dependencies}


def licence_findings(bill):
    """A sentence for each package that may not be shipped, or of which that is not known."""
    for part in bill["components"]:
        licences = licences_of(part)
        if not licences:
            yield f"{part['name']}: it states no licence; look it up, and add it to KNOWN of lint/audit.py."
        elif any(COPYLEFT.search(licence) for licence in licences):
            yield f"{part['name']}: it is under {', '.join(licences)}, which Rostrum cannot be shipped with."


def licences_of(component):
    found = [
        entry.get("expression") or entry["license"].get("id") or entry["license"].get("name", "")
        for entry in component.get("licenses", [])
    ]
    return [licence for licence in found if licence] or KNOWN.get(canonical(component["name"]), [])


def asked_of_advisories():
    """The exit status and the answer of pip-audit: (status, JSON), or (None, why it could not ask)."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    command = [program, "-r", str(REQUIREMENTS), "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    command += ["--timeout", "5", "--format", "json"]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        return run.returncode, json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        return None, f"it did not answer in {PATIENCE} seconds"
    except ValueError:
        last = run.stderr.strip().splitlines() or ["it said nothing"]
        return None, re.sub(r"https?://\S+", "the index", last[-1])[:200]


def weaknesses_of(status, answer):
    """Returns (a sentence for each known weakness, a last sentence: what was asked, and what was not)."""
    if status is None:
        return [], f"NOT ASKED whether a weakness is known, because the advisory service cannot be reached: {answer}."
    parts = answer["dependencies"]
    skipped = [part["name"] for part in parts if "skip_reason" in part]
    found = [
        f"{part['name']} {part['version']}: {weakness['id']} is known; mended in {versions}."
        for part in parts
        for weakness in part.get("vulns", [])
        for versions in [", ".join(weakness.get("fix_versions", [])) or "no version yet"]
    ]
    if len(skipped) == len(parts):
        return found, "NOT ASKED whether a weakness is known: the index that is used here keeps no advisories."
    if skipped:
        return (
            found,
            f"NOT ASKED of {', '.join(skipped)}, which the service does not know; the others are asked about.",
        )
    return found, f"{len(parts)} packages were asked about; {len(found) or 'no'} known weaknesses."


if __name__ == "__main__":
    main()
