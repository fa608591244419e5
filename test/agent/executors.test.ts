import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { LogMask } from "../../agent/tasks/log-mask.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { executorCases } from "./executor-cases.js";
import { logOf, reached, useWorkshop, type Workshop, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

describe("a run that the embedded engine executes", () => {
  const shop = useWorkshop(box);
  executorCases({
    get sandbox() {
      return box.sandbox;
    },
    get where() {
      return shop.where;
    },
  });

  it("says in its log why, when its workspace asks for a program that the agent has not", async () => {
    const settings = { "iac-platform": "opentofu", "terraform-version": "0.0.1" };
    const workspace = await workspaceWith(box.sandbox, shop.where, 'output "a" { value = 1 }', settings);
    const run = await box.sandbox.run(workspace);
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    expect(await logOf(box.sandbox, run, "plan")).toMatch(
      /^Executed by the embedded engine, .*: the workspace is set to OpenTofu 0\.0\.1, which this agent does not have[.;]/,
    );
  });

  it.each([
    ["a provider that it has not", 'resource "aws_vpc" "a" {}'],
    ["a part of the language that it has not", 'ephemeral "x" "a" {}'],
  ])("ends errored when it needs %s, saying what is missing and how to provide it", async (_what, text) => {
    const settings = { "iac-platform": "opentofu", "terraform-version": "0.0.1" };
    const workspace = await workspaceWith(box.sandbox, shop.where, text, settings);
    const run = await box.sandbox.run(workspace);
    const { status, errorMessage } = await reached(box.sandbox, run);
    expect(status).toBe("errored");
    expect(errorMessage).toContain(
      "It is executed by the embedded engine because the workspace is set to OpenTofu 0.0.1",
    );
    expect(errorMessage).toContain(
      "Put `tofu` 0.0.1 on the agent's PATH, or as opentofu/0.0.1/tofu in SCALR_AGENT_CACHE_DIR.",
    );
    expect(await logOf(box.sandbox, run, "plan")).toContain("Put `tofu` 0.0.1 on the agent's PATH");
  });
});

describe("an agent with hooks of its own", () => {
  let where: Workshop;
  const data = temporaryFolderFor("data-");
  const atEnd = afterSuite();
  beforeAll(async () => {
    mkdirSync(join(data.path, "hooks"), { recursive: true });
    writeFileSync(join(data.path, "hooks", "pre-plan"), "#!/bin/sh\necho agent first\n");
    chmodSync(join(data.path, "hooks", "pre-plan"), 0o755);
    writeFileSync(join(data.path, "hooks", "pre-apply"), "#!/bin/sh\n");
    where = await workshop(box.sandbox, { SCALR_AGENT_DATA_DIR: data.path }, atEnd);
  });

  it("runs them before those of the workspace, and says of one that cannot be executed what to do", async () => {
    const workspace = await workspaceWith(box.sandbox, where, 'resource "terraform_data" "a" {}', {
      hooks: { "pre-plan": "echo workspace second" },
    });
    const run = await box.sandbox.run(workspace);
    const { errorMessage } = await reached(box.sandbox, run);
    expect(await logOf(box.sandbox, run, "plan")).toMatch(/agent first\n[\s\S]*workspace second/);
    expect(errorMessage).toContain("hooks/pre-apply is not executable (chmod +x).");
  });
});

describe("the mask of a log", () => {
  const variable = (value: string, hcl = false) =>
    ({ key: "k", value, category: "shell", hcl, sensitive: true }) as const;
  const masked = (pieces: readonly string[], ...values: string[]) => {
    const mask = new LogMask({ maskSensitive: true, variables: values.map((value) => variable(value)) });
    return Buffer.concat([...pieces.map((piece) => mask.write(Buffer.from(piece))), mask.end()]).toString();
  };

  it("hides a secret however the log is cut, and nothing else", () => {
    const text = "a sécret-ü, twice: sécret-üsécret-ü, not sécret";
    for (let at = 0; at <= text.length; at++)
      expect(masked([text.slice(0, at), text.slice(at)], "sécret-ü")).toBe(
        "a ***, twice: ******, not sécret",
      );
    expect(masked([...text], "sécret-ü")).toBe("a ***, twice: ******, not sécret");
  });

  it("hides a secret that ends as it begins, the longer of two, and each line of several", () => {
    expect(masked(["abab"], "abab")).toBe("***");
    expect(masked(["xab", "abab"], "abab")).toBe("x***ab");
    expect(masked(["password1", "23"], "password", "password123")).toBe("***");
    expect(masked(["second, ", "first"], "first\nsecond")).toBe("***, ***");
  });

  it("hides nothing in environments that do not want it, and no value shorter than four characters", () => {
    expect(masked(["no secret"], "no")).toBe("no secret");
    const mask = new LogMask({ maskSensitive: false, variables: [variable("secret")] });
    expect(mask.write(Buffer.from("secret")).toString()).toBe("secret");
  });
});

/** A folder that lasts until the file's tests have ended. */
function temporaryFolderFor(prefix: string): { path: string } {
  const folder = { path: "" };
  const atEnd = afterSuite();
  beforeAll(() => {
    folder.path = temporaryFolder(prefix, atEnd);
  });
  return folder;
}
