/** Workload identity tokens: what runs get, verified as clouds verify them, by what the issuer publishes. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch as fetchWith } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../../agent/workshop.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";
import { configuration, link } from "./provider-cases.js";

interface Claims {
  readonly [name: string]: string | number;
}

type Fetch = (url: string) => Promise<{ readonly status: number; json(): Promise<unknown> }>;

const part = (token: string, index: number) => Buffer.from(token.split(".")[index]!, "base64url");

/** Verifies a token as whoever trusts its issuer does, by the Web Crypto API. Throws unless it is right. */
async function verified(token: string, issuer: string, fetch: Fetch): Promise<Claims> {
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
    id_token_signing_alg_values_supported: string[];
  };
  expect(discovery.issuer).toBe(issuer);
  const header = JSON.parse(part(token, 0).toString()) as { alg: string; kid: string };
  expect(discovery.id_token_signing_alg_values_supported).toContain(header.alg);
  const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as {
    keys: (import("node:crypto").webcrypto.JsonWebKey & { kid: string })[];
  };
  const jwk = keys.find(({ kid }) => kid === header.kid);
  expect(jwk).toBeDefined();
  expect(Object.keys(jwk!).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk!, algorithm, false, ["verify"]);
  const signed = Buffer.from(token.slice(0, token.lastIndexOf(".")));
  const isRight = await crypto.subtle.verify(algorithm, key, part(token, 2), signed);
  if (!isRight) throw new Error("The signature is not the issuer's.");
  return JSON.parse(part(token, 1).toString());
}

describe("a run with OIDC configurations", () => {
  let sandbox: Sandbox;
  let where: Workshop;
  let fetch: Fetch;
  const atEnd = afterSuite();
  const folder = temporaryFolder("identity-", atEnd);

  beforeAll(async () => {
    sandbox = await startSandbox({ clock: "real", httpsPort: 0, dataDir: join(folder, "data") });
    where = await workshop(sandbox, {}, atEnd);
    const dispatcher = new Agent({ connect: { ca: sandbox.simulator.ca! } });
    fetch = (url) => fetchWith(url, { dispatcher });
  });
  afterAll(() => sandbox?.close());

  /** Runs an empty stack whose hooks keep what they see of the environment; gives that of each phase. */
  async function runWith(configurations: readonly object[]): Promise<{
    readonly seen: (phase: string, name: string) => string;
    readonly run: { readonly id: string };
    readonly workspace: string;
    readonly logs: string;
  }> {
    const out = join(folder, `seen-${Math.random().toString(36).slice(2)}`);
    mkdirSync(out);
    const keep = [
      "for each in AWS_ROLE_ARN AWS_ROLE_SESSION_NAME ARM_CLIENT_ID ARM_USE_OIDC ARM_OIDC_TOKEN GOOGLE_PROJECT; do",
      `  eval "printf %s \\"\\$$each\\"" > ${out}/$SCALR_TERRAFORM_OPERATION.$each; done`,
      `for each in AWS_WEB_IDENTITY_TOKEN_FILE GOOGLE_CREDENTIALS; do eval "file=\\$$each"`,
      `  if [ -n "$file" ]; then cp "$file" ${out}/$SCALR_TERRAFORM_OPERATION.$each; fi; done`,
      `if [ -n "$GOOGLE_CREDENTIALS" ]; then cp "$(dirname "$GOOGLE_CREDENTIALS")/token" ${out}/$SCALR_TERRAFORM_OPERATION.google-token; fi`,
      'echo "$ARM_OIDC_TOKEN"; if [ -n "$AWS_WEB_IDENTITY_TOKEN_FILE" ]; then cat "$AWS_WEB_IDENTITY_TOKEN_FILE"; fi',
    ].join("\n");
    const workspace = await workspaceWith(sandbox, where, 'resource "terraform_data" "a" {}', {
      hooks: { "pre-plan": keep, "pre-apply": keep },
    });
    for (const { "provider-name": name, ...attributes } of configurations as { "provider-name": string }[]) {
      const { id } = await configuration(sandbox, name, { "export-shell-variables": true, ...attributes });
      await link(sandbox, workspace, id);
    }
    const run = await sandbox.run(workspace);
    const { status } = await reached(sandbox, run);
    const logs = `${await logOf(sandbox, run, "plan")}${await logOf(sandbox, run, "apply")}`;
    expect(status, logs).toBe("applied");
    const seen = (phase: string, name: string) => readFileSync(join(out, `${phase}.${name}`), "utf8");
    return { seen, run, workspace, logs };
  }

  it("gets a token for each phase that the issuer's keys verify and that says who runs", async () => {
    const { seen, run, workspace, logs } = await runWith([
      {
        "provider-name": "aws",
        "aws-credentials-type": "oidc",
        "aws-role-arn": "arn:aws:iam::123456789012:role/deployer",
        "aws-audience": "aws.scalr-run-workload",
      },
    ]);
    const issuer = sandbox.simulator.httpsUrl!;
    const tokens = ["plan", "apply"].map((phase) => seen(phase, "AWS_WEB_IDENTITY_TOKEN_FILE"));
    expect(new Set(tokens).size).toBe(2);
    const { attributes, relationships } = await sandbox.read("workspaces", workspace);
    const environment = await sandbox.read("environments", relationships.environment!.data.id);
    const account = await sandbox.read("accounts", sandbox.simulator.accountId);
    for (const [index, phase] of ["plan", "apply"].entries()) {
      const claims = await verified(tokens[index]!, issuer, fetch);
      const { iat, exp, nbf, jti, ...told } = claims;
      expect(told).toEqual({
        iss: issuer,
        aud: "aws.scalr-run-workload",
        sub: `account:${account.attributes.name}:environment:${environment.attributes.name}:workspace:${attributes.name}`,
        scalr_account_id: account.id,
        scalr_account_name: account.attributes.name,
        scalr_environment_id: environment.id,
        scalr_environment_name: environment.attributes.name,
        scalr_workspace_id: workspace,
        scalr_workspace_name: attributes.name,
        scalr_run_id: run.id,
        scalr_run_phase: phase,
        scalr_tags: "",
      });
      expect(Number(exp) - Number(iat)).toBe(3_600);
      expect(Math.abs(Number(iat) - Date.now() / 1_000)).toBeLessThan(120);
      expect(nbf).toBeLessThanOrEqual(Number(iat));
      expect(jti).toMatch(/^[\da-f-]{36}$/);
      expect(seen(phase, "AWS_ROLE_ARN")).toBe("arn:aws:iam::123456789012:role/deployer");
    }
    for (const token of tokens) expect(logs).not.toContain(token);
  });

  it("gets for Azure a token that speaks of the environment, and for Google a file of an external account", async () => {
    const { seen, logs } = await runWith([
      {
        "provider-name": "azurerm",
        "azurerm-auth-type": "oidc",
        "azurerm-client-id": "client",
        "azurerm-tenant-id": "tenant",
        "azurerm-audience": "team-a-production",
      },
      {
        "provider-name": "google",
        "google-auth-type": "oidc",
        "google-project": "project-1",
        "google-service-account-email": "runs@project-1.iam.gserviceaccount.com",
        "google-workload-provider-name":
          "projects/1/locations/global/workloadIdentityPools/pool/providers/scalr",
      },
    ]);
    const issuer = sandbox.simulator.httpsUrl!;
    const azure = seen("plan", "ARM_OIDC_TOKEN");
    const ofAzure = await verified(azure, issuer, fetch);
    expect(ofAzure.aud).toBe("team-a-production");
    expect(ofAzure.sub).toMatch(/^account:[^:]+:environment:[^:]+$/);
    expect(seen("plan", "ARM_USE_OIDC")).toBe("true");
    expect(seen("plan", "ARM_CLIENT_ID")).toBe("client");
    expect(logs).not.toContain(azure);
    const account = JSON.parse(seen("apply", "GOOGLE_CREDENTIALS"));
    expect(account).toMatchObject({
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/scalr",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    });
    const ofGoogle = await verified(seen("apply", "google-token"), issuer, fetch);
    expect(ofGoogle.aud).toBe(
      "https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/scalr",
    );
    expect(ofGoogle.sub).toContain(":workspace:");
    expect(seen("apply", "GOOGLE_PROJECT")).toBe("project-1");
    expect(account.credential_source.file).toMatch(/\/token$/);
  });

  it("is refused by a verifier when a single character of it is changed", async () => {
    const { seen } = await runWith([
      {
        "provider-name": "aws",
        "aws-credentials-type": "oidc",
        "aws-role-arn": "arn:aws:iam::1:role/r",
        "aws-audience": "a",
      },
    ]);
    const token = seen("plan", "AWS_WEB_IDENTITY_TOKEN_FILE");
    const [header, , signature] = token.split(".");
    const claims = part(token, 1).toString().replace('"aud":"a"', '"aud":"b"');
    const forged = `${header}.${Buffer.from(claims).toString("base64url")}.${signature}`;
    await expect(verified(forged, sandbox.simulator.httpsUrl!, fetch)).rejects.toThrow(
      "The signature is not the issuer's.",
    );
  });
});

describe("the issuer's key", () => {
  const keysOf = async (sandbox: Sandbox) => {
    const response = await fetch(`${sandbox.url}/.well-known/jwks.json`);
    return { status: response.status, body: await response.json() };
  };

  it("is in the data folder, for its owner alone, made when it is needed and the same after a restart", async () => {
    const dataDir = join(temporaryFolder("key-"), "data");
    const file = join(dataDir, "identity-key.pem");
    let sandbox = await startSandbox({ dataDir });
    expect(existsSync(file)).toBe(false);
    const { body } = await keysOf(sandbox);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(body)).not.toContain('"d":');
    await sandbox.close();
    sandbox = await startSandbox({ dataDir });
    expect((await keysOf(sandbox)).body).toEqual(body);
    await sandbox.close();
  });

  it("that is damaged is told where it is asked for, and ends the runs that need it", async () => {
    const dataDir = join(temporaryFolder("key-"), "data");
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(join(dataDir, "identity-key.pem"), "no key");
    const sandbox = await startSandbox({ dataDir, clock: "real" });
    try {
      const { status, body } = await keysOf(sandbox);
      expect(status).toBe(503);
      expect((body as { errors: { detail: string }[] }).errors[0]!.detail).toContain(
        "Delete it, and the sandbox makes a new one",
      );
      const where = await workshop(sandbox);
      const workspace = await workspaceWith(sandbox, where, 'resource "terraform_data" "a" {}');
      const aws = await configuration(sandbox, "aws", {
        "aws-credentials-type": "oidc",
        "aws-role-arn": "arn:aws:iam::1:role/r",
        "aws-audience": "a",
      });
      await link(sandbox, workspace, aws.id);
      const run = await sandbox.run(workspace);
      const { status: ended, errorMessage } = await reached(sandbox, run);
      expect(ended).toBe("errored");
      expect(errorMessage).toContain("identity-key.pem, cannot be used");
      expect(await logOf(sandbox, run, "plan")).toContain(`Error: ${errorMessage}`);
    } finally {
      await sandbox.close();
    }
  });

  it("answers nothing but reads", async () => {
    const sandbox = await startSandbox();
    const response = await fetch(`${sandbox.url}/.well-known/openid-configuration`, { method: "POST" });
    expect(response.status).toBe(405);
    await sandbox.close();
  });
});
