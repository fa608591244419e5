import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { OneTaskAgents } from "./agents.js";
import { receiver } from "./receiver.js";

export interface ServerlessArgs {
  readonly port: number;
  readonly host: string;
  readonly maxAgents: number;
  readonly url: string | undefined;
  readonly caCert: string | undefined;
}

const isLoopback = (host: string) => /^(127\.|::1$|localhost$)/.test(host);

/** Receives webhooks until it is told to stop; then its agents finish what they run. A second signal kills them. */
export async function serveServerless(
  args: ServerlessArgs,
  context: Context,
  parentGone: Promise<void> | undefined,
): Promise<number> {
  const { out, env, signal } = context;
  check(args, env);
  const secret = env.SCALR_SERVERLESS_SECRET || null;
  const log = (text: string) => out.note(text);
  const agents = new OneTaskAgents({ env: agentEnvironment(args, env), most: args.maxAgents, log });
  const server = createServer(receiver({ agents, secret, log }));
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(args.port, args.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = args.host.includes(":") ? `[${args.host}]` : args.host;
  const url = `http://${host}:${port}`;
  if (out.json) out.object({ url, pid: process.pid });
  else out.print(`Webhooks are received at ${url}\nCtrl-C stops it.`);
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  context.onSecondInterrupt(() => agents.kill());
  await Promise.race(parentGone === undefined ? [stopped] : [stopped, parentGone]);
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await Promise.all([closed, agents.stop()]);
  return 0;
}

function check({ port, host, maxAgents }: ServerlessArgs, env: NodeJS.ProcessEnv): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw usage(`--port must be a port from 0 (any free one) to 65535, not ${port}.`);
  if (!Number.isInteger(maxAgents) || maxAgents < 1 || maxAgents > 1_000)
    throw usage(`--max-agents must be from 1 to 1000, not ${maxAgents}.`);
  if (!env.SCALR_AGENT_TOKEN?.trim())
    throw usage("SCALR_AGENT_TOKEN is not set. Give the token of the serverless pool, as to an agent.");
  if (!isLoopback(host) && !env.SCALR_SERVERLESS_SECRET)
    throw usage(
      `On ${host}, other machines could start agents. Set SCALR_SERVERLESS_SECRET, and let the pool send it ` +
        "as the header Authorization with the value 'Bearer <secret>'.",
    );
}

/** The environment of the agents: all agent settings, and none of the receiver's. */
function agentEnvironment({ url, caCert }: ServerlessArgs, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    SCALR_SERVERLESS_SECRET: _secret,
    SCALR_TOKEN: _token,
    SCALR_SANDBOX_ADMIN_TOKEN: _admin,
    SCALR_AGENT_NAME: _name,
    ...inherited
  } = env;
  return {
    ...inherited,
    ...(url !== undefined && { SCALR_URL: url }),
    ...(caCert !== undefined && { SCALR_AGENT_CA_CERT: caCert }),
  };
}
