/** Policy groups and their repositories: real Git, a real agent of a VCS pool. */
import { beforeAll, describe, expect, it } from "vitest";
import { expectRefusal } from "../../api/support.js";
import { until } from "../../modules/stage.js";
import { afterSuite } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { PolicyStage, policyFile, rego } from "./stage.js";

const box = useSandbox();
const root = folder();

describe("policy groups of a Git server that only an agent reaches", { timeout: 180_000 }, () => {
  const atEnd = afterSuite();
  let stage: PolicyStage;
  let group: string;
  const shown = async (id = group) => (await box.sandbox.get(`policy-groups/${id}?include=policies`)).body;

  beforeAll(async () => {
    stage = await PolicyStage.open(box.sandbox, root, atEnd);
  });

  it("have the policies that their branch declares", async () => {
    const sha = stage.push({
      "aws/scalr-policy.hcl": policyFile({ names: "advisory", sizes: "hard-mandatory" }),
      "aws/names.rego": rego("true", "no"),
      "aws/names_test.rego": "package terraform",
      "aws/sizes.rego": rego("false", "no"),
      "lib/arrays.rego": "package arrays\n",
    });
    group = await stage.group("guard", {
      "vcs-repo": { identifier: "acme/policies", path: "aws" },
      "common-functions-folder": "lib",
    });
    expect(await stage.fetched(group, sha)).toMatchObject({ common: { "arrays.rego": "package arrays\n" } });
    const { data, included } = await shown();
    expect(data.attributes).toMatchObject({ status: "active", "error-message": null });
    expect(included.map(({ attributes }: never) => attributes)).toEqual(
      expect.arrayContaining([
        { name: "names", enabled: true, "enforced-level": "advisory" },
        { name: "sizes", enabled: true, "enforced-level": "hard-mandatory" },
      ]),
    );
    const revision = (await box.sandbox.get(`policy-groups/${group}?include=vcs-revision`)).body.included[0];
    expect(revision.attributes).toMatchObject({ "commit-sha": sha, branch: "main" });
  });

  it("are updated by a push, and keep the ids of policies that keep their names", async () => {
    const before = (await shown()).included as { id: string; attributes: { name: string } }[];
    const sha = stage.push({
      "aws/scalr-policy.hcl": policyFile({ names: "soft-mandatory", tags: "advisory" }),
      "aws/tags.rego": rego("true", "no"),
    });
    await stage.fetched(group, sha);
    const after = (await shown()).included as typeof before;
    expect(after.map(({ attributes }) => attributes.name).sort()).toEqual(["names", "tags"]);
    const idOf = (policies: typeof before) =>
      policies.find(({ attributes }) => attributes.name === "names")!.id;
    expect(idOf(after)).toBe(idOf(before));
  });

  it("keep their policies when a commit cannot be used, and say why until one can", async () => {
    const broken = stage.push({
      "aws/scalr-policy.hcl": 'version = "v1"\npolicy "names" {\n  level = "x"\n}\n',
    });
    await stage.fetched(group, broken);
    const { data, included } = await shown();
    expect(data.attributes).toMatchObject({
      status: "errored",
      "error-message":
        "scalr-policy.hcl, line 3: 'level' is unknown. A policy has 'enabled' and 'enforcement_level'.",
    });
    expect(included).toHaveLength(2);
    const missing = stage.push({ "aws/scalr-policy.hcl": policyFile({ absent: "advisory" }) });
    await stage.fetched(group, missing);
    expect((await shown()).data.attributes["error-message"]).toContain(
      "there is no absent.rego in the folder 'aws'",
    );
    const huge = stage.push({
      "aws/scalr-policy.hcl": policyFile({ names: "advisory" }),
      "aws/huge.rego": "#".repeat(300 * 1024),
    });
    await stage.fetched(group, huge);
    expect((await shown()).data.attributes["error-message"]).toContain("take more than 256 KiB");
    const fixed = stage.push({ "aws/huge.rego": "package terraform\n" });
    await stage.fetched(group, fixed);
    expect((await shown()).data.attributes).toMatchObject({ status: "active", "error-message": null });
  });

  it("name a branch or a repository that is not there", async () => {
    const { store } = box.sandbox.simulator;
    const looked = (id: string) =>
      until(box.sandbox, () => store.get("policy-groups", id)?.lookedAt ?? undefined);
    const branchless = await stage.group("branchless", {
      "vcs-repo": { identifier: "acme/policies", branch: "release" },
    });
    await looked(branchless);
    expect((await shown(branchless)).data.attributes).toMatchObject({
      status: "errored",
      "error-message": "Repository 'acme/policies' has no branch 'release'. Set the branch of 'vcs-repo'.",
    });
    const nowhere = await stage.group("nowhere", { "vcs-repo": { identifier: "acme/nowhere" } });
    await until(box.sandbox, () =>
      [...store.all("vcs-repositories")].find(
        ({ identifier, error }) => identifier === "acme/nowhere" && error,
      ),
    );
    expect((await shown(nowhere)).data.attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringMatching(/acme\/nowhere|not found/i),
    });
    for (const id of [branchless, nowhere])
      expect((await box.sandbox.delete("policy-groups", id)).status).toBe(204);
  });

  it("are fetched again when somebody asks, and when it is said otherwise where they are", async () => {
    const { store } = box.sandbox.simulator;
    const fetchedAt = () => store.find("vcs-tasks", "policyGroup", group).length;
    const before = fetchedAt();
    expect((await box.sandbox.get(`policy-groups/${group}/actions/resync`)).body.data.attributes.status).toBe(
      "fetching",
    );
    await until(box.sandbox, () =>
      fetchedAt() > before &&
      store.find("vcs-tasks", "policyGroup", group).every(({ finishedAt }) => finishedAt !== null)
        ? true
        : undefined,
    );
    const sha = stage.push({
      "scalr-policy.hcl": policyFile({ root: "advisory" }),
      "root.rego": rego("true", "no"),
    });
    await stage.fetched(group, sha);
    await box.sandbox.update("policy-groups", group, {
      "vcs-repo": { identifier: "acme/policies", path: null },
    } as never);
    await until(box.sandbox, () =>
      store.find("policies", "policyGroup", group).find(({ name }) => name === "root"),
    );
    expect(
      (await shown()).included.map(({ attributes }: { attributes: { name: string } }) => attributes.name),
    ).toEqual(["root"]);
  });

  it("say that nothing can be fetched without an agent pool", async () => {
    const provider = await box.sandbox.create("vcs-providers", {
      name: "cloud",
      "vcs-type": "github",
      token: "t",
    });
    const made = await box.sandbox.create(
      "policy-groups",
      { name: "cloud", "vcs-repo": { identifier: "acme/policies" } } as never,
      { "vcs-provider": provider.id },
    );
    expect(made.attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringContaining(
        "has no agent pool, and the sandbox does not contact Git servers itself",
      ),
    });
    expectRefusal(await box.sandbox.send("GET", `policy-groups/${made.id}/actions/resync`), {
      status: 409,
      detail: /cannot be resynced\. VCS provider .* has no agent pool/,
    });
  });
});
