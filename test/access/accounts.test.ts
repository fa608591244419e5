import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, startApi } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd, { accountId: "acc-mine", accountName: "mine", runnerQuota: 7 });
});

describe("the account", () => {
  it("is the one that the sandbox was started with", async () => {
    const [account, ...others] = await api.list("accounts");
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      id: "acc-mine",
      attributes: { name: "mine", quotas: { "max-concurrent-runs": 7 } },
      relationships: { owner: { data: { type: "users" } } },
    });
    expect(await api.read("accounts", "acc-mine")).toEqual(account);
    expectRefusal(await api.get("accounts/acc-other"), {
      status: 404,
      detail: "Account with ID 'acc-other' not found or user unauthorized.",
    });
  });

  it("R7: takes a quota of concurrent runs of the Scalr runners", async () => {
    const changed = await api.update("accounts", "acc-mine", { quotas: { "max-concurrent-runs": 3 } });
    expect(changed.attributes.quotas).toEqual({ "max-concurrent-runs": 3 });
    for (const quota of [0, -1, 1.5, "5", 1001]) {
      const reply = await api.tryUpdate("accounts", "acc-mine", { quotas: { "max-concurrent-runs": quota } });
      expectRefusal(reply, {
        status: 422,
        pointer: "/data/attributes/quotas/max-concurrent-runs",
        detail: /max-concurrent-runs/,
      });
    }
    expect((await api.read("accounts", "acc-mine")).attributes.quotas).toEqual({ "max-concurrent-runs": 3 });
  });

  it("takes IPv4 networks as allowed", async () => {
    const allowed = ["10.0.0.0/8", "192.168.1.7"];
    const changed = await api.update("accounts", "acc-mine", { "allowed-ips": allowed });
    expect(changed.attributes["allowed-ips"]).toEqual(allowed);
    for (const network of ["10.0.0.0/33", "10.0.0", "::1", "10.0.0.0/8/8", "a", "192.168.0.12/24"]) {
      expectRefusal(await api.tryUpdate("accounts", "acc-mine", { "allowed-ips": ["10.1.2.3", network] }), {
        status: 422,
        pointer: "/data/attributes/allowed-ips/1",
        detail: "value is not a valid IPv4 network",
      });
    }
  });

  it("is neither made nor deleted", async () => {
    expectRefusal(await api.tryCreate("accounts", { name: "more" }), { status: 405 });
    expectRefusal(await api.delete("accounts", "acc-mine"), { status: 405 });
  });
});

describe("users", () => {
  it("are found by e-mail", async () => {
    const [user] = await api.list("users");
    const found = await api.list(`users?filter[email]=${encodeURIComponent(user!.attributes.email)}`);
    expect(found).toEqual([user]);
    expect(await api.list("users?filter[email]=nobody@example.test")).toEqual([]);
  });
});
