/** A plan as a human reads it. */

import { configAddress, keySuffix } from "../addresses/address.js";
import type { Action, Plan, ResourceChange } from "../interfaces/types.js";
import { type Internals, schemaOf } from "../plan/internals.js";
import { type JsonChange, jsonChange } from "../planfile/facets.js";
import { changeJson, outputChangeJson } from "../planfile/json.js";
import type { Value } from "../values/index.js";
import { changeComment } from "./change-comment.js";
import { type Paint, painter, type RenderOptions } from "./colour.js";
import { diffDynamic } from "./diff.js";
import { diffBlock } from "./diff-block.js";
import { type Facet, rootFacet } from "./facet.js";
import { print } from "./print.js";
import { attributeName, WIDTH, wrap } from "./text.js";

const LEGEND: readonly (readonly [Action, (paint: Paint) => string])[] = [
  ["create", (p) => `  ${p("+", "green")} create`],
  ["update", (p) => `  ${p("~", "yellow")} update in-place (current -> planned)`],
  ["delete", (p) => `  ${p("-", "red")} destroy`],
  ["delete-then-create", (p) => `${p("-", "red")}/${p("+", "green")} destroy and then create replacement`],
  ["create-then-delete", (p) => `${p("+", "green")}/${p("-", "red")} create replacement and then destroy`],
  ["read", (p) => ` ${p("<=", "cyan")} read (data resources)`],
  ["forget-then-create", (p) => `${p(".", "red")}/${p("+", "green")} forget and then create replacement`],
  ["forget", (p) => `  ${p(".", "red")} forget`],
];

const SYMBOLS: Readonly<Record<Action, (paint: Paint) => string>> = {
  "no-op": () => "   ",
  create: (p) => `  ${p("+", "green")}`,
  update: (p) => `  ${p("~", "yellow")}`,
  delete: (p) => `  ${p("-", "red")}`,
  "delete-then-create": (p) => `${p("-", "red")}/${p("+", "green")}`,
  "create-then-delete": (p) => `${p("+", "green")}/${p("-", "red")}`,
  "forget-then-create": (p) => `  ${p(".", "red")}/${p("+", "green")}`,
  read: (p) => ` ${p("<=", "cyan")}`,
  forget: (p) => `  ${p(".", "red")}`,
};

/** The text between the progress of the refresh and the question whether to apply; starts with an empty line. */
export function renderPlan(plan: Plan, options?: RenderOptions): string {
  const paint = painter(options);
  const shown = plan.changes.filter(
    ({ action, previousAddress, importing }) =>
      action !== "no-op" || previousAddress !== undefined || importing,
  );
  const outputs = outputLines(plan, paint);
  const drift = driftSection(plan, shown.length > 0 || outputs.length > 0, paint);
  const sections: string[] = [];
  if (drift !== "") sections.push(drift);
  if (shown.length === 0 && outputs.length === 0) {
    if (plan.errored) {
      const failed = paint("Planning failed.", "bold", "red");
      return `\n${failed} ${paint("OpenTofu encountered an error while generating this plan.", "bold")}`;
    }
    if (plan.mode === "refresh-only" && drift !== "") return drift;
    if (drift !== "") sections.push(rule());
    return [...sections, noChanges(plan, paint)].join("\n");
  }
  if (drift !== "") sections.push(rule());
  const counted = shown.filter(({ action }) => action !== "no-op");
  if (counted.length > 0) {
    const legend = LEGEND.filter(([action]) => counted.some((change) => change.action === action)).map(
      ([, line]) => line(paint),
    );
    const intro = wrap(
      "OpenTofu used the selected providers to generate the following execution plan. Resource actions are indicated with the following symbols:",
    );
    sections.push(`\n${intro}\n${legend.join("\n")}`);
  }
  if (shown.length > 0) {
    const changes = shown.map((change) => `\n${renderChange(plan, change, "change", paint)}`);
    const intro = plan.errored
      ? "OpenTofu planned the following actions, but then encountered a problem:"
      : "OpenTofu will perform the following actions:";
    sections.push(`\n${intro}\n${changes.join("\n")}`);
    sections.push(`\n${planLine(plan, paint)}`);
  }
  if (outputs.length > 0) {
    sections.push(`\nChanges to Outputs:\n${outputs.join("\n")}`);
    if (counted.length === 0) {
      sections.push(
        wrap(
          "\nYou can apply this plan to save these new output values to the OpenTofu state, without changing any real infrastructure.",
        ),
      );
    }
  }
  return sections.join("\n");
}

/** `Plan: 1 to add, 0 to change, 0 to destroy.` */
function planLine({ counts }: Pick<Plan, "counts">, paint: Paint): string {
  const parts = [`${counts.add} to add`, `${counts.change} to change`, `${counts.destroy} to destroy`];
  if (counts.import > 0) parts.unshift(`${counts.import} to import`);
  if (counts.forget > 0) parts.push(`${counts.forget} to forget`);
  return `${paint("Plan:", "bold")} ${parts.join(", ")}.`;
}

const rule = () => "─".repeat(WIDTH - 1);

/** The parts of a change that are shown, in the form of `show -json`. */
const facetOf = (json: { readonly [K in keyof JsonChange]: unknown }): Facet =>
  rootFacet({
    before: json.before,
    after: json.after ?? null,
    unknown: json.after_unknown,
    beforeSensitive: json.before_sensitive,
    afterSensitive: json.after_sensitive,
  });

function renderChange(plan: Plan, change: ResourceChange, cause: "change" | "drift", paint: Paint): string {
  const { block } = schemaOf(plan, change);
  const json = changeJson(change).change;
  const paths = "replace_paths" in json ? (json.replace_paths as (string | number)[][]) : [];
  const facet = { ...facetOf(json), replacePaths: paths };
  const diff = diffBlock(facet, block);
  const forget = change.action === "forget";
  const body = print(diff, 0, {
    paint,
    ...(forget && { hideSymbols: true, noNullSuffix: true }),
    ...(change.importing && { showUnchanged: true }),
  });
  const header = `${change.mode === "data" ? "data" : "resource"} ${JSON.stringify(change.type)} ${JSON.stringify(change.name)}`;
  return `${changeComment(change, cause, paint)}${SYMBOLS[change.action](paint)} ${header} ${body}`;
}

function outputLines(plan: Plan, paint: Paint): string[] {
  const diffs = plan.outputChanges.map((change) => {
    const json = outputChangeJson(change);
    return [change.name, diffDynamic(facetOf(json))] as const;
  });
  // Unchanged outputs count for the width all the same.
  const width = Math.max(0, ...diffs.map(([name]) => attributeName(name).length));
  return diffs
    .filter(([, diff]) => diff.verdict !== "none")
    .map(([name, diff]) => {
      const action = diff.verdict as "create" | "update" | "delete";
      return `${SYMBOLS[action](paint)} ${attributeName(name).padEnd(width)} = ${print(diff, 0, { paint })}`;
    });
}

function driftSection(plan: Plan, hasMore: boolean, paint: Paint): string {
  if (plan.drift.length === 0) return "";
  const { relevant } = plan.internal as Internals;
  const refreshOnly = plan.mode === "refresh-only";
  const drift = plan.drift.filter(
    (change) =>
      refreshOnly ||
      relevant.some(
        ({ resource, attribute }) =>
          names(resource, change) && differsAt(change.before, change.after, attribute),
      ),
  );
  if (drift.length === 0 || (!refreshOnly && !hasMore)) return "";
  const changes = drift.map((change) => `\n${renderChange(plan, change, "drift", paint)}`);
  const note = `${paint("Note:", "bold", "cyan")}${paint(" Objects have changed outside of OpenTofu", "bold")}`;
  const intro = wrap(
    'OpenTofu detected the following changes made outside of OpenTofu since the last "tofu apply" which may have affected this plan:',
  );
  const outro = wrap(
    refreshOnly
      ? "This is a refresh-only plan, so OpenTofu will not take any actions to undo these. If you were expecting these changes then you can apply this plan to record the updated values in the OpenTofu state without changing any remote objects."
      : "Unless you have made equivalent changes to your configuration, or ignored the relevant attributes using ignore_changes, the following plan may include actions to undo or respond to these changes.",
  );
  return `\n${note}\n\n${intro}\n${changes.join("\n")}\n\n\n${outro}`;
}

/** Where the keys of modules are left open, any instance is meant. */
function names(resource: string, change: ResourceChange): boolean {
  const exact = resource === change.address || change.address.startsWith(`${resource}[`);
  if (exact || change.module === "") return exact;
  return names(resource, {
    ...change,
    module: "",
    address: configAddress(change) + keySuffix(change.key),
  });
}

function differsAt(before: Value, after: Value, path: readonly (string | number)[]): boolean {
  let a: unknown = jsonChange(before, before).before;
  let b: unknown = jsonChange(after, after).before;
  for (const step of path) {
    const next = (value: unknown) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    a = next(a);
    b = next(b);
  }
  return JSON.stringify(a) !== JSON.stringify(b);
}

function noChanges({ mode }: Plan, paint: Paint): string {
  const say = (first: string, rest: string) =>
    `\n${paint("No changes.", "bold", "green")}${paint(` ${first}`, "bold")}\n\n${wrap(rest)}`;
  if (mode === "refresh-only") {
    return say(
      "Your infrastructure still matches the configuration.",
      "OpenTofu has checked that the real remote objects still match the result of your most recent changes, and found no differences.",
    );
  }
  if (mode === "destroy") {
    return say(
      "No objects need to be destroyed.",
      "Either you have not created any objects yet or the existing objects were already deleted outside of OpenTofu.",
    );
  }
  return say(
    "Your infrastructure matches the configuration.",
    "OpenTofu has compared your real infrastructure against your configuration and found no differences, so no changes are needed.",
  );
}
