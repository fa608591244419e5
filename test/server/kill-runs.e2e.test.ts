import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exists } from "../../cli/demo/stage/system.js";
import type { Entities } from "../../simulator/core/entities.js";
import { DATA_VERSION } from "../../simulator/core/migrations.js";
import { INDEXES } from "../../simulator/core/schema.js";
import { openStore } from "../../simulator/platform/store/index.js";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";

const FINAL = ["applied", "errored", "canceled", "discarded", "planned_and_finished"];

/** Work that says that it began, and ends when the file `go` is there. */
const configuration = (marker: string, go: string) => `
resource "terraform_data" "work" {
  provisioner "local-exec" {
    command = "echo begun $$ >> '${marker}'; while [ ! -e '${go}' ]; do sleep 0.05; done; echo done >> '${marker}'"
  }
}
`;

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

async function queue(api: Api, environment: string, name: string, markers: string): Promise<string> {
  const workspace = (await api.create("workspaces", { name, "auto-apply": true }, { environment })).id;
  const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
  const body = await archive({ "main.tf": configuration(join(markers, name), join(markers, "go")) });
  expect((await fetch(version.links.upload!, { method: "PUT", body })).status).toBe(200);
  return (await api.create("runs", {}, { workspace })).id;
}

it("R17: kill -9 while runs execute: what had begun ends errored and never begins again, the rest continues", async () => {
  const [dataDir, markers] = [temporaryFolder(), temporaryFolder("markers-")];
  const first = await up("--data-dir", dataDir, "--runner-quota", "2");
  const api = new Api(first.url, first.token, first.accountId);
  const environment = (await api.create("environments", { name: "env" })).id;
  const names = ["one", "two", "three", "four"];
  const runs: Record<string, string> = {};
  for (const name of names) runs[name] = await queue(api, environment, name, markers);
  const lines = (name: string) => {
    const file = join(markers, name);
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  };
  const begun = () => names.filter((name) => lines(name).length > 0);
  while (begun().length < 2) await pause();
  await first.kill("SIGKILL");
  const lost = begun();
  expect(lost).toHaveLength(2);
  // The work ends with the simulator that it was done for.
  for (const name of lost) while (exists(Number(lines(name)[0]!.split(" ")[1]))) await pause();

  writeFileSync(join(markers, "go"), "");
  const second = await up("--data-dir", dataDir, "--runner-quota", "2");
  const again = new Api(second.url, second.token, second.accountId);
  const status = async (name: string) => (await again.read("runs", runs[name]!)).attributes;
  while (!(await Promise.all(names.map(status))).every((each) => FINAL.includes(each.status))) await pause();
  for (const name of names) {
    const attributes = await status(name);
    if (lost.includes(name)) {
      expect(lines(name), name).toEqual([expect.stringMatching(/^begun/)]);
      expect(attributes).toMatchObject({
        status: "errored",
        "error-message": expect.stringMatching(/Agent '.*' .*lost/),
      });
    } else {
      expect(lines(name), name).toEqual([expect.stringMatching(/^begun/), "done"]);
      expect(attributes, name).toMatchObject({ status: "applied", "error-message": null });
    }
  }
  expect((await second.kill("SIGTERM")).code).toBe(0);
  // Nothing was handed out over and over: a task goes back to the queue by way of an exception.
  const store = await openStore<Entities>({ dir: dataDir, schema: INDEXES, version: DATA_VERSION });
  for (const { id, attempt } of store.all("tasks")) expect(attempt, id).toBeLessThan(5);
  await store.close();
});
