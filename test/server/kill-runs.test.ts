import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";

const FINAL = ["applied", "errored", "canceled", "discarded", "planned_and_finished"];

const configuration = (marker: string) => `
resource "terraform_data" "work" {
  provisioner "local-exec" {
    command = "echo begun >> '${marker}'; sleep 1; echo done >> '${marker}'"
  }
}
`;

async function queue(api: Api, environment: string, name: string, marker: string): Promise<string> {
  const workspace = (await api.create("workspaces", { name, "auto-apply": true }, { environment })).id;
  const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
  const body = await archive({ "main.tf": configuration(marker) });
  expect((await fetch(version.links.upload!, { method: "PUT", body })).status).toBe(200);
  return (await api.create("runs", {}, { workspace })).id;
}

it("R17: kill -9 while runs execute: what had begun ends errored and never begins again, the rest goes on", async () => {
  const [dataDir, markers] = [temporaryFolder(), temporaryFolder("markers-")];
  const first = await up("--data-dir", dataDir, "--runner-quota", "2");
  const api = new Api(first.url, first.token, first.accountId);
  const environment = (await api.create("environments", { name: "env" })).id;
  const names = ["one", "two", "three", "four"];
  const runs: Record<string, string> = {};
  for (const name of names) runs[name] = await queue(api, environment, name, join(markers, name));
  const begun = () => names.filter((name) => existsSync(join(markers, name)));
  while (begun().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  await first.kill("SIGKILL");
  const lost = begun();

  const second = await up("--data-dir", dataDir, "--runner-quota", "2");
  const again = new Api(second.url, second.token, second.accountId);
  const status = async (name: string) => (await again.read("runs", runs[name]!)).attributes;
  while (!(await Promise.all(names.map(status))).every((each) => FINAL.includes(each.status)))
    await new Promise((resolve) => setTimeout(resolve, 50));
  for (const name of names) {
    const attributes = await status(name);
    const lines = readFileSync(join(markers, name), "utf8").split("\n");
    expect(
      lines.filter((line) => line === "begun"),
      name,
    ).toHaveLength(1);
    if (lost.includes(name)) {
      expect(attributes).toMatchObject({
        status: "errored",
        "error-message": expect.stringMatching(/Agent '.*' .*lost/),
      });
    } else expect(attributes, name).toMatchObject({ status: "applied", "error-message": null });
  }
  expect((await second.kill("SIGTERM")).code).toBe(0);
}, 120_000);
