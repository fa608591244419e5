/** The embedded engine plans as the real tofu does: the same plan in JSON, for each configuration. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { planJson } from "../../engine/index.js";
import { cleanEnvironment } from "../cli/support.js";
import { taken } from "../engine/fixtures/support.mjs";
import { settle } from "../engine/settle.js";
import { type Files, Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";
import { configurations } from "./configurations.js";

const run = promisify(execFile);

/** Of the reference's table, what asks for no provider that would have to be fetched. */
const referenced = (taken as { what: string; files: Files }[]).filter(
  ({ files }) => !/null_|random_|time_|local_|"null|scalr/.test(Object.values(files).join("\n")),
);

async function byTofu(dir: string): Promise<object> {
  const env = { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const call = (...args: string[]) => run(tofu!, args, { cwd: dir, env, maxBuffer: 1 << 26 });
  await call("init", "-no-color", "-input=false");
  await call("plan", "-no-color", "-input=false", "-out=plan.bin");
  return JSON.parse((await call("show", "-json", "plan.bin")).stdout);
}

describeWithTofu("configurations", () => {
  const all = [
    ...Object.entries(configurations),
    ...referenced.map(({ what, files }) => [what, files] as const),
  ];

  it.each(all)("are planned as by tofu: %s", async (_what, files) => {
    const workspace = new Workspace(files);
    const made = await workspace.planned();
    expect(settle(planJson(made))).toEqual(settle(await byTofu(workspace.dir)));
  });
});
