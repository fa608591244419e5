/** The authorization code flow with PKCE, without a browser. */
import { expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

it("refuses a code that another program asked for, and one that was used", async () => {
  const { url, token } = box.sandbox;
  const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const request = {
    clientId: "terraform-cli",
    redirectUri: "http://localhost:10000/login",
    state: "s",
    codeChallenge: challenge,
    codeChallengeMethod: "S256",
  };
  const allow = (changes: object) =>
    fetch(`${url}/api/sandbox/v1/login-codes`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ ...request, ...changes }),
    });
  for (const wrong of [
    { redirectUri: "http://evil.example:10000/login" },
    { redirectUri: "http://localhost:9999/login" },
    { codeChallengeMethod: "plain" },
    { clientId: "other" },
  ])
    expect((await allow(wrong)).status).toBe(400);
  const codeOf = async () =>
    new URL(((await (await allow({})).json()) as { redirect: string }).redirect).searchParams.get("code")!;
  const redeem = async (code: string, changes: Record<string, string> = {}) =>
    (
      await fetch(`${url}/api/login/v1/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          client_id: "terraform-cli",
          redirect_uri: request.redirectUri,
          code_verifier: verifier,
          code,
          ...changes,
        }),
      })
    ).json();
  const code = await codeOf();
  expect(await redeem(code)).toMatchObject({ token_type: "bearer", access_token: expect.any(String) });
  expect(await redeem(code)).toMatchObject({ error: "invalid_grant" });
  expect(await redeem(await codeOf(), { code_verifier: "x" })).toMatchObject({ error: "invalid_grant" });
  expect(await redeem(await codeOf(), { redirect_uri: "http://localhost:10001/login" })).toMatchObject({
    error: "invalid_grant",
  });
  expect((await fetch(`${url}/api/sandbox/v1/login-codes`, { method: "POST" })).status).toBe(401);
});
