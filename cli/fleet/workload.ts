import {
  type GeneratorTexts,
  generated,
  type History,
  openTrace,
  readWorldFile,
  type Workload,
  type World,
} from "../../fleet/index.js";
import { connection } from "../client/connection.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { hostConnection, readHost } from "./reading.js";

/** What the command line says of the runs, and of the world that they are in. */
export interface WorkloadArgs extends Omit<GeneratorTexts, "rate" | "confirm"> {
  readonly trace: string | undefined;
  readonly rate: string | undefined;
  readonly from: string | undefined;
  readonly confirm: string | undefined;
  readonly world: string | undefined;
  readonly dataDir: string | undefined;
}

/** What is simulated, before any design. */
export interface Given {
  readonly workload: Workload;
  /** Null for a world that has the designs' pools alone. */
  readonly world: World | null;
  /** Where the workload comes from, if it is that of an account. */
  readonly history: History | null;
}

/** Reads or makes the workload that the flags name, and its world. @throws CliError, FleetInputError, AccountReadError */
export async function workloadOf(args: WorkloadArgs, context: Context): Promise<Given> {
  const { trace, rate, from, confirm = null } = args;
  const named = [trace, rate, from].filter((each) => each !== undefined).length;
  if (named > 1) throw usage("Give one of --trace, --rate and --from.");
  if (from !== undefined) return historyOf(from, args, context);
  const world = () => (args.world === undefined ? null : readWorldFile(args.world));
  if (trace !== undefined) return { workload: await openTrace(trace), world: await world(), history: null };
  if (rate !== undefined)
    return { workload: generated({ ...args, rate, confirm }), world: await world(), history: null };
  throw usage(
    "Which runs? Name a trace (--trace trace.csv), say how many there are (--rate 120), or take those of an account (--from sandbox). " +
      "See: scalr-sandbox simulate --help",
  );
}

async function historyOf(from: string, args: WorkloadArgs, context: Context): Promise<Given> {
  const { days, dataDir } = args;
  if (!(days > 0 && days <= 3_660)) throw usage("--days can be more than 0 and at most 3660.");
  const target = from === "sandbox" ? connection(context, dataDir) : hostConnection(context, from);
  const read = await readHost(context, target, { days });
  const history = read.history!;
  const total = [...history.leftOut.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...history.leftOut].map(([reason, count]) => `${count} ${reason}`).join(", ");
  if (total > 0) context.out.note(`Left out ${total} runs: ${reasons}.`);
  const world = args.world === undefined ? read.world : await readWorldFile(args.world);
  return { workload: history.workload, world, history };
}
