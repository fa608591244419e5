import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../stage/stage.js";
import { configure, link, logsOf, writeWorkload } from "./desk.js";

const part = (token: string, index: number) => Buffer.from(token.split(".")[index] ?? "", "base64url");

/** Where the run's command leaves its token for the demo: a log would mask it. */
const stackFor = (file: string) => `
resource "terraform_data" "keep" {
  provisioner "local-exec" {
    command = "cp $AWS_WEB_IDENTITY_TOKEN_FILE ${file}"
  }
}
`;

/** A token that the sandbox's issuer signs, verified by the key that the issuer publishes. */
export async function verifyIdentity(stage: Stage, workspace: string): Promise<void> {
  const { folder, info, ledger, progress, runs } = stage;
  const file = join(folder, "token");
  const oidc = await configure(stage, "aws-oidc", "aws", {
    "aws-credentials-type": "oidc",
    "aws-role-arn": "arn:aws:iam::123456789012:role/deployer",
    "aws-audience": "aws.scalr-run-workload",
    "export-shell-variables": true,
  });
  await link(stage, workspace, oidc);
  const run = await runs.queue(workspace, { workload: writeWorkload(stage, "identity", stackFor(file)) });
  await runs.untilEnded([run]);
  const token = existsSync(file) ? readFileSync(file, "utf8") : "";
  const claims = token === "" ? {} : (JSON.parse(part(token, 1).toString()) as Record<string, string>);
  // The same documents are at both addresses; HTTP needs no authority to trust.
  const read = async (path: string) => (await fetch(`${info.url}${path}`)).json();
  const { issuer } = (await read("/.well-known/openid-configuration")) as { issuer: string };
  const { keys } = (await read("/.well-known/jwks.json")) as { keys: JsonWebKey[] };
  const key = createPublicKey({ key: keys[0]!, format: "jwk" });
  const signed = Buffer.from(token.slice(0, token.lastIndexOf(".")));
  const isSigned = token !== "" && verify("RSA-SHA256", signed, key, part(token, 2));
  const { iss, aud, sub, scalr_run_id: about } = claims;
  ledger.observe(
    "identity",
    isSigned && iss === issuer && aud === "aws.scalr-run-workload" && about === run,
    `the key of ${issuer} ${isSigned ? "verifies" : "does not verify"} the token of ${sub}, run ${about}`,
  );
  const logs = await logsOf(stage, run);
  ledger.observe("secrets", token !== "" && !logs.includes(token), "and the token");
  progress.keep(`  Verified by the key of ${issuer}: ${sub}`);
}
