/** Faulty configurations against what `tofu validate` said about them: see scripts/record-invalid.mjs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfiguration } from "../../../engine/language/index.js";

interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly error: {
    readonly summary: string;
    readonly start?: { readonly line: number; readonly column: number };
  };
}

const cases = JSON.parse(
  readFileSync(new URL("fixtures/invalid/cases.json", import.meta.url), "utf8"),
) as Recorded[];
const work = mkdtempSync(join(tmpdir(), "invalid-"));
afterAll(() => rmSync(work, { recursive: true }));

describe("a faulty configuration gets the error that OpenTofu gives, in the same place", () => {
  it.each(cases.map((c) => [c.name, c] as const))("%s", async (_, { text, error }) => {
    writeFileSync(join(work, "main.tf"), text);
    const { configuration, diagnostics } = await loadConfiguration(work);
    expect(configuration).toBeUndefined();
    const [ours] = diagnostics.filter((d) => d.severity === "error");
    expect({ summary: ours!.summary, start: ours!.range?.start }).toEqual({
      summary: error.summary,
      start: error.start,
    });
    expect(ours!.detail).toMatch(/\.\s*$|\?$|\.\)$/);
  });
});
