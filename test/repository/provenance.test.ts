import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULE_SOURCES, RULES } from "../../simulator/core/rule-catalogue.js";
import { textOf } from "./sources.js";

const isPastDay = (text: string) =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  Date.parse(text) <= Date.now() &&
  Date.parse(text) > Date.parse("2026-01-01");

describe("every rule", () => {
  it.each(RULES)("$id names its sources and when it was last checked", ({ source, checked }) => {
    expect(source.length).toBeGreaterThan(0);
    for (const name of source) expect(RULE_SOURCES[name].what).toMatch(/\S/);
    expect(isPastDay(checked), checked).toBe(true);
  });

  it("is on the page of rules with its sources and that day", () => {
    const page = textOf("docs/reference/rules.md");
    for (const { id, source, checked } of RULES) {
      const row = page.split("\n").find((line) => line.startsWith(`| ${id} |`));
      expect(row).toContain(`| ${source.map((name) => RULE_SOURCES[name].title).join(", ")} | ${checked} |`);
    }
  });
});

describe("what was taken down from elsewhere", () => {
  it.each([
    "simulator/platform/contract/scalr-api.json",
    "test/official/schema.json",
    "test/provider/official-schema.json",
  ])("%s names its source, version and day", (file) => {
    const { provenance } = JSON.parse(readFileSync(file, "utf8"));
    expect(provenance.source).toMatch(/\S+ \S+/);
    expect(provenance.version).toMatch(/^v\d+\.\d+\.\d+/);
    expect(isPastDay(provenance.checked), provenance.checked).toBe(true);
  });

  it.each(["simulator/platform/contract/tables.ts", "provider/plugin/proto/tfplugin6.ts"])(
    "%s says in a comment what it follows, in which version, and since which day",
    (file) => {
      const comment = textOf(file).slice(0, 1_000);
      expect(comment).toMatch(/Source: .*\d+\.\d+\.\d+/);
      expect(isPastDay(/[Cc]hecked(?: on|:) (\d{4}-\d\d-\d\d)/.exec(comment)?.[1] ?? "")).toBe(true);
    },
  );
});
