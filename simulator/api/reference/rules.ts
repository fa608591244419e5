import { RULE_SOURCES, RULES, type Rule } from "../../core/rule-catalogue.js";
import { page, table } from "./markdown.js";

const AREAS: Readonly<Record<Rule["area"], string>> = {
  resolution: "Where a run executes",
  concurrency: "Concurrency",
  agents: "Agents",
  deletion: "Deletion",
  permissions: "Permissions",
};

const section = ([area, title]: [string, string]): string => {
  const rules = RULES.filter((rule) => rule.area === area);
  const rows = rules.map(({ id, text, source, checked }) => [
    id,
    text,
    source.map((name) => RULE_SOURCES[name].title).join(", "),
    checked,
  ]);
  return `## ${title}\n\n${table(["Id", "Rule", "Source", "Checked"], rows)}`;
};

/** `docs/reference/rules.md` */
export const rulesPage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/core/rule-catalogue.ts. -->",
    "# Rules",
    "These are the rules of scalr.io that the sandbox reproduces. Code, tests and the demo refer to a rule by its id. *Checked* is the\n" +
      "day on which we last compared a rule with its sources, or decided on it if the sandbox is its only source.",
    table(
      ["Source", "Meaning"],
      Object.values(RULE_SOURCES).map(({ title, what }) => [title, what]),
    ),
    ...Object.entries(AREAS).map(section),
  );
