// Tries what is known of scalr.io with a host (`npm run probe -- --hostname <account>.scalr.io`). See docs/reference/fidelity.md.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Client } from "./fidelity/client.mjs";
import { attempt, FACTS } from "./fidelity/index.mjs";
import { Scene } from "./fidelity/scene.mjs";

const USAGE = `npm run probe -- --hostname <host[:port]> [options]

Tries what is known of scalr.io with a host, in an environment that it creates and deletes.

  --hostname <host[:port]>  The host to ask over HTTPS [env: SCALR_HOSTNAME]
  --account <id>            The account [env: SCALR_ACCOUNT_ID, SCALR_ACCOUNT; default: the first that the token can read]
  --ca-file <file>          An authority to trust besides those of Node.js
  --sandbox                 The host is a sandbox: try the facts that could harm others too
  --only <ids>              Some facts, such as E1,E4
  --json                    One JSON document instead of lines
  --help                    This text

The token comes from SCALR_TOKEN. Exit codes: 0 all agree, 1 something differs, 2 usage or no connection, 3 not all of what was
made could be deleted.

  SCALR_TOKEN=... npm run probe -- --hostname example.scalr.io
  npm run probe -- --hostname 127.0.0.1:7443 --ca-file .scalr-sandbox/tls/ca.pem --sandbox`;

const EXIT = { agrees: 0, differs: 1, unusable: 2, left: 3 };

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(EXIT.unusable);
}

function optionsOf(env) {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        hostname: { type: "string" },
        account: { type: "string" },
        "ca-file": { type: "string" },
        sandbox: { type: "boolean", default: false },
        only: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    fail(`${error.message}\n\n${USAGE}`);
  }
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(EXIT.agrees);
  }
  const hostname = values.hostname ?? env.SCALR_HOSTNAME;
  if (!hostname) fail(`Say which host to ask: --hostname <account>.scalr.io, or SCALR_HOSTNAME.\n\n${USAGE}`);
  if (/^https?:\/\//.test(hostname))
    fail(`--hostname takes a host such as example.scalr.io, not '${hostname}'.`);
  if (!env.SCALR_TOKEN) fail("Set SCALR_TOKEN to a token of the account. It is used and not stored.");
  const only = values.only?.split(",").map((id) => id.trim().toUpperCase());
  const unknown = only?.filter((id) => !FACTS.some((fact) => fact.id === id)) ?? [];
  if (unknown.length > 0)
    fail(`There is no fact ${unknown.join(", ")}. There are: ${FACTS.map(({ id }) => id).join(", ")}.`);
  return { ...values, hostname, facts: only ? FACTS.filter(({ id }) => only.includes(id)) : FACTS };
}

/** The account to try the facts in. */
async function accountOf(api, options, env) {
  const asked = options.account ?? env.SCALR_ACCOUNT_ID ?? env.SCALR_ACCOUNT;
  const reply = await api.get("accounts?page[size]=2").catch((error) => {
    const hint = /certificate|self.signed|issuer/i.test(error.message)
      ? " Give its authority with --ca-file."
      : "";
    return fail(`https://${options.hostname} cannot be asked: ${error.message}.${hint}`);
  });
  if (reply.status !== 200) {
    const [error] = reply.body?.errors ?? [];
    fail(
      `https://${options.hostname} answered ${reply.status}: ${error?.detail ?? error?.title ?? "no API is there"}`,
    );
  }
  const account = asked ?? reply.body.data[0]?.id;
  if (account === undefined) fail("The token can read no account. Name one with --account.");
  return account;
}

const SIGNS = { agrees: "agrees ", differs: "DIFFERS", failed: "FAILED ", skipped: "skipped" };

function print({ id, fact, what, expected, result, seen, why }) {
  process.stdout.write(`${id.padEnd(4)}${SIGNS[result]}  ${what}\n`);
  if (result === "differs")
    process.stdout.write(
      `      ${fact}\n      expected ${JSON.stringify(expected)}\n      seen     ${JSON.stringify(seen)}\n`,
    );
  if (result === "failed") process.stdout.write(`      ${fact}\n      ${why}\n`);
}

const options = optionsOf(process.env);
const api = new Client({
  url: `https://${options.hostname}`,
  token: process.env.SCALR_TOKEN,
  ...(options["ca-file"] !== undefined && { ca: readFileSync(options["ca-file"]) }),
});
const account = await accountOf(api, options, process.env);
const scene = new Scene(api, account);

let isStopped = false;
// What was made goes before the program does.
process.once("SIGINT", () => {
  isStopped = true;
  process.stderr.write("Stopping; what was made is being deleted.\n");
});

const results = [];
for (const fact of options.facts)
  for (const each of fact.tries) {
    if (isStopped) break;
    const { id, source, date } = fact;
    const tried = await attempt(fact, each, scene, options.sandbox);
    const row = { id, fact: fact.fact, source, date, what: each.what, expected: each.expected, ...tried };
    results.push(row);
    if (!options.json) print(row);
  }

const left = await scene.clean();
const count = (result) => results.filter((row) => row.result === result).length;
const summary = {
  agrees: count("agrees"),
  differs: count("differs"),
  failed: count("failed"),
  skipped: count("skipped"),
};
if (options.json)
  process.stdout.write(
    `${JSON.stringify({ host: options.hostname, account, summary, left, results }, null, 2)}\n`,
  );
else {
  const { agrees, differs, failed, skipped } = summary;
  process.stdout.write(
    `\n${agrees} agree, ${differs} differ, ${failed} could not be tried, ${skipped} skipped.\n`,
  );
}
if (left.length > 0)
  process.stderr.write(
    `Not everything that was made could be deleted. Delete it yourself: ${left.join(", ")}\n`,
  );
process.exitCode =
  left.length > 0 ? EXIT.left : summary.differs + summary.failed > 0 ? EXIT.differs : EXIT.agrees;
