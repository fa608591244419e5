// The reference page of the facts.
import { FACTS } from "./index.mjs";

const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("*", "\\*");

const howOf = ({ tries, harm, local }) => {
  const without = harm ?? local ?? tries.find((each) => each.harm)?.harm;
  const requests = tries.length === 1 ? tries[0].what : `${tries[0].what}, and ${tries.length - 1} more`;
  return without === undefined
    ? requests
    : `${requests} (${isAll({ tries, harm, local }) ? "" : "partly "}with a sandbox alone: ${without})`;
};

const isAll = ({ tries, harm, local }) => (harm ?? local) !== undefined || tries.every((each) => each.harm);

const PAGE = `<!-- Made by \`npm run docs:fidelity\` from scripts/fidelity. Do not edit. -->

# What is known of scalr.io

The [contract](api.md) says which types, attributes and operations scalr.io has. It does not give the texts of errors, the
defaults, or the rules that reject a request. We learned the facts below from the official clients: from what their code
sends and reads, and from what their tests expect. Where a fact contradicted an earlier decision of this project, we
followed the fact.

A test checks every fact against a sandbox over HTTP. It checks the facts about states and the provider (E28 to E33) with a
state of 43 resources that the official provider wrote.

## Try them with your account

The facts come from clients, not from the service. If you have an account at scalr.io, you can check them there:

    export SCALR_TOKEN=<a token>
    npm run probe -- --hostname <account>.scalr.io

The probe creates an environment, tries every harmless fact in it, and deletes everything that it created. It skips facts that
the host would check with a third party, and those that could lock people out if they are wrong. For facts about objects of the
account, it creates tags, roles, agent pools, service accounts, identity providers and integrations whose names begin
with \`fidelity-\`. It executes no run.

| option | meaning |
|---|---|
| \`--hostname <host[:port]>\` | the host to ask over HTTPS; or \`SCALR_HOSTNAME\` |
| \`--account <id>\` | the account; or \`SCALR_ACCOUNT_ID\`, \`SCALR_ACCOUNT\`, or the first that the token can read |
| \`--ca-file <file>\` | a certificate authority to trust in addition to those of Node.js, for a sandbox |
| \`--sandbox\` | the host is a sandbox: tries the facts that could harm others too |
| \`--only <ids>\` | some facts, such as \`E1,E4\` |
| \`--json\` | one JSON document instead of lines |

The token comes from \`SCALR_TOKEN\`.

| exit code | meaning |
|---|---|
| 0 | all facts that were tried are true |
| 1 | a fact differs, or could not be tried |
| 2 | wrong usage, no token, or the host cannot be reached |
| 3 | an object could not be deleted; the output names it |

If a fact differs, please open an issue with the output. It contains no secret: tokens are neither printed nor stored.

## The facts

| id | fact | learnt from | date | how to try it |
|---|---|---|---|---|
`;

/** The text of docs/reference/fidelity.md. */
export const fidelityPage = () =>
  `${PAGE}${FACTS.map((fact) => `| ${[fact.id, fact.fact, fact.source, fact.date, howOf(fact)].map(cell).join(" | ")} |`).join("\n")}\n`;
