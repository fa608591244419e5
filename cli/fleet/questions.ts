import type { ScalrClient } from "../../provider/client/index.js";
import type { Simulator } from "../../simulator/server.js";
import { type Connection, clientOf, connection } from "../client/connection.js";
import { isSandbox } from "../client/sandbox-api.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";

export interface QuestionArgs {
  readonly hostname: string | undefined;
  readonly world: string | undefined;
  readonly dataDir: string | undefined;
}

/** Where questions about links and access are answered: a sandbox, or a copy of an account in one. */
export interface Questions extends AsyncDisposable {
  readonly client: ScalrClient;
}

/**
 * Opens what the flags name: a host, a world file, or what the environment and the folder lead to. Only a sandbox can answer, so
 * any other host is read into one in memory.
 */
export async function openQuestions(context: Context, args: QuestionArgs): Promise<Questions> {
  const { hostname, world, dataDir } = args;
  const named = [hostname, world, dataDir].filter((each) => each !== undefined).length;
  if (named > 1) throw usage("Give one of --hostname, --world and --data-dir.");
  if (world !== undefined) {
    const { startSimulator } = await import("../../simulator/server.js");
    return answering(await startSimulator({ seed: world, runners: false }), context);
  }
  if (hostname !== undefined) {
    const { hostConnection } = await import("./reading.js");
    return copyOf(hostConnection(context, hostname), context);
  }
  return questionsFor(connection(context, dataDir), context);
}

/** The same for a connection that is known. */
export async function questionsFor(target: Connection, context: Context): Promise<Questions> {
  const client = clientOf(target, { signal: context.signal });
  if (target.dataDir !== undefined || (await isSandbox(client)))
    return { client, [Symbol.asyncDispose]: async () => {} };
  context.out.note(
    `${target.url} is not a sandbox: its account is read into one in memory, and nothing is changed.`,
  );
  return copyOf(target, context);
}

async function copyOf(target: Connection, context: Context): Promise<Questions> {
  // Most questions are for a sandbox, and all this is large.
  const [{ openCopy }, { readHost }] = await Promise.all([
    import("../../fleet/index.js"),
    import("./reading.js"),
  ]);
  const { world } = await readHost(context, target);
  return answering(await openCopy(world), context);
}

const answering = (simulator: Simulator, context: Context): Questions => ({
  client: clientOf(simulator, { signal: context.signal }),
  [Symbol.asyncDispose]: () => simulator.close(),
});
