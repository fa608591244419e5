import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type JunitCase, junitReport } from "../../cli/shell/junit.js";
import { temporaryFolder } from "../support/process.js";
import { cli, typed } from "./support.js";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const plain = (text: string) => {
  expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#10|#13|#9);)/);
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replace(/&(#?\w+);/g, (_, name: string) =>
    name.startsWith("#") ? String.fromCharCode(Number(name.slice(1))) : entities[name]!,
  );
};

/** The elements of a well-formed document; fails for any other. */
function parsed(xml: string): Element {
  expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
  const root: Element = { tag: "", attributes: {}, children: [], text: "" };
  const open = [root];
  for (const [, text, tag] of xml.slice(xml.indexOf("\n")).matchAll(/([^<]*)(?:<([^>]*)>|$)/g)) {
    open.at(-1)!.text += plain(text!);
    if (tag === undefined) continue;
    if (tag.startsWith("/")) {
      expect(open.pop()!.tag).toBe(tag.slice(1));
      continue;
    }
    const [, name, given, end] = /^([\w-]+)((?: \w+="[^"]*")*)(\/?)$/.exec(tag)!;
    const attributes = Object.fromEntries(
      [...given!.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)]),
    );
    const element: Element = { tag: name!, attributes, children: [], text: "" };
    open.at(-1)!.children.push(element);
    if (end === "") open.push(element);
  }
  expect(open).toEqual([root]);
  expect(root.children).toHaveLength(1);
  return root.children[0]!;
}

const casesIn = (path: string) => parsed(readFileSync(path, "utf8")).children[0]!.children;

test("a report is well formed and says everything, whatever the texts are", () => {
  const isKept = (code: number) =>
    [9, 10, 13].includes(code) ||
    (code >= 32 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff);
  const kept = (given: string) =>
    [...given].map((each) => (isKept(each.codePointAt(0)!) ? each : "\ufffd")).join("");
  const text = fc.string({ unit: "binary" });
  const each = fc.record({
    name: text,
    classname: text,
    outcome: fc.constantFrom<JunitCase["outcome"]>("passed", "failed", "skipped"),
    told: text,
  });
  fc.assert(
    fc.property(text, fc.array(each), (name, cases) => {
      const root = parsed(junitReport({ name, seconds: 1.5, cases }));
      const [suite] = root.children;
      expect(suite!.attributes).toMatchObject({
        name: kept(name),
        tests: String(cases.length),
        failures: String(cases.filter(({ outcome }) => outcome === "failed").length),
        skipped: String(cases.filter(({ outcome }) => outcome === "skipped").length),
      });
      suite!.children.forEach(({ attributes, children }, index) => {
        const { outcome, told } = cases[index]!;
        expect(attributes).toEqual({
          classname: kept(cases[index]!.classname),
          name: kept(cases[index]!.name),
        });
        const tags = { passed: told === "" ? [] : ["system-out"], failed: ["failure"], skipped: ["skipped"] };
        expect(children.map(({ tag }) => tag)).toEqual(tags[outcome]);
        if (outcome !== "skipped" && told !== "") expect(children[0]!.text).toBe(kept(told));
      });
    }),
  );
});

test("validate writes a test for each stack, with what is wrong, though it fails", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "main.tf"), 'output "a" {\n  value = var.nothing\n}\n');
  expect((await typed(["validate", "--junit", "report.xml"], { cwd })).code).toBe(1);
  const [failed] = casesIn(join(cwd, "report.xml"));
  expect(failed!.children[0]!.attributes.message).toBe("Reference to undeclared input variable");
  expect(failed!.children[0]!.text).toContain("main.tf");
  writeFileSync(join(cwd, "main.tf"), 'output "a" {\n  value = 1\n}\n');
  expect((await typed(["validate", "--junit", "report.xml"], { cwd })).code).toBe(0);
  expect(casesIn(join(cwd, "report.xml")).map(({ children }) => children)).toEqual([[]]);
  const nowhere = await typed(["validate", "--junit", "no/such/folder.xml"], { cwd });
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("cannot be written") });
});

test("demo writes a test for each check with its evidence, and says nothing that is not there", async () => {
  const cwd = temporaryFolder();
  const { code, stdout, stderr } = await cli(
    ["demo", "--scenario", "serverless", "--verbose", "--junit", "demo.xml"],
    {
      cwd,
    },
  );
  expect(code, stderr).toBe(0);
  const cases = casesIn(join(cwd, "demo.xml"));
  expect(cases.length).toBeGreaterThan(3);
  for (const { attributes, children } of cases) {
    expect(attributes.classname).toBe("demo.serverless");
    expect(children.map(({ tag }) => tag)).toEqual(["system-out"]);
    expect(stdout.replace(/\s+/g, " ")).toContain(children[0]!.text.replace(/\s+/g, " "));
  }
  expect(stdout + stderr).not.toMatch(/\b(null|undefined|NaN)\b|\[object /);
});
