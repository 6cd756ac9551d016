// Runs veraPDF over a PDF: `verapdf.js <file> <standard>`.
// It prints a line of JSON: how many checks were made, and which failed.
//
// The jar has veraPDF whole, with its rules, but not the library that reads the rules' XML, so they
// are read here.

const verapdf = Packages.org.verapdf.pdfa;
const profiles = verapdf.validation.profiles;
const FILES = { ua1: "PDFUA-1", "2a": "PDFA-2A" };
const MOST = 20;

function inside(element, name) {
  const found = element.getElementsByTagName(name);
  return Array.from({ length: found.getLength() }, (_, at) => found.item(at));
}

function text(element, name) {
  return inside(element, name)[0].getTextContent();
}

function listOf(values) {
  const list = new Packages.java.util.ArrayList();
  values.forEach((value) => list.add(value));
  return list;
}

function setOf(values) {
  return new Packages.java.util.HashSet(listOf(values));
}

function readRule(element) {
  const id = inside(element, "id")[0];
  const deferred = element.getAttribute("deferred");
  return profiles.Profiles.ruleFromValues(
    profiles.Profiles.ruleIdFromValues(
      verapdf.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
      id.getAttribute("clause"),
      parseInt(id.getAttribute("testNumber"))
    ),
    element.getAttribute("object"),
    deferred ? Packages.java.lang.Boolean.valueOf(deferred) : null,
    element.getAttribute("tags"),
    text(element, "description"),
    text(element, "test"),
    profiles.Profiles.errorFromValues(text(element, "message"), listOf([])),
    listOf([])
  );
}

function readVariable(element) {
  return profiles.Profiles.variableFromValues(
    element.getAttribute("name"),
    element.getAttribute("object"),
    text(element, "defaultValue"),
    text(element, "value")
  );
}

function readProfile(flavour, name) {
  const loader = profiles.Profiles.defaultProfile().getClass().getClassLoader();
  const stream = loader.getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml");
  const builder = Packages.javax.xml.parsers.DocumentBuilderFactory.newInstance();
  const root = builder.newDocumentBuilder().parse(new Packages.java.io.BufferedInputStream(stream));
  const now = new Packages.java.util.Date();
  return profiles.Profiles.profileFromValues(
    flavour,
    profiles.Profiles.profileDetailsFromValues(name, "", "", now),
    "",
    setOf(inside(root, "rule").map(readRule)),
    setOf(inside(root, "variable").map(readVariable))
  );
}

function told(assertion) {
  const rule = assertion.getRuleId();
  const place = assertion.getLocation().getContext();
  return `${rule.getClause()}-${rule.getTestNumber()} ${assertion.getMessage()} at ${place}`;
}

function check(file, standard) {
  const flavour = verapdf.flavours.PDFAFlavour.byFlavourId(standard);
  const foundry = verapdf.Foundries.defaultInstance();
  const parser = foundry.createParser(new Packages.java.io.File(file), flavour);
  const profile = readProfile(flavour, FILES[standard]);
  const result = foundry.createValidator(profile, false).validate(parser);
  const failed = result.getTestAssertions().toArray().slice(0, MOST).map(told);
  parser.close();
  return {
    standard: standard,
    checks: Number(result.getTotalAssertions()),
    compliant: Boolean(result.isCompliant()),
    failed: failed,
  };
}

Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
const [file, standard] = Array.from(arguments);
print(JSON.stringify(check(file, standard)));
