import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { publish } from "../provider/examples.js";
import { describeWithEach, type Program } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { HEADER } from "./stack.js";
import { succeed, Workdir } from "./workdir.js";

const examples = join(import.meta.dirname, "..", "..", "examples", "provider");

function read(kind: "resources" | "data-sources" | "functions", { platform }: Program): string {
  const files = readdirSync(join(examples, kind)).sort();
  const text = files.map((file) => readFileSync(join(examples, kind, file), "utf8")).join("\n");
  // The Terraform that is built here is older than write-only attributes.
  return platform === "terraform"
    ? text.replaceAll(/value_wo( += ".*")\n.*value_wo_version.*/g, "value$1")
    : text;
}

/** Secrets are never shown, so after an import they are sent once more; what a path said is lost as well. */
const SENT_AGAIN = [
  "scalr_agent_pool.serverless",
  "scalr_integration_infracost.example",
  "scalr_provider_configuration.custom",
  "scalr_ssh_key.example",
  "scalr_variable.secret",
  "scalr_vcs_provider.example",
];

/** Each test continues where the one before ended. */
describeWithEach(
  ({ name }) => `the examples through ${name}`,
  (program) => {
    const used = useSandbox();
    const { resources, dataSources } = createScalrProvider().schema;
    let work: Workdir;

    beforeAll(async () => {
      work = new Workdir(used.sandbox, program);
      work.write("main.tf", `${HEADER}\n${read("resources", program)}`);
      await work.init();
    }, 60_000);
    afterAll(() => work.remove());

    const nothing = async () => {
      const planned = Object.entries(await work.plan()).filter(([, action]) => action !== "no-op");
      expect(planned).toEqual([]);
    };

    it("are applied, and the next plan is empty", async () => {
      const planned = Object.keys(await work.plan());
      for (const type of Object.keys(resources)) expect(planned).toContain(`${type}.example`);
      await work.apply();
      await nothing();
    });

    it("read what is there, and the next plan is empty", async () => {
      publish(used.sandbox, "1.2.0");
      work.write("data.tf", read("data-sources", program));
      work.write("functions.tf", read("functions", program));
      await nothing();
      await work.apply();
      const outputs = JSON.parse((await succeed(work.run("output", "-json"))).stdout);
      expect(outputs.where_runs_go.value).toEqual({ level: "environment", pool: "private" });
      expect(outputs.reached_through_agents.value).toBe(true);
      const { stdout } = await succeed(work.run("state", "list"));
      for (const type of Object.keys(dataSources)) expect(stdout).toContain(`data.${type}.example\n`);
    });

    it("have functions whose refusals name the argument and the function", async () => {
      const wrong = 'output "wrong" {\n  value = provider::scalr::takes_vcs_pool("svn")\n}\n';
      work.write("wrong.tf", wrong);
      const { code, stderr } = await work.run("plan", "-no-color");
      expect(code).toBe(1);
      expect(stderr).toContain('value for "vcs_type" parameter: "svn" is not a kind of VCS provider');
      const embedded = await work.cli("plan");
      expect(embedded.code).toBe(1);
      expect(embedded.stderr + embedded.stdout).toContain(
        'value for "vcs_type" parameter: "svn" is not a kind',
      );
      work.write("wrong.tf", "");
    });

    it("are the same to the embedded engine, with nothing to do", async () => {
      const embedded = await work.cli("plan", "--json");
      expect(embedded.code, embedded.stdout + embedded.stderr).toBe(0);
      const lines = embedded.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const { resource_changes: planned } = lines.find(({ plan }) => plan !== undefined).plan;
      // The data source of a check block is read again by each apply.
      const changes = planned.filter(({ mode }: { mode: string }) => mode === "managed");
      expect(changes.length).toBeGreaterThan(0);
      for (const { address, change } of changes)
        expect({ [address]: change.actions }).toEqual({ [address]: ["no-op"] });
    });

    it("are imported into an empty state", async () => {
      const state = await work.state();
      const ids: Record<string, (values: Record<string, unknown>) => string> = {
        scalr_agent_pool_token: ({ agent_pool_id, id }) => `${agent_pool_id}/${id}`,
        scalr_assume_service_account_policy: ({ service_account_id, id }) => `${service_account_id}/${id}`,
        scalr_federated_environments: ({ environment_id }) => String(environment_id),
        scalr_service_account_token: ({ service_account_id, id }) => `${service_account_id}/${id}`,
      };
      const imports = Object.entries(state).map(([address, values]) => {
        const id = ids[address.split(".")[0]!]?.(values) ?? values.id;
        return `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`;
      });
      work.write("imports.tf", imports.join("\n"));
      work.write("terraform.tfstate", "");
      const planned = Object.entries(await work.plan()).filter(([, action]) => action !== "no-op");
      expect(planned.sort()).toEqual(SENT_AGAIN.map((address) => [address, "update"]));
      await work.apply();
      work.write("imports.tf", "");
      await nothing();
    });

    it("are destroyed, and nothing is left", async () => {
      await work.plan("-destroy");
      await work.apply();
      expect(await work.state()).toEqual({});
    });
  },
);
