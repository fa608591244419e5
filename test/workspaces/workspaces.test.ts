import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

describe("a workspace", () => {
  it("starts with the defaults of scalr.io", async () => {
    const environment = (await api.create("environments", { name: unique("env") })).id;
    const { attributes } = await api.create("workspaces", { name: unique("ws") }, { environment });
    expect(attributes).toMatchObject({
      "auto-apply": false,
      "auto-queue-runs": "skip_first",
      "environment-type": "unmapped",
      "execution-mode": "remote",
      "force-latest-run": false,
      "has-resources": false,
      "iac-platform": "terraform",
      "run-operation-timeout": null,
      "terraform-version": expect.stringMatching(/^\d+\.\d+\.\d+$/),
      "var-files": [],
      "vcs-repo": null,
    });
  });

  it("starts with the program that the sandbox was started for, where it names neither one nor a version", async () => {
    const own = await startSandbox({ workspaceProgram: "opentofu" });
    const environment = (await own.create("environments", { name: unique("env") })).id;
    const make = async (attributes: object) =>
      (await own.create("workspaces", { name: unique("ws"), ...attributes }, { environment })).attributes;
    expect(await make({})).toMatchObject({ "iac-platform": "opentofu", "terraform-version": "auto" });
    expect(await make({ "terraform-version": "1.2.3" })).toMatchObject({ "iac-platform": "terraform" });
    expect(await make({ "iac-platform": "terraform" })).toMatchObject({ "terraform-version": "1.5.7" });
    expect(await make({ "iac-platform": "opentofu" })).toMatchObject({ "terraform-version": "auto" });
    await own.close();
  });

  it("takes the older name of its execution mode", async () => {
    const environment = (await api.create("environments", { name: unique("env") })).id;
    const { id } = await api.create("workspaces", { name: unique("ws"), operations: false }, { environment });
    expect((await api.read("workspaces", id)).attributes).toMatchObject({
      "execution-mode": "local",
      operations: false,
    });
    const remote = await api.update("workspaces", id, { "execution-mode": "remote" });
    expect(remote.attributes.operations).toBe(true);
  });

  it("takes its platform's version along when the platform changes", async () => {
    const environment = (await api.create("environments", { name: unique("env") })).id;
    const { id } = await api.create(
      "workspaces",
      { name: unique("ws"), "terraform-version": "1.2.3" },
      { environment },
    );
    const changed = await api.update("workspaces", id, { "iac-platform": "opentofu" });
    expect(changed.attributes["terraform-version"]).not.toBe("1.2.3");
    const pinned = await api.update("workspaces", id, {
      "iac-platform": "terraform",
      "terraform-version": "1.4.0",
    });
    expect(pinned.attributes["terraform-version"]).toBe("1.4.0");
  });

  it("takes hooks and a repository", async () => {
    const environment = (await api.create("environments", { name: unique("env") })).id;
    const provider = await api.create("vcs-providers", {
      name: unique("vcs"),
      "vcs-type": "github",
      token: "t",
    });
    const attributes = {
      name: unique("ws"),
      hooks: { "pre-plan": "./check.sh", "post-apply": null },
      "vcs-repo": { identifier: "org/repo", branch: "main", "trigger-prefixes": ["infra/"] },
    };
    const made = await api.create("workspaces", attributes, { environment, "vcs-provider": provider.id });
    // E15: a null in an object is a member that was left out.
    expect(made.attributes).toMatchObject({ ...attributes, hooks: { "pre-plan": "./check.sh" } });
    expect(made.attributes.hooks).not.toHaveProperty("post-apply");
    expectRefusal(await api.delete("vcs-providers", provider.id), {
      status: 409,
      detail: new RegExp(made.id),
    });
    await api.update("workspaces", made.id, { "vcs-repo": null }, { "vcs-provider": null });
    expect((await api.delete("vcs-providers", provider.id)).status).toBe(204);
  });

  it("has no current state before the first apply", async () => {
    const environment = (await api.create("environments", { name: unique("env") })).id;
    const { id } = await api.create("workspaces", { name: unique("ws") }, { environment });
    expectRefusal(await api.get(`workspaces/${id}/current-state-version`), {
      status: 404,
      detail: `Workspace with ID '${id}' has no current state version.`,
    });
  });
});
