import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../cli/registry.js";
import { globalOptions } from "../../cli/shell/arguments.js";
import { type Command, kebab } from "../../cli/shell/command.js";
import { logOf, reached, useWorkshop, workspaceWith } from "../agent/workshop.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { typed } from "./support.js";

/** Configurations for which the embedded engine advises another one, by the name of their file. */
const CONFIGURATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "another provider": {
    "main.tf": `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
resource "aws_instance" "a" {}
`,
  },
  "a module from a registry": { "main.tf": 'module "a" {\n  source = "hashicorp/consul/aws"\n}\n' },
  "a provisioner": {
    "main.tf":
      'resource "null_resource" "a" {\n  provisioner "remote-exec" {\n    inline = ["true"]\n  }\n}\n',
  },
  "a version of OpenTofu": { "main.tofu": 'terraform {\n  required_version = "> 90.0"\n}\n' },
};

/** The options that a text names. */
const named = (text: string) => [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name]) => name!);

const optionsOf = ({ options }: Command) => Object.keys({ ...options, ...globalOptions }).map(kebab);

async function optionsOfCommand(name: string): Promise<readonly string[]> {
  return optionsOf((await registry[name]!()).default);
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("advice-");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("the log of a run names no option", () => {
  const box = useSandbox({ clock: "real" });
  const shop = useWorkshop(box);

  it.each(Object.entries(CONFIGURATIONS))("for %s, but how to have another agent", async (_, files) => {
    const workspace = await workspaceWith(box.sandbox, shop.where, files);
    const run = await box.sandbox.run(workspace);
    const { errorMessage } = await reached(box.sandbox, run);
    const told = `${await logOf(box.sandbox, run, "plan")}\n${errorMessage}`;
    expect(told).toContain("SCALR_AGENT_EXECUTOR=tofu");
    const known = await optionsOfCommand("run");
    expect(named(told).filter((option) => !known.includes(option))).toEqual([]);
  });
});

describe("a command advises no option that it lacks", () => {
  const COMMANDS: Readonly<Record<string, readonly string[]>> = {
    plan: [],
    validate: [],
    "validate ": ["--json"],
    refresh: [],
    console: [],
  };
  const cases = Object.entries(COMMANDS).flatMap(([command, args]) =>
    Object.entries(CONFIGURATIONS).map(([what, files]) => [command, what, args, files] as const),
  );

  it.each(cases)("%s, of %s", async (command, _, args, files) => {
    const name = command.trim();
    const { code, stdout, stderr } = await typed([name, ...args], { cwd: folderWith(files) });
    expect(code).not.toBe(0);
    const known = await optionsOfCommand(name);
    expect(named(stdout + stderr).filter((option) => !known.includes(option))).toEqual([]);
    if (!known.includes("engine")) expect(stdout + stderr).toMatch(/\btofu itself\b/);
  });
});
