import { RULES, type Rule } from "../../core/rule-catalogue.js";
import { page, table } from "./markdown.js";

const AREAS: Readonly<Record<Rule["area"], string>> = {
  resolution: "Where a run executes",
  concurrency: "Concurrency",
  agents: "Agents",
  deletion: "Deletion",
  permissions: "Permissions",
};

const SOURCES: Readonly<Record<Rule["source"][number], string>> = {
  product: "product",
  api: "API",
  sandbox: "sandbox",
};

const section = ([area, title]: [string, string]): string => {
  const rules = RULES.filter((rule) => rule.area === area);
  const rows = rules.map(({ id, text, source }) => [
    id,
    text,
    source.map((name) => SOURCES[name]).join(", "),
  ]);
  return `## ${title}\n\n${table(["Rule", "What holds", "Source"], rows)}`;
};

/** `docs/reference/rules.md` */
export const rulesPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/core/rule-catalogue.ts. -->",
    "# Rules",
    "What the sandbox reproduces. Code, tests, the demo and messages refer to a rule by its id. A rule comes from what\n" +
      "the product describes, from the public API and its clients, or, where both are silent, from the sandbox itself.",
    ...Object.entries(AREAS).map(section),
  );
