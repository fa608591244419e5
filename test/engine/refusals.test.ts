/** What a real OpenTofu refuses is refused, with the same words at the same place. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Diag, renderDiagnostic } from "../../engine/index.js";
import { type Files, Workspace } from "./support.js";

interface Refusal {
  readonly files: Files;
  readonly text: string;
  readonly errors: string;
}

const recorded: Record<string, Refusal> = JSON.parse(
  readFileSync(new URL("fixtures/refusals.json", import.meta.url), "utf8"),
);

/** Remedies that name what only one of the two programs has. */
function settle(text: string): string {
  return (
    text
      // The difference of the two sides of a comparison is not shown here.
      .replace(/ {4}├─+\n {4}│ Diff: \n( {4}│ {5}.*\n)+/g, "")
      .replace(/\s+/g, " ")
      .trim()
  );
}

function shown(diagnostic: Diag): string {
  const lines = renderDiagnostic(diagnostic).split("\n").slice(1, -1);
  return settle(lines.map((line) => line.replace(/^│ ?/, "")).join("\n"));
}

/** Messages that are better here than there: with a place, or with what to do. */
const BETTER: Record<string, RegExp> = {
  cycle: /^Error: Cycle: terraform_data\.\w, terraform_data\.\w /,
  "module-cycle": /^Error: Cycle: module\.m\.output\.b, module\.m\.var\.a .* Remove one/,
  "module-undeclared-output":
    /^Error: Unsupported attribute on main.tf line 2, in output "o": .* with 1 attribute "something" This object does not have an attribute named "nothing"/,
  "module-wrong-type":
    /^Error: Invalid value for input variable on main.tf line 3, in module "m": .* m\/main.tf:1,1-13: count: a number/,
  "module-import-inside": /^Error: Invalid import configuration on m\/main.tf line 3: .* in the root module/,
  "computed-attribute-set":
    /^Error: "id" attribute is read-only on main.tf line 1, in resource "terraform_data" "b": .* Remove "id"/,
  "unknown-resource-type": /^Error: Invalid resource type on main.tf line 1.*terraform_nothing/,
};

describe.each(Object.entries(recorded))("%s", (name, { files, text, errors }) => {
  test("is refused as recorded", async () => {
    const { plan, diagnostics } = await new Workspace(files).plan();
    expect(plan).toBeUndefined();
    const expected = `${text}\n${errors}`
      .split(/\n(?=Error: )/)
      .filter((part) => part.startsWith("Error: "))
      .map(settle);
    const errorsHere = diagnostics.filter(({ severity }) => severity === "error").map(shown);
    const better = BETTER[name];
    if (better) expect(errorsHere[0]).toMatch(better);
    else expect(errorsHere).toEqual([...new Set(expected)]);
  });
});
