import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { DATA_VERSION } from "../../simulator/core/migrations.js";
import { openStore, type Upgrade } from "../../simulator/platform/store/index.js";
import { Api } from "../api/support.js";
import { cli } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { schema } from "./model.js";

/** What an older program wrote and left when it was killed in the middle of an apply: see its README. */
const OLD = join(import.meta.dirname, "version-3");
const RUN = "run-xe5w1drfjvj56vzw";
const JOURNAL = "journal-000000.jsonl";

/** A folder with a data folder of version 3. */
function oldFolder() {
  const cwd = temporaryFolder("upgrade-");
  const dataDir = join(cwd, ".scalr-sandbox");
  cpSync(OLD, dataDir, { recursive: true, filter: (path) => !path.endsWith(".md") });
  return { cwd, dataDir };
}

async function up(cwd: string, ...args: string[]) {
  const folder = args.includes("--data-dir") ? args : [];
  const started = await cli(["up", "--detach", "--port", "0", "--no-https", ...args], { cwd });
  expect(started.code, started.stderr).toBe(0);
  onTestFinished(async () => void (await cli(["down", ...folder], { cwd })));
  return started;
}

const journalOf = (folder: string) => readFileSync(join(folder, JOURNAL), "utf8");

describe("a data folder of an older version, whose sandbox was killed in mid-apply", () => {
  it("is upgraded with its runs and states, says so, and keeps the older files until the next upgrade", async () => {
    const { cwd, dataDir } = oldFolder();
    const kept = join(dataDir, "before-upgrade");
    const { stderr, stdout } = await up(cwd, "--json");
    const info = JSON.parse(stdout);
    expect(info).toMatchObject({ upgrade: { from: 3, to: DATA_VERSION, kept } });
    expect(stderr).toBe("");
    const api = new Api(info.url, info.token, info.accountId);
    const { attributes, relationships } = (await api.get(`runs/${RUN}`)).body.data;
    expect(attributes).toMatchObject({
      status: "errored",
      // The folder is older than any run may take.
      "error-message": expect.stringMatching(/The apply took longer than the 60 minutes/),
    });
    // The state that the agent had sent before the end.
    const { id } = relationships.workspace.data;
    const { body } = await api.get(`workspaces/${id}/current-state-version`);
    expect(body.data.attributes.serial).toBe(1);
    expect(readdirSync(kept)).toEqual([JOURNAL]);
    expect(journalOf(kept)).toBe(journalOf(OLD));
    expect((await cli(["down"], { cwd })).code).toBe(0);
    const again = await up(cwd, "--json");
    expect(JSON.parse(again.stdout).upgrade).toBeUndefined();
    expect(journalOf(kept)).toBe(journalOf(OLD));
  });

  it("is told of on standard error", async () => {
    const { cwd, dataDir } = oldFolder();
    const { stderr } = await up(cwd);
    expect(stderr.replace(/\s+/g, " ")).toContain(
      `Upgraded the data folder ${dataDir} from data version 3 to ${DATA_VERSION}. Older versions of scalr-sandbox cannot read it. ` +
        `Its previous files are in ${join(dataDir, "before-upgrade")} until the next upgrade.`,
    );
  });

  it("goes back with the files that were kept", async () => {
    const dir = temporaryFolder();
    const opened = async (version: number, told: (upgrade: Upgrade) => void = () => {}) =>
      openStore<never>({ dir, schema: schema as never, version, onUpgrade: told });
    const first = await opened(1);
    first.transact((tx) => tx.insert({ type: "shelves", id: "s1", name: "one" } as never));
    await first.compact();
    await first.close();
    const upgrades: Upgrade[] = [];
    for (const version of [2, 2, 3]) {
      const store = await opened(version, (upgrade) => upgrades.push(upgrade));
      store.transact((tx) => tx.insert({ type: "shelves", id: `s${store.seq + 1}`, name: "x" } as never));
      await store.close();
    }
    const kept = join(dir, "before-upgrade");
    expect(upgrades).toEqual([
      { from: 1, to: 2, kept },
      { from: 2, to: 3, kept },
    ]);
    // The files of version 2, in their own folder, are what version 2 left.
    const copy = temporaryFolder();
    cpSync(kept, copy, { recursive: true });
    const back = await openStore<never>({ dir: copy, schema: schema as never, version: 2 });
    expect([...back.all("shelves" as never)].map(({ id }) => id)).toEqual(["s1", "s2", "s3"]);
    await back.close();
  });
});

it("a data folder keeps itself out of git, and leaves a folder with other files alone", async () => {
  const { cwd, dataDir } = oldFolder();
  await up(cwd);
  expect(readFileSync(join(dataDir, ".gitignore"), "utf8")).toBe("*\n");
  const named = join(temporaryFolder(), "named");
  await up(cwd, "--data-dir", named);
  expect(readFileSync(join(named, ".gitignore"), "utf8")).toBe("*\n");
  const { dataDir: other } = oldFolder();
  const own = join(other, "..", "own");
  cpSync(OLD, own, { recursive: true });
  await up(cwd, "--data-dir", own);
  expect(existsSync(join(own, ".gitignore"))).toBe(false);
});
