import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";

// What happens to the data is proved in test/crash, over hundreds of deaths where one wants.
it("kill -9 leaves the account as it was, and the admin token of the folder the one that works", async () => {
  const dataDir = temporaryFolder();
  const first = await up("--data-dir", dataDir, "--account-name", "acme");
  await first.kill("SIGKILL");
  const second = await up("--data-dir", dataDir);
  const file = join(dataDir, "admin-token");
  expect(readFileSync(file, "utf8").trim()).toBe(second.token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(second.accountId).toBe(first.accountId);
  const api = new Api(second.url, second.token, second.accountId);
  expect((await api.read("accounts", first.accountId)).attributes.name).toBe("acme");
  await second.kill("SIGTERM");
});
