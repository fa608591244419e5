import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "../../simulator/api/openapi/index.js";
import { EFFECTS, isKeptOnly } from "../../simulator/core/kept-types/effects.js";
import { DATA_TYPES } from "../../simulator/core/kept-types/table.js";

/** That the list of what has no effect is right, and that everybody who could be misled is told. */
const types = Object.keys(DATA_TYPES) as (keyof typeof DATA_TYPES)[];
const ROOT = join(import.meta.dirname, "../..");

/** The rooms where something is done with objects: not where they are declared, kept, described or shown. */
const ROOMS = ["access", "agents", "features", "integrations", "pools", "runs", "vcs", "workspaces"];

const sources = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, "simulator", room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({
      file: `${room}/${file.replaceAll("\\", "/")}`,
      text: readFileSync(join(ROOT, "simulator", room, file), "utf8"),
    })),
);

const filesThatName = (type: string) =>
  sources.filter(({ text }) => text.includes(`"${type}"`)).map(({ file }) => file);

/** Types whose whole effect is that they can be listed. */
const LISTS = ["event-definitions", "software-versions"];

/** What names types without an effect: links to them that are kept and shown, and permissions on them. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  "account-ssh-keys": ["workspaces/workspace-actions.ts", "workspaces/workspaces.ts"],
  "storage-profiles": ["access/permission-rules.ts", "workspaces/environments.ts"],
};

describe("the list of what each type does", () => {
  it.each(types.filter((type) => EFFECTS[type].acts && !LISTS.includes(type)))(
    "%s does something: a domain asks for it",
    (type) => expect(filesThatName(type)).not.toEqual([]),
  );

  it.each(types.filter((type) => !EFFECTS[type].acts))("%s does nothing: no domain asks for it", (type) =>
    expect(filesThatName(type).sort()).toEqual(SHOWN[type] ?? []),
  );

  it("says in a sentence what each does, or what scalr.io does with it", () => {
    for (const type of types) expect(EFFECTS[type].text, type).toMatch(/^[A-Z].{10,}\.$/);
  });
});

const tagOf = (type: string) =>
  type.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());

describe("what has no effect says so", () => {
  const operations = Object.values(openApiDocument("http://127.0.0.1").paths).flatMap(
    (methods) => Object.values(methods) as { readonly tags?: string[]; readonly description?: string }[],
  );
  const page = readFileSync(join(ROOT, "docs/reference/api.md"), "utf8");
  const list = readFileSync(join(ROOT, "docs/reference/kept-as-data.md"), "utf8");

  it.each(types)("%s: in each of its operations, its section of the reference, and the list", (type) => {
    const own = operations.filter(({ tags }) => tags?.includes(tagOf(type)));
    const isSaid = (text: string | undefined) => text?.includes("they have no effect") === true;
    // What nothing but a world makes may have no operation of its own.
    const silent = own.filter(({ description }) => isSaid(description) !== isKeptOnly(type));
    expect(silent).toEqual([]);
    const [, section = ""] = page.split(`\n## ${type}\n`);
    expect(section.trimStart().startsWith("[Kept as data]")).toBe(isKeptOnly(type));
    const [without = "", acting = ""] = list.split("## What does its work");
    expect([without, acting].map((part) => part.includes(`| [\`${type}\`]`))).toEqual([
      isKeptOnly(type),
      !isKeptOnly(type),
    ]);
  });
});
