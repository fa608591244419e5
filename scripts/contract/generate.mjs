/** One line for each attribute, relationship and operation, so that a change of the contract is a readable diff. */
function lines(members, indent) {
  return Object.entries(members)
    .map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)},\n`)
    .join("");
}

function resource([type, { model, attributes, relationships }]) {
  return (
    `  ${JSON.stringify(type)}: {\n    model: ${JSON.stringify(model)},\n` +
    `    attributes: {\n${lines(attributes, "      ")}    },\n` +
    `    relationships: {\n${lines(relationships, "      ")}    },\n  },\n`
  );
}

const operations = ([path, methods]) => `  ${JSON.stringify(path)}: {\n${lines(methods, "    ")}  },\n`;

/** A filter's name, however a client spells it: `filter[name]`, `name`. */
const filterName = (text) => text.replace(/^filter\[(.*)\]$/, "$1");
const NO_FILTERS = new Set(["query", "sort", "include", "filter", "fields", "force", "workspaces"]);

function filters([area, names]) {
  const filters = names.map(filterName).filter((name) => !NO_FILTERS.has(name));
  return `  ${JSON.stringify(area)}: ${JSON.stringify(filters)},\n`;
}

/** The TypeScript module of a contract, for `simulator/platform/contract/tables.ts`. */
export function contractModule({ provenance, resources, operations: paths, filters: areas }) {
  return (
    "// Made by `npm run contract` from scalr-api.json. Do not edit.\n" +
    `// Source: ${provenance.source}; ${provenance.version}, checked on ${provenance.checked}.\n` +
    'import type { Contract } from "./types.js";\n\n' +
    `export const RESOURCES: Contract["resources"] = {\n${Object.entries(resources).map(resource).join("")}};\n\n` +
    `export const OPERATIONS: Contract["operations"] = {\n${Object.entries(paths).map(operations).join("")}};\n\n` +
    `export const FILTERS: Contract["filters"] = {\n${Object.entries(areas).map(filters).join("")}};\n`
  );
}
