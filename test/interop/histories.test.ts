/** The embedded engine and tofu go through the same changes, each on a sandbox of its own, and do the same at every step. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { describeWithTofu } from "../support/tofu.js";
import { histories, type Step } from "./histories.js";
import { succeed, Workdir } from "./workdir.js";

// biome-ignore lint/suspicious/noExplicitAny: documents of two programs, compared as they are.
type Document = any;

/** What is to be done and why, without what differs between two sandboxes. */
function planned({ resource_changes = [], output_changes = {} }: Document) {
  const changes = resource_changes.map(({ address, action_reason, previous_address, change }: Document) => ({
    address,
    actions: change.actions,
    ...(action_reason && { action_reason }),
    ...(previous_address && { previous_address }),
    ...(change.importing && { importing: true }),
  }));
  const outputs = Object.entries<Document>(output_changes).map(([name, { actions }]) => [name, actions]);
  return { changes: sorted(changes), outputs: Object.fromEntries(outputs) };
}

/** What is managed, what it depends on, what was checked and what it gives. */
function kept(dir: string) {
  const file = join(dir, "terraform.tfstate");
  const state: Document = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { resources: [] };
  const resources = state.resources
    .filter(({ mode }: Document) => mode === "managed")
    .map(({ module = "", type, name, instances }: Document) => ({
      resource: [module, type, name].join(),
      instances: instances.map(({ index_key, dependencies = [], attributes }: Document) => {
        return { index_key, dependencies, name: attributes.name };
      }),
    }));
  // What was read for the plan tofu calls unknown once it is applied, though nothing has changed.
  const checks = ((state.check_results ?? []) as Document[])
    .filter(({ config_addr }) => !config_addr.startsWith("data."))
    .map(({ config_addr, status, objects }) => ({ config_addr, status, objects: sorted(objects ?? []) }));
  return { resources: sorted(resources), checks: sorted(checks), outputs: withoutIds(state.outputs) };
}

const withoutIds = (value: Document): Document =>
  value && JSON.parse(JSON.stringify(value).replace(/\b([a-z]+)-[a-z0-9]{16}\b/g, "$1"));

const sorted = (all: readonly object[]) =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function write(work: Workdir, step: Step): void {
  for (const [name, text] of Object.entries(step)) {
    mkdirSync(dirname(join(work.path, name)), { recursive: true });
    if (text === null) rmSync(join(work.path, name));
    else work.write(name, text);
  }
}

describeWithTofu("histories", () => {
  const forTofu = useSandbox();
  const forEngine = useSandbox();

  it.each(Object.entries(histories))("%s", async (_what, steps) => {
    const [byTofu, byEngine] = [new Workdir(forTofu.sandbox), new Workdir(forEngine.sandbox)];
    onTestFinished(() => {
      byTofu.remove();
      byEngine.remove();
    });
    for (const [at, step] of steps.entries()) {
      write(byTofu, step);
      write(byEngine, step);
      if (at === 0) await byTofu.init();
      else if (Object.keys(step).length > 0) await succeed(byTofu.run("init", "-no-color"));
      await succeed(byTofu.run("plan", "-no-color", "-out=plan.bin"));
      const expected = JSON.parse((await succeed(byTofu.run("show", "-json", "plan.bin"))).stdout);
      const { stdout } = await succeed(byEngine.cli("plan", "--json"));
      const shown = stdout.split("\n").filter((line) => line.startsWith("{"));
      const made = shown.map((line) => JSON.parse(line)).find(({ type }) => type === "plan");
      expect(planned(made.plan), `plan of step ${at + 1}`).toEqual(planned(expected));
      await byTofu.apply();
      await succeed(byEngine.cli("apply", "--auto-approve"));
      expect(kept(byEngine.path), `state after step ${at + 1}`).toEqual(kept(byTofu.path));
    }
  });
});
