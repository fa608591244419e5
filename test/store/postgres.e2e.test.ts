import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  DatabaseAddressError,
  DatabaseError,
  type Holder,
  NewerVersionError,
  NotLeaderError,
  type Store,
  StoreFailedError,
} from "../../simulator/platform/store/index.js";
import { ask, describeWithPostgres, emptyDatabase, sharedPostgres } from "../support/postgres.js";
import { content, open, temporaryFolder } from "./folder.js";
import { book, type Library, schema, shelf } from "./model.js";

const ROOT = join(import.meta.dirname, "../..");

const schemaOf = (url: string) => new URL(url).searchParams.get("schema")!;

/** Ends the connection that holds the lock, as the database does when the active process's machine is gone. */
async function cutOff(url: string): Promise<void> {
  const [{ epoch, holder } = { epoch: "", holder: "" }] = await ask<{ epoch: string; holder: string }>(
    `SELECT epoch::text, holder FROM ${schemaOf(url)}.leadership`,
  );
  expect(Number(epoch)).toBeGreaterThan(0);
  expect(holder).toContain(`process ${process.pid} on `);
  const cut = await ask<{ cut: boolean }>(
    `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE locktype = 'advisory' AND granted AND application_name = 'scalr-sandbox ${schemaOf(url)}'`,
  );
  expect(cut.filter((row) => row.cut)).toHaveLength(1);
}

interface Standby {
  readonly holder: Holder;
  readonly store: Promise<Store<Library>>;
}

/** A store that waits for the active one to end; resolves when it does. */
function standBy(url: string, signal?: AbortSignal): Promise<Standby> {
  return new Promise((resolve, reject) => {
    const store = open(null, {
      database: {
        url,
        onStandby: (holder) => resolve({ holder, store }),
        ...(signal && { signal }),
      },
    });
    onTestFinished(async () => (await store.catch(() => null))?.close());
    store.catch(reject);
  });
}

async function lead(url: string): Promise<Store<Library>> {
  const store = await open({ url });
  onTestFinished(() => store.close());
  return store;
}

const ended = (store: Store<Library>) =>
  new Promise<void>((resolve) => {
    const look = () => (store.failure === null ? setTimeout(look, 5) : resolve());
    look();
  });

describeWithPostgres("a store in PostgreSQL", () => {
  test("has one active process; another stands by and takes over when it ends", async () => {
    const url = await emptyDatabase();
    const first = await lead(url);
    first.transact((tx) => [tx.insert(shelf("s1")), tx.insert(book("b1"))]);
    await first.flushed();
    const { holder, store } = await standBy(url);
    expect(holder.name).toMatch(/^process \d+ on /);
    expect(Date.parse(holder.since)).toBeGreaterThan(0);
    first.transact((tx) => tx.update("books", "b1", { title: "Öl\u0000 & “quotes”\n\\ud800" }));
    const before = content(first);
    await first.close();
    const second = await store;
    expect(content(second)).toEqual(before);
    second.transact((tx) => tx.insert(shelf("s2")));
    await second.flushed();
  });

  test("takes over all that changed since it was ready, in its order", async () => {
    const url = await emptyDatabase();
    const first = await lead(url);
    first.transact((tx) => [
      tx.insert(shelf("s1")),
      ...["b1", "b2", "b3", "b4"].map((id) => tx.insert(book(id))),
    ]);
    await first.flushed();
    const { store } = await standBy(url);
    first.transact((tx) => {
      tx.update("books", "b4", { title: "Changed" });
      tx.delete("books", "b1");
      tx.delete("books", "b2");
      tx.insert(book("b2", { shelf: "s2" }));
      tx.insert(shelf("s2"));
      tx.delete("shelves", "s1");
      tx.insert(book("b5"));
    });
    const before = content(first);
    expect(before.books.map(({ id }) => id)).toEqual(["b3", "b4", "b2", "b5"]);
    await first.close();
    const second = await store;
    expect(content(second)).toEqual(before);
    expect(second.find("books", "shelf", "s2")).toEqual(first.find("books", "shelf", "s2"));
    const { store: third } = await standBy(url);
    second.transact((tx) => {
      tx.clear();
      tx.insert(book("b5"));
      tx.insert(book("b3"));
    });
    await second.close();
    expect((await third.then(content)).books.map(({ id }) => id)).toEqual(["b5", "b3"]);
    expect((await third).count("shelves")).toBe(0);
  });

  test("lets a process that was cut off write nothing, while the next one has all that was acknowledged", async () => {
    const url = await emptyDatabase();
    const first = await lead(url);
    await first.blobs.put("logs/a", "kept");
    first.transact((tx) => tx.insert(shelf("s1")));
    await first.flushed();
    const { store } = await standBy(url);
    await cutOff(url);
    const second = await store;
    await ended(first);
    expect(first.failure?.message).toMatch(
      /can no longer be written: this process is no longer the active one/,
    );
    expect(() => first.transact((tx) => tx.insert(shelf("s2")))).toThrow(StoreFailedError);
    // Its other connections still work: there it is the epoch that stops it.
    await expect(first.blobs.put("logs/a", "lost")).rejects.toThrow(NotLeaderError);
    await expect(first.blobs.append("logs/b", 0, "lost")).rejects.toThrow(NotLeaderError);
    await expect(first.blobs.delete("logs/a")).rejects.toThrow(NotLeaderError);
    await expect(first.blobs.clear()).rejects.toThrow(NotLeaderError);
    await expect(first.compact()).rejects.toThrow(NotLeaderError);
    expect(content(second).shelves).toEqual([shelf("s1")]);
    expect((await second.blobs.read("logs/a")).toString()).toBe("kept");
    expect(await second.blobs.list("logs")).toEqual(["a"]);
    await second.compact();
  });

  test("refuses a commit of an epoch that has ended, and does not acknowledge it", async () => {
    const url = await emptyDatabase();
    const first = await lead(url);
    first.transact((tx) => tx.insert(shelf("s1")));
    await first.flushed();
    await ask(`UPDATE ${schemaOf(url)}.leadership SET epoch = epoch + 1`);
    first.transact((tx) => tx.insert(shelf("late")));
    await expect(first.flushed()).rejects.toThrow(StoreFailedError);
    expect(content(await lead(url)).shelves).toEqual([shelf("s1")]);
  });

  test("is followed while it works, across snapshots that remove what the standby has not read", async () => {
    const url = await emptyDatabase();
    const first = await lead(url);
    const { store } = await standBy(url);
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 20; i++) first.transact((tx) => tx.insert(book(`b${round}-${i}`)));
      await first.compact();
    }
    const before = content(first);
    await first.close();
    expect(content(await store)).toEqual(before);
    const rows = await ask<{ n: number }>(`SELECT count(*)::int AS n FROM ${schemaOf(url)}.snapshots`);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("compacts by itself, but not just after it was opened", async () => {
    const url = await emptyDatabase();
    const count = async () => (await ask(`SELECT FROM ${schemaOf(url)}.snapshots`)).length;
    const write = async (store: Store<Library>, who: string) => {
      for (let i = 0; i < 60; i++) store.transact((tx) => tx.insert(book(`${who}${i}`)));
      await store.flushed();
    };
    const first = await open({ url }, { compactAfter: 2000 });
    await write(first, "a");
    await first.close();
    expect(await count()).toBe(0);
    const second = await open({ url, settling: 0 }, { compactAfter: 2000 });
    await write(second, "b");
    const before = content(second);
    await second.close();
    expect(await count()).toBe(1);
    expect(content(await lead(url))).toEqual(before);
  });

  test("answers for many commits at once with few commits of the database", async () => {
    const url = await emptyDatabase();
    const store = await lead(url);
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => {
        store.transact((tx) => tx.insert(book(`b${i}`)));
        return store.flushed();
      }),
    );
    const [rows] = await ask<{ commits: number; transactions: number }>(
      `SELECT count(*)::int AS commits, count(DISTINCT xmin::text)::int AS transactions FROM ${schemaOf(url)}.journal`,
    );
    expect(rows!.commits).toBe(300);
    expect(rows!.transactions).toBeLessThan(10);
  });

  test("stops waiting when it is told to", async () => {
    const url = await emptyDatabase();
    await lead(url);
    const stop = new AbortController();
    const { store } = await standBy(url, stop.signal);
    stop.abort(new Error("enough"));
    await expect(store).rejects.toThrow("enough");
  });

  test("that a newer program writes cannot be stood by for by an older one", async () => {
    const url = await emptyDatabase();
    const newer = await open({ url }, { version: 2 });
    newer.transact((tx) => tx.insert(shelf("s1")));
    await newer.flushed();
    await expect(standBy(url)).rejects.toThrow(NewerVersionError);
    await newer.close();
  });

  test("names a database that refuses, and never its password", async () => {
    const { url, password } = await sharedPostgres();
    const wrong = url.replace(password, "not-the-password");
    const error = await open({ url: wrong }).catch((reason) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error.message).toMatch(
      /^The database postgres:\/\/sandbox@127\.0\.0\.1:\d+\/postgres cannot be used: password auth/,
    );
    const absent = await open({ url: url.replace(/\/postgres$/, "/absent") }).catch((reason) => reason);
    expect(absent.message).toMatch(/database "absent" does not exist/);
    for (const each of [error, absent])
      for (const secret of ["not-the-password", password])
        expect(`${each.stack}${JSON.stringify(each)}`).not.toContain(secret);
    await ask("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    const latin = open({ url: url.replace(/\/postgres$/, "/latin") });
    await expect(latin).rejects.toThrow(/its encoding is LATIN1; create a database with ENCODING 'UTF8'/);
  });
});

describe("the address of a database", () => {
  test.each([
    "postgres://u:s3cret@host:port/db",
    "postgres://u:s3cret@host/db?schema=a-b",
    "mysql://u:s3cret@host/db",
  ])("that is not one is refused without being quoted (%#)", async (url) => {
    const error = await open({ url }).catch((reason) => reason);
    expect(error).toBeInstanceOf(DatabaseAddressError);
    expect(error.message).toContain("Write it as postgres://user@host:5432/database");
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain("s3cret");
  });

  test("says what is missing when nobody listens there", async () => {
    const error = await open({ url: "postgres://u:s3cret@127.0.0.1:1/db" }).catch((reason) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error.message).toMatch(/postgres:\/\/u@127\.0\.0\.1:1\/db cannot be used: .*ECONNREFUSED/);
  });
});

test("without the package 'pg' the error says how to get it, and other stores work", () => {
  const folder = temporaryFolder();
  for (const part of ["files", "simulator/platform/store"])
    cpSync(join(ROOT, "dist", part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["lowdb", "proper-lockfile"])
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  const script = `
    import { openStore } from "./simulator/platform/store/index.js";
    const schema = ${JSON.stringify(Object.fromEntries(Object.keys(schema).map((type) => [type, {}])))};
    await (await openStore({ dir: "data", schema })).close();
    const database = { url: "postgres://u@127.0.0.1:1/db" };
    await openStore({ dir: null, database, schema }).catch((error) => console.log(error.message));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/needs the package 'pg', which is not installed.*npm install pg/);
});
