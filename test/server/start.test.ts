import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { INDEXES } from "../../simulator/core/schema.js";
import {
  CorruptStoreError,
  FolderLockedError,
  FolderUnusableError,
  NewerVersionError,
  openStore,
} from "../../simulator/platform/store/index.js";
import {
  ADMIN_TOKEN_FILE,
  ListenError,
  OptionError,
  OtherAccountError,
  PortInUseError,
  type SimulatorOptions,
} from "../../simulator/server.js";
import { temporaryFolder } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";

async function start(options: SimulatorOptions = {}) {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const refused = (options: SimulatorOptions) =>
  startSandbox(options).then(
    (sandbox) => sandbox.close().then(() => null),
    (error) => error,
  );

describe("a simulator", () => {
  it("makes an account and the pool of the Scalr runners once, and at each start a token for its owner alone", async () => {
    const dataDir = temporaryFolder();
    const first = await startSandbox({ dataDir, accountId: "acc-mine", accountName: "mine", runnerQuota: 7 });
    expect(first.accountId).toBe("acc-mine");
    const pools = await first.list("agent-pools");
    expect(pools.map(({ attributes }) => attributes["is-scalr-managed"])).toEqual([true]);
    const issuer = JSON.parse(Buffer.from(first.token.split(".")[1]!, "base64url").toString()).iss;
    expect(issuer).toBe(first.url);
    expect(readFileSync(join(dataDir, ADMIN_TOKEN_FILE), "utf8")).toBe(`${first.token}\n`);
    await first.close();
    for (const name of ["journal-000000.jsonl", "admin-token"])
      if (name.startsWith("journal"))
        expect(readFileSync(join(dataDir, name), "utf8")).not.toContain(first.token);

    const second = await start({ dataDir });
    expect({ ...second, simulator: 0 }).toMatchObject({ accountId: "acc-mine" });
    expect(readFileSync(join(dataDir, ADMIN_TOKEN_FILE), "utf8")).toBe(`${second.token}\n`);
    expect((await second.as(first.token).get("accounts")).status).toBe(401);
    expect(await second.list("agent-pools")).toEqual(pools);
    expect((await second.read("accounts", "acc-mine")).attributes).toMatchObject({
      name: "mine",
      quotas: { "max-concurrent-runs": 7 },
    });
  });

  it("takes the token it is given in place of the one it had, as long as it is given", async () => {
    const dataDir = temporaryFolder();
    const first = await startSandbox({ dataDir });
    await first.close();
    const second = await startSandbox({ dataDir, token: "chosen-by-hand" });
    expect((await second.as("chosen-by-hand").get("accounts")).status).toBe(200);
    expect((await second.as(first.token).get("accounts")).status).toBe(401);
    await second.close();
    const third = await start({ dataDir });
    expect((await third.as("chosen-by-hand").get("accounts")).status).toBe(401);
    const pool = await third.pool("pool");
    const secret = await third.poolToken(pool.id);
    await third.close();
    expect(await refused({ dataDir, token: secret })).toBeInstanceOf(OptionError);
    expect(await refused({ dataDir, token: "short" })).toBeInstanceOf(OptionError);
  });

  it("can be closed twice, and its port and folder used again at once", async () => {
    const dataDir = temporaryFolder();
    const first = await startSandbox({ dataDir });
    const { port } = first.simulator;
    await first.close();
    await first.close();
    const second = await start({ dataDir, port });
    expect(second.simulator.port).toBe(port);
  });
});

describe("a start that fails", () => {
  it("because of the port names it and leaves the folder free", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const dataDir = temporaryFolder();
    const error = await refused({ dataDir, port });
    expect(error).toBeInstanceOf(PortInUseError);
    expect(error.message).toContain(`Port ${port} of 127.0.0.1 is in use`);
    await start({ dataDir });
  });

  it("because of the address says why", async () => {
    const error = await refused({ host: "203.0.113.1" });
    expect(error).toBeInstanceOf(ListenError);
    expect(error.message).toMatch(/203\.0\.113\.1.*does not have that address.*Choose another/);
  });

  it("because another simulator has the folder names the process", async () => {
    const dataDir = temporaryFolder();
    await start({ dataDir });
    const error = await refused({ dataDir });
    expect(error).toBeInstanceOf(FolderLockedError);
    expect(error.message).toContain(`process ${process.pid}`);
  });

  it("because of the account names both", async () => {
    const dataDir = temporaryFolder();
    await (await startSandbox({ dataDir, accountId: "acc-one" })).close();
    const error = await refused({ dataDir, accountId: "acc-two" });
    expect(error).toBeInstanceOf(OtherAccountError);
    expect(error.message).toMatch(/'acc-one', not to 'acc-two'/);
    expect(await refused({ accountId: "nonsense" })).toBeInstanceOf(OptionError);
  });

  it("because the folder was written by a newer version, or is damaged, changes nothing", async () => {
    const dataDir = temporaryFolder();
    await (await openStore({ dir: dataDir, schema: INDEXES as never, version: 99 })).close();
    const newer = await refused({ dataDir });
    expect(newer).toBeInstanceOf(NewerVersionError);
    expect(newer.message).toMatch(/newer version.*Update the program/);
    // Its checksums may be of another kind.
    const other = temporaryFolder();
    writeFileSync(join(other, "journal-000000.jsonl"), '{"sha256":"0","format":99,"version":1}\n');
    expect(await refused({ dataDir: other })).toBeInstanceOf(NewerVersionError);

    const damaged = temporaryFolder();
    const sandbox = await startSandbox({ dataDir: damaged });
    await sandbox.environment("one");
    await sandbox.environment("two");
    await sandbox.close();
    const journal = join(damaged, "journal-000000.jsonl");
    const spoiled = readFileSync(journal, "utf8").replace('"one"', '"eno"');
    writeFileSync(journal, spoiled);
    const error = await refused({ dataDir: damaged });
    expect(error).toBeInstanceOf(CorruptStoreError);
    expect(error.message).toMatch(/line \d+: the line is damaged.*Repairing/);
    expect(readFileSync(journal, "utf8")).toBe(spoiled);
  });

  it("because of damage can be repaired, which keeps what was there", async () => {
    const dataDir = temporaryFolder();
    const sandbox = await startSandbox({ dataDir });
    await sandbox.environment("one");
    await sandbox.environment("two");
    await sandbox.close();
    const journal = join(dataDir, "journal-000000.jsonl");
    const spoiled = readFileSync(journal, "utf8").replace('"two"', '"owt"');
    writeFileSync(journal, spoiled);
    expect((await refused({ dataDir })).message).toContain("up --repair");
    const repaired = await start({ dataDir, repair: true });
    const [repair, ...others] = repaired.simulator.repairs;
    expect(others).toEqual([]);
    expect(repair).toMatchObject({ file: journal, backup: `${journal}.bak` });
    expect(repair!.problem).toMatch(/^line \d+: the line is damaged: its checksum is wrong$/);
    expect(readFileSync(`${journal}.bak`, "utf8")).toBe(spoiled);
    expect((await repaired.list("environments")).map(({ attributes }) => attributes.name)).toEqual(["one"]);
    await repaired.close();
    expect((await start({ dataDir, repair: true })).simulator.repairs).toEqual([]);
  });

  it("because the folder cannot be made says so", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const error = await refused({ dataDir: join(file, "data") });
    expect(error).toBeInstanceOf(FolderUnusableError);
    if (process.platform === "linux")
      expect(await refused({ dataDir: "/proc/data" })).toBeInstanceOf(FolderUnusableError);
    expect(error.message).toMatch(/file\/data cannot be used \(.*\)\. Check its path, its permissions/);
  });
});
