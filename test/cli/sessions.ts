/** Holds a program to a session of `workspaces.ts`. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { temporaryFolder } from "../support/process.js";
import type { Ran } from "./support.js";
import type { Session } from "./workspaces.js";

export type Program = (
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
) => Promise<Ran>;

export async function follow(
  { files, steps, states }: Session,
  program: Program,
  prepare = async (_: string) => {},
) {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  await prepare(cwd);
  for (const { args, env = {}, code = 0, says = [], lists } of steps) {
    const ran = await program(args, cwd, env);
    const said = ran.stdout + ran.stderr;
    expect({ args, code: ran.code, said }).toEqual({ args, code, said: expect.any(String) });
    // tofu breaks its lines where a terminal would end.
    for (const part of says) expect(said.replace(/\s+/g, " ")).toContain(part);
    if (lists) expect(ran.stdout.trimEnd().split("\n")).toEqual(lists);
  }
  const found = readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".tfstate"),
  );
  expect(found.filter((path) => !path.startsWith(".terraform/")).sort()).toEqual(states);
  expect(existsSync(join(cwd, ".terraform.tfstate.lock.info"))).toBe(false);
}
