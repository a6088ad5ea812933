// Holds job postings, a JSON list on standard input, to what Google asks for, and to the types and
// properties of schema.org that they use. Prints what is wrong as a JSON list.

import Validator from "@adobe/structured-data-validator";

// From https://schema.org/JobPosting and the pages of the types that it refers to.
const TYPES = {
  Thing: ["", "description identifier image name sameAs url"],
  Intangible: ["Thing", ""],
  StructuredValue: ["Intangible", ""],
  JobPosting: [
    "Intangible",
    "applicantLocationRequirements applicationContact baseSalary datePosted directApply " +
      "educationRequirements employmentType experienceRequirements hiringOrganization industry " +
      "jobBenefits jobLocation jobLocationType jobStartDate occupationalCategory qualifications " +
      "responsibilities salaryCurrency skills title totalJobOpenings validThrough workHours",
  ],
  Organization: ["Thing", "address department email logo parentOrganization telephone"],
  Place: ["Thing", "address geo telephone"],
  AdministrativeArea: ["Place", ""],
  Country: ["AdministrativeArea", ""],
  ContactPoint: ["StructuredValue", "areaServed contactType email telephone"],
  PostalAddress: [
    "ContactPoint",
    "addressCountry addressLocality addressRegion postOfficeBoxNumber postalCode streetAddress",
  ],
  MonetaryAmount: ["StructuredValue", "currency maxValue minValue validFrom validThrough value"],
  QuantitativeValue: ["StructuredValue", "maxValue minValue unitCode unitText value"],
  PropertyValue: ["StructuredValue", "maxValue minValue propertyID unitCode unitText value"],
};

function vocabulary() {
  const domains = {};
  const classes = Object.entries(TYPES).map(([type, [parent, properties]]) => {
    for (const property of properties.split(" ").filter(Boolean)) {
      (domains[property] ??= []).push({ "@id": `schema:${type}` });
    }
    return {
      "@id": `schema:${type}`,
      "@type": "rdfs:Class",
      ...(parent && { "rdfs:subClassOf": { "@id": `schema:${parent}` } }),
    };
  });
  const properties = Object.entries(domains).map(([property, types]) => ({
    "@id": `schema:${property}`,
    "@type": "rdf:Property",
    "schema:domainIncludes": types,
  }));
  return { "@graph": [...classes, ...properties] };
}

let text = "";
for await (const part of process.stdin) text += part;
const byType = {};
for (const posting of JSON.parse(text)) (byType[posting["@type"]] ??= []).push(posting);
const issues = await new Validator(vocabulary()).validate({ jsonld: byType });
console.log(JSON.stringify(issues.map(({ severity, issueMessage, path }) => ({
  severity,
  issueMessage,
  path: path.map((step) => step.property ?? step.type).join("."),
}))));
