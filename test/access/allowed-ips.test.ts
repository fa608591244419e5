import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { call, REGISTRATION } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { grant, serviceAccount, tokenFor } from "./people.js";

const world = useSandbox();

/** Asks for the tags from an address of this machine. */
const statusFrom = (localAddress: string, token: string) =>
  new Promise<number>((resolve, reject) => {
    const url = `${world.sandbox.url}/api/iacp/v3/tags`;
    const headers = { Authorization: `Bearer ${token}` };
    const sent = request(url, { localAddress, agent: false, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.on("error", reject);
    sent.end();
  });

const allow = (ips: readonly string[]) =>
  world.sandbox.update("accounts", world.sandbox.accountId, { "allowed-ips": ips });

describe("the account's allowed-ips", () => {
  it.each([
    "10.0.0.0/33",
    "10.0.0",
    "300.1.1.1",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "::1",
    "",
    "sandbox.invalid",
  ])("refuses '%s'", async (ip) => {
    const { sandbox } = world;
    const reply = await sandbox.tryUpdate("accounts", sandbox.accountId, {
      "allowed-ips": ["10.0.0.0/8", ip],
    });
    expectRefusal(reply, {
      status: 422,
      title: "Invalid Attribute",
      detail: "value is not a valid IPv4 network",
      pointer: "/data/attributes/allowed-ips/1",
    });
    const account = await sandbox.read("accounts", sandbox.accountId);
    expect(account.attributes["allowed-ips"]).toEqual([]);
  });

  it("lets in who comes from them, and the sandbox's administrator from anywhere", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, ["role-admin"]);
    const token = await tokenFor(sandbox, account);
    const from = async (secret: string) =>
      Promise.all(["127.0.0.1", "127.0.0.2", "127.1.0.1"].map((address) => statusFrom(address, secret)));
    expect(await from(token)).toEqual([200, 200, 200]);
    await allow(["127.0.0.2"]);
    expect(await from(token)).toEqual([403, 200, 403]);
    expect(await from(sandbox.token)).toEqual([200, 200, 200]);
    await allow(["192.168.0.0/16", "127.0.0.0/24"]);
    expect(await from(token)).toEqual([200, 200, 403]);
    await allow(["10.0.0.0/8"]);
    expectRefusal(await sandbox.as(token).get("tags"), {
      status: 403,
      detail: "The address 127.0.0.1 is not in the account's allowed IPs ('allowed-ips').",
    });
    // Agents come by their pool's token, from wherever the pool's machines are.
    const pool = await sandbox.poolToken((await sandbox.pool("pool")).id);
    expect((await call(sandbox.url, "POST", "register", pool, REGISTRATION)).status).toBe(201);
    await allow(["0.0.0.0/0"]);
    expect(await from(token)).toEqual([200, 200, 200]);
    await allow([]);
    expect(await from(token)).toEqual([200, 200, 200]);
  });

  it("is changed with accounts:update alone", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, ["role-read-only"]);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    const reply = await caller.tryUpdate("accounts", sandbox.accountId, { "allowed-ips": ["0.0.0.0/0"] });
    expectRefusal(reply, { status: 403, detail: /'accounts:update' is required in account/ });
  });
});
