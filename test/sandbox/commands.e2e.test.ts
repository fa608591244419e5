import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Resource } from "../api/support.js";
import { cli, typed } from "../cli/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox({ accountId: "acc-commands" });

const call = (args: readonly string[], cwd?: string, input?: string, by = typed) => {
  const { url, token } = box.sandbox.simulator;
  const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
  return by(args, { env, ...(cwd !== undefined && { cwd }), ...(input !== undefined && { input }) });
};

const said = async (...args: string[]) => {
  const { code, stdout, stderr } = await call(args);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

test("faults are added, shown and cleared", async () => {
  const { sandbox } = box;
  expect(await said("fault", "list")).toBe("No fault is injected.\n");
  const added = await said(
    "fault",
    "add",
    "--method",
    "get",
    "--path",
    "tags",
    "--status",
    "503",
    "--count",
    "1",
  );
  expect(added).toMatch(/fault-1\s+GET\s+\/api\/iacp\/v3\/tags\s+answers 503\s+1\s+0\s+1/);
  expect((await sandbox.get("tags")).status).toBe(503);
  const delayed = JSON.parse(await said("fault", "add", "--delay", "5ms", "--drop", "answer", "--json"));
  expect(delayed).toMatchObject({ id: "fault-2", effect: "waits 5 ms, then drops the answer" });
  expect(JSON.parse(await said("fault", "list", "--json")).faults).toHaveLength(2);
  expect(await said("fault", "clear", "fault-1")).toBe("1 fault is cleared.\n");
  expect(await said("fault", "clear")).toBe("1 fault is cleared.\n");
  const wrong = await call(["fault", "add", "--status", "200"]);
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringContaining("'status' must be a status from 400 to 599"),
  ]);
});

test("snapshots are saved, shown, gone back to and deleted", async () => {
  const { sandbox } = box;
  expect(await said("snapshot", "list")).toBe("There is no snapshot.\n");
  const tag = await sandbox.create("tags", { name: "kept" });
  expect(await said("snapshot", "save", "before", "--description", "all is well")).toMatch(
    /before .*all is well/,
  );
  const again = await call(["snapshot", "save", "before"]);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining("Snapshot 'before' already exists"),
  ]);
  await said("snapshot", "save", "before", "--replace");
  await sandbox.delete("tags", tag.id);
  const declined = await call(["snapshot", "restore", "before"], undefined, "no\n", cli);
  expect([declined.code, declined.stderr]).toEqual([1, expect.stringContaining("Nothing was changed.")]);
  expect(await said("snapshot", "restore", "before", "--auto-approve")).toContain(
    "Everything is as it was at",
  );
  expect((await sandbox.read("tags", tag.id)).id).toBe(tag.id);
  await said("reset", "--auto-approve");
  expect((await sandbox.get(`tags/${tag.id}`)).status).toBe(404);
  expect(await said("reset", "--to", "before", "--auto-approve")).toContain(
    "as it was in the snapshot 'before'",
  );
  expect((await sandbox.read("tags", tag.id)).id).toBe(tag.id);
  expect(await said("snapshot", "delete", "before")).toBe("The snapshot 'before' is deleted.\n");
  const gone = await call(["snapshot", "restore", "before", "--auto-approve"]);
  expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining("There is no snapshot 'before'")]);
  // Nobody is asked about what cannot succeed.
  for (const args of [
    ["snapshot", "restore", "before"],
    ["reset", "--to", "before"],
  ]) {
    const unasked = await call(args, undefined, "yes\n", cli);
    expect(unasked).toMatchObject({ code: 1, stdout: "" });
    expect(unasked.stderr).toMatch(
      /^Error: There is no snapshot 'before'\. Use `scalr-sandbox snapshot list`/,
    );
  }
});

test("the whole state goes into a file and comes back from it", async () => {
  const { sandbox } = box;
  const cwd = temporaryFolder();
  const environment = await sandbox.create("environments", { name: "moved" });
  const { stdout } = await call(["snapshot", "export", "world.gz", "--json"], cwd, "", cli);
  const file = join(cwd, "world.gz");
  expect(JSON.parse(stdout)).toEqual({ file, bytes: statSync(file).size });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = await up("--memory", "--account-id", "acc-commands");
  const env = { SCALR_HOSTNAME: other.url, SCALR_TOKEN: other.token };
  const imported = await cli(["snapshot", "import", "world.gz", "--auto-approve"], { cwd, env });
  expect([imported.code, imported.stderr]).toEqual([0, ""]);
  const response = await fetch(`${other.url}/api/iacp/v3/environments/${environment.id}`, {
    headers: { Authorization: `Bearer ${other.token}` },
  });
  expect(((await response.json()) as { data: Resource }).data.attributes.name).toBe("moved");

  const third = await up("--memory");
  const elsewhere = { SCALR_HOSTNAME: third.url, SCALR_TOKEN: third.token };
  const refused = await typed(["snapshot", "import", file, "--auto-approve"], { env: elsewhere });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("--account-id acc-commands")]);
  // Whoever names a file that is not there is told at once, and not asked first.
  const missing = await call(["snapshot", "import", "none.gz"], cwd);
  expect(missing).toEqual({
    code: 1,
    stdout: "",
    stderr: `Error: The file ${join(cwd, "none.gz")} cannot be read: there is no such file or folder.\n`,
  });
  expect((await call(["snapshot", "export", "none/world.gz"], cwd)).stderr).toBe(
    `Error: ${join(cwd, "none/world.gz")} cannot be opened: there is no such file or folder. Check the path.\n`,
  );
});

test("audit shows who changed what", async () => {
  const { sandbox } = box;
  const environment = await sandbox.create("environments", { name: "audited" });
  await sandbox.update("environments", environment.id, { "remote-backend": false });
  const text = await said("audit", "--id", environment.id);
  const [heading, created, updated] = text.trimEnd().split("\n");
  expect(heading).toMatch(/^AT\s+WHO\s+ACTION\s+OBJECT\s+ID\s+CHANGED$/);
  expect(created).toMatch(
    new RegExp(`admin@sandbox.invalid\\s+created\\s+environments audited\\s+${environment.id}`),
  );
  expect(updated).toMatch(/updated .*remoteBackend/);
  const { entries } = JSON.parse(
    await said("audit", "--id", environment.id, "--action", "updated", "--json"),
  );
  expect(entries).toMatchObject([{ before: { remoteBackend: true }, after: { remoteBackend: false } }]);
  expect(await said("audit", "--name", "unicorns")).toBe("Nothing that fits was changed.\n");
  expect(await said("audit", "--limit", "1")).toContain("There is more before that");
});

describe("up --seed", () => {
  const example = join(import.meta.dirname, "../../examples/worlds/permissions.yaml");

  test("makes the described world once, and can go back to it", async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, ".scalr-sandbox");
    const first = await up("--data-dir", dataDir, "--seed", example);
    expect(first).toMatchObject({ accountId: "acc-permissions", seeded: expect.any(Number) });
    const get = async (token: string) =>
      (
        await fetch(`${first.url}/api/iacp/v3/users/user-dora`, {
          headers: { Authorization: `Bearer ${token}` },
        })
      ).status;
    expect([await get(first.token), await get("token-of-rita"), await get("token-of-dora")]).toEqual([
      200, 200, 404,
    ]);
    await typed(["reset", "--auto-approve"], { cwd: folder });
    expect(await get(first.token)).toBe(404);
    const back = await cli(["reset", "--to", "seed", "--auto-approve"], { cwd: folder });
    expect([back.code, await get(first.token), await get("token-of-rita")]).toEqual([0, 200, 200]);
    await first.kill("SIGTERM");
    const second = await up("--data-dir", dataDir, "--seed", example);
    expect(second).toMatchObject({ accountId: "acc-permissions", seeded: null });
  });

  test("says what is wrong with the file, and where, and makes nothing", async () => {
    const file = join(temporaryFolder(), "world.yaml");
    writeFileSync(file, "environments:\n  - { id: env-1, name: one }\n  - { id: env-2, name: one }\n");
    const { code, stderr } = await cli(["up", "--memory", "--port", "0", "--no-https", "--seed", file]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${file}:3:18: environments[1] 'env-2': An environment named 'one' already exists (env-1).`,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readFileSync(file, "utf8")).toContain("env-2");
  });
});
