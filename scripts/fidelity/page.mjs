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

The [contract](api.md) says which types, attributes and operations scalr.io has. It does not say what errors read like, what a
value is when nobody gave it, or what is refused. The facts below were learnt from the official clients: from what their code
sends and reads, and from what their own tests expect. Where a fact and an earlier decision of this project disagreed, the
fact won.

A test walks the table against a sandbox over HTTP, one request or more for each fact. The facts about states and the provider
(E28 to E33) are tried with a state of 43 resources that the official provider wrote.

## Try them with your account

The facts come from clients, not from the service. If you have an account at scalr.io, you can find out whether they hold:

    export SCALR_TOKEN=<a token>
    npm run probe -- --hostname <account>.scalr.io

The probe makes an environment, tries every fact in it that harms nobody, and deletes all that it made. It skips what a host
would check with a third party, and what could shut people out if the fact were wrong. Some facts are about objects of the
account: for those it makes tags, roles, agent pools, service accounts, identity providers and integrations whose names begin
with \`fidelity-\`. It executes no run.

| option | meaning |
|---|---|
| \`--hostname <host[:port]>\` | the host to ask over HTTPS; or \`SCALR_HOSTNAME\` |
| \`--account <id>\` | the account; or \`SCALR_ACCOUNT_ID\`, \`SCALR_ACCOUNT\`, or the first that the token can read |
| \`--ca-file <file>\` | an authority to trust besides those of Node.js, for a sandbox |
| \`--sandbox\` | the host is a sandbox: tries the facts that could harm others too |
| \`--only <ids>\` | some facts, such as \`E1,E4\` |
| \`--json\` | one JSON document instead of lines |

The token comes from \`SCALR_TOKEN\`.

| exit code | meaning |
|---|---|
| 0 | everything that was tried agrees |
| 1 | something differs, or could not be tried |
| 2 | wrong usage, no token, or the host cannot be reached |
| 3 | something that was made could not be deleted; it is named |

If a fact differs, please open an issue with the output. It has no secret in it: tokens are neither printed nor stored.

## The facts

| id | fact | learnt from | date | how to try it |
|---|---|---|---|---|
`;

/** The text of docs/reference/fidelity.md. */
export const fidelityPage = () =>
  `${PAGE}${FACTS.map((fact) => `| ${[fact.id, fact.fact, fact.source, fact.date, howOf(fact)].map(cell).join(" | ")} |`).join("\n")}\n`;
