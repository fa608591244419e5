/** The engine says and does what a real OpenTofu said and did: see `fixtures/record.mjs`. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PlanRequest } from "../../engine/index.js";
import { type Diag, planJson, renderDiagnostic, renderPlan } from "../../engine/index.js";
import { cases } from "./fixtures/cases.mjs";
import { settle } from "./settle.js";
import { type Files, Workspace } from "./support.js";

interface Step {
  readonly files: Files | null;
  readonly args?: readonly string[];
  readonly planText: string;
  readonly planErrors: string;
  readonly planJson: object;
  readonly applyText?: string;
  readonly applyErrors?: string;
  readonly state: object | null;
}

function options(args: readonly string[] = []): Partial<PlanRequest> {
  const values = (name: string) =>
    args.filter((arg) => arg.startsWith(`-${name}=`)).map((arg) => arg.slice(name.length + 2));
  const mode = args.includes("-destroy")
    ? "destroy"
    : args.includes("-refresh-only")
      ? "refresh-only"
      : "normal";
  const inputs = values("var").map((arg) => {
    const at = arg.indexOf("=");
    return { name: arg.slice(0, at), value: arg.slice(at + 1), from: "-var" };
  });
  return {
    mode,
    targets: values("target"),
    replace: values("replace"),
    inputs,
  };
}

const isEvent = (line: string) =>
  !/^(Plan|Note|Error|Warning|Changes to Outputs):/.test(line) &&
  /^\S+( \((local-exec|deposed object \S+)\))?: /.test(line);

/** The plan in what `tofu plan` prints: without its progress, its warnings and the note about the saved file. */
function planPart(text: string): string {
  const body = text.split("\n─────")[0]!.split(/\n\n?(?=Warning: )/)[0]!;
  return body
    .split("\n")
    .filter((line) => !isEvent(line))
    .join("\n")
    .trim();
}

function plainDiagnostics(diagnostics: readonly Diag[]): string[] {
  return diagnostics.map((diagnostic) =>
    renderDiagnostic(diagnostic)
      .split("\n")
      .slice(1, -1)
      .map((line) => line.replace(/^│ ?/, ""))
      .join(" ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

/** Messages in what tofu prints, in any order. */
function recordedDiagnostics(text: string): string[] {
  const found = text.split(/\n(?=(?:Error|Warning): )/).filter((part) => /^(Error|Warning): /.test(part));
  return found.map((part) =>
    part
      .split(/\n(?:─────|Apply complete!|Destroy complete!)/)[0]!
      // The difference of the two sides of a comparison is not shown here.
      .replace(/ {4}├─+\n {4}│ Diff: \n( {4}│ {5}.*\n)+/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

describe.each(Object.keys(cases))("%s", (name) => {
  const steps: Step[] = JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));

  test("plans, applies and stores as recorded", async () => {
    const workspace = new Workspace();
    for (const [index, step] of steps.entries()) {
      const at = `step ${index}`;
      if (step.files) workspace.write(step.files);
      if (step.planErrors.includes("Error: Cycle")) {
        // The real one cannot order this plan: see "The order of destruction" in docs/reference/engine.md.
        await workspace.up(options(step.args));
        break;
      }
      const outcome = await workspace.plan(options(step.args));
      expect(plainDiagnostics(outcome.diagnostics).sort(), at).toEqual(
        recordedDiagnostics(`${step.planText}\n${step.planErrors}`).sort(),
      );
      expect(workspace.lines.map(settle).sort(), at).toEqual(
        step.planText.split("\n").filter(isEvent).map(settle).sort(),
      );
      const made = (outcome.plan ?? outcome.partial)!;
      expect(settle(renderPlan(made).trim()), at).toBe(settle(planPart(step.planText)));
      expect(settle(planJson(made)), at).toEqual(settle(step.planJson));
      const applied = await workspace.apply(made);
      const events = step.applyText!.split("\n").filter(isEvent);
      expect(workspace.lines.map(settle).sort(), at).toEqual(events.map(settle).sort());
      expect(plainDiagnostics(applied.diagnostics).sort(), at).toEqual(
        recordedDiagnostics(`${step.applyText}\n${step.applyErrors}`).sort(),
      );
      const { lineage: _, ...state } = applied.state;
      const { lineage: __, ...recorded } = step.state as { lineage: string };
      expect(settle(state), at).toEqual(settle(recorded));
    }
  });
});
