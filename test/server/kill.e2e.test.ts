import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";

// What happens to the data is proved in test/crash, over hundreds of deaths where one wants.
it("kill -9 leaves the admin token and the account as they were", async () => {
  const dataDir = temporaryFolder();
  const first = await up("--data-dir", dataDir, "--account-name", "acme");
  await first.kill("SIGKILL");
  const file = join(dataDir, "admin-token");
  expect(readFileSync(file, "utf8").trim()).toBe(first.token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await up("--data-dir", dataDir);
  expect({ token: second.token, accountId: second.accountId }).toEqual({
    token: first.token,
    accountId: first.accountId,
  });
  const api = new Api(second.url, second.token, second.accountId);
  expect((await api.read("accounts", first.accountId)).attributes.name).toBe("acme");
  await second.kill("SIGTERM");
});
