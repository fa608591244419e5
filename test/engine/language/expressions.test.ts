/** Expressions against what OpenTofu's console said about them: see scripts/record-expressions.mjs. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Configuration,
  loadConfiguration,
  parseExpression,
  TYPE_MARK,
} from "../../../engine/language/index.js";
import { renderValue } from "../../../engine/values/text.js";
import { ConsoleScope } from "./scope.js";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

interface Recorded {
  readonly expression: string;
  readonly output?: string;
  readonly error?: { readonly summary: string; readonly detail: string };
}

let configuration: Configuration;

beforeAll(async () => {
  const loaded = await loadConfiguration(`${fixtures}console`);
  expect(loaded.diagnostics).toEqual([]);
  configuration = loaded.configuration!;
});

function evaluate(text: string): { output?: string; error?: string; detail?: string } {
  const parsed = parseExpression(text);
  const failed = parsed.diagnostics.find((d) => d.severity === "error");
  if (!parsed.expression || failed) return { error: failed!.summary, detail: failed!.detail ?? "" };
  const scope = new ConsoleScope(configuration);
  const unresolved = parsed.expression
    .references()
    .flatMap((reference) => scope.lookup(reference).diagnostics);
  const { value, diagnostics } = parsed.expression.evaluate(scope);
  const error = [...unresolved, ...diagnostics].find((d) => d.severity === "error");
  if (error) return { error: error.summary, detail: error.detail ?? "" };
  return { output: value.hasMark(TYPE_MARK) ? value.asString() : renderValue(value) };
}

for (const name of ["collections", "functions", "operators", "templates", "unknown"]) {
  const { cases } = JSON.parse(readFileSync(`${fixtures}expressions/${name}.json`, "utf8")) as {
    cases: Recorded[];
  };
  describe(`${name}: as OpenTofu`, () => {
    it.each(cases.map((c) => [c.expression, c] as const))("%s", (expression, recorded) => {
      const ours = evaluate(expression);
      if (recorded.error) expect(ours.error).toBe(recorded.error.summary);
      else expect(ours).toEqual({ output: recorded.output });
    });
  });
}
