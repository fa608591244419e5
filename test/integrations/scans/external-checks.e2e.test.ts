import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { logOf, reached, workspaceWith } from "../../agent/workshop.js";
import { document, expectRefusal, type Resource, unique } from "../../api/support.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { type HookStage, hookStage, REPOSITORY } from "../hooks/stage.js";

const box = useSandbox({ clock: "real" });
const root = folder();
const atEnd = afterSuite();
let stage: HookStage;

/**
 * Stands for the real program, which needs Python: it takes the same arguments, and fails where a file of the configuration has
 * the text that a check of the folder of external checks names.
 */
const CHECKOV = `#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --directory) code=$2; shift ;;
    --external-checks-dir) checks=$2; shift ;;
  esac
  shift
done
for check in "$checks"/*.yaml; do
  text=$(sed -n 's/^forbidden: //p' "$check")
  if grep -rn -e "$text" "$code"/*.tf; then echo "$(basename "$check"): FAILED"; exit 1; fi
  echo "$(basename "$check"): PASSED"
done
`;

beforeAll(async () => {
  const program = join(temporaryFolder("checkov-", atEnd), "checkov");
  writeFileSync(program, CHECKOV);
  chmodSync(program, 0o755);
  const files: Record<string, string> = {
    "checks/no-wide-open.yaml": "forbidden: 0.0.0.0/0\n",
    "README.md": "hello\n",
  };
  stage = await hookStage(box.sandbox, root, atEnd, files, { SCALR_AGENT_CHECKOV: program });
});

const PATH = "integrations/checkov";

/** An integration with external checks, for an environment of its own unless `links` say otherwise. */
async function integrate(repo: object = {}, links: Readonly<Record<string, string>> = {}) {
  const environment = (await box.sandbox.environment(unique("checked"))).id;
  const { status, body } = await box.sandbox.send(
    "POST",
    PATH,
    document(
      "checkov-integrations",
      {
        name: unique("checks"),
        "external-checks-enabled": true,
        "vcs-repo": { identifier: REPOSITORY, branch: "main", path: "checks", ...repo },
      } as never,
      { environments: [environment], "vcs-provider": stage.linked.provider, ...links },
    ),
  );
  expect(status, JSON.stringify(body)).toBe(201);
  return { environment, integration: body.data as Resource };
}

/** Waits until the checks of an integration are there, or cannot be. */
const settled = async ({ id }: Resource) => {
  await box.sandbox.until(
    "checkov-integrations",
    id,
    (now) => !now!.fetching && !!(now!.vcsRevision || now!.errorMessage),
  );
  return (await box.sandbox.read(PATH, id)).attributes;
};

async function ran(environment: string, input: string) {
  const { sandbox } = box;
  const workspace = await workspaceWith(
    sandbox,
    { environment, pool: stage.where.pool },
    `resource "terraform_data" "a" { input = "${input}" }`,
    { "auto-apply": false },
  );
  const run = await sandbox.run(workspace);
  const end = await reached(sandbox, run, "planned", "errored");
  return { end, log: await logOf(sandbox, run, "plan") };
}

describe("external checks of Checkov", { timeout: 120_000 }, () => {
  it("come from a folder of a private repository, by a commit that the log names, and follow its branch", async () => {
    const { sandbox } = box;
    const { environment, integration } = await integrate();
    expect(await settled(integration)).toMatchObject({ status: "active", "err-message": null });
    const { store } = sandbox.simulator;
    const [revision] = store.find("vcs-revisions", "follower", integration.id);
    const at = `${revision!.commitSha!.slice(0, 7)} (main)`;
    const named = `'${integration.attributes.name}', with checks from ${REPOSITORY} at ${at}, scans the configuration.`;
    const good = await ran(environment, "10.0.0.0/8");
    expect(good.end, good.log).toMatchObject({ status: "planned" });
    expect(good.log).toContain(named);
    expect(good.log).toContain("no-wide-open.yaml: PASSED");
    const bad = await ran(environment, "0.0.0.0/0");
    expect(bad.end).toMatchObject({
      status: "errored",
      errorMessage: `Checkov integration '${integration.attributes.name}' (${integration.id}) failed the run: exit code 1. What it found is in the log.`,
    });
    expect(bad.log).toContain("no-wide-open.yaml: FAILED");

    const before = store.get("checkov-integrations", integration.id)!.vcsRevision;
    stage.repository.push({ "checks/no-tens.yaml": "forbidden: 10.0\n" });
    await sandbox.until("checkov-integrations", integration.id, (now) => now!.vcsRevision !== before);
    expect((await ran(environment, "10.0.0.0/8")).log).toContain("no-tens.yaml: FAILED");
    // Turned off, Checkov runs with its own checks alone; the task of the scan before keeps what it was given.
    const off = document("checkov-integrations", { "external-checks-enabled": false }, {}, integration.id);
    expect((await sandbox.send("PATCH", `${PATH}/${integration.id}`, off)).status).toBe(200);
    expect((await ran(environment, "10.0.0.0/8")).log).not.toContain("no-tens.yaml");
    expect((await sandbox.delete(PATH, integration.id)).status).toBe(204);
    expect(store.find("vcs-revisions", "follower", integration.id)).toEqual([]);
  });

  it("fetch their commit again by a resync", async () => {
    const { sandbox } = box;
    const { integration } = await integrate();
    await settled(integration);
    const { store } = sandbox.simulator;
    const before = store.get("checkov-integrations", integration.id)!.vcsRevision;
    expect((await sandbox.get(`${PATH}/${integration.id}/actions/resync`)).status).toBe(200);
    await sandbox.until("checkov-integrations", integration.id, (now) => now!.vcsRevision !== before);
  });

  it.each([
    ["absent", /'absent' is not in the repository 'acme\/hooks'/],
    ["../../out", /is not in the repository|is outside the repository/],
    ["README.md", /'README.md', is a file/],
  ])("end the run where their repository has no folder %s", async (path, message) => {
    const { environment, integration } = await integrate({ path });
    await settled(integration);
    const { end } = await ran(environment, "a");
    expect(end).toMatchObject({ status: "errored" });
    expect(end!.errorMessage).toMatch(message);
  });

  it("end the run where they cannot be fetched, and the integration says why", async () => {
    const { sandbox } = box;
    const missing = await integrate({ branch: "nowhere" });
    const reason = `The repository '${REPOSITORY}' has no branch 'nowhere'.`;
    expect(await settled(missing.integration)).toMatchObject({ status: "failed", "err-message": reason });
    expect((await ran(missing.environment, "a")).end!.errorMessage).toBe(
      `The external checks of Checkov integration '${missing.integration.attributes.name}' (${missing.integration.id}) cannot be ` +
        `fetched: ${reason} When that is repaired, resync the integration or push to its branch, and start the run again.`,
    );
    const outside = await sandbox.create("vcs-providers", {
      name: unique("git"),
      "vcs-type": "gitlab",
      url: "http://127.0.0.1:9",
      token: "secret-of-git",
    });
    const unreached = await integrate({}, { "vcs-provider": outside.id });
    expect((await sandbox.read(PATH, unreached.integration.id)).attributes).toMatchObject({
      status: "failed",
      "err-message": expect.stringContaining("has no agent pool"),
    });
    expectRefusal(await sandbox.get(`${PATH}/${unreached.integration.id}/actions/resync`), { status: 409 });
  });

  it("need a repository", async () => {
    const attributes = { name: unique("checks"), "external-checks-enabled": true };
    expectRefusal(await box.sandbox.send("POST", PATH, document("checkov-integrations", attributes)), {
      status: 422,
      pointer: "/data/attributes/external-checks-enabled",
    });
  });
});
