import {
  AccountLists,
  AccountReadError,
  type GetJson,
  type History,
  type KeptPages,
  type ReadSoFar,
  readAccount,
  readHistory,
  type World,
  worldOfAccount,
} from "../../fleet/index.js";
import type { Wait } from "../../provider/client/index.js";
import { type Connection, clientOf, connection, environmentToken } from "../client/connection.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

/** Milliseconds between two lines of progress about one list. */
const PAUSE = 2_000;
/** A host that asks for patience gets more of it than one that a command is waited for. */
const RETRIES = 8;
const JSON_API = { headers: { accept: "application/vnd.api+json" } };

/**
 * A host that `--hostname` names, and the token for it.
 * @throws CliError where there is no token, or it is one for another host
 */
export function hostConnection(context: Context, hostname: string): Connection {
  const { SCALR_HOSTNAME: other, ...env } = context.env;
  const named = connection({ ...context, env: { ...env, SCALR_HOSTNAME: hostname } }, undefined);
  if (!other || named.token !== environmentToken(env)) return named;
  const elsewhere = connection(context, undefined).url;
  if (elsewhere === named.url) return named;
  throw new CliError(
    "usage",
    `SCALR_TOKEN goes with SCALR_HOSTNAME (${other}), and is not sent to ${hostname}. Unset SCALR_HOSTNAME, or set it to that host.`,
  );
}

/** What was read of an account. */
export interface AccountRead {
  readonly world: World;
  /** Null unless runs were asked for. */
  readonly history: History | null;
}

/**
 * Reads an account, with its runs of the last days where they are asked for, and tells on standard error how far it is. It sends GET
 * requests alone. What it had read when it failed is said, and kept where there is a place for it.
 */
export async function readHost(
  context: Context,
  target: Connection,
  { kept, days }: { readonly kept?: KeptPages; readonly days?: number } = {},
): Promise<AccountRead> {
  const { out, signal } = context;
  const progress = new Progress((text) => out.note(text), target.url);
  const retry = { limit: RETRIES, onWait: (wait: Wait) => progress.waits(wait) };
  const client = clientOf(target, { signal, retry });
  const get: GetJson = (path) => client.json("GET", path, undefined, JSON_API);
  const lists = new AccountLists(get, { onPage: (sofar) => progress.page(sofar), ...(kept && { kept }) });
  try {
    const world = worldOfAccount(await readAccount(lists));
    const history = days === undefined ? null : await readHistory(lists, world, days);
    return { world, history };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AccountReadError)) progress.failed();
    throw error;
  }
}

/** Says what is read, how much of it, and what is waited for. */
class Progress {
  private saidAt = performance.now();
  private last: ReadSoFar | null = null;

  constructor(
    private readonly say: (text: string) => void,
    private readonly url: string,
  ) {}

  page(sofar: ReadSoFar): void {
    this.last = sofar;
    if (!sofar.done && performance.now() - this.saidAt < PAUSE) return;
    this.saidAt = performance.now();
    this.say(`${sofar.done ? "Read" : "Reading"} from ${this.url}: ${amount(sofar)}`);
  }

  waits({ milliseconds, asked, error }: Wait): void {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    if (asked) this.say(`${this.url} asks for a pause of ${seconds} s. Reading continues after it.`);
    else if (milliseconds >= 1_000) this.say(`${(error as Error).message} Trying again in ${seconds} s.`);
  }

  failed(): void {
    if (this.last !== null && !this.last.done)
      this.say(`Reading stopped after ${amount(this.last)}. Nothing was made of it.`);
  }
}

const amount = ({ noun, read, total, done }: ReadSoFar) => {
  const what = done && read === 1 ? noun.replace(/s$/, "") : noun;
  return total === null || done ? `${count(read)} ${what}` : `${count(read)} of ${count(total)} ${what}`;
};

const count = (number: number) => number.toLocaleString("en-US");
