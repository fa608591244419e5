import {
  type Arrival,
  type Design,
  type DesignFigures,
  parseDesigns,
  type Start,
  simulate,
  type Workload,
  type World,
} from "../../fleet/index.js";

/** A run of a workload, in seconds; what is not given is a dry run of a minute in a workspace of its own. */
export interface RunGiven {
  readonly at: number;
  readonly workspace?: string;
  readonly environment?: string;
  readonly pool?: string;
  readonly plan?: number;
  readonly apply?: number | null;
  readonly confirm?: number;
  readonly dry?: boolean;
}

function workloadOf(runs: readonly RunGiven[], origin = Date.UTC(2024, 0, 1)): Workload {
  const arrivals = runs.map(
    (run, n): Arrival => ({
      at: run.at * 1000,
      workspace: run.workspace ?? `workspace-${n}`,
      environment: run.environment ?? null,
      pool: run.pool ?? null,
      plan: (run.plan ?? 60) * 1000,
      apply: run.apply === undefined || run.apply === null ? null : run.apply * 1000,
      confirm: (run.confirm ?? 0) * 1000,
      dry: run.dry ?? run.apply === undefined,
      where: `run ${n}`,
    }),
  );
  return {
    title: "test",
    origin,
    dated: false,
    async *open() {
      yield arrivals;
    },
  };
}

export interface Simulated {
  readonly figures: DesignFigures;
  /** Seconds; in the order in which plans and applies started. */
  readonly starts: readonly (Start & { readonly waitSeconds: number })[];
  /** Waits of plans in seconds by workspace, for runs in workspaces of their own. */
  readonly waits: ReadonlyMap<string, number>;
}

export interface DesignGiven {
  readonly agents?: readonly string[];
  readonly slots?: readonly string[];
  readonly quota?: string;
  readonly leave?: Design["leave"];
}

/** The runs in one design. */
export async function simulated(
  runs: readonly RunGiven[],
  { agents = [], slots = [], quota, leave = "drain" }: DesignGiven,
  world: World | null = null,
): Promise<Simulated> {
  const designs = parseDesigns({ agents, slots, quota, leave });
  const starts: Simulated["starts"][number][] = [];
  let figures: DesignFigures | undefined;
  const request = { world, workload: workloadOf(runs), designs, target: null, price: null };
  const onStart = (_design: Design, start: Start) =>
    void starts.push({ ...start, waitSeconds: start.wait / 1000 });
  for await (const each of simulate({ ...request, onStart })) figures = each;
  const plans = starts.filter(({ phase }) => phase === "plan");
  return {
    figures: figures!,
    starts,
    waits: new Map(plans.map((start) => [start.workspace, start.waitSeconds])),
  };
}
