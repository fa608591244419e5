import { PROTOCOL_BASE } from "../../../agent/protocol/protocol.js";
import { type Fleet, lookUntil, type Stage } from "../stage/stage.js";
import { NO_SOCKETS, socketsOf } from "../stage/system.js";

/** R8, R15, R16: who may join a pool, how, and who calls whom. */
export async function tryToJoin(stage: Stage, fleet: Fleet): Promise<void> {
  await checkNames(stage, fleet);
  await checkSlots(stage, fleet);
  await checkTokens(stage, fleet);
  await checkDirection(stage, fleet);
}

/** R16: a second agent of a name that is taken. */
async function checkNames(stage: Stage, { agents, token }: Fleet): Promise<void> {
  const { ledger, observer } = stage;
  const [first] = agents;
  const second = stage.agents.launch(first!.name, token);
  const { code } = await second.ended;
  const namesakes = observer.all("agents").filter(({ name }) => name === first!.name);
  ledger.observe(
    "R16",
    code !== 0 && namesakes.length === 1 && namesakes[0]!.id === first!.id,
    `a second '${first!.name}' was refused (its process exited with ${code})`,
  );
  stage.progress.keep(`  A second ${first!.name}: ${second.output.at(-1)}`);
}

/** R8: an operator may ask for less than five runs at a time, never for more. */
async function checkSlots(stage: Stage, { token }: Fleet): Promise<void> {
  const greedy = stage.agents.launch("agent-greedy", token, ["--concurrency", "6"]);
  const { code } = await greedy.ended;
  const joined = stage.observer.of("agents").some(({ after }) => after?.name === "agent-greedy");
  stage.progress.keep(`  An agent for six runs: ${greedy.output.at(-1)}`);
  stage.ledger.observe("R8", code !== 0 && !joined, `an agent for 6 was refused (exit code ${code})`);
}

/** R16: every agent has a session of its own; the pool's secret is not shown again, nor accepted when it is wrong. */
async function checkTokens(
  { client, info, ledger, observer }: Stage,
  { agents, pool, token }: Fleet,
): Promise<void> {
  const sessions = new Set(agents.map(({ id }) => observer.get("agents", id)?.sessionToken));
  const listed = await client.list(`agent-pools/${pool.id}/access-tokens`);
  const shown = listed.filter(
    ({ attributes }) => attributes.token !== undefined && attributes.token !== null,
  );
  const wrong = await register(info.url, `${token.slice(0, -4)}AAAA`);
  ledger.observe(
    "R16",
    sessions.size === agents.length &&
      !sessions.has(undefined) &&
      listed.length > 0 &&
      shown.length === 0 &&
      wrong === 401,
    `${sessions.size} agents have sessions of their own; ${shown.length} of ${listed.length} tokens of the pool are listed with ` +
      `their secret; a wrong one was refused (${wrong})`,
  );
}

/** The status with which a token that wants to join a pool is answered. */
export async function register(url: string, token: string): Promise<number> {
  const response = await fetch(`${url}${PROTOCOL_BASE}/register`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: "agent-probe",
      concurrency: 1,
      os: process.platform,
      cpuPlatform: `${process.platform}_${process.arch}`,
      driver: "local",
      runtime: "embedded",
      version: "0",
    }),
  });
  await response.text();
  return response.status;
}

/** R15: agents listen nowhere, and all their connections lead to the simulator. */
async function checkDirection(stage: Stage, { agents }: Fleet): Promise<void> {
  const { info, ledger } = stage;
  const ports = [info.url, info.httpsUrl].flatMap((url) =>
    url === undefined ? [] : [Number(new URL(url).port)],
  );
  const look = () => agents.map(({ process }) => socketsOf(process.pid));
  let sockets = look();
  // Between two polls, an agent may have no connection for a moment.
  await lookUntil(stage, "agents are connected", async () => {
    sockets = look();
    return sockets.every((found) => found === undefined || found.connectedTo.length > 0);
  });
  const seen = sockets.filter((found) => found !== undefined);
  if (seen.length < sockets.length) {
    ledger.notObserved("R15", NO_SOCKETS);
    return;
  }
  const listening = seen.flatMap((found) => found.listening);
  const connections = seen.flatMap((found) => found.connectedTo);
  ledger.observe(
    "R15",
    listening.length === 0 && connections.length > 0 && connections.every((remote) => ports.includes(remote)),
    `${agents.length} agent processes listen on ${listening.length} ports; all ${connections.length} connections are theirs, ` +
      `to the simulator's port ${[...new Set(connections)].join(" and ")}`,
  );
}
