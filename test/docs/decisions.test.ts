import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/decisions");
const names = readdirSync(folder).filter((name) => name !== "README.md");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const numberOf = (name: string) => name.slice(0, 4);

const SECTIONS = ["Context", "Options considered", "Decision", "Consequences"];

/** A record's parts. Sections are in the order in which they stand. */
function parse(text: string) {
  const [, number, title] = /^# (\d{4}) (.+)$/m.exec(text) ?? [];
  const sections = text
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n")).trim()] as const);
  const fact = (name: string) => new RegExp(`^- ${name}: (.+)$`, "m").exec(text)?.[1];
  return { number, title, status: fact("Status"), date: fact("Date"), sections };
}

describe("the records of decisions", () => {
  it("are numbered from 0001 without a gap, each number once", () => {
    expect(
      names.every((name) => /^\d{4}-[a-z0-9-]+\.md$/.test(name)),
      names.join(),
    ).toBe(true);
    const expected = names.map((_, at) => String(at + 1).padStart(4, "0"));
    expect(names.map(numberOf).sort()).toEqual(expected);
    expect(names.length).toBeGreaterThanOrEqual(20);
  });

  it.each(names)("%s has its number, status, date and sections", (name) => {
    const { number, title, status, date, sections } = parse(read(name));
    expect(number).toBe(numberOf(name));
    expect(title).toMatch(/\S/);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(date!))).toBe(false);
    expect(sections.map(([heading]) => heading)).toEqual(SECTIONS);
    for (const [heading, text] of sections) expect(text.length, heading).toBeGreaterThan(80);
    const [, options] = sections[1]!;
    expect(options.match(/^\d\. /gm)?.length ?? 0, "options").toBeGreaterThanOrEqual(2);
    const successor = /^replaced by (\d{4})$/.exec(status ?? "")?.[1];
    if (successor === undefined) expect(status).toBe("accepted");
    else expect(names.map(numberOf)).toContain(successor);
  });

  it("are all in the index, with their title, status and date", () => {
    const rows = read("README.md").match(/^\| \[.*$/gm) ?? [];
    const expected = names.sort().map((name) => {
      const { number, title, status, date } = parse(read(name));
      return `| [${number}](${name}) | ${title} | ${status} | ${date} |`;
    });
    expect(rows).toEqual(expected);
  });
});

describe("what refers to a record", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.(?:md|tsx?|mjs|ya?ml)$/.test(file) && existsSync(join(root, file)));
  const mentions = tracked.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\bdecisions?[/ ](\d{4})(-[a-z0-9-]+\.md)?/gi)].map(
      ([, number, rest]) => ({ file, number: number!, name: rest && number! + rest }),
    ),
  );

  it("names one that exists", () => {
    expect(mentions.length).toBeGreaterThan(20);
    const lost = mentions.filter(
      ({ number, name }) => !names.some((known) => (name ? known === name : numberOf(known) === number)),
    );
    expect(lost).toEqual([]);
  });
});
