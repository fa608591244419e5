import { describe, expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { expectRefusal, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

/** What the console's sign-in sends: a token, or the code of a link. */
async function signIn(token: string, code?: string) {
  const { url } = used.sandbox;
  const response = await fetch(`${url}/api/sandbox/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sandbox-Console": "1", Origin: url },
    body: JSON.stringify(code === undefined ? { token } : { code }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { readonly key: string },
  };
}

/** A token of the administrator besides the one that the tests use. */
async function ownToken(asked: object): Promise<{ readonly id: string; readonly token: string }> {
  const { sandbox } = used;
  const { who } = await sandbox.sandbox("GET", "session");
  return sandbox.sandbox("POST", `users/${who.id}/sign-in`, asked);
}

describe("a token that does not sign in to the console is told why, and what to do in the browser", () => {
  it("one that never was", async () => {
    const reply = await signIn("no-such-token");
    expectRefusal(reply, { status: 401, detail: /no such token.*'scalr-sandbox open'/s });
    expect(JSON.stringify(reply.body)).not.toContain("Authorization");
  });

  it("one that was revoked, with its name and when", async () => {
    const { id, token } = await ownToken({ description: "laptop" });
    expect((await signIn(token)).status).toBe(200);
    await used.sandbox.delete("access-tokens", id);
    expectRefusal(await signIn(token), { status: 401, detail: /\('laptop'\) was revoked, on \d{4}-/ });
  });

  it("one that has expired, by the sandbox's clock", async () => {
    const { sandbox } = used;
    const expires = new Date(sandbox.simulator.clock.now() + 60_000).toISOString();
    const { token } = await ownToken({ "expires-in": 1 });
    await sandbox.advance("2m");
    expectRefusal(await signIn(token), { status: 401, detail: new RegExp(`expired on ${expires}`) });
  });

  it("one of an agent pool, with the pool's name", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("build"));
    const reply = await signIn(await sandbox.poolToken(pool.id));
    expectRefusal(reply, {
      status: 403,
      detail: new RegExp(`agent pool '${pool.attributes.name}'.*nobody can sign in with it`),
    });
  });

  it("also where it had signed in before", async () => {
    const { sandbox } = used;
    const caller = await callerWith(sandbox, ["agent-pools:read"]);
    const signedIn = await signIn(caller.token);
    const headers = {
      "X-Sandbox-Console": signedIn.body.key,
      Cookie: signedIn.headers.get("set-cookie")!.split(";")[0]!,
    };
    const session = async () => (await fetch(`${sandbox.url}/api/sandbox/v1/session`, { headers })).json();
    const { who } = (await session()) as { who: { token: string } };
    await sandbox.delete("access-tokens", who.token);
    expect(await session()).toEqual({ who: null, reason: expect.stringContaining("was revoked") });
  });
});

describe("a link that does not sign in is told why", () => {
  const follow = (url: string) => signIn("", url.split("#sign-in=")[1]);

  it("one that was used, and one that nobody made", async () => {
    const { sandbox } = used;
    const { url } = await sandbox.sandbox("POST", "sign-in-links");
    expect((await follow(url)).status).toBe(200);
    expectRefusal(await follow(url), { status: 410, detail: /was already used.*'scalr-sandbox open'/ });
    for (const code of ["guessed", "../../", "%00", "a".repeat(10_000)])
      expectRefusal(await follow(`${sandbox.url}/#sign-in=${code}`), {
        status: 410,
        detail: /does not know the link/,
      });
  });
});
